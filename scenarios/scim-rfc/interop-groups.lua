-- Groups as identity providers push them, requirement by requirement.
local rows = {}
local changes   -- scenarios/library/changes.lua

local function taken(t, scim, step)
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end
local function replace_group(t, scim, path, more) return scim.put(t, path, scim.group(t, "crew", more)) end

rows["idp-groups"] = function(t, scim)
  local step = scim.query(t, "/Groups", { startIndex = 1, count = 100 })
  t:holds(step.status == 200 and step:kind("/Resources") == "array", { step = step, expected = "200 and a list", actual = scim.error_of(step) })
end
rows["idp-remove-listed-taken"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace", "alan" })
  taken(t, scim, scim.patch(t, path, { { op = "Remove", path = "members", value = { { value = ids.grace } } } }))
end
rows["idp-remove-listed"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace", "alan" })
  local group, step = changes.given_patch(t, scim, path, { { op = "remove", path = "members", value = { { value = ids.grace } } } })
  changes.must_have(t, scim, step, group, { members = { ids.ada, ids.alan } })
end
rows["idp-remove-empty-list"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace" })
  local step = scim.patch(t, path, { { op = "remove", path = "members", value = t.json.array {} } })
  t:reads(scim.ok(step) and "it is answered with success" or "it is refused", step)
  changes.must_have(t, scim, step, changes.read(t, scim, path), { members = { ids.ada, ids.grace } })
end

-- A rename as Okta writes it; `more` joins the value.
local function rename(t, scim, path, more)
  local value = { displayName = scim.group_name(t, "renamed") }
  for name, each in pairs(more or {}) do value[name] = each end
  return scim.patch(t, path, { { op = "replace", value = value } })
end
rows["idp-rename-keeps-members"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace" })
  local step = rename(t, scim, path)
  t:given("the rename is accepted", scim.ok(step), scim.error_of(step))
  changes.must_have(t, scim, step, changes.read(t, scim, path), { members = { ids.ada, ids.grace }, displayName = scim.group_name(t, "renamed") })
end
rows["idp-rename-op-case"] = function(t, scim)
  local _, path = scim.given_group(t)
  local name = scim.group_name(t, "renamed")
  local group, step = changes.patch(t, scim, path, { { op = "Replace", path = "displayName", value = name } })
  if group then changes.must_have(t, scim, step, group, { displayName = name }) end
end
rows["idp-rename-with-id"] = function(t, scim)
  local before, path = changes.crew(t, scim, { "ada" })
  local step = rename(t, scim, path, { id = before.id })
  taken(t, scim, step)
  if scim.ok(step) then changes.must_have(t, scim, step, changes.read(t, scim, path), { id = before.id, displayName = scim.group_name(t, "renamed") }) end
end
rows["idp-members-replace-taken"] = function(t, scim)
  local _, path, ids = changes.crew(t, scim, { "ada", "grace" })
  taken(t, scim, scim.patch(t, path, { { op = "replace", path = "members", value = { { value = ids.ada } } } }))
end
rows["idp-members-empty"] = function(t, scim)
  local _, path = changes.crew(t, scim, { "ada", "grace" })
  local group, step = changes.patch(t, scim, path, { { op = "replace", path = "members", value = t.json.array {} } })
  if group then changes.must_have(t, scim, step, group, { members = changes.none }) end
end

rows["idp-member-plain-taken"] = function(t, scim)
  local _, path = changes.crew(t, scim, {})
  taken(t, scim, scim.patch(t, path, { { op = "add", path = "members", value = { { value = scim.given_user(t).id } } } }))
end
rows["idp-member-plain-kept"] = function(t, scim)
  local _, path = scim.given_group(t)
  local ada = scim.given_user(t).id
  local group, step = changes.given_patch(t, scim, path, { { op = "add", path = "members", value = { { value = ada } } } })
  changes.must_have(t, scim, step, group, { members = { ada } })
end
rows["idp-member-null-fields"] = function(t, scim)
  local _, path = scim.given_group(t)
  local ada, grace = scim.given_user(t, "ada").id, scim.given_user(t, "grace").id
  for _, one in ipairs { { value = ada, display = t.json.null }, { value = grace, ["$ref"] = t.json.null } } do
    taken(t, scim, scim.patch(t, path, { { op = "Add", path = "members", value = { one } } }))
  end
end
rows["idp-parallel-members"] = function(t, scim)
  local _, path = scim.given_group(t)
  local ids, requests, taken = {}, {}, {}
  for i = 1, 10 do
    ids[i] = scim.given_user(t, "n" .. i).id
    requests[i] = { method = "PATCH", path = path,
                    json = { schemas = { scim.patch_urn }, Operations = { { op = "add", path = "members", value = { { value = ids[i] } } } } } }
  end
  local steps = t.scim:send_all(requests)
  for i, step in ipairs(steps) do
    if scim.ok(step) then taken[#taken + 1] = ids[i] end
  end
  -- Who is told to come again does so: that loses nobody.
  t:given("two of the ten are taken at least", #taken > 1, scim.error_of(steps[1]))
  changes.must_have(t, scim, steps[#steps], changes.read(t, scim, path), { members = taken })
end
rows["idp-members-list"] = function(t, scim)
  local _, path = scim.given_group(t, "crew", { members = { { value = scim.given_user(t).id } } })
  local _, step = changes.read(t, scim, path)
  t:given("the group has a member", step:kind("/members"), "it has none")
  scim.must_be(t, step, "members is an", "array", step:kind("/members"))
end
rows["idp-members-written"] = function(t, scim)
  local ada, grace = scim.given_user(t, "ada").id, scim.given_user(t, "grace").id
  local _, path, made = scim.given_group(t, "crew", { members = { { value = ada } } })
  changes.must_have(t, scim, made, changes.read(t, scim, path), { members = { ada } })
  local put = replace_group(t, scim, path, { members = { { value = grace } } })
  t:given("the PUT is accepted", scim.ok(put), scim.error_of(put))
  changes.must_have(t, scim, put, changes.read(t, scim, path), { members = { grace } })
end

local function unknown(t) return { value = "idpsim-" .. t.unique .. "-nobody" } end
rows["idp-unknown-member-told"] = function(t, scim)
  local _, path = scim.given_group(t)
  local ada = scim.given_user(t).id
  local step = scim.patch(t, path, { { op = "add", path = "members", value = { { value = ada }, unknown(t) } } })
  t:reads(scim.ok(step) and "the unknown one is left out or kept, and the answer is success" or "the whole change is refused", step)
  t:holds(step.status < 500, { step = step, expected = "no server error", actual = scim.error_of(step) })
end
rows["idp-unknown-member-silent"] = function(t, scim)
  local _, path = scim.given_group(t)
  local step = replace_group(t, scim, path, { members = { unknown(t) } })
  if not scim.ok(step) then return t:holds(true, { step = step }) end
  local left = scim.values(changes.read(t, scim, path), "members")
  scim.must_be(t, step, "members after success:", 1, #left)
end
rows["idp-unknown-member-no-user"] = function(t, scim)
  local nobody = unknown(t)
  local made = scim.post(t, "/Groups", scim.group(t, "crew", { members = { nobody } }))
  t:reads(scim.ok(made) and "a group with an unknown member is created" or "a group with an unknown member is refused", made)
  local step = scim.get(t, "/Users/" .. nobody.value)
  scim.must_be(t, step, "GET of whom nobody created: status", 404, step.status)
end

rows["idp-excluded-members"] = function(t, scim)
  local group, path = changes.crew(t, scim, { "ada", "grace" })
  local one = scim.get(t, path .. "?excludedAttributes=members")
  t:holds(one.status == 200 and one:kind("/members") == nil, { step = one, expected = "no members", actual = scim.error_of(one) })
  local list = scim.query(t, "/Groups", { excludedAttributes = "members", filter = 'displayName eq "' .. group.displayName .. '"' })
  t:holds(list.status == 200 and list:kind("/Resources/0") == "object" and list:kind("/Resources/0/members") == nil,
          { step = list, expected = "the group without members", actual = scim.error_of(list) })
end
rows["idp-group-foreign-schema"] = function(t, scim)
  local step = scim.post(t, "/Groups", scim.group(t, "crew", { schemas = { scim.group_urn,
    "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group" } }))
  scim.must_be(t, step, "status", 201, step.status)
end
rows["idp-duplicate-group"] = function(t, scim)
  scim.given_group(t)
  scim.must_refuse(t, scim.post(t, "/Groups", scim.group(t)), 409)
end
rows["idp-group-put-echo"] = function(t, scim)
  local group, path = changes.crew(t, scim, { "ada" })
  taken(t, scim, scim.put(t, path, group))
end

local story = {
  id    = "scim-rfc/interop-groups",
  title = "Groups are served as identity providers push them",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-interop-groups", uses = { "scim", "changes" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, library)
  changes = library
  rows[t.parameter](t, scim)
end
return story
