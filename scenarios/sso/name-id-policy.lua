-- What the product asks for and what the vendor makes of it: its own format, the one asked for, or no.
local unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
local formats = {
  persistent  = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  transient   = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
  email       = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  unspecified = unspecified,
  kerberos    = "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos",
}

local story = {
  id    = "sso/name-id-policy", claim = "compat-saml",
  title = "Whatever NameID format the product asks for, the person is let in or the vendor says no",
  refs  = { "saml-core-3.4.1.1-name-id-policy" },
  tags  = { "sso", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.change_settings" },
  parameters = { "persistent", "transient", "email", "unspecified", "kerberos" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local asked, rule = formats[t.parameter], t.idp.rules.name_id_policy
  t:control("a login without a format is accepted", t.idp:login(ada))
  t:given("the format is asked for", t.sp:act("change_settings", { settings = '{"name_id_format":"' .. asked .. '"}' }).ok)
  local login = t.idp:login(ada)
  t:expect("the request asks for it", login.request and login.request.name_id_format == asked)
  if login.refused_by == "idp" then
    t:expect("a vendor that heeds the format says no in its own way",
      rule == "honour" and t.idp:said_no(login, "name_id_policy"), rule .. ": " .. login.reason)
    if #login.codes > 0 then t:check("sp.login.refused", login) end
    return
  end
  if rule ~= "ignore" and asked ~= unspecified then
    t:expect("the answer's NameID has the format", login.name_id_format == asked, login.name_id_format)
  end
  t:check("sp.login.person", login)
end
return story
