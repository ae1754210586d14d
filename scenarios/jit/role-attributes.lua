-- What no admin mapped changes nothing, however it is called.
local story = {
  id    = "jit/role-attributes", claim = "jit-default-team-role",
  title = "No attribute of the assertion gives a role, at the first login or later",
  refs  = { "product-jit-defaults" },
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.admin" },
}
function story.run(t)
  for _, name in ipairs { "role", "roles", "Role", "isAdmin" } do t.idp:send_attribute(name, { t.names.admin_role }) end
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:check("sp.login.accepted", t.idp:login(ada))
  local account = t.sp:account(ada.email)
  t:expect("the first login gives " .. t.names.default_role, account and account.role == t.names.default_role, account and account.role)
  t.sp:change_account(ada.email, { role = t.names.default_role })
  t:check("sp.login.accepted", t.idp:login(ada))
  account = t.sp:account(ada.email)
  t:expect("a later login leaves the role", account and account.role == t.names.default_role, account and account.role)
end
return story
