-- The life of users as identity providers see to it, requirement by requirement.
local rows = {}
local changes   -- scenarios/library/changes.lua

local function created(t, scim, step)
  t:holds(step.status == 201, { step = step, expected = "201", actual = scim.error_of(step) })
end
-- Done, or clearly refused.
local function told(t, scim, step)
  t:reads(scim.ok(step) and "it is taken" or "it is refused", step)
  t:holds(scim.ok(step) or step.status == 400, { step = step, expected = "success or 400", actual = scim.error_of(step) })
end

rows["idp-create-answer"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t))
  scim.must_be(t, made, "status", 201, made.status)
  t:holds(made:kind("/id") == "string" and made.json.userName == scim.user_name(t), { step = made, expected = "the user with an id",
    actual = "id is " .. tostring(made:kind("/id")) .. ", userName is " .. tostring(made:kind("/userName")) })
end
rows["idp-client-id"] = function(t, scim)
  local before, path = scim.given_user(t, "ada")
  local made = scim.post(t, "/Users", scim.user(t, "grace", { id = before.id, name = { givenName = "Grace", familyName = "Hopper" } }))
  t:holds(not (scim.ok(made) and made.json and made.json.id == before.id), { step = made, expected = "no user of that id once more", actual = "it is answered so" })
  local step = scim.get(t, path)
  scim.must_be(t, step, "the other user's userName", before.userName, step.json and step.json.userName)
end

-- A creation once more, with these changes.
local function again(t, scim, more)
  local first = scim.given_user(t)
  return scim.post(t, "/Users", scim.user(t, "ada", more)), first
end
rows["idp-duplicate-user"] = function(t, scim)
  local step, first = again(t, scim)
  t:holds(not scim.ok(step) or (step.json and step.json.id == first.id), { step = step, expected = "no second user", actual = scim.error_of(step) })
end
rows["idp-duplicate-status"] = function(t, scim)
  local step = again(t, scim)
  t:given("the duplicate is refused", step.status >= 400, "HTTP " .. step.status)
  scim.must_be(t, step, "status", 409, step.status)
end
rows["idp-duplicate-type"] = function(t, scim)
  local step = again(t, scim)
  t:given("the duplicate is refused with 409", step.status == 409 and step.json, "HTTP " .. step.status)
  scim.must_be(t, step, "scimType", "uniqueness", step.json.scimType)
end
rows["idp-duplicate-case"] = function(t, scim)
  local step = again(t, scim, { userName = scim.user_name(t, "ada"):upper() })
  t:holds(not scim.ok(step), { step = step, expected = "a refusal", actual = "HTTP " .. step.status })
end

rows["idp-optional"] = function(t, scim)
  created(t, scim, scim.post(t, "/Users", { schemas = { scim.user_urn }, userName = scim.user_name(t) }))
end
rows["idp-extension-unlisted"] = function(t, scim)
  changes.supports(t, scim, { schemas = { scim.user_urn, scim.enterprise_urn }, [scim.enterprise_urn] = { department = "Analysis" } })
  local made = scim.post(t, "/Users", scim.user(t, "ada", { [scim.enterprise_urn] = { department = "Analysis" } }))
  created(t, scim, made)
  if made.status == 201 then
    changes.must_have(t, scim, made, changes.read(t, scim, "/Users/" .. t.url:encode(made.json.id)), { ["enterprise.department"] = "Analysis" })
  end
end
rows["idp-old-urns"] = function(t, scim)
  told(t, scim, scim.post(t, "/Users", scim.user(t, "ada", { schemas = { "urn:scim:schemas:core:1.0" } })))
end
rows["idp-single-email"] = function(t, scim)
  told(t, scim, scim.post(t, "/Users", scim.user(t, "ada", { emails = { value = "ada@work.example", type = "work", primary = true } })))
end
rows["idp-addresses-flat"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { addresses = { { type = "work", locality = "Town" } } })
  local _, step = changes.read(t, scim, path)
  t:given("addresses are kept", step:kind("/addresses"), "there are none")
  scim.must_be(t, step, "an address is an", "object", step:kind("/addresses/0"))
end
rows["idp-password-taken"] = function(t, scim)
  created(t, scim, scim.post(t, "/Users", scim.user(t, "ada", { password = "Correct-Horse-9-" .. t.unique })))
end
rows["idp-locale-underscore"] = function(t, scim)
  created(t, scim, scim.post(t, "/Users", scim.user(t, "ada", { locale = "en_US" })))
end

-- PUT.
local function replace(t, scim, path, more) return scim.put(t, path, scim.user(t, "ada", more)) end
rows["idp-null-in-put"] = function(t, scim)
  local _, path = changes.person(t, scim, { emails = { { value = "ada@work.example", type = "work" } }, addresses = { { type = "work", locality = "Town" } } })
  local step = replace(t, scim, path, { emails = t.json.null, addresses = t.json.array {} })
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
  if scim.ok(step) then changes.must_have(t, scim, step, changes.read(t, scim, path), { emails = changes.none, addresses = changes.none }) end
end
rows["idp-put"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = replace(t, scim, path)
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end
rows["idp-put-echo"] = function(t, scim)
  local user, path = scim.given_user(t)
  user.groups = user.groups or t.json.array {}
  user.favouriteEngine = "difference"
  local step = scim.put(t, path, user)
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end
rows["idp-put-clears"] = function(t, scim)
  local _, path = changes.person(t, scim, { title = "Engineer", emails = { { value = "ada@work.example", type = "work" } } })
  local step = replace(t, scim, path)
  t:given("the PUT is accepted", scim.ok(step), scim.error_of(step))
  changes.must_have(t, scim, step, changes.read(t, scim, path), { title = changes.none, emails = changes.none })
end

-- Out and in again.
local function deactivated(t, scim)
  local user, path = changes.person(t, scim, { active = true })
  local step = scim.patch(t, path, { { op = "replace", path = "active", value = false } })
  t:given("the deactivation is accepted", scim.ok(step), scim.error_of(step))
  return user, path
end
rows["idp-inactive-shown"] = function(t, scim)
  local user, path = deactivated(t, scim)
  local step = scim.get(t, path)
  t:holds(step.status == 200 and step.json and step.json.id == user.id and step.json.active == false,
          { step = step, expected = "the user, active false", actual = scim.error_of(step) })
end
rows["idp-reactivated"] = function(t, scim)
  local _, path = deactivated(t, scim)
  local user, step = changes.patch(t, scim, path, { { op = "replace", path = "active", value = true } })
  if user then changes.must_have(t, scim, step, user, { active = true }) end
end
rows["idp-reactivated-id"] = function(t, scim)
  local before, path = deactivated(t, scim)
  local _, step = changes.given_patch(t, scim, path, { { op = "replace", path = "active", value = true } })
  local found = scim.query(t, "/Users", { filter = 'userName eq "' .. before.userName .. '"' })
  t:given("the user is found", found.status == 200 and #scim.column(found) == 1, scim.error_of(found))
  scim.must_be(t, step, "id", before.id, scim.column(found)[1])
end
rows["idp-delete"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = scim.delete(t, path)
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end
rows["idp-unknown-id"] = function(t, scim) scim.must_refuse(t, scim.get(t, "/Users/0"), 404) end
rows["idp-answer-with-name"] = function(t, scim)
  local _, path, made = scim.given_user(t)
  for _, step in ipairs { made, (scim.get(t, path)) } do
    t:holds(step:kind("/name/givenName") == "string" and step:kind("/name/familyName") == "string",
            { step = step, expected = "givenName and familyName", actual = "name is " .. tostring(step:kind("/name")) })
  end
end

local story = {
  id    = "scim-rfc/interop-users",
  title = "Users live through what identity providers do with them",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-interop-users", uses = { "scim", "changes" },
  needs = { "scim" },
}
function story.run(t, scim, library)
  changes = library
  rows[t.parameter](t, scim)
end
return story
