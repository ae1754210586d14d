-- The assertion can be read on its way, all but whom it is about.
local story = {
  id    = "sso/encrypted-name-id", claim = "compat-saml",
  title = "A NameID that is encrypted alone names the person",
  refs  = { "saml-core-2.2.4-encrypted-id" },
  tags  = { "sso", "encryption" },
  idps  = { "setting:encrypt.name_id" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = { "alone", "inside" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login in clear is accepted", t.idp:login(ada))
  t.idp:set { ["encrypt.name_id"] = true, encrypt = t.parameter == "inside" }
  local login = t.idp:login(ada)
  t:given("the assertion is encrypted when it ought to be", login.encrypted == (t.parameter == "inside"))
  t:check("sp.login.person", login)
end
return story
