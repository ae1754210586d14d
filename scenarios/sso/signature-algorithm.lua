-- By whatever the console offers the IdP may sign; of SHA-1 the product's admin has a say.
local story = {
  id    = "sso/signature-algorithm", claim = "compat-saml",
  title = "Every signature algorithm of the console's is good, SHA-1 only where the product's admin admits it",
  refs  = { "saml-core-5.4.1-algorithms", "product-own-switches" },
  tags  = { "sso", "variants" },
  idps  = { "setting:algorithm" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
  parameters = "setting:algorithm",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login by the usual algorithm is accepted", t.idp:login(ada))
  t.idp:set { algorithm = t.parameter }
  if t.parameter == "sha1" then
    t:check("sp.login.refused", t.idp:login(ada))
    t:given("the admin admits SHA-1", t.sp:act("change_settings", { settings = '{"allow_sha1":true}' }).ok)
  end
  t:check("sp.login.person", t.idp:login(ada))
end
return story
