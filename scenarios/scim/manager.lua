-- Whose manager is whom: the enterprise extension, as each vendor that sends it writes it.
local story = {
  id    = "scim/manager", claim = "compat-scim",
  title = "The manager that the vendor sends arrives as a reference to that account",
  tags  = { "scim", "life-cycle" },
  idps  = { "entra" }, parameters = "scim-variants",
  needs = { "scim" },
}
local enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  t:given("both are provisioned", t.scim:provision(grace).ok and t.scim:provision(ada).ok)
  local told = t.scim:update(ada, { manager = grace })
  if t.parameter == "customappsso" and told.status == 400 then
    -- The job of before 2018 names an extension's attribute without its URN, which a server that keeps to RFC 7644 section 3.10
    -- does not know.
    t:check("scim.error.shape", told)
    return
  end
  t:expect("the vendor's console shows the change as sent", told.ok, told.explanation)
  local extension = told.read_back and told.read_back[enterprise]
  local manager = extension and extension.manager
  t:expect("the manager is Grace's account", manager and manager.value == t.scim:linked(grace), manager and manager.value)
end
return story
