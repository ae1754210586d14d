-- Gone from the directory for good: what is left at the service is what the vendor leaves there.
local story = {
  id    = "scim/deleted-person", claim = "compat-scim",
  title = "Who is deleted in the directory cannot be active at the service",
  tags  = { "scim", "life-cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  t:given("both are provisioned", t.scim:provision(ada).ok and t.scim:provision(grace).ok)
  local gone = t.scim:erase(ada)
  t:expect("the vendor's console shows her as deleted", gone.ok, gone.explanation)
  if gone.sent > 0 then
    local found = t.scim:find(ada)
    t:check("scim.list.shape", found)
    local account = found.json and found.json.Resources and found.json.Resources[1]
    t:expect("she is inactive or gone", not account or account.active == false, account and account.active)
  end
  t:check("scim.lookup.somebody", t.scim:find(grace))
end
return story
