-- The faults are in src/engine/faults/encryption.cpp. Of the vendor's console each takes what it is about.
local settings = {
  ["crypt-unsigned-inside-signed"]   = { sign = "response" },
  ["crypt-both-signed"]              = { sign = "both" },
  ["crypt-inner-bad-sig-encrypted"] = { sign = "both" },
  ["crypt-encryptedid"]              = { encrypt = false, ["encrypt.name_id"] = true },
  ["crypt-encryptedid-plus-nameid"]  = { encrypt = false, ["encrypt.name_id"] = true },
  ["crypt-encryptedid-swap"]         = { encrypt = false, ["encrypt.name_id"] = true },
  ["crypt-3des"]                     = { ["encryption.algorithm"] = "3des-cbc" },
  ["crypt-gcm"]                      = { ["encryption.algorithm"] = "aes256-gcm" },
  ["crypt-gcm-tag-tampered"]         = { ["encryption.algorithm"] = "aes256-gcm" },
  ["crypt-gcm-tag-short"]            = { ["encryption.algorithm"] = "aes128-gcm" },
  ["crypt-gcm-to-cbc"]               = { ["encryption.algorithm"] = "aes256-gcm" },
  ["crypt-rsa15"]                    = { ["encryption.key_transport"] = "rsa-1_5" },
  ["crypt-oaep-sha256-mgf"]          = { ["encryption.key_transport"] = "rsa-oaep" },
}

local story = {
  id    = "negative/encryption",
  title = "Encryption proves nothing, and what is encrypted has to be what it says",
  refs  = { "saml-core-2.3.4-encrypted-assertion", "saml-core-2.2.4-encrypted-id", "saml-profiles-4.1.4.3-refuse" },
  tags  = { "negative", "encryption" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = "faults:encryption",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t.idp:set { encrypt = true }
  t:control("a good login is accepted before", t.idp:login(ada))
  t.idp:set(settings[t.parameter] or {})
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t.idp:set { encrypt = true, sign = "assertion", ["encrypt.name_id"] = false,
    ["encryption.algorithm"] = "aes256-cbc", ["encryption.key_transport"] = "rsa-oaep-mgf1p" }
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
