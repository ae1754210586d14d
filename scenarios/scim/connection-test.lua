-- The admin saves the provisioning settings: the vendor tries the connection in its own way.
local story = {
  id    = "scim/connection-test", claim = "compat-scim",
  title = "The vendor's connection test succeeds and leaves nobody behind",
  tags  = { "scim" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local test = t.scim:test()
  t:expect("the vendor's console says the connection works", test.ok, test.explanation)
  if test.sent == 0 then return end   -- a vendor without a test button finds out when it provisions
  t:check("scim.content_type", test)
  t:check("scim.error.shape", test)
  t:check("scim.password.hidden", test)
end
return story
