-- Groups in the assertion change no team; what an Account Admin changed outlives later logins.
local story = {
  id    = "jit/teams-are-the-admins", claim = "jit-teams-manual",
  title = "Teams are managed in the product; the IdP's groups change none",
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.teams" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron", groups = { "Engineering" } }
  t.sp:create_team("Engineering")
  t.idp:send_attribute("groups", { "Engineering" })
  t:check("sp.login.accepted", t.idp:login(ada))
  local teams = table.concat(t.sp:account(ada.email).teams, ", ")
  t:expect("the IdP's group made nobody a member", teams == t.names.default_team, teams)

  t.sp:change_account(ada.email, { teams = { "Engineering" }, role = t.names.admin_role })
  t:check("sp.login.accepted", t.idp:login(ada))
  local account = t.sp:account(ada.email)
  teams = table.concat(account.teams, ", ")
  t:expect("the admin's team survives a later login", teams == "Engineering", teams)
  t:expect("the admin's role survives a later login", account.role == t.names.admin_role, account.role)
end
return story
