-- Groups as each vendor sends them: one value each, or all in one text. They make nobody a member of a team.
local joined = { onelogin = "app-admins;app-users" }

local story = {
  id    = "sso/groups", claim = "jit-teams-manual",
  title = "Groups arrive as the vendor sends them, and the product's teams stay its admin's business",
  refs  = { "saml-profiles-4.1.4.3-session" },
  tags  = { "sso", "variants" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.teams" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron", groups = { "app-admins", "app-users" } }
  t.sp:create_team("app-admins")
  t.idp:send_attribute("groups", { "{person.groups}" })
  local login = t.idp:login(ada)
  local sent = table.concat(login:values("groups"), " | ")
  t:expect("the groups are sent", sent == (joined[t.idp.id] or "app-admins | app-users"), sent)
  t:check("sp.login.person", login)
  local teams = table.concat(t.sp:account(ada.email).teams, ", ")
  t:expect("no group made her a member", teams == t.names.default_team, teams)
end
return story
