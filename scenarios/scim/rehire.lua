-- Who leaves and comes back finds the old account, in the vendor's own way of leaving and of coming back.
local story = {
  id    = "scim/rehire", claim = "compat-scim",
  title = "A leaver who is hired again gets the account back, not a second one",
  tags  = { "scim", "life-cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local created = t.scim:provision(ada)
  t:given("Ada is provisioned", created.ok, created.explanation)
  local id = t.scim:linked(ada)

  local left = t.scim:remove(ada)
  t:expect("the vendor's console shows that she left", left.ok, left.explanation)
  local back = t.scim:provision(ada)
  t:expect("the vendor's console shows that she is back", back.ok, back.explanation)
  t:check("scim.active.effect", back)
  local found = t.scim:find(ada)
  t:check("scim.lookup.somebody", found)
  local last = left.exchanges[#left.exchanges]
  local deleted = last and last.method == "DELETE"
  t:expect("it is the account of before, unless it was deleted", deleted or t.scim:linked(ada) == id, t.scim:linked(ada))
end
return story
