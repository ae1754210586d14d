-- People can be pulled in from Salesforce, until the company connects SSO: then that decides who comes.
local story = {
  id    = "salesforce/no-pull", claim = "sf-no-pull",
  title = "A pull makes accounts before SSO is connected, and none afterwards",
  tags  = { "salesforce" }, uses = "salesforce",
  needs = { "product.salesforce", "sp.acs", "sp.accounts", "sp.can.connect_salesforce", "sp.can.pull_people", "sp.can.remove_idp", "sp.can.connect_idp" },
}
function story.run(t, salesforce)
  local org = t.salesforce:org {}
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  org:person(ada)
  t:given("nobody knows Ada yet", #t.sp:accounts(ada.email) == 0)
  local pulled = salesforce.pull_before_sso(t, org)
  local account = t.sp:account(ada.email)
  t:expect("before SSO, the pull makes Ada an account", account ~= nil, pulled.answer)
  t:expect("with the default role", account and account.role == t.names.default_role, account and account.role)
  t:expect("in the default team alone", account and #account.teams == 1 and account.teams[1] == t.names.default_team, account and account.teams)

  local bob = t.idp:person { given = "Bob", family = "Cray" }
  org:person(bob)
  local refused = t.sp:act("pull_people", { environment = org.environment })
  t:expect("with SSO, a pull makes nobody an account", #t.sp:accounts(bob.email) == 0, #t.sp:accounts(bob.email))
  t:expect("and it says why", not refused.ok and refused.answer:find("SSO", 1, true) ~= nil, refused.answer)
  t:expect("who was there before stays", #t.sp:accounts(ada.email) == 1)

  t:given("SSO is disconnected", t.sp:act("remove_idp", { idp = t.idp.connection }).ok)
  local again = t.sp:act("pull_people", { environment = org.environment })
  t:expect("without SSO, people are pulled in again", again.ok and #t.sp:accounts(bob.email) == 1, again.answer)
end
return story
