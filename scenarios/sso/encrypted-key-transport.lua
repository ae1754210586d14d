-- rsa-1_5 can be read by whoever may ask often; the product takes it only when its admin says so.
local story = {
  id    = "sso/encrypted-key-transport", claim = "compat-saml",
  title = "The content key arrives wrapped by what the console offers; rsa-1_5 only where the admin admits it",
  refs  = { "saml-core-2.3.4-encrypted-assertion", "product-own-switches" },
  tags  = { "sso", "encryption" },
  idps  = { "setting:encryption.key_transport" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
  parameters = { "setting:encryption.key_transport" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login in clear is accepted", t.idp:login(ada))
  t.idp:set { encrypt = true, ["encryption.key_transport"] = t.parameter }
  if t.parameter == "rsa-1_5" then
    t:check("sp.login.refused", t.idp:login(ada))
    t:given("the admin admits rsa-1_5", t.sp:act("change_settings", { settings = '{"allow_rsa_1_5":true}' }).ok)
  end
  t:check("saml.encryption.used", t.idp:login(ada))
end
return story
