-- SCIM comes first, the login finds what it made.
local story = {
  id    = "joined/scim-account-logs-in", claim = "compat-scim",
  title = "A person whom SCIM provisioned logs in to that very account",
  tags  = { "scim", "jit", "joined" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("Ada is provisioned", t.scim:provision(ada).ok)
  local provisioned = t.sp:account(ada.email)
  t:expect("the product has the account before any login", provisioned ~= nil)
  t:check("sp.login.person", t.idp:login(ada))
  local accounts = t.sp:accounts(ada.email)
  t:expect("Ada has one account", #accounts == 1, #accounts)
  t:expect("it is the one that SCIM made", provisioned and accounts[1] and accounts[1].id == provisioned.id,
           accounts[1] and accounts[1].id)
end
return story
