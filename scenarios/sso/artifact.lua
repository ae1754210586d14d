-- The browser brings a reference, and the product fetches the Response from the IdP itself. The product asks for it in its
-- AuthnRequest; where there is none, the IdP's console says it.
local ways = {
  request = function(t, person)
    t.sp:act("change_settings", { settings = '{"response_binding":"artifact"}' })
    return t.idp:login(person)
  end,
  console = function(t, person) return t.idp:open_tile(person) end,
}

local story = {
  id    = "sso/artifact", claim = "compat-saml",
  title = "A login by artifact gives the session that the IdP's Response says",
  refs  = { "saml-core-3.5.3-artifact", "saml-profiles-4.1.2-binding" },
  tags  = { "sso", "artifact" },
  idps  = { "part:artifact" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.artifact", "sp.can.connect_idp", "sp.can.change_settings" },
  parameters = { "request", "console" },
}
function story.run(t)
  t.idp:set { response_binding = "artifact" }   -- its metadata says then where artifacts are resolved
  t.sp:act("connect_idp", { metadata = t.idp:metadata() })
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local login = ways[t.parameter](t, ada)
  t:given("the Response was brought by its artifact", login.by_artifact, login.reason)
  for _, check in ipairs { "sp.login.person", "saml.bearer.recipient", "saml.audience", "saml.in_response_to", "saml.acs.answers" } do
    t:check(check, login)
  end
  if t.parameter == "request" then t:check("saml.request.*", login) end
  t:check("sp.login.person", ways[t.parameter](t, grace))
  t:expect("the first session is still the first person's", t.sp:who_am_i(login) == ada.email, t.sp:who_am_i(login))
end
return story
