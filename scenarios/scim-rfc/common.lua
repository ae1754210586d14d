-- What every resource has, requirement by requirement.
local rows = {}

local function reread(t, scim, path)
  local step = scim.get(t, path)
  t:given("the person can be read", step.status == 200 and step.json, scim.error_of(step))
  return step.json, step
end
-- The answer to a PUT that changes something.
local function given_change(t, scim, path, more)
  local put = scim.put(t, path, scim.user(t, "ada", more))
  t:given("the person can be replaced", put.status == 200, scim.error_of(put))
  return put
end

rows["id-everywhere"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t))
  t:given("a person is created", made.status == 201, scim.error_of(made))
  local id = made.json and made.json.id
  t:holds(made:kind("/id") == "string" and id ~= "", { step = made, expected = "an id in the answer to a creation", actual = made.body })
  if not id then return end
  local path = "/Users/" .. t.url:encode(tostring(id))
  for what, step in pairs { ["a resource"] = scim.get(t, path), ["attributes=userName"] = scim.get(t, path .. "?attributes=userName"),
                            ["a PUT"] = scim.put(t, path, scim.user(t)) } do
    local told = step.json and step.json.id
    t:holds(told == id, { step = step, expected = "the id in " .. what .. ": " .. tostring(id), actual = tostring(told) })
  end
  local list = scim.get(t, "/Users?count=3")
  t:given("people are listed", list.status == 200 and list:kind("/Resources") == "array", scim.error_of(list))
  for i, one in ipairs(list.json.Resources) do
    t:holds(list:kind("/Resources/" .. i - 1 .. "/id") == "string" and one.id ~= "", { step = list, expected = "an id in each listed resource", actual = tostring(one.id) })
  end
end

rows["id-unique"] = function(t, scim)
  local seen = {}
  for _, word in ipairs { "ada", "bob", "cleo", "dan", "eve" } do
    local user, _, made = scim.given_user(t, word)
    t:holds(not seen[user.id], { step = made, expected = "an id of its own", actual = user.id .. ", as the person before" })
    seen[user.id] = true
  end
end

rows["id-stable"] = function(t, scim)
  local user, path = scim.given_user(t)
  given_change(t, scim, path, { userName = scim.user_name(t, "ada.byron"), displayName = "Ada B." })
  local read = scim.get(t, path)
  t:holds(read.status == 200 and read.json and read.json.id == user.id,
          { step = read, expected = "the person by the same id after a change of userName: " .. user.id, actual = read.json and tostring(read.json.id) or scim.error_of(read) })
end

rows["id-not-used-again"] = function(t, scim)
  local user, path = scim.given_user(t)
  local gone = scim.delete(t, path)
  t:given("the person can be deleted", scim.ok(gone), scim.error_of(gone))
  local again, _, made = scim.given_user(t, "bob")
  t:holds(again.id ~= user.id, { step = made, expected = "a new id", actual = again.id })
end

rows["id-is-the-servers"] = function(t, scim)
  local wish = scim.unknown_id(t)
  local user, _, made = scim.given_user(t, "ada", { id = wish })
  t:holds(user.id ~= wish, { step = made, expected = "an id of the server's own", actual = user.id })
end

rows["id-without-bulkid"] = function(t, scim)
  local user, _, made = scim.given_user(t)
  t:holds(not tostring(user.id):lower():find("bulkid", 1, true), { step = made, expected = "an id without bulkId", actual = user.id })
end

rows["id-case-exact"] = function(t, scim)
  local user, path = scim.given_user(t)
  t:given("the person can be read", scim.get(t, path).status == 200, "")
  local other = user.id:upper() ~= user.id and user.id:upper() or user.id:lower()
  if other == user.id then t:skip("the server's ids have no letters") end
  local step = scim.get(t, "/Users/" .. t.url:encode(other))
  scim.must_be(t, step, "status for " .. other, 404, step.status)
end

rows["external-id-kept"] = function(t, scim)
  local wanted = "Ext-" .. t.unique .. "-aBc"
  local _, path = scim.given_user(t, "ada", { externalId = wanted })
  local user, step = reread(t, scim, path)
  scim.must_be(t, step, "externalId", wanted, user.externalId)
end

rows["external-id-found"] = function(t, scim)
  local wanted = "Ext-" .. t.unique .. "-aBc"
  local people = scim.given_people(t, { ada = { externalId = wanted }, bob = {} })
  scim.must_find(t, people, "externalId eq " .. scim.quoted(wanted), { "ada" })
  scim.must_find(t, people, "externalId eq " .. scim.quoted(wanted:lower()), {})
end

rows["external-id-not-invented"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = reread(t, scim, path)
  t:holds(scim.unassigned(user.externalId), { step = step, expected = "no externalId", actual = tostring(user.externalId) })
end

rows["meta-ignored"] = function(t, scim)
  local meta = { created = "1999-01-01T00:00:00Z", lastModified = "1999-01-01T00:00:00Z", resourceType = "Group", location = "https://elsewhere.test/Users/1", version = 'W/"1999"' }
  local user, path, made = scim.given_user(t, "ada", { meta = meta })
  local put = scim.put(t, path, scim.user(t, "ada", { meta = meta, title = "Engineer" }))
  scim.must_be(t, put, "status of a PUT with meta", 200, put.status)
  for _, step in ipairs { made, put } do
    for name, value in pairs(meta) do
      local told = step.json and step.json.meta and step.json.meta[name]
      t:holds(told ~= value, { step = step, expected = "meta." .. name .. " of the server's own", actual = tostring(told) })
    end
  end
end

rows["meta-resource-type"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = reread(t, scim, path)
  scim.must_be(t, step, "meta.resourceType", "User", user.meta and user.meta.resourceType)
end

rows["meta-created-stays"] = function(t, scim)
  local user, path = scim.given_user(t)
  local created = user.meta and user.meta.created
  if not created then t:skip("the server shows no meta.created") end
  t.clock:advance { minutes = 5 }
  given_change(t, scim, path, { displayName = "Ada B." })
  local changed, step = reread(t, scim, path)
  local now = changed.meta and changed.meta.created
  t:holds(scim.instant(now) and scim.instant(now) == scim.instant(created), { step = step, expected = "meta.created " .. created, actual = tostring(now) })
end

rows["meta-modified-at-first"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = reread(t, scim, path)
  if not user.meta or not user.meta.lastModified or not user.meta.created then t:skip("the server shows no meta.lastModified") end
  local created, modified = scim.instant(user.meta.created), scim.instant(user.meta.lastModified)
  t:given("both times can be read", created and modified, user.meta.created .. ", " .. user.meta.lastModified)
  -- Two clock readings within one creation are no change.
  t:holds(modified - created >= 0 and modified - created < 1, { step = step, expected = "lastModified " .. user.meta.created, actual = user.meta.lastModified })
end

rows["meta-modified-moves"] = function(t, scim)
  local user, path = scim.given_user(t)
  local before = user.meta and user.meta.lastModified
  if not before then t:skip("the server shows no meta.lastModified") end
  t.clock:advance { minutes = 5 }
  given_change(t, scim, path, { displayName = "Ada B." })
  local changed, step = reread(t, scim, path)
  local after = tostring(changed.meta and changed.meta.lastModified)
  local from, to = scim.instant(before), scim.instant(after)
  if from and to == from and not before:find("%.%d") then t:skip("the server's times are whole seconds, and the change came within one") end
  t:holds(from and to and to > from, { step = step, expected = "meta.lastModified after " .. before, actual = after })
end

rows["meta-location"] = function(t, scim)
  local user, path = scim.given_user(t)
  local read, step = reread(t, scim, path)
  local location = read.meta and read.meta.location
  t:holds(type(location) == "string", { step = step, expected = "meta.location", actual = tostring(location) })
  if type(location) ~= "string" then return end
  -- A server behind another name may tell that name; the path has to be the one that leads there.
  local own_path, told_path = t.scim.base:gsub("^%a+://[^/]*", ""), location:gsub("^%a+://[^/]*", "")
  t:holds(location:find("^https?://") ~= nil and told_path == own_path .. path,
          { step = step, expected = "an absolute URI with the path " .. own_path .. path, actual = location })
  local content = step.headers["Content-Location"]
  if content then t:holds(content == location, { step = step, expected = "Content-Location " .. location, actual = content }) end
end

rows["meta-version-form"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = reread(t, scim, path)
  local told = { ["meta.version"] = user.meta and user.meta.version, ETag = step.headers["ETag"] }
  if next(told) == nil then t:skip("the server gives no versions") end
  for name, version in pairs(told) do
    t:holds(type(version) == "string" and version:find('^W?/?"[^"]*"$') and version:sub(1, 1) ~= "/" and version:sub(1, 2) ~= 'W"',
            { step = step, expected = name .. ' like W/"..." or "..."', actual = tostring(version) })
  end
end

local story = {
  id    = "scim-rfc/common",
  title = "Every resource has id, externalId and meta as RFC 7643 section 3.1 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-common", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
