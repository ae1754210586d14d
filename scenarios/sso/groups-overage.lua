-- More groups than Entra puts into an assertion: a link to where they can be asked for stands in their place.
local claim = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"
local link = "http://schemas.microsoft.com/claims/groups.link"

local story = {
  id    = "sso/groups-overage", claim = "jit-teams-manual",
  title = "A person in too many groups logs in, with a link where the groups would be",
  refs  = { "saml-profiles-4.1.4.3-session" },
  tags  = { "sso", "variants" },
  idps  = { "entra" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  local many = {}
  for i = 1, 151 do many[i] = "group-" .. i end
  local ada = t.idp:person { given = "Ada", family = "Byron", groups = many }
  local bea = t.idp:person { given = "Bea", family = "Lovelace", groups = { "group-1", "group-2" } }
  t.idp:set { ["groups.which"] = "all", ["groups.form"] = "name" }
  local few, overage = t.idp:login(bea), t.idp:login(ada)
  t:expect("a few groups are sent", table.concat(few:values(claim), " ") == "group-1 group-2", table.concat(few:values(claim), " "))
  t:expect("too many are not", #overage:values(claim) == 0)
  t:expect("a link stands in their place", (overage:values(link)[1] or ""):find("^https://") ~= nil, overage:values(link)[1])
  t:check("sp.login.person", few)
  t:check("sp.login.person", overage)
end
return story
