-- A deep link survives the way over the IdP.
local story = {
  id    = "sso/relay-state", claim = "compat-saml",
  title = "After the login the person is where the login began",
  refs  = { "saml-bindings-3.5.3-relay-state" },
  tags  = { "sso" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.relay_state" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local login = t.idp:login(ada, { relay_state = "/library?shelf=3&tag=a%20b" })
  t:check("sp.login.accepted", login)
  t:check("sp.relay_state", login)
end
return story
