-- Ada's company uses SSO, for the product and for Salesforce. She opens Salesforce from the IdP's tile, and goes on from there.
local story = {
  id    = "salesforce/login-with-sso", claim = "sf-login-with-sso",
  title = "Somebody of SSO logs in through Salesforce, to the account that SSO made",
  tags  = { "salesforce" }, uses = "salesforce",
  needs = { "product.salesforce", "sp.acs", "sp.whoami", "sp.accounts", "sp.unsolicited", "sp.can.connect_salesforce" },
}
function story.run(t, salesforce)
  local org = t.salesforce:org {}
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local there = org:person(ada)
  t:check("sp.login.accepted", t.idp:open_tile(ada))
  t:given("SSO made her account", #t.sp:accounts(ada.email) == 1)

  local visit = salesforce.visit(t, org, there)
  t:given("the IdP has seen to it who she is", visit.asked_idp and not visit.asked_password)
  local login = t.sp:log_in_with_salesforce(there, { browser = visit })
  t:expect("Ada is logged in", login.accepted, login.reason)
  t:expect("it is her", login.person == ada.email, login.person)
  t:expect("she gave no password anywhere", not login.asked_password and not login.asked_idp)
  t:expect("there is still one account of hers", #t.sp:accounts(ada.email) == 1, #t.sp:accounts(ada.email))
  local again = t.sp:log_in_with_salesforce(there, { browser = salesforce.visit(t, org, there) })
  t:expect("the second time is like the first", again.accepted and again.person == ada.email, again.reason)
end
return story
