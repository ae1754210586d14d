-- An IdP that the product does not list: it may work, and that is no claim.
local story = {
  id    = "product/unlisted-idp", claim = "compat-unlisted",
  title = "An IdP that is not on the list runs, and is reported as not claimed",
  tags  = { "product" },
  idps  = "unlisted",
  needs = { "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:check("sp.login.accepted", t.idp:login(ada))
  t:check("sp.login.accepted", t.idp:open_tile(ada))
end
return story
