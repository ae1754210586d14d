-- The vendor has no SCIM client for a custom app: claiming SCIM would be claiming too much. JIT still works.
local story = {
  id    = "scim/not-offered", claim = "compat-scim-google",
  title = "The vendor has no SCIM for a custom app; JIT works all the same",
  tags  = { "scim" },
  idps  = { "google" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  t:expect("the vendor's console has no provisioning by SCIM for a custom app", not t.idp.has_scim, t.idp.no_scim_reason)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:check("sp.login.accepted", t.idp:login(ada))
end
return story
