-- Entra, Google and others list the next certificate before it signs, so that the switch needs nobody's hand.
local story = {
  id    = "sso/key-announced", claim = "compat-saml",
  title = "Both of two certificates that the metadata lists are trusted, whichever signs",
  refs  = { "saml-metadata-2.4.1.1-key-use" },
  tags  = { "sso", "metadata" },
  idps  = { "entra", "google", "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.replace_metadata" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local certificates = t.idp.certificates
  local new = certificates:add()
  t:given("the metadata lists both", certificates.listed == 2, certificates.listed)
  t:given("the admin takes it over", t.sp:act("replace_metadata", { metadata = t.idp:metadata() }).ok)
  t:check("sp.login.accepted", t.idp:login(ada))
  certificates:activate(new)
  t:check("sp.login.accepted", t.idp:login(ada))
  certificates:activate(1)
  t:check("sp.login.accepted", t.idp:login(ada))
end
return story
