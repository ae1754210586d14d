-- What is signed is the IdP admin's choice; whether a signature around the assertion is enough is the product admin's.
local story = {
  id    = "sso/signed-parts", claim = "compat-saml",
  title = "Response, Assertion or both may be signed, unless the product wants the Assertion signed itself",
  refs  = { "saml-profiles-4.1.4.3-session", "saml-metadata-2.4.4-want-assertions-signed" },
  tags  = { "sso", "variants" },
  idps  = { "setting:sign", "setting:sign.assertion" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
}
--- The parts that the console lets an admin sign.
local function offered(t)
  local choices = t.idp:choices("sign")
  return #choices > 0 and choices or { "response", "assertion", "both" }
end
local function sign(t, part)
  if #t.idp:choices("sign") > 0 then return t.idp:set { sign = part } end
  t.idp:set { ["sign.response"] = part ~= "assertion", ["sign.assertion"] = part ~= "response" }
end
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  for _, part in ipairs(offered(t)) do
    sign(t, part)
    local login = t.idp:login(ada)
    t:expect("signed is what the console says: " .. part, login.signed == part, login.signed)
    t:check("sp.login.person", login)
  end
  t:given("the product wants assertions signed", t.sp:act("change_settings", { settings = '{"want_assertions_signed":true}' }).ok)
  for _, part in ipairs(offered(t)) do
    sign(t, part)
    t:check(part == "response" and "sp.login.refused" or "sp.login.person", t.idp:login(ada))
  end
end
return story
