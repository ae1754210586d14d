-- Salesforce's login host does not know whose company somebody is of: without a session it asks for a password, and people of SSO
-- have none. So the way leads through the company's SSO first.
local story = {
  id    = "salesforce/session-first", claim = "sf-session-first",
  title = "Without a session at Salesforce its login page is the end; with one from SSO the login works",
  tags  = { "salesforce" }, uses = "salesforce",
  needs = { "product.salesforce", "sp.acs", "sp.whoami", "sp.accounts", "sp.can.connect_salesforce", "sp.can.pull_people" },
}
function story.run(t, salesforce)
  local org = t.salesforce:org {}
  local _, there = salesforce.pulled_person(t, org)
  local cold = t.sp:log_in_with_salesforce(there)
  t:expect("Salesforce asks for a password that she has not", cold.asked_password, cold.reason)
  t:expect("nothing comes back to the product", not cold.came_back, cold.landed)
  t:expect("nobody is logged in", not cold.accepted, cold.person)
  t:expect("the company's SSO was not asked", not cold.asked_idp)

  local visit = org:log_in(there)
  t:given("at the company's own Salesforce host she is sent to SSO, and let in", visit.signed_in and visit.asked_idp, visit.reason)
  local login = t.sp:log_in_with_salesforce(there, { browser = visit })
  t:expect("with that session she is logged in", login.accepted, login.reason)

  local elsewhere = org:log_in(there)
  t:given("she is at Salesforce with another browser, too", elsewhere.signed_in, elsewhere.reason)
  org:end_sessions(there)
  local over = t.sp:log_in_with_salesforce(there, { browser = elsewhere })
  t:expect("when the session is over, the login page is the end again", over.asked_password and not over.accepted, over.reason)
end
return story
