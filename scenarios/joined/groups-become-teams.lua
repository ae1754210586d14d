-- A group that the vendor pushes is a team of its members; who leaves the group leaves the team, and the team goes as the group does.
local story = {
  id    = "joined/groups-become-teams", claim = "compat-scim",
  title = "Groups that SCIM pushes are teams of their members",
  tags  = { "scim", "joined" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim", "scim.groups", "sp.accounts", "sp.teams" },
}
local function in_team(t, person, name)
  local account = t.sp:account(person.email)
  for _, team in ipairs(account and account.teams or {}) do
    if team == name then return true end
  end
  return false
end
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  t:given("both people are provisioned", t.scim:provision(ada).ok and t.scim:provision(grace).ok)
  local pushed = t.scim:push_group("Engineering", { ada, grace })
  t:given("the group is pushed", pushed.ok, pushed.explanation)
  t:expect("both are in the team", in_team(t, ada, "Engineering") and in_team(t, grace, "Engineering"))

  local left = t.scim:remove_member("Engineering", grace)
  t:given("the change is sent", left.ok, left.explanation)
  if left.sent > 0 then t:expect("who left the group left the team", not in_team(t, grace, "Engineering")) end
  t:expect("who stayed is still in the team", in_team(t, ada, "Engineering"))

  local renamed = t.scim:rename_group("Engineering", "Machines")
  t:given("the new name is sent", renamed.ok, renamed.explanation)
  local name = renamed.sent > 0 and "Machines" or "Engineering"   -- there are vendors that never tell of a new name
  t:expect("the team has the name that was sent last", in_team(t, ada, name))
  if renamed.sent > 0 then t:expect("and not the old one besides", not in_team(t, ada, "Engineering")) end

  local gone = t.scim:unpush_group("Machines")
  t:given("the group is taken off", gone.ok, gone.explanation)
  local last = gone.exchanges[#gone.exchanges]
  if last and last.method == "DELETE" then t:expect("nobody is in a team that is gone", not in_team(t, ada, name)) end
end
return story
