-- Whoever was at Salesforce before finds their username on its login page: one click, and no password.
local story = {
  id    = "salesforce/saved-username", claim = "sf-saved-username",
  title = "Salesforce offers the saved username, and choosing it finishes the login",
  tags  = { "salesforce" }, uses = "salesforce",
  needs = { "product.salesforce", "sp.acs", "sp.whoami", "sp.accounts", "sp.can.connect_salesforce", "sp.can.pull_people" },
}
function story.run(t, salesforce)
  local org = t.salesforce:org {}
  local ada, there = salesforce.pulled_person(t, org)
  local login = t.sp:log_in_with_salesforce(there, { browser = salesforce.visit(t, org, there) })
  t:expect("Salesforce offers her username", #login.offered == 1 and login.offered[1] == there.username, login.offered)
  t:expect("she chooses it", login.picked)
  t:expect("no password is asked for", not login.asked_password and not login.asked_idp)
  t:expect("Ada is logged in", login.accepted and login.person == ada.email, login.reason)
end
return story
