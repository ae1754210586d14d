-- The IdP's admin chooses how people are named; the product knows them by their e-mail address all the same.
local story = {
  id    = "sso/name-id-format", claim = "compat-saml",
  title = "By every NameID format that the console offers the person is known",
  refs  = { "saml-core-2.2.3-name-id", "saml-profiles-4.1.4.3-person" },
  tags  = { "sso", "variants" },
  idps  = { "setting:name_id.format" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
  parameters = "setting:name_id.format",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t.idp:set { ["name_id.format"] = t.parameter }
  local login = t.idp:login(ada)
  t:expect("the NameID has the format", (login.name_id_format or "") == t.parameter, login.name_id_format)
  t:check("sp.login.person", login)
  t:check("sp.login.person", t.idp:open_tile(ada))
  t:expect("both logins were the same account's", #t.sp:accounts(ada.email) == 1)
end
return story
