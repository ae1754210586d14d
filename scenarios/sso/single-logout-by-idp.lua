-- The person signs out at the IdP, which tells the product by the browser. Whether it does so at all is for its admin to
-- say with some vendors, and so is the binding.

--- What the console has of these is ticked.
local function tick(t, keys)
  for _, key in ipairs(keys) do
    if #t.idp:choices(key) > 0 then t.idp:set { [key] = true } end
  end
  t.sp:act("connect_idp", { metadata = t.idp:metadata() })
end

local story = {
  id    = "sso/single-logout-by-idp", claim = "compat-saml",
  title = "Signing out at the IdP ends the product's session, that one alone, and is answered",
  refs  = { "saml-core-3.7.3.1-ends", "saml-profiles-4.4.3.4-answer" },
  tags  = { "sso", "logout" },
  idps  = { "part:logout" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo", "sp.can.connect_idp" },
}
function story.run(t)
  tick(t, { "slo", "slo.participate", "slo.sign_request", "slo.sign_response" })
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local desk, phone, other = t.idp:login(ada), t.idp:login(ada), t.idp:login(grace)
  for _, login in ipairs { desk, phone, other } do t:control("the login is accepted", login) end

  local logout = t.idp:sign_out(desk, { keeps = { phone, other } })
  t:given("the IdP tells the product", logout.told, logout.reason)
  t:check("sp.logout.ended", logout)
  t:check("sp.logout.others_stay", logout)
  t:check("saml.logout.message.*", logout)
  t:check("saml.logout.response.*", logout)
  t:expect("the person may log in again", t.idp:login(ada).accepted)
end
return story
