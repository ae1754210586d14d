-- Somebody on the way takes the signature off, puts another on, or changes what was signed.
local faults = {
  { "request-unsigned", "unsigned_request" }, { "request-other-signer", "bad_signature" }, { "request-tampered", "bad_signature" },
}

local story = {
  id    = "negative/signed-requests",
  title = "Where requests have to be signed the IdP answers no other",
  refs  = { "saml-metadata-2.4.4-requests-signed", "saml-core-5.4-signature" },
  tags  = { "negative", "requests" },
  idps  = { "setting:require_signature" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings", "sp.can.connect_idp", "sp.can.roll_key", "sp.can.retire_key" },
  parameters = { "redirect", "post", "rolled-key" },
}
local function refused(t, login, why)
  t:expect("nobody is let in", not login.accepted, login.outcome)
  t:expect("the vendor says no in its own way: " .. why, t.idp:said_no(login, why), login.reason)
end
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("the product signs, and names a format as some vendors demand then", t.sp:act("change_settings", { settings =
    '{"sign_requests":true,"name_id_format":"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"}' }).ok)
  t.idp:reload_sp()
  t.idp:set { require_signature = true }
  if t.parameter == "post" then
    local metadata = t.idp:metadata():gsub('<([%w]*:?)SingleSignOnService[^>]*HTTP%-Redirect"[^>]*>', "")
    t:given("the product knows of POST alone", t.sp:act("connect_idp", { metadata = metadata }).ok)
  end
  t:check("sp.login.accepted", t.idp:login(ada))
  if t.parameter == "rolled-key" then
    t:given("the product has another key", t.sp:act("roll_key", { use = "signing" }).ok and t.sp:act("retire_key", { use = "signing" }).ok)
    refused(t, t.idp:login(ada), "bad_signature")   -- the IdP knows the old one
    t.idp:reload_sp()
  else
    for _, one in ipairs(faults) do refused(t, t.idp:login(ada, { request = one[1] }), one[2]) end
  end
  t:check("sp.login.accepted", t.idp:login(ada))
end
return story
