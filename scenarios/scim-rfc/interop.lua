-- PATCH as the clients of identity providers write it, requirement by requirement.
local rows = {}
local changes   -- scenarios/library/changes.lua

local work, home = { value = "ada@work.example", type = "work" }, { value = "ada@home.example", type = "home" }
local work_path = 'emails[type eq "work"].value'

-- No server error, whatever else comes of it.
local function survives(t, scim, step)
  t:holds(step.status < 500, { step = step, expected = "no server error", actual = scim.error_of(step) })
  return step
end

rows["idp-patch"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = scim.patch(t, path, { { op = "replace", path = "active", value = false } })
  t:holds(step.status ~= 404 and step.status ~= 405 and step.status ~= 501, { step = step, expected = "PATCH is known", actual = scim.error_of(step) })
end
rows["idp-op-case"] = function(t, scim)
  local _, path = changes.person(t, scim, { displayName = "Ada", title = "Engineer" })
  local user, step = changes.patch(t, scim, path, { { op = "Replace", path = "displayName", value = "Ada B" }, { op = "ADD", path = "title", value = "Analyst" } })
  if user then changes.must_have(t, scim, step, user, { displayName = "Ada B", title = "Analyst" }) end
end

rows["idp-text-boolean-taken"] = function(t, scim)
  local _, path = changes.person(t, scim, { active = true })
  for _, text in ipairs { "False", "True" } do
    local step = scim.patch(t, path, { { op = "replace", path = "active", value = text } })
    t:holds(scim.ok(step), { step = step, expected = '"' .. text .. '" is taken', actual = scim.error_of(step) })
  end
end
rows["idp-text-boolean-meant"] = function(t, scim)
  local _, path = changes.person(t, scim, { active = true })
  local user, step = changes.given_patch(t, scim, path, { { op = "replace", path = "active", value = "False" } })
  changes.must_have(t, scim, step, user, { active = false })
end
rows["idp-text-boolean-body"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { active = "false" }))
  if scim.refused(made, 400) then t:skip("the text is refused: " .. scim.error_of(made)) end
  t:given("the creation is accepted", made.status == 201 and made.json and made.json.id, scim.error_of(made))
  local user, step = changes.read(t, scim, "/Users/" .. t.url:encode(made.json.id))
  changes.must_have(t, scim, step, user, { active = false })
end
rows["idp-active-boolean"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { active = true })
  local _, step = changes.read(t, scim, path)
  scim.must_be(t, step, "active is a", "boolean", step:kind("/active"))
end
rows["idp-active-by-add"] = function(t, scim)
  local _, path = changes.person(t, scim, { active = true })
  local user, step = changes.patch(t, scim, path, { { op = "add", path = "active", value = false } })
  if user then changes.must_have(t, scim, step, user, { active = false }) end
end
rows["idp-deactivate-no-path"] = function(t, scim)
  local before, path = changes.person(t, scim, { active = true, displayName = "Ada" })
  local user, step = changes.patch(t, scim, path, { { op = "replace", value = { active = false } } })
  if user then changes.must_have(t, scim, step, user, { active = false, displayName = "Ada", userName = before.userName, ["name.familyName"] = "Byron" }) end
end

-- An address where there was none.
local function creates(op)
  return function(t, scim)
    changes.supports(t, scim, { emails = { work } })
    local _, path = scim.given_user(t)
    local user, step = changes.patch(t, scim, path, { { op = op, path = work_path, value = work.value } })
    if user then changes.must_have(t, scim, step, user, { ["emails[work].value"] = work.value }) end
  end
end
rows["idp-value-path-replace"] = creates("replace")
rows["idp-value-path-add"] = creates("add")
rows["idp-value-path-no-literal"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { work } })
  local user, step = changes.given_patch(t, scim, path, { { op = "replace", path = work_path, value = "ada@new.example" } })
  scim.must_be(t, step, "an attribute of the path's name:", nil, user[work_path])
end

rows["idp-dotted-keys"] = function(t, scim)
  local _, path = changes.person(t, scim, { displayName = "Ada" })
  local user, step = changes.patch(t, scim, path, { { op = "replace", value = { ["name.givenName"] = "Augusta", displayName = "Augusta" } } })
  if not user then return end
  changes.must_have(t, scim, step, user, { ["name.givenName"] = "Augusta", ["name.familyName"] = "Byron", displayName = "Augusta" })
  scim.must_be(t, step, "an attribute called name.givenName:", nil, user["name.givenName"])
end
rows["idp-urn-keys"] = function(t, scim)
  local _, path = changes.person(t, scim, { [scim.enterprise_urn] = { department = "Analysis" } })
  local key = scim.enterprise_urn .. ":department"
  local user, step = changes.patch(t, scim, path, { { op = "replace", value = { [key] = "Engines" } } })
  if not user then return end
  changes.must_have(t, scim, step, user, { ["enterprise.department"] = "Engines" })
  scim.must_be(t, step, "an attribute of the key's name:", nil, user[key])
end
rows["idp-manager-text"] = function(t, scim)
  local boss = scim.given_user(t, "boss").id
  changes.supports(t, scim, { [scim.enterprise_urn] = { manager = { value = boss } } })
  local _, path = scim.given_user(t)
  local step = scim.patch(t, path, { { op = "add", path = scim.enterprise_urn .. ":manager", value = boss } })
  t:holds(scim.ok(step), { step = step, expected = "the manager is taken", actual = scim.error_of(step) })
  if scim.ok(step) then
    scim.must_be(t, step, "the manager's value", boss, tostring(changes.at(scim, changes.read(t, scim, path), "enterprise.manager.value")))
  end
end
rows["idp-manager-object"] = function(t, scim)
  local boss = scim.given_user(t, "boss").id
  local _, path = changes.person(t, scim, { [scim.enterprise_urn] = { manager = { value = boss } } })
  local _, step = changes.read(t, scim, path)
  scim.must_be(t, step, "manager is an", "object", step:kind("/" .. scim.enterprise_urn .. "/manager"))
end

local role = '{"id":"7","value":"7","displayName":"Reader"}'
rows["idp-role-json-text"] = function(t, scim)
  survives(t, scim, scim.post(t, "/Users", scim.user(t, "ada", { roles = { { primary = "True", type = "WindowsAzureActiveDirectoryRole", value = role } } })))
  local _, path = scim.given_user(t, "grace")
  survives(t, scim, scim.patch(t, path, { { op = "Add", path = "roles", value = { { value = role } } } }))
end
rows["idp-role-primary-text"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = survives(t, scim, scim.patch(t, path, { { op = "Add", path = 'roles[primary eq "True"].value', value = role } }))
  t:reads(scim.ok(step) and "it is done" or "it is refused", step)
end
rows["idp-roles-objects"] = function(t, scim)
  for _, name in ipairs { "roles", "entitlements" } do
    local made = scim.post(t, "/Users", scim.user(t, name, { [name] = { { value = "reader", display = "Reader" } } }))
    t:holds(made.status == 201, { step = made, expected = name .. " are taken", actual = scim.error_of(made) })
  end
end

local primaries = { { value = work.value, type = "work", primary = true }, { value = home.value, type = "home", primary = true } }
rows["idp-two-primaries"] = function(t, scim) survives(t, scim, scim.post(t, "/Users", scim.user(t, "ada", { emails = primaries }))) end
rows["idp-two-primaries-one"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { emails = primaries }))
  if not scim.ok(made) then return t:reads("a body with two primary values is refused", made) end
  local count = 0
  for _, one in ipairs(changes.read(t, scim, "/Users/" .. t.url:encode(made.json.id)).emails or {}) do
    if one.primary then count = count + 1 end
  end
  t:holds(count <= 1, { step = made, expected = "one primary value at most", actual = count })
end
rows["idp-remove-other-value"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { work } })
  local step = scim.patch(t, path, { { op = "remove", path = "emails", value = { home } } })
  t:reads(scim.ok(step) and "it is answered with success" or "it is refused", step)
  local user = changes.read(t, scim, path)
  t:holds(not scim.has(scim.values(user, "emails"), home.value), { step = step, expected = "no address " .. home.value, actual = "it is there" })
end
rows["idp-patch-answer"] = function(t, scim)
  local before, path = scim.given_user(t)
  local step = scim.patch(t, path, { { op = "replace", path = "name.familyName", value = "Lovelace" } })
  t:given("the change is accepted", scim.ok(step), scim.error_of(step))
  if step.status == 204 then return t:reads("204 without a body", step) end
  scim.must_be(t, step, "id", before.id, step.json and step.json.id)
end

local story = {
  id    = "scim-rfc/interop",
  title = "PATCH as the clients of identity providers write it is understood",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-interop", uses = { "scim", "changes" },
  needs = { "scim" },
}
function story.run(t, scim, library)
  changes = library
  rows[t.parameter](t, scim)
end
return story
