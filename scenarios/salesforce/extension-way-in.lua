-- The fourth way into the extension: Salesforce lets Ada into the product, and the extension takes that session up.
local story = {
  id    = "salesforce/extension-way-in", claim = "ext-ways-in",
  title = "Who logged in through Salesforce is signed in to the extension, with the account that SSO made",
  tags  = { "salesforce", "extension" }, uses = "salesforce",
  needs = { "product.salesforce", "product.extension", "sp.acs", "sp.whoami", "sp.accounts", "sp.unsolicited", "sp.can.connect_salesforce" },
}
function story.run(t, salesforce)
  local org = t.salesforce:org {}
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local there = org:person(ada)
  local sso = t.idp:open_tile(ada)
  t:given("SSO made her account", sso.accepted, sso.reason)

  local login = t.sp:log_in_with_salesforce(there, { browser = salesforce.visit(t, org, there) })
  t:given("Salesforce lets her in", login.accepted, login.reason)
  local extension = t:extension()
  t:expect("the extension is signed in", extension:connect(login), extension.reason)
  t:expect("for her account", extension:who() == ada.email, extension:who())
  t:expect("it is one account", #t.sp:accounts(ada.email) == 1, #t.sp:accounts(ada.email))
end
return story
