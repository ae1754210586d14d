-- A group and its members, pushed in the vendor's own requests.
local story = {
  id    = "scim/groups", claim = "compat-scim",
  title = "A group is pushed, its members come and go",
  tags  = { "scim" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim", "scim.groups" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  t:given("both people are provisioned", t.scim:provision(ada).ok and t.scim:provision(grace).ok)

  local pushed = t.scim:push_group("Engineering", { ada, grace })
  t:expect("the vendor's console shows the group as pushed", pushed.ok, pushed.explanation)
  t:check("scim.group.members", pushed)
  t:check("scim.step.succeeds", pushed)

  local left = t.scim:remove_member("Engineering", grace)
  t:expect("the vendor's console shows the change as sent", left.ok, left.explanation)
  t:check("scim.group.members", left)

  local back = t.scim:add_member("Engineering", grace)
  t:expect("the vendor's console shows the change as sent", back.ok, back.explanation)
  t:check("scim.group.members", back)
end
return story
