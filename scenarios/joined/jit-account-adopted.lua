-- The login comes first, SCIM is switched on later: the vendor finds the account and takes it over.
local story = {
  id    = "joined/jit-account-adopted", claim = "compat-scim",
  title = "An account that a login created is adopted by SCIM, not doubled",
  tags  = { "scim", "jit", "joined" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:check("sp.login.person", t.idp:login(ada))
  local before = t.sp:account(ada.email)
  t:given("the login created an account", before ~= nil)

  local adopted = t.scim:provision(ada)
  t:expect("the vendor's console shows the person as provisioned", adopted.ok, adopted.explanation)
  local accounts = t.sp:accounts(ada.email)
  t:expect("Ada still has one account", #accounts == 1, #accounts)
  t:expect("it is the same one", accounts[1] and accounts[1].id == before.id, accounts[1] and accounts[1].id)

  t:check("scim.active.effect", t.scim:deactivate(ada))
  t:expect("what SCIM says counts for it", accounts[1] and not t.sp:account(ada.email).active)
end
return story
