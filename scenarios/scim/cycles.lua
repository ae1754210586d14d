-- The whole directory in the vendor's own rhythm: first everybody, then what changed, and nothing when nothing did.
local story = {
  id    = "scim/cycles", claim = "compat-scim",
  title = "An initial cycle brings everybody, the next one what changed, a third nothing",
  tags  = { "scim", "cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local people = {}
  for i, name in ipairs { "Byron", "Murray", "Hopper", "Noether", "Lamarr" } do
    people[i] = t.idp:person { given = "Ada" .. i, family = name }
  end
  local first = t.scim:cycle { kind = "initial" }
  t:expect("everybody is created", first.created == #people, first.explanation)
  t:expect("nobody fails", first.failed == 0, first.explanation)

  t.scim:change(people[1], { family_name = "Lovelace" })
  local newcomer = t.idp:person { given = "Mary", family = "Jackson" }
  t.idp:unassign(people[2])
  local second = t.scim:cycle {}
  t:expect("the newcomer is created", second.created == 1, second.created)
  t:expect("nothing fails", second.failed == 0, second.explanation)
  local changed = t.scim:find(people[1])
  local name = changed.json and changed.json.Resources and changed.json.Resources[1] and changed.json.Resources[1].name
  t:expect("the change has arrived", name and name.familyName == "Lovelace", name and name.familyName)
  local left = t.scim:find(people[2])
  t:check("scim.list.shape", left)
  local account = left.json and left.json.Resources and left.json.Resources[1]
  t:expect("who was unassigned is inactive or gone", not account or account.active == false)

  local third = t.scim:cycle {}
  t:expect("a cycle without changes writes nothing", third.created == 0 and third.updated == 0 and third.failed == 0, third.explanation)
  t:check("scim.lookup.somebody", t.scim:find(newcomer))
end
return story
