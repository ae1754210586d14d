-- Each probe fails at another step of opening it; whoever could tell the steps apart could read any ciphertext.
local story = {
  id    = "negative/encryption-oracle",
  title = "The answers to ciphertexts that cannot be opened are all the same",
  refs  = { "product-decryption-oracle" },
  tags  = { "negative", "encryption" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
  parameters = "faults:encryption-oracle",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("the admin admits rsa-1_5", t.sp:act("change_settings", { settings = '{"allow_rsa_1_5":true}' }).ok)
  for _, transport in ipairs { "rsa-oaep-mgf1p", "rsa-1_5" } do
    t.idp:set { encrypt = true, ["encryption.algorithm"] = "aes256-cbc", ["encryption.key_transport"] = transport }
    t:control("a good login is accepted before", t.idp:login(ada))
    local first = t.idp:login(ada, { fault = "probe-iv" })
    t:check("sp.login.refused", first)
    local probe = t.idp:login(ada, { fault = t.parameter, alike = first })
    t:judge(probe)
    t:check("sp.refusal.alike", probe)
    t:control("a good login is accepted after", t.idp:login(ada))
  end
end
return story
