-- One vendor's apps are made from a connector, which decides for good what fields they have.
local story = {
  id    = "guide/onelogin-connector", claim = "onelogin-connector",
  title = "An app from another connector lacks fields that the guide fills in, its login fails, and the report says which",
  tags  = { "guide", "advice" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.change_settings", "sp.can.set_domains" },
  idps  = { "setting:connector" },
  parameters = { "test", "test_attributes", "test_response" },
  uses  = "guide",
}
local names = { test = "SAML Test Connector (IdP)", test_attributes = "SAML Test Connector (IdP w/attr)",
  test_response = "SAML Test Connector (IdP w/attr w/ sign response)" }

function story.run(t, guide)
  local ada = guide.person(t)
  guide.strict(t)
  t:given("the console saves the guide's connector", not guide.follow(t).refused)
  local problems = guide.problems(t, ada)
  t:expect("with SAML Custom Connector (Advanced) logins work", #problems == 0, table.concat(problems, "; "))

  local done = guide.follow(t, { instead = { Connector = names[t.parameter] } })
  t:given("the console saves the other connector", not done.refused, done.refused)
  t:expect("its console lacks fields of the guide", #done.missing > 0)
  local tile = t.idp:open_tile(ada)
  t:expect("the tile signs nobody in", not tile.accepted, tile.outcome)
  local told
  for _, advice in ipairs(t.idp:advice(tile)) do told = told or advice.text end
  t:expect("the report explains it", told ~= nil)
  if told then t:explain(told) end
  told = told or ""
  t:expect("it names the right connector", told:find("SAML Custom Connector (Advanced)", 1, true) ~= nil, told)
  for _, label in ipairs(done.missing) do
    t:expect("it names the missing field " .. label, told:find('"' .. label .. '"', 1, true) ~= nil, told)
  end
end
return story
