-- 429 with Retry-After, between vendor and server: the vendor comes again as it does, and nobody is made twice.
local story = {
  id    = "scim/throttled", claim = "compat-scim",
  title = "A server that asks for a pause gets the work done later, once",
  tags  = { "scim", "errors" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local tested = t.scim:test()
  t:given("the vendor\'s console says the connection works", tested.ok, tested.explanation)
  t.scim:disturb { on = "POST /Users*", times = 2, status = 429, headers = { ["Retry-After"] = "30" } }
  local first = t.scim:provision(ada)
  t.scim:calm()
  local again = first
  if not first.ok then
    t.clock:advance { hours = 2 }
    again = t.scim:provision(ada)
  end
  t:expect("in the end she is provisioned", again.ok, again.explanation)
  t:check("scim.lookup.somebody", t.scim:find(ada))
end
return story
