-- A guide has nothing that could be left out: without any one of its required fields the login fails.
local story = {
  id    = "guide/field-needed", claim = "compat-saml",
  title = "Without this field of the guide logins do not work",
  tags  = { "guide" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.change_settings", "sp.can.set_domains" },
  idps  = { "part:guide" },
  parameters = "guide-fields",
  uses  = "guide",
}
function story.run(t, guide)
  local ada = guide.person(t)
  guide.strict(t)
  t:given("the guide asks for it here", t.idp.guide:value(t.parameter) ~= nil)
  t:given("with the whole guide they work", not guide.follow(t).refused and #guide.problems(t, ada) == 0)
  local done = guide.follow(t, { leave_out = { t.parameter } })
  local problems = done.refused and { done.refused } or guide.problems(t, ada)
  t:expect("without " .. t.parameter .. " they do not", #problems > 0)
end
return story
