-- Somebody deleted the account at the service: the vendor meets a 404 and does what it does.
local story = {
  id    = "scim/account-lost", claim = "compat-scim",
  title = "An account that was deleted at the service is missed with a 404, and can be made again",
  refs  = { "rfc7644-3.6-gone" },
  tags  = { "scim", "errors" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("Ada is provisioned", t.scim:provision(ada).ok)
  local path = "/Users/" .. t.url:encode(t.scim:linked(ada))
  local deleted = t.scim:send { method = "DELETE", path = path, read_back = path }
  t:check("scim.delete.gone", deleted)
  local missed = t.scim:update(ada, { given_name = "Augusta" })
  if missed.sent > 0 then t:check("scim.error.shape", missed) end
  t.scim:forget()
  local again = t.scim:provision(ada)
  t:expect("the vendor's console shows her as provisioned again", again.ok, again.explanation)
  t:check("scim.lookup.somebody", t.scim:find(ada))
end
return story
