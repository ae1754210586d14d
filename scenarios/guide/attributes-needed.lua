-- Each attribute that the guide has the admin map is one that the product would miss.
local story = {
  id    = "guide/attributes-needed", claim = "compat-saml",
  title = "An attribute of the guide that is not mapped does not come",
  tags  = { "guide" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.change_settings", "sp.can.set_domains" },
  idps  = { "part:guide" },
  uses  = "guide",
}
function story.run(t, guide)
  local ada = guide.person(t)
  guide.strict(t)
  for _, wanted in ipairs(t.idp.guide.attributes) do
    t:given("the console saves it", not guide.follow(t, { leave_out_attributes = { wanted.name } }).refused)
    t:expect("without the row " .. wanted.name .. " something is missing", #guide.problems(t, ada) > 0)
  end
  t:given("the console saves it", not guide.follow(t).refused)
  t:expect("with every row nothing is", #guide.problems(t, ada) == 0)
end
return story
