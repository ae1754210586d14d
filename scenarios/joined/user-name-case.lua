-- SCIM and SAML write one name in different ways: they mean one account.
local story = {
  id    = "joined/user-name-case", claim = "compat-scim",
  title = "Letter case and form of Unicode tell no accounts apart, for SCIM and for logins",
  refs  = { "rfc7643-4.1.1-username-case" },
  tags  = { "scim", "jit", "joined" },
  idps  = "unlisted", parameters = { "case", "width" },
  needs = { "scim", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
-- What the directory writes, and what SCIM was told.
local names = {
  case  = { "ada.byron", "Ada.BYRON" },
  width = { "ada.byron", "\u{ff41}da.byron" },   -- FULLWIDTH LATIN SMALL LETTER A
}
function story.run(t)
  local local_part, other = names[t.parameter][1], names[t.parameter][2]
  local domain = "@" .. t.email_domain
  local created = t.scim:send { method = "POST", path = "/Users", json = {
    schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = other .. domain,
    emails = { { value = local_part .. domain, type = "work", primary = true } } } }
  t:given("SCIM made the account", created.status == 201, created.status)
  local ada = t.idp:person { given = "Ada", family = "Byron", email = local_part .. domain }
  t:check("sp.login.accepted", t.idp:login(ada))
  local accounts = t.sp:accounts(ada.email)
  t:expect("the login found it", #accounts == 1 and accounts[1].id == created.json.id, accounts[1] and accounts[1].id)
  local again = t.scim:send { method = "POST", path = "/Users", json = {
    schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = local_part .. domain } }
  t:check("scim.create.duplicate", again)
end
return story
