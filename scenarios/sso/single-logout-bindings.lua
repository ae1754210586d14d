-- The console says in which binding the IdP's logout messages go, where it lets the admin choose.
local story = {
  id    = "sso/single-logout-bindings", claim = "compat-saml",
  title = "Logout messages of the IdP are taken in the binding that its console names",
  refs  = { "saml-core-3.7.3.1-ends" },
  tags  = { "sso", "logout" },
  idps  = { "setting:slo_binding" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo", "sp.can.connect_idp" },
  parameters = { "setting:slo_binding" },
}
function story.run(t)
  t.idp:set { slo_binding = t.parameter }
  for _, key in ipairs { "slo", "slo.participate" } do
    if #t.idp:choices(key) > 0 then t.idp:set { [key] = true } end
  end
  t.sp:act("connect_idp", { metadata = t.idp:metadata() })
  local ada = t.idp:person { given = "Ada", family = "Byron" }

  local first = t.idp:login(ada)
  t:control("the login is accepted", first)
  local there = t.idp:sign_out(first)
  t:given("the IdP tells the product", there.told, there.reason)
  t:expect("in that binding", there.binding == t.parameter, there.binding)
  t:check("sp.logout.ended", there)
  t:check("saml.logout.message.*", there)
  t:check("saml.logout.response.answers", there)

  local second = t.idp:login(ada)
  t:control("the login is accepted again", second)
  local here = t.sp:single_logout(second)
  t:expect("and answers in it", here.binding == t.parameter, here.binding)
  t:check("sp.logout.ended", here)
  t:check("saml.logout.request.taken", here)
end
return story
