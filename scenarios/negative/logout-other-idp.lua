-- Two identity providers of one organisation. The second one has somebody of the same name, and signs that person out.
local story = {
  id    = "negative/logout-other-idp",
  title = "An identity provider ends the sessions that it vouched for, and nobody else's",
  refs  = { "saml-core-3.7.3.1-ends", "product-idp-scope" },
  tags  = { "negative", "logout", "tenancy" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo", "sp.idp_choice", "sp.can.add_idp" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local desk = t.idp:login(ada)
  t:control("the login is accepted", desk)

  local other = t:second_idp()
  other:set { slo_binding = "post" }
  local namesake = other:login(other:person { given = "Ada", family = "Byron" }, { deliver = false })
  local logout = other:sign_out(namesake, { fault = "slo-no-sessionindex", keeps = { desk } })
  t:given("the other identity provider tells the product", logout.told, logout.reason)
  t:check("sp.logout.others_stay", logout)

  local good = t.idp:sign_out(desk)
  t:given("her own one ends it", good.ended, good.reason)
end
return story
