-- The set-up guide of each IdP, taken by its word: a new app, the guide's fields and values, and nothing else.
local story = {
  id    = "guide/followed", claim = "compat-saml",
  title = "Who sets a new app up by the guide, and knows nothing else, gets logins that work from both sides",
  tags  = { "guide" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.change_settings", "sp.can.set_domains" },
  idps  = { "part:guide" },
  uses  = "guide",
}
function story.run(t, guide)
  local ada = guide.person(t)
  guide.strict(t)
  local done = guide.follow(t)
  t:expect("the console saves it", not done.refused, done.refused)
  t:expect("every field of the guide is there", #done.missing == 0, table.concat(done.missing, ", "))
  local problems = guide.problems(t, ada)
  t:expect("logins from both sides work and bring what the product wants", #problems == 0, table.concat(problems, "; "))
end
return story
