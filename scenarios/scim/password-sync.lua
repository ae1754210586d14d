-- The console has passwords told: a new one reaches the server, and the server keeps it to itself.
local story = {
  id    = "scim/password-sync", claim = "compat-scim",
  title = "A password that the vendor tells is taken, and never shown",
  tags  = { "scim", "life-cycle" },
  idps  = "okta", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("provisioned", t.scim:provision(ada).ok)
  local silent = t.scim:set_password(ada, "Quiet-word-17-x")
  t:given("nothing is told before the console says so", silent.ok and silent.sent == 0, silent.explanation)

  t.scim:set { ["Sync Password"] = "the Okta password" }
  local told = t.scim:set_password(ada, "Louder-word-18-y")
  t:expect("the server takes the person's own password", told.ok, told.explanation)
  t:check("scim.password.hidden", told)
  t:check("scim.step.succeeds", told)
  t:expect("the account is otherwise as it was", told.read_back and told.read_back.userName == ada.username and told.read_back.active)

  t.scim:set { ["Sync Password"] = "a randomly generated password" }
  local random = t.scim:set_password(ada, "Unheard-word-19")
  t:expect("and one made up", random.ok, random.explanation)
  t:check("scim.password.hidden", random)
  t:expect("she still is there once", #t.scim:find(ada).json.Resources == 1)
end
return story
