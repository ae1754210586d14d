-- The person clicks the app's tile at the IdP; the Response comes unasked.
local story = {
  id    = "sso/idp-initiated-login", claim = "compat-saml",
  title = "A person who clicks the app's tile at the IdP is logged in",
  refs  = { "saml-profiles-4.1.4.3-session", "saml-profiles-4.1.4.2-in-response-to" },
  tags  = { "sso" },
  needs = { "sp.acs", "sp.whoami", "sp.unsolicited" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local login = t.idp:open_tile(ada)
  t:check("saml.bearer.recipient", login)
  t:check("saml.audience", login)
  t:check("saml.in_response_to", login)
  t:check("saml.acs.answers", login)
  t:check("sp.login.accepted", login)
  t:check("sp.login.person", login)
end
return story
