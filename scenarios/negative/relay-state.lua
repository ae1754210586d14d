-- RelayState comes from anybody: it leads nowhere but into the product.
local story = {
  id    = "negative/relay-state",
  title = "A RelayState that leads away from the product leads nowhere",
  refs  = { "saml-bindings-3.5.3-relay-state" },
  tags  = { "negative" },
  idps  = { "generic" },
  needs = { "sp.acs", "sp.whoami", "sp.unsolicited" },
  parameters = {
    "rs-open-redirect", "rs-protocol-relative", "rs-backslash", "rs-tab", "rs-userinfo", "rs-javascript", "rs-data", "rs-crlf",
    "rs-html-reflect", "rs-long",
  },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:open_tile(ada))
  local login = t.idp:open_tile(ada, { fault = t.parameter })
  t:check("sp.relay_state.contained", login)
  t:check("saml.acs.answers", login)
end
return story
