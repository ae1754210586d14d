-- More people than fit on a page: what is read back is everybody, each once.
local story = {
  id    = "scim/many-people", claim = "compat-scim",
  title = "An import reads more people than a page holds, each once",
  tags  = { "scim", "import" },
  idps  = { "okta", "jumpcloud" }, parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local people = {}
  for i = 1, 120 do people[i] = t.idp:person { given = "Person", family = "Number" .. i } end
  local cycle = t.scim:cycle { kind = "initial" }
  t:given("everybody is provisioned", cycle.failed == 0, cycle.explanation)
  local import = t.scim:import()
  t:expect("the vendor's console shows the import as complete", import.ok, import.explanation)
  t:expect("it took more than a page", import.pages > 1, import.pages)
  local seen, twice = {}, 0
  for _, one in ipairs(import.users) do
    if seen[one.id] then twice = twice + 1 end
    seen[one.id] = true
  end
  t:expect("nobody was read twice", twice == 0, twice)
  local missing = 0
  for _, person in ipairs(people) do
    if not seen[t.scim:linked(person)] then missing = missing + 1 end
  end
  t:expect("everybody was read", missing == 0, missing .. " people were not")
end
return story
