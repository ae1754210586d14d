-- The admin switches encryption on at the IdP; the key is the one that the product's metadata lists.
local story = {
  id    = "sso/encrypted-assertion", claim = "compat-saml",
  title = "An assertion encrypted to the product's key lets the person in, by every cipher that the console offers",
  refs  = { "saml-core-2.3.4-encrypted-assertion", "saml-metadata-2.4.1.1-encryption" },
  tags  = { "sso", "encryption" },
  idps  = { "setting:encrypt" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = { "as-it-stands", "setting:encryption.algorithm" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login in clear is accepted", t.idp:login(ada))
  t.idp:set { encrypt = true }
  if t.parameter ~= "as-it-stands" then t.idp:set { ["encryption.algorithm"] = t.parameter } end
  local login = t.idp:login(ada)
  t:given("the assertion is encrypted", login.encrypted)
  t:check("saml.encryption.used", login)
  t:check("sp.login.person", t.idp:open_tile(ada))
end
return story
