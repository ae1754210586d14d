-- The server is gone in the middle of the first cycle; the next one goes on where it stopped.
local story = {
  id    = "scim/interrupted-cycle", claim = "compat-scim",
  title = "A cycle that the server interrupted is resumed, and makes nobody twice",
  tags  = { "scim", "cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local people = {}
  for i, name in ipairs { "Byron", "Murray", "Hopper", "Noether", "Lamarr", "Franklin" } do
    people[i] = t.idp:person { given = "Ada" .. i, family = name }
  end
  -- The third creation is made, and its answer lost; then nothing answers any more.
  t.scim:disturb { on = "POST /Users*", after = 2, times = 1, status = 503, reaches = true }
  t.scim:disturb { after = 7, times = 1000, status = 503 }
  local broken = t.scim:cycle { kind = "initial" }
  t:given("the cycle did not get through", broken.failed > 0 or not broken.complete, broken.explanation)
  t.scim:calm()
  t.clock:advance { hours = 30 }
  local resumed = t.scim:cycle { kind = "tasks" }
  t:expect("what was missing is made up for", resumed.failed == 0, resumed.explanation)
  for _, person in ipairs(people) do t:check("scim.lookup.somebody", t.scim:find(person)) end
end
return story
