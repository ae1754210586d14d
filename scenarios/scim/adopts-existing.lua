-- Somebody of that userName is there already: the vendor links instead of creating a second one.
local story = {
  id    = "scim/adopts-existing", claim = "compat-scim",
  title = "A person who is there already is found and linked, not doubled",
  tags  = { "scim" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("Ada is provisioned", t.scim:provision(ada).ok)
  t.scim:forget()   -- the vendor's link is lost, as after a restore
  local again = t.scim:provision(ada)
  t:expect("the vendor's console shows the person as provisioned", again.ok, again.explanation)
  local found = t.scim:find(ada)
  t:check("scim.lookup.somebody", found)
end
return story
