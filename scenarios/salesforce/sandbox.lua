-- A company tries things out in a sandbox of its Salesforce: other login host, other org, other users.
local story = {
  id    = "salesforce/sandbox", claim = "sf-sandbox",
  title = "People of production and of a sandbox log in, each to the account that is theirs",
  tags  = { "salesforce" }, uses = "salesforce",
  needs = { "product.salesforce", "sp.acs", "sp.whoami", "sp.accounts", "sp.can.connect_salesforce", "sp.can.pull_people" },
}
function story.run(t, salesforce)
  local production, sandbox = t.salesforce:org {}, t.salesforce:org { sandbox = "uat" }
  local ada, bob = t.idp:person { given = "Ada", family = "Byron" }, t.idp:person { given = "Bob", family = "Cray" }
  local ada_there, bob_there = production:person(ada), sandbox:person(bob)
  salesforce.pull_before_sso(t, production)
  t:given("Ada comes from production", #t.sp:accounts(ada.email) == 1 and #t.sp:accounts(bob.email) == 0)
  salesforce.pull_before_sso(t, sandbox)
  t:given("Bob comes from the sandbox", #t.sp:accounts(bob.email) == 1)

  local from_production = t.sp:log_in_with_salesforce(ada_there, { browser = salesforce.visit(t, production, ada_there) })
  t:expect("Ada logs in through production", from_production.accepted and from_production.person == ada.email, from_production.reason)
  local from_sandbox = t.sp:log_in_with_salesforce(bob_there, { browser = salesforce.visit(t, sandbox, bob_there) })
  t:expect("Bob logs in through the sandbox", from_sandbox.accepted and from_sandbox.person == bob.email, from_sandbox.reason)

  local crossed = t.sp:log_in_with_salesforce(bob_there, { browser = salesforce.visit(t, sandbox, bob_there), sandbox = false })
  t:expect("production does not know the sandbox's people", not crossed.accepted and not crossed.came_back, crossed.reason)
end
return story
