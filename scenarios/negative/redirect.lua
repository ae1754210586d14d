-- The Redirect binding, played on the IdP's LogoutRequest; src/engine/faults/redirect.cpp. No fault depends on the vendor.
local story = {
  id    = "negative/redirect",
  title = "A message by Redirect counts as its query was signed, and as nothing else",
  refs  = { "saml-bindings-3.4.4.1-signature" },
  tags  = { "negative", "logout" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo" },
  parameters = "faults:redirect",
}
function story.run(t)
  t.idp:set { slo_binding = "redirect" }
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local desk, other = t.idp:login(ada), t.idp:login(grace)
  for _, login in ipairs { desk, other } do t:control("the login is accepted", login) end

  local logout = t.idp:sign_out(desk, { fault = t.parameter, keeps = { other } })
  t:given("the IdP tells the product", logout.told, logout.reason)
  t:judge(logout)
  t:check("sp.logout.others_stay", logout)

  local again = t.idp:login(ada)
  t:control("a good login is accepted after", again)
  local good = t.idp:sign_out(again)
  t:given("a good logout works after", good.ended, good.reason)
end
return story
