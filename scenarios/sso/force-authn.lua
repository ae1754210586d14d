-- The person is logged in at the IdP; the product wants to see the password all the same.
local story = {
  id    = "sso/force-authn", claim = "compat-saml",
  title = "Asked for a fresh login, the IdP asks the person, whatever session it has",
  refs  = { "saml-core-3.4.1-force-authn" },
  tags  = { "sso", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.logout", "sp.can.change_settings" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local first = t.idp:login(ada)
  t:control("the first login is accepted", first)
  t.sp:logout(first)
  local second = t.idp:login(ada, { browser = first })
  t:given("the IdP's session is enough for a second", second.accepted and not second.asked_password)
  t.sp:logout(second)
  t:given("fresh logins are asked for", t.sp:act("change_settings", { settings = '{"force_authn":true}' }).ok)
  local third = t.idp:login(ada, { browser = first })
  t:expect("the request has ForceAuthn", third.request and third.request.force_authn)
  if t.idp.rules.force_authn == "obeyed" then
    t:expect("the person is asked again", third.asked_password)
  end
  t:check("sp.login.person", third)
end
return story
