-- The IdP's LogoutRequest by POST, with one fault each; src/engine/faults/logout.cpp. No fault depends on the vendor.
local all_of_them = { ["slo-no-sessionindex"] = true }
local to_elsewhere = { ["slo-redirect-open"] = true }
local comes_back = { ["slo-relay-state"] = true }

local story = {
  id    = "negative/logout",
  title = "A LogoutRequest that breaks a rule ends nothing; an unusual good one ends what it means",
  refs  = { "saml-core-3.7.3.1-authenticate", "saml-core-3.7.1-request" },
  tags  = { "negative", "logout" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo" },
  parameters = "faults:logout",
}
function story.run(t)
  t.idp:set { slo_binding = "post" }
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local desk, phone, other = t.idp:login(ada), t.idp:login(ada), t.idp:login(grace)
  for _, login in ipairs { desk, phone, other } do t:control("the login is accepted", login) end

  local all = all_of_them[t.parameter]
  local logout = t.idp:sign_out(desk, { fault = t.parameter, ends = all and { phone } or {}, keeps = all and { other } or { phone, other } })
  t:given("the IdP tells the product", logout.told, logout.reason)
  t:judge(logout)
  t:check("sp.logout.others_stay", logout)
  if to_elsewhere[t.parameter] then t:check("sp.logout.contained", logout) end
  if comes_back[t.parameter] then t:check("saml.logout.response.*", logout) end

  local again = t.idp:login(ada)
  t:control("a good login is accepted after", again)
  local good = t.idp:sign_out(again)
  t:given("a good logout works after", good.ended, good.reason)
end
return story
