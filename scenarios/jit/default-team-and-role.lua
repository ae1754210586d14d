-- A JIT account joins the default team, and that alone, with the default role.
local story = {
  id    = "jit/default-team-and-role", claim = "jit-default-team-role",
  title = "A JIT account joins the default team with the default role",
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.teams" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:check("sp.login.accepted", t.idp:login(ada))
  local account = t.sp:account(ada.email)
  t:expect("the role is " .. t.names.default_role, account and account.role == t.names.default_role, account and account.role)
  local teams = account and table.concat(account.teams, ", ") or "no account"
  t:expect("the teams are " .. t.names.default_team .. " alone", teams == t.names.default_team, teams)
end
return story
