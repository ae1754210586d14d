-- The product signs its requests though nobody asked: some vendors read over a signature, some verify what is there.
local story = {
  id    = "sso/requests-signed-unasked", claim = "compat-saml",
  title = "A signature that no IdP demands does no harm",
  refs  = { "saml-metadata-2.4.4-requests-signed" },
  tags  = { "sso", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("the product signs", t.sp:act("change_settings", { settings = '{"sign_requests":true}' }).ok)
  t.idp:reload_sp()
  local login = t.idp:login(ada)
  t:check("saml.request.signature", login)
  t:check("sp.login.person", login)
  local forged = t.idp:login(ada, { request = "request-other-signer" })
  if t.idp.rules.signature == "ignored" then
    t:check("sp.login.person", forged)
  else
    t:expect("who verifies signatures says no to somebody else's", t.idp:said_no(forged, "bad_signature"), forged.reason)
  end
end
return story
