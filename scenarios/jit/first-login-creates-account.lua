-- Nobody, then a first click on the tile, then exactly one account; a second login makes no other.
local story = {
  id    = "jit/first-login-creates-account", claim = "jit-create-on-first-login",
  title = "The first SAML login creates the account, once",
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("nobody knows Ada yet", #t.sp:accounts(ada.email) == 0, #t.sp:accounts(ada.email))
  t:check("sp.login.accepted", t.idp:open_tile(ada))
  t:expect("Ada has one account", #t.sp:accounts(ada.email) == 1, #t.sp:accounts(ada.email))
  t:check("sp.login.accepted", t.idp:login(ada))
  t:expect("a second login creates nothing", #t.sp:accounts(ada.email) == 1, #t.sp:accounts(ada.email))
end
return story
