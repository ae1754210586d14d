-- The product gets a second key for encryption; IdPs learn of it when somebody uploads the metadata anew.
local story = {
  id    = "sso/encryption-key-rollover", claim = "compat-saml",
  title = "While the encryption key rolls over both are good, afterwards the new one alone",
  refs  = { "saml-metadata-2.4.1.1-encryption" },
  tags  = { "sso", "encryption" },
  idps  = { "setting:encrypt" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.roll_key", "sp.can.retire_key" },
  parameters = { "in-time", "too-late" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t.idp:set { encrypt = true }
  t:check("saml.encryption.used", t.idp:login(ada))
  t:given("a second key is there", t.sp:act("roll_key", { use = "encryption" }).ok)
  t:check("saml.encryption.used", t.idp:login(ada))       -- to the key that the IdP knows
  if t.parameter == "in-time" then
    t.idp:reload_sp()
    t:check("saml.encryption.used", t.idp:login(ada))     -- to the new one
  end
  t:given("the old key is gone", t.sp:act("retire_key", { use = "encryption" }).ok)
  if t.parameter == "too-late" then
    t:check("sp.login.refused", t.idp:login(ada))
    t.idp:reload_sp()
  end
  t:check("saml.encryption.used", t.idp:login(ada))
end
return story
