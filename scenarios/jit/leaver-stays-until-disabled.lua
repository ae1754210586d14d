-- JIT cannot remove: the IdP shuts its own door, the account stays, an Account Admin closes it.
local story = {
  id    = "jit/leaver-stays-until-disabled", claim = "jit-no-removal",
  title = "A leaver's account stays until an Account Admin disables it",
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.admin" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local session = t.idp:login(ada)
  t:check("sp.login.accepted", session)

  t.idp:unassign(ada)
  local refused = t.idp:login(ada)
  t:expect("the IdP refuses the leaver", refused.refused_by == "idp", refused.reason)
  local account = t.sp:account(ada.email)
  t:expect("the account is still active", account and account.active, account and account.active)

  t.sp:change_account(ada.email, { active = false })
  t:expect("disabling ends the session", t.sp:who_am_i(session) == nil, t.sp:who_am_i(session))
  t.idp:assign(ada)
  local after = t.idp:login(ada)
  t:check("sp.login.refused", after)
  account = t.sp:account(ada.email)
  t:expect("a fresh valid assertion does not revive the account", account and not account.active, account and account.active)
end
return story
