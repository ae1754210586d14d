-- Where the admin of Salesforce has not approved the product for everybody, each person is asked once.
local story = {
  id    = "salesforce/consent",
  title = "Salesforce asks for consent once, and who is disabled in the product stays out in spite of it",
  tags  = { "salesforce" }, uses = "salesforce", idps = { "generic", "okta" },
  needs = { "product.salesforce", "sp.acs", "sp.whoami", "sp.accounts", "sp.can.connect_salesforce", "sp.can.pull_people" },
}
function story.run(t, salesforce)
  local org = t.salesforce:org { pre_authorized = false }
  local ada, there = salesforce.pulled_person(t, org, "Ada", { password = true })
  local first = t.sp:log_in_with_salesforce(there)
  t:expect("Salesforce asks for her password, then for her consent", first.asked_password and first.consented, first.reason)
  t:expect("Ada is logged in", first.accepted and first.person == ada.email, first.reason)
  local second = t.sp:log_in_with_salesforce(there, { browser = first })
  t:expect("the second time she is asked for neither", second.accepted and not second.consented and not second.asked_password, second.reason)
  t.sp:change_account(ada.email, { active = false })
  local third = t.sp:log_in_with_salesforce(there, { browser = first })
  t:expect("a disabled account is closed to Salesforce as well", not third.accepted, third.person)
  t.sp:change_account(ada.email, { active = true })
  t:expect("and open when it is enabled again", t.sp:log_in_with_salesforce(there, { browser = first }).accepted)
end
return story
