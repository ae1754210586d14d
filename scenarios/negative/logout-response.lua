-- The IdP's answer to a logout that began at the product, with one fault each; src/engine/faults/logout.cpp.
local to_elsewhere = { ["slo-response-redirect-open"] = true }

local story = {
  id    = "negative/logout-response",
  title = "Whatever the IdP answers to a logout, the person's session is over and no other one is",
  refs  = { "saml-core-3.7.3.1-authenticate", "saml-core-3.2.2-in-response-to" },
  tags  = { "negative", "logout" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo" },
  parameters = "faults:logout-response",
}
function story.run(t)
  t.idp:set { slo_binding = "post" }
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local desk, phone, other = t.idp:login(ada), t.idp:login(ada), t.idp:login(grace)
  for _, login in ipairs { desk, phone, other } do t:control("the login is accepted", login) end

  local logout = t.sp:single_logout(desk, { fault = t.parameter, keeps = { phone, other } })
  t:given("the IdP answers", logout.told, logout.reason)
  t:judge(logout)
  t:check("sp.logout.ended", logout)
  t:check("sp.logout.others_stay", logout)
  if to_elsewhere[t.parameter] then t:check("sp.logout.contained", logout) end
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
