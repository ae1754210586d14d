-- A group is renamed, and one day taken off the app.
local story = {
  id    = "scim/group-life", claim = "compat-scim",
  title = "A pushed group is renamed and un-pushed, its people stay",
  tags  = { "scim", "life-cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim", "scim.groups" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  t:given("both people are provisioned", t.scim:provision(ada).ok and t.scim:provision(grace).ok)
  local name, new_name = "Crew " .. t.unique, "Staff " .. t.unique
  local pushed = t.scim:push_group(name, { ada, grace })
  t:given("the group is pushed", pushed.ok, pushed.explanation)

  local renamed = t.scim:rename_group(name, new_name)
  t:expect("the vendor's console shows the change as sent", renamed.ok, renamed.explanation)
  t:check("scim.group.members", renamed)
  if renamed.sent > 0 and renamed.read_back then
    t:expect("the group has its new name", renamed.read_back.displayName == new_name, renamed.read_back.displayName)
  end

  local gone = t.scim:unpush_group(new_name)
  t:expect("the vendor's console shows the group as taken off", gone.ok, gone.explanation)
  if gone.sent > 0 then
    local last = gone.exchanges[#gone.exchanges]
    if last.method == "DELETE" then t:expect("the group is gone", gone.read_back_status == 404, gone.read_back_status) end
  end
  t:check("scim.lookup.somebody", t.scim:find(ada))
end
return story
