-- The mistakes that admins make, each by itself, and what they are told.
local story = {
  id    = "guide/misconfigured",
  title = "A typical mistake in the vendor's console is told with its remedy",
  tags  = { "guide", "advice" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.change_settings", "sp.can.set_domains" },
  idps  = { "part:advice" },
  parameters = "advice",
  uses  = "guide",
}
function story.run(t, guide)
  local ada = guide.person(t)
  guide.strict(t)
  t:given("set up by the guide it works", not guide.follow(t).refused and #guide.problems(t, ada) == 0)
  local done = guide.follow(t, { mistake = t.parameter })
  t:given("the console saves the mistake", not done.refused, done.refused)
  local problems, logins = guide.problems(t, ada)
  t:expect("the login fails", #problems > 0)
  local told
  for _, login in ipairs(logins) do
    for _, advice in ipairs(t.idp:advice(login)) do
      if advice.id == t.parameter then told = advice.text end
    end
  end
  t:expect("the advice is given", told ~= nil, "other advice, or none")
  if told then t:explain(told) end
end
return story
