-- PATCH, requirement by requirement.
local rows = {}
local changes   -- scenarios/library/changes.lua

local work, home = { value = "ada@work.example", type = "work" }, { value = "ada@home.example", type = "home" }

local function send(t, path, body) return t.scim:send { method = "PATCH", path = path, json = body } end
-- The requirement "refused": nothing of the bodies may be done.
local function refuses(bodies, types)
  return function(t, scim)
    local _, path = scim.given_user(t)
    for _, body in ipairs(bodies(scim, t)) do changes.must_refuse(t, scim, send(t, path, body), types) end
  end
end

rows["patch-urn-demanded"] = refuses(function(scim)
  local operations = { { op = "replace", path = "displayName", value = "Ada B" } }
  return { { Operations = operations }, { schemas = { scim.user_urn }, Operations = operations } }
end, { "invalidSyntax", "invalidValue" })
rows["patch-operations-list"] = refuses(function(scim, t)
  return { { schemas = { scim.patch_urn } }, { schemas = { scim.patch_urn }, Operations = t.json.object {} } }
end, { "invalidSyntax", "invalidValue" })
rows["patch-operations-empty"] = refuses(function(scim, t)
  return { { schemas = { scim.patch_urn }, Operations = t.json.array {} } }
end, { "invalidSyntax", "invalidValue" })
rows["patch-op-unknown"] = refuses(function(scim)
  return { { schemas = { scim.patch_urn }, Operations = { { op = "move", path = "displayName", value = "Ada B" } } } }
end, { "invalidSyntax", "invalidValue" })
rows["patch-add-value-demanded"] = refuses(function(scim)
  return { { schemas = { scim.patch_urn }, Operations = { { op = "add", path = "displayName" } } } }
end, { "invalidValue", "invalidSyntax" })
rows["patch-value-type"] = refuses(function(scim)
  return { { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "active", value = "abc" } } } }
end, { "invalidValue", "invalidSyntax" })

rows["patch-op-known"] = function(t, scim)
  local _, path = changes.person(t, scim, { title = "Engineer", displayName = "Ada" })
  for _, one in ipairs { { op = "replace", path = "displayName", value = "Ada B" }, { op = "add", path = "title", value = "Analyst" },
                         { op = "remove", path = "title" } } do
    local step = scim.patch(t, path, { one })
    t:holds(scim.ok(step), { step = step, expected = one.op .. " is done", actual = scim.error_of(step) })
  end
end

rows["patch-order"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada" })
  local late = scim.given_user(t, "grace").id
  local group, step = changes.patch(t, scim, path, { { op = "add", path = "members", value = { { value = late } } },
                                                     { op = "remove", path = 'members[value eq "' .. late .. '"]' } })
  if group then changes.must_have(t, scim, step, group, { members = { ids.ada } }) end
end

rows["patch-atomic"] = function(t, scim)
  local before, path = changes.person(t, scim, { displayName = "Ada" })
  local function with(second) return scim.patch(t, path, { { op = "replace", path = "displayName", value = "Ada B" }, second }) end
  local step = with { op = "replace", path = "id", value = "another" }
  if scim.ok(step) then step = with { op = "idpsim", path = "title", value = "another" } end
  if scim.ok(step) then t:skip("the server takes what was to be refused") end
  t:given("the second operation is refused", step.status >= 400 and step.status < 500, "HTTP " .. step.status)
  changes.must_have(t, scim, step, changes.read(t, scim, path), { displayName = "Ada", id = before.id })
end

rows["patch-answer"] = function(t, scim)
  local before, path = changes.person(t, scim, { displayName = "Ada" })
  local step = scim.patch(t, path, { { op = "replace", path = "displayName", value = "Ada B" } })
  local user = step.json or {}
  local whole = step.status == 200 and user.id == before.id and user.userName == before.userName and scim.has(user.schemas, scim.user_urn)
  t:holds(whole or (step.status == 204 and step.body == ""), { step = step, expected = "200 with the user, or 204 with nothing",
    actual = "HTTP " .. step.status .. ", id " .. tostring(user.id) .. ", userName " .. tostring(user.userName) .. ", " .. #step.body .. " octets" })
end

rows["patch-answer-attributes"] = function(t, scim)
  local before, path = changes.person(t, scim, { displayName = "Ada" })
  local step = scim.patch(t, path .. "?attributes=userName", { { op = "replace", path = "displayName", value = "Ada B" } })
  local user = step.json or {}
  t:holds(step.status == 200 and user.userName == before.userName and user.displayName == nil, { step = step, expected = "200 with userName",
    actual = "HTTP " .. step.status .. ", userName " .. tostring(user.userName) .. ", displayName " .. tostring(user.displayName) })
end

rows["patch-unknown-id"] = function(t, scim)
  scim.must_refuse(t, scim.patch(t, "/Users/idpsim-" .. t.unique .. "-nobody", { { op = "replace", path = "active", value = false } }), 404)
end

rows["patch-large"] = function(t, scim)
  local _, path = changes.crew(t, scim, {})
  local members = {}
  for i = 1, 150 do members[i] = { value = scim.given_user(t, "m" .. i).id } end
  local step = scim.patch(t, path, { { op = "add", path = "members", value = members } })
  if step.status == 413 then return t:holds(true, { step = step }) end
  t:holds(scim.ok(step), { step = step, expected = "success or 413", actual = scim.error_of(step) })
  if scim.ok(step) then
    local group = changes.read(t, scim, path)
    scim.must_be(t, step, "members", 150, #(group.members or {}))
  end
end

rows["patch-thousand"] = function(t, scim)
  local _, path = changes.crew(t, scim, {})
  local members = {}
  for i = 1, 1000 do members[i] = { value = "idpsim-" .. t.unique .. "-nobody-" .. i } end
  local step = scim.patch(t, path, { { op = "add", path = "members", value = members } })
  t:holds(step.status < 500, { step = step, expected = "success, or a refusal of the request", actual = scim.error_of(step) })
  local read = scim.get(t, path)
  t:holds(read.status == 200, { step = read, expected = "the group can be read afterwards", actual = scim.error_of(read) })
end

rows["patch-read-only"] = function(t, scim)
  local before, path = scim.given_user(t)
  for _, name in ipairs { "id", "meta.resourceType" } do
    changes.must_refuse(t, scim, scim.patch(t, path, { { op = "replace", path = name, value = "Another" } }), { "mutability" }, true)
  end
  scim.must_be(t, scim.get(t, path), "id", before.id, changes.read(t, scim, path).id)
end

rows["patch-immutable"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada" })
  local other = scim.given_user(t, "grace").id
  local step = scim.patch(t, path, { { op = "replace", path = 'members[value eq "' .. ids.ada .. '"].value', value = other } })
  t:reads(step.status >= 400 and "it is refused" or "it is answered with success", step)
  changes.must_have(t, scim, step, changes.read(t, scim, path), { members = { ids.ada } })
end

rows["patch-unique"] = function(t, scim)
  local taken = scim.given_user(t, "taken")
  local _, path = scim.given_user(t)
  local step = scim.patch(t, path, { { op = "replace", path = "userName", value = taken.userName } })
  local right = scim.refused(step, 409) or scim.refused(step, 400, { "uniqueness" })
  t:holds(right, { step = step, expected = "409, or 400 uniqueness", actual = scim.error_of(step) })
end

rows["patch-primary-one"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { { value = work.value, type = "work", primary = true } } })
  local user, step = changes.patch(t, scim, path, { { op = "add", path = "emails", value = { { value = home.value, type = "home", primary = true } } } })
  if not user then return end
  local primary = {}
  for _, one in ipairs(user.emails or {}) do
    if one.primary then primary[#primary + 1] = one.value end
  end
  t:holds(#primary == 1 and primary[1] == home.value, { step = step, expected = home.value .. " alone is primary", actual = table.concat(primary, ", ") })
end

local function employee(scim, name) return scim.enterprise_urn .. ":" .. name end

rows["patch-schemas-added"] = function(t, scim)
  changes.supports(t, scim, { [scim.enterprise_urn] = { employeeNumber = "7" } })
  local _, path = scim.given_user(t)
  local user, step = changes.given_patch(t, scim, path, { { op = "add", path = employee(scim, "employeeNumber"), value = "8" } })
  t:holds(scim.has(user.schemas, scim.enterprise_urn), { step = step, expected = "schemas with the extension",
    actual = table.concat(user.schemas or {}, ", ") })
end

rows["patch-schemas-seen"] = function(t, scim)
  changes.supports(t, scim, { [scim.enterprise_urn] = { employeeNumber = "7", department = "Analysis" } })
  local _, path = scim.given_user(t)
  local user, step = changes.patch(t, scim, path, { { op = "add", path = employee(scim, "employeeNumber"), value = "8" },
                                                    { op = "replace", path = employee(scim, "department"), value = "Engines" } })
  if user then changes.must_have(t, scim, step, user, { ["enterprise.employeeNumber"] = "8", ["enterprise.department"] = "Engines" }) end
end

rows["patch-add-again-taken"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace" })
  local step = scim.patch(t, path, { { op = "add", path = "members", value = { { value = ids.ada } } } })
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end
rows["patch-add-again-once"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace" })
  local group, step = changes.given_patch(t, scim, path, { { op = "add", path = "members", value = { { value = ids.ada } } } })
  changes.must_have(t, scim, step, group, { members = { ids.ada, ids.grace } })
end
rows["patch-add-again-modified"] = function(t, scim)
  local before, path, ids = changes.crew(t, scim, { "ada", "grace" })
  t:given("the group tells when it was changed", before.meta and before.meta.lastModified, "no meta.lastModified")
  t.clock:advance(90)
  local group, step = changes.given_patch(t, scim, path, { { op = "add", path = "members", value = { { value = ids.ada } } } })
  scim.must_be(t, step, "meta.lastModified", before.meta.lastModified, group.meta and group.meta.lastModified)
end

rows["patch-add-extension"] = function(t, scim)
  local boss = scim.given_user(t, "boss")
  changes.supports(t, scim, { [scim.enterprise_urn] = { manager = { value = boss.id } } })
  local _, path = scim.given_user(t)
  local user, step = changes.patch(t, scim, path, { { op = "add", path = employee(scim, "manager"), value = { value = boss.id } } })
  if user then changes.must_have(t, scim, step, user, { ["enterprise.manager.value"] = boss.id }) end
end

rows["patch-remove-no-path"] = function(t, scim)
  local _, path = scim.given_user(t)
  changes.must_refuse(t, scim, scim.patch(t, path, { { op = "remove" } }), { "noTarget" }, true)
end
rows["patch-remove-list"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { work, home } })
  local user, step = changes.patch(t, scim, path, { { op = "remove", path = "emails" } })
  if user then changes.must_have(t, scim, step, user, { emails = changes.none }) end
  local _, crew = changes.crew(t, scim, { "grace", "alan" })
  local group, second = changes.patch(t, scim, crew, { { op = "remove", path = "members" } })
  if group then changes.must_have(t, scim, second, group, { members = changes.none }) end
end
rows["patch-remove-required"] = function(t, scim)
  local before, path = scim.given_user(t)
  for _, name in ipairs { "userName", "id" } do
    changes.must_refuse(t, scim, scim.patch(t, path, { { op = "remove", path = name } }), { "mutability" }, true)
  end
  local step = scim.get(t, path)
  scim.must_be(t, step, "userName", before.userName, step.json and step.json.userName)
end

rows["patch-replace-no-path-several"] = function(t, scim)
  local _, path = changes.person(t, scim, { title = "Engineer", displayName = "Ada" })
  local user, step = changes.patch(t, scim, path, { { op = "replace", value = { title = "Analyst", displayName = "Ada B" } } })
  if user then changes.must_have(t, scim, step, user, { title = "Analyst", displayName = "Ada B" }) end
end
rows["patch-replace-no-path-list"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { work } })
  local user, step = changes.given_patch(t, scim, path, { { op = "replace", value = { emails = { home } } } })
  changes.must_have(t, scim, step, user, { emails = { home.value } })
end
rows["patch-replace-single"] = function(t, scim)
  for _, made in ipairs { { scim.given_user(t, "ada", { displayName = "Ada" }) }, { scim.given_group(t) } } do
    local name = scim.group_name(t, "renamed")
    local step = scim.patch(t, made[2], { { op = "replace", path = "displayName", value = name } })
    t:holds(scim.ok(step), { step = step, expected = "displayName is replaced", actual = scim.error_of(step) })
  end
end
rows["patch-replace-kept"] = function(t, scim)
  local _, path = changes.person(t, scim, { displayName = "Ada", title = "Engineer" })
  local user, step = changes.given_patch(t, scim, path, { { op = "replace", path = "displayName", value = "Ada B" },
                                                          { op = "replace", path = "name.familyName", value = "Lovelace" } })
  changes.must_have(t, scim, step, user, { displayName = "Ada B", title = "Engineer", ["name.familyName"] = "Lovelace", ["name.givenName"] = "Ada" })
end
rows["patch-replace-members"] = function(t, scim)
  local _, path = changes.crew(t, scim, { "ada", "grace" })
  local alan = scim.given_user(t, "alan").id
  local group, step = changes.given_patch(t, scim, path, { { op = "replace", path = "members", value = { { value = alan } } } })
  changes.must_have(t, scim, step, group, { members = { alan } })
end
rows["patch-replace-absent"] = function(t, scim)
  changes.supports(t, scim, { title = "Engineer" })
  local _, path = scim.given_user(t)
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = "title", value = "Analyst" } })
  if user then changes.must_have(t, scim, step, user, { title = "Analyst" }) end
end

-- A person, one request, and what has to stand there afterwards.
local function told_of(name)
  local told = {
    ["patch-add-no-path"] = { { emails = { work }, displayName = "Ada" }, { { op = "add", value = { emails = { home }, displayName = "Ada B" } } },
                            { emails = { work.value, home.value }, displayName = "Ada B" } },
    ["patch-add-appends"] = { { emails = { work } }, { { op = "add", path = "emails", value = { home } } }, { emails = { work.value, home.value } } },
    ["patch-add-single"] = { { displayName = "Ada" }, { { op = "add", path = "displayName", value = "Ada B" } }, { displayName = "Ada B" } },
    ["patch-add-complex"] = { { name = { givenName = "Ada", familyName = "Byron" } }, { { op = "add", path = "name", value = { middleName = "King" } } },
                            { ["name.givenName"] = "Ada", ["name.familyName"] = "Byron", ["name.middleName"] = "King" } },
    ["patch-remove-single"] = { { title = "Engineer", displayName = "Ada" }, { { op = "remove", path = "title" } }, { title = changes.none, displayName = "Ada" } },
    ["patch-replace-no-path"] = { { title = "Engineer", displayName = "Ada" }, { { op = "replace", value = { displayName = "Ada B" } } },
                                { title = "Engineer", displayName = "Ada B", ["name.givenName"] = "Ada" } },
    ["patch-replace-complex"] = { { name = { givenName = "Ada", familyName = "Byron" } }, { { op = "replace", path = "name", value = { familyName = "Lovelace" } } },
                                { ["name.givenName"] = "Ada", ["name.familyName"] = "Lovelace" } },
    ["patch-deactivates"] = { { active = true }, { { op = "replace", path = "active", value = false } }, { active = false } },
  }
  return told[name]
end

local story = {
  id    = "scim-rfc/patch",
  title = "PATCH changes what it says, as RFC 7644 section 3.5.2 has it",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-patch", uses = { "scim", "changes" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, library)
  changes = library
  local told = told_of(t.parameter)
  local row = told and changes.row(told[1], told[2], told[3]) or rows[t.parameter]
  row(t, scim)
end
return story
