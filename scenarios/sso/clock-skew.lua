-- The IdP's clock is half a minute ahead: whether that matters is the admin's setting.
local story = {
  id    = "sso/clock-skew", claim = "compat-saml",
  title = "Clocks may differ by as much as the admin says, and no more",
  refs  = { "saml-core-2.5.1.2-times" },
  tags  = { "sso" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted", t.idp:login(ada))
  t:given("the tolerance is set to a minute", t.sp:act("change_settings", { settings = '{"clock_skew_seconds":60}' }).ok)
  t:check("sp.login.accepted", t.idp:login(ada, { fault = "ok-skew-within" }))
  t:given("the tolerance is set to nothing", t.sp:act("change_settings", { settings = '{"clock_skew_seconds":0}' }).ok)
  t:check("sp.login.refused", t.idp:login(ada, { fault = "ok-skew-within" }))
end
return story
