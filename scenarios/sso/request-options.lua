-- What the admin has the product ask for stands in the AuthnRequest; the vendor answers as it does, and nobody breaks.
local ways = {}
ways["force-authn"] = { settings = '{"force_authn":true}',
  asked = function(request) return request.force_authn end }
ways["is-passive"] = { settings = '{"is_passive":true}',
  asked = function(request) return request.is_passive end }
local formats = {
  ["name-id-email"] = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  ["name-id-persistent"] = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  ["name-id-unspecified"] = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
}
for name, format in pairs(formats) do
  ways[name] = { settings = '{"name_id_format":"' .. format .. '"}',
    asked = function(request) return request.name_id_format == format end }
end
local password = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
ways["authn-context"] = { settings = '{"authn_contexts":["' .. password .. '"]}',
  asked = function(request) return request.class_refs[1] == password end }

local story = {
  id    = "sso/request-options", claim = "compat-saml",
  title = "The AuthnRequest asks for what the admin chose",
  refs  = { "saml-core-3.4.1-options", "saml-core-3.3.2.2.1-context" },
  tags  = { "sso" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
  parameters = { "force-authn", "is-passive", "name-id-email", "name-id-persistent", "name-id-unspecified", "authn-context" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted", t.idp:login(ada))
  local way = ways[t.parameter]
  t:given("the setting is taken", t.sp:act("change_settings", { settings = way.settings }).ok)
  local login = t.idp:login(ada)
  t:given("the AuthnRequest can be read", login.request)
  t:expect("the AuthnRequest asks for it", way.asked(login.request))
  -- A vendor that cannot oblige says so in a Response, which is no login and no crash either.
  if login.accepted then t:check("sp.login.person", login)
  else t:expect("the refusal is the vendor's", login.refused_by == "idp", login.reason) end
end
return story
