-- Paths of PATCH operations, requirement by requirement.
local rows = {}
local changes   -- scenarios/library/changes.lua

local work, home = { value = "ada@work.example", type = "work" }, { value = "ada@home.example", type = "home" }
local office = { type = "work", streetAddress = "1 Main Street", locality = "Town", region = "Shire" }
local cottage = { type = "home", streetAddress = "2 Hill Lane", locality = "Village", region = "Dale" }

-- Where the paths of a request are refused.
local function refuses(path, types, named)
  return function(t, scim)
    local _, user = changes.person(t, scim, { emails = { work } })
    changes.must_refuse(t, scim, scim.patch(t, user, { { op = "replace", path = path, value = "x" } }), types, named)
  end
end
rows["path-malformed"] = refuses("emails[", { "invalidPath", "invalidFilter" })
rows["path-unknown"] = refuses("noSuchAttribute", { "invalidPath", "noTarget" })
rows["path-filter-malformed"] = refuses('emails[type xx "work"].value', { "invalidFilter", "invalidPath", "noTarget" })
rows["path-replace-no-hit"] = refuses('emails[type eq "zzz"].value', { "noTarget" }, true)

rows["path-sub-attribute"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = "name.familyName", value = "Lovelace" } })
  if user then changes.must_have(t, scim, step, user, { ["name.familyName"] = "Lovelace", ["name.givenName"] = "Ada" }) end
end
rows["path-names-case"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = "Name.FamilyName", value = "Lovelace" } })
  if user then changes.must_have(t, scim, step, user, { ["name.familyName"] = "Lovelace" }) end
end
rows["path-urn"] = function(t, scim)
  local _, path = changes.person(t, scim, { [scim.enterprise_urn] = { department = "Analysis", employeeNumber = "7" } })
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = scim.enterprise_urn .. ":department", value = "Engines" } })
  if user then changes.must_have(t, scim, step, user, { ["enterprise.department"] = "Engines", ["enterprise.employeeNumber"] = "7" }) end
end
rows["path-urn-sub"] = function(t, scim)
  local old, new = scim.given_user(t, "old").id, scim.given_user(t, "new").id
  local _, path = changes.person(t, scim, { [scim.enterprise_urn] = { manager = { value = old } } })
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = scim.enterprise_urn .. ":manager.value", value = new } })
  if user then changes.must_have(t, scim, step, user, { ["enterprise.manager.value"] = new }) end
end
rows["path-core-urn"] = function(t, scim)
  local _, path = changes.person(t, scim, { displayName = "Ada" })
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = scim.user_urn .. ":displayName", value = "Ada B" },
                                                    { op = "replace", path = scim.user_urn .. ":name.familyName", value = "Lovelace" } })
  if user then changes.must_have(t, scim, step, user, { displayName = "Ada B", ["name.familyName"] = "Lovelace" }) end
end

local function member(id) return 'members[value eq "' .. id .. '"]' end
-- A group of three, of whom some are removed, each by a path of its own.
local function removed(t, scim, words)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace", "alan" })
  local operations = {}
  for i, word in ipairs(words) do operations[i] = { op = "remove", path = member(ids[word]) } end
  local group, step = changes.given_patch(t, scim, path, operations)
  local left = {}
  for _, id in ipairs(scim.values(group, "members")) do left[id] = true end
  return left, ids, step
end
rows["path-remove-match"] = function(t, scim)
  local left, ids, step = removed(t, scim, { "grace" })
  t:holds(not left[ids.grace], { step = step, expected = "Grace is no member", actual = "she is" })
end
rows["path-remove-others"] = function(t, scim)
  local left, ids, step = removed(t, scim, { "grace" })
  t:holds(left[ids.ada] and left[ids.alan], { step = step, expected = "Ada and Alan are members", actual = "one of them is not" })
end
rows["path-remove-several"] = function(t, scim)
  local left, ids, step = removed(t, scim, { "ada", "grace" })
  t:holds(left[ids.alan] and not left[ids.ada] and not left[ids.grace], { step = step, expected = "Alan alone is a member", actual = left })
end
rows["path-remove-nobody"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace" })
  local step = scim.patch(t, path, { { op = "remove", path = member("idpsim-" .. t.unique .. "-nobody") } })
  t:reads("HTTP " .. step.status, step)
  t:holds(scim.ok(step) or changes.is_refused(scim, step, { "noTarget", "invalidValue" }),
          { step = step, expected = "success, or noTarget", actual = scim.error_of(step) })
  changes.must_have(t, scim, step, changes.read(t, scim, path), { members = { ids.ada, ids.grace } })
end
rows["path-remove-compound"] = function(t, scim)
  local second = { value = "ada@second.example", type = "work" }
  local _, path = changes.person(t, scim, { emails = { work, second, home } })
  local user, step = changes.patch(t, scim, path, { { op = "remove", path = 'emails[type eq "work" and value ew "second.example"]' } })
  if user then changes.must_have(t, scim, step, user, { emails = { work.value, home.value } }) end
end
rows["path-remove-last"] = function(t, scim)
  local person, path = changes.person(t, scim, { emails = { work } })
  local user, step = changes.patch(t, scim, path, { { op = "remove", path = 'emails[type eq "work"]' } })
  if not user then return end
  changes.must_have(t, scim, step, user, { emails = changes.none })
  local found = scim.query(t, "/Users", { filter = 'userName eq "' .. person.userName .. '" and emails pr' })
  if found.status == 200 then scim.must_be(t, found, "users with emails pr:", 0, #scim.column(found)) end
end
rows["path-remove-sub"] = function(t, scim)
  local _, path = changes.person(t, scim, { addresses = { office } })
  local user, step = changes.patch(t, scim, path, { { op = "remove", path = 'addresses[type eq "work"].region' } })
  if user then
    changes.must_have(t, scim, step, user, { ["addresses[work].region"] = changes.none, ["addresses[work].locality"] = office.locality })
  end
end

rows["path-replace-element"] = function(t, scim)
  local _, path = changes.person(t, scim, { addresses = { office, cottage } })
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = 'addresses[type eq "work"]',
    value = { type = "work", streetAddress = "3 New Road" } } })
  if not user then return end
  t:reads(changes.at(scim, user, "addresses[work].region") and "the value joins what is there" or "the value takes the place of what is there", step)
  changes.must_have(t, scim, step, user, { ["addresses[work].streetAddress"] = "3 New Road", ["addresses[home].streetAddress"] = cottage.streetAddress,
                                           ["addresses[home].region"] = cottage.region })
end
rows["path-replace-sub"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { work, home } })
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = 'emails[type eq "work"].value', value = "ada@new.example" } })
  if user then changes.must_have(t, scim, step, user, { ["emails[work].value"] = "ada@new.example", ["emails[home].value"] = home.value }) end
end
rows["path-replace-all-hits"] = function(t, scim)
  local branch = { type = "work", streetAddress = "9 Far Street", locality = "City", region = "Shire" }
  local _, path = changes.person(t, scim, { addresses = { office, branch, cottage } })
  local user, step = changes.given_patch(t, scim, path, { { op = "replace", path = 'addresses[type eq "work"].region', value = "County" } })
  local regions = {}
  for _, one in ipairs(user.addresses or {}) do
    if one.type == "work" then regions[#regions + 1] = one.region end
  end
  t:holds(table.concat(regions, ", ") == "County, County" and changes.at(scim, user, "addresses[home].region") == cottage.region,
          { step = step, expected = "both work addresses in County, and no other", actual = table.concat(regions, ", ") })
end

local story = {
  id    = "scim-rfc/patch-paths",
  title = "Paths of PATCH lead where RFC 7644 section 3.5.2 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-patch-paths", uses = { "scim", "changes" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, library)
  changes = library
  rows[t.parameter](t, scim)
end
return story
