-- The admin saves the provisioning settings: the vendor tries the connection in its own way.
local story = {
  id    = "scim/connection-test", claim = "compat-scim",
  title = "The vendor's connection test succeeds and leaves nobody behind",
  tags  = { "scim" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
-- How many people there are: on a server of others who come and go meanwhile, the smallest of several tellings.
local function people(t)
  local step = t.scim:send { method = "GET", path = "/Users?count=1" }
  t:given("people are counted", step.status == 200 and step:kind("/totalResults") == "integer", "HTTP " .. step.status)
  return step.json.totalResults
end
function story.run(t)
  local before = people(t)
  local test = t.scim:test()
  t:expect("the vendor's console says the connection works", test.ok, test.explanation)
  if test.sent == 0 then return end   -- a vendor without a test button finds out when it provisions
  t:check("scim.content_type", test)
  t:check("scim.error.shape", test)
  t:check("scim.password.hidden", test)
  local after = people(t)
  t:expect("nobody is left behind", after <= before, after - before .. " more")
end
return story
