-- The IdP's admin switches the app off, and on again.
local story = {
  id    = "negative/app-switched-off",
  title = "While the app is switched off at the IdP nobody logs in through it",
  refs  = { "saml-core-3.2.2.2-status" },
  tags  = { "negative" },
  idps  = { "setting:enabled" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:check("sp.login.accepted", t.idp:login(ada))
  t.idp:set { enabled = false }
  for _, login in ipairs { t.idp:login(ada), t.idp:open_tile(ada) } do
    t:expect("nobody is let in", not login.accepted, login.outcome)
    t:expect("the vendor says no in its own way", t.idp:said_no(login, "app_disabled"), login.reason)
  end
  t.idp:set { enabled = true }
  t:check("sp.login.accepted", t.idp:login(ada))
end
return story
