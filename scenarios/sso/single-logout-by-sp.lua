-- The person logs out of the product, which asks the IdP to end its session too.

--- What the console has of these is ticked.
local function tick(t, keys)
  for _, key in ipairs(keys) do
    if #t.idp:choices(key) > 0 then t.idp:set { [key] = true } end
  end
  t.sp:act("connect_idp", { metadata = t.idp:metadata() })
end

local story = {
  id    = "sso/single-logout-by-sp", claim = "compat-saml",
  title = "Logging out of the product ends its session and the IdP's",
  refs  = { "saml-profiles-4.4.3.1-request" },
  tags  = { "sso", "logout" },
  idps  = { "part:logout" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.slo", "sp.can.connect_idp" },
}
function story.run(t)
  tick(t, { "slo", "slo.sign_request", "slo.sign_response" })
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local desk, phone, other = t.idp:login(ada), t.idp:login(ada), t.idp:login(grace)
  for _, login in ipairs { desk, phone, other } do t:control("the login is accepted", login) end

  local logout = t.sp:single_logout(desk, { keeps = { phone, other } })
  t:check("sp.logout.ended", logout)
  t:check("sp.logout.others_stay", logout)
  t:check("saml.logout.message.*", logout)
  t:check("saml.logout.request.*", logout)
end
return story
