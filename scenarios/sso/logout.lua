-- Logging out of the product ends the product's session.
local story = {
  id    = "sso/logout", claim = "compat-saml",
  title = "Logging out ends the session",
  tags  = { "sso" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.logout" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local login = t.idp:login(ada)
  t:check("sp.login.accepted", login)
  t.sp:logout(login)
  t:expect("nobody is logged in afterwards", t.sp:who_am_i(login) == nil, t.sp:who_am_i(login))
end
return story
