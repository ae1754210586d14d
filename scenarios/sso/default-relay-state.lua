-- The IdP's admin says where people land who come from the dashboard.
local place = "/library?shelf=3"

local story = {
  id    = "sso/default-relay-state", claim = "compat-saml",
  title = "Who comes from the IdP's dashboard lands where its admin says",
  refs  = { "saml-bindings-3.5.3-relay-state" },
  tags  = { "sso", "variants" },
  idps  = { "setting:relay_state" },
  needs = { "sp.acs", "sp.whoami", "sp.unsolicited", "sp.relay_state" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login from the dashboard is accepted before", t.idp:open_tile(ada))
  t.idp:set { relay_state = place }
  local login = t.idp:open_tile(ada, { relay_state = place })
  t:check("sp.login.accepted", login)
  t:check("sp.relay_state", login)
end
return story
