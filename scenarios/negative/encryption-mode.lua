-- CBC has no integrity of its own; an admin may do without it.
local story = {
  id    = "negative/encryption-mode",
  title = "Where CBC is not admitted it is refused, and GCM is not",
  refs  = { "product-own-switches" },
  tags  = { "negative", "encryption" },
  idps  = { "setting:encryption.algorithm" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
  parameters = { "setting:encryption.algorithm" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t.idp:set { encrypt = true, ["encryption.algorithm"] = t.parameter }
  t:control("either mode is accepted before", t.idp:login(ada))
  t:given("CBC is admitted no more", t.sp:act("change_settings", { settings = '{"allow_cbc":false}' }).ok)
  t:check(t.parameter:find("gcm") and "saml.encryption.used" or "sp.login.refused", t.idp:login(ada))
end
return story
