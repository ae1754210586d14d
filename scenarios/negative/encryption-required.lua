-- The product's admin wants assertions encrypted; nobody who can do without may.
local story = {
  id    = "negative/encryption-required",
  title = "Where encryption is required an assertion in clear is refused",
  refs  = { "product-own-switches", "saml-core-2.3.4-encrypted-assertion" },
  tags  = { "negative", "encryption" },
  idps  = { "setting:encrypt" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login in clear is accepted before", t.idp:login(ada))
  t:given("encryption is required", t.sp:act("change_settings", { settings = '{"require_encryption":true}' }).ok)
  t:check("sp.login.refused", t.idp:login(ada))
  t.idp:set { encrypt = true }
  t:check("saml.encryption.used", t.idp:login(ada))
end
return story
