-- The IdP's admin demands signed requests and uploads the product's metadata with its certificate.
local story = {
  id    = "sso/signed-requests", claim = "compat-saml",
  title = "Where requests have to be signed the product signs them, by either binding",
  refs  = { "saml-metadata-2.4.4-requests-signed" },
  tags  = { "sso", "requests" },
  idps  = { "setting:require_signature" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.relay_state", "sp.can.change_settings", "sp.can.connect_idp" },
  parameters = { "redirect", "post" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("an unsigned request is answered before", t.idp:login(ada))
  t:given("the product signs, and names a format as some vendors demand then", t.sp:act("change_settings", { settings =
    '{"sign_requests":true,"name_id_format":"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"}' }).ok)
  t.idp:reload_sp()
  t.idp:set { require_signature = true }
  if t.parameter == "post" then
    local metadata = t.idp:metadata():gsub('<([%w]*:?)SingleSignOnService[^>]*HTTP%-Redirect"[^>]*>', "")
    t:given("the product knows of POST alone", t.sp:act("connect_idp", { metadata = metadata }).ok)
  end
  local login = t.idp:login(ada, { relay_state = "/welcome" })
  t:expect("the signature stands where the binding wants it",
    login.request and login.request.is_signed == (t.parameter == "post"))
  t:check("saml.request.signature", login)
  t:check("sp.relay_state", login)
  t:check("sp.login.person", login)
end
return story
