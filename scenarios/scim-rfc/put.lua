-- Replacing a resource, requirement by requirement.
local rows = {}

local function reread(t, scim, path)
  local step = scim.get(t, path)
  t:given("the person can be read", step.status == 200 and step.json, scim.error_of(step))
  return step.json, step
end
local function given_put(t, scim, path, more)
  local put = scim.put(t, path, scim.user(t, "ada", more))
  t:given("the person can be replaced", put.status == 200, scim.error_of(put))
  return put
end

rows["put-supported"] = function(t, scim)
  local _, path = scim.given_user(t)
  local put = scim.put(t, path, scim.user(t, "ada", { displayName = "Ada B." }))
  scim.must_be(t, put, "status", 200, put.status)
end

rows["put-values-replace"] = function(t, scim)
  local function mail(word) return word .. "@" .. t.email_domain end
  local _, path = scim.given_user(t, "ada", { displayName = "Ada", emails = { { value = mail("a"), type = "work" }, { value = mail("b"), type = "home" } } })
  given_put(t, scim, path, { displayName = "Ada B.", emails = { { value = mail("c"), type = "work" } } })
  local user, step = reread(t, scim, path)
  scim.must_be(t, step, "displayName", "Ada B.", user.displayName)
  scim.must_be(t, step, "emails", mail("c"), table.concat(scim.values(user, "emails"), ", "))
end

rows["put-omitted"] = function(t, scim)
  local user, path = scim.given_user(t, "ada", { title = "Engineer" })
  t:given("the person has a title", user.title == "Engineer", tostring(user.title))
  given_put(t, scim, path)
  local read, step = reread(t, scim, path)
  t:reads(scim.unassigned(read.title) and "what is left out is cleared" or "what is left out: " .. tostring(read.title), step)
  t:holds(read.title ~= "Engineer", { step = step, expected = "no title any more", actual = tostring(read.title) })
end

rows["put-null"] = function(t, scim)
  local user, path = scim.given_user(t, "ada", { title = "Engineer" })
  t:given("the person has a title", user.title == "Engineer", tostring(user.title))
  local put = scim.put(t, path, scim.user(t, "ada", { title = t.json.null }))
  scim.must_be(t, put, "status", 200, put.status)
  local read, step = reread(t, scim, path)
  t:holds(scim.unassigned(read.title), { step = step, expected = "no title", actual = tostring(read.title) })
end

rows["put-read-only"] = function(t, scim)
  local user, path = scim.given_user(t)
  local wish = scim.unknown_id(t)
  local put = scim.put(t, path, scim.user(t, "ada", { id = wish, groups = { { value = wish } }, meta = { created = "1999-01-01T00:00:00Z" } }))
  scim.must_be(t, put, "status", 200, put.status)
  local read, step = reread(t, scim, path)
  t:holds(read.id == user.id and not step.body:find(wish, 1, true) and not step.body:find("1999-01-01", 1, true),
          { step = step, expected = "id, groups and meta unchanged", actual = step.body })
end

rows["put-required"] = function(t, scim)
  local _, path = scim.given_user(t)
  scim.must_refuse_any_way(t, scim.put(t, path, { schemas = { scim.user_urn }, displayName = "Ada B." }), 400, { "invalidValue" })
end

rows["put-answer"] = function(t, scim)
  local user, path = scim.given_user(t)
  local put = scim.put(t, path, scim.user(t, "ada", { displayName = "Ada B.", title = "Engineer" }))
  t:given("the person can be replaced", scim.ok(put), scim.error_of(put))
  scim.must_be(t, put, "status", 200, put.status)
  local read, step = reread(t, scim, path)
  local told = put.json or {}
  for _, body in ipairs { told, read } do
    if type(body.meta) == "table" then body.meta.version = nil end
  end
  t:holds(told.id == user.id and scim.same(told, read), { step = put, expected = "what a GET answers then: " .. step.body, actual = put.body })
end

rows["put-uniqueness"] = function(t, scim)
  scim.given_user(t, "bob")
  local _, path = scim.given_user(t)
  local put = scim.put(t, path, scim.user(t, "ada", { userName = scim.user_name(t, "bob") }))
  t:holds(scim.refused(put, 409, { "uniqueness" }) or scim.refused(put, 400, { "uniqueness" }),
          { step = put, expected = "409 (or 400) uniqueness", actual = scim.error_of(put) })
end

rows["put-echo"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { title = "Engineer", emails = { { value = "ada@" .. t.email_domain, type = "work", primary = true } } })
  local before, first = reread(t, scim, path)
  local put = t.scim:send { method = "PUT", path = path, body = first.body }
  scim.must_be(t, put, "status", 200, put.status)
  local after, step = reread(t, scim, path)
  for _, body in ipairs { before, after } do
    if type(body.meta) == "table" then body.meta.version, body.meta.lastModified = nil, nil end
  end
  t:holds(scim.same(before, after), { step = step, expected = first.body, actual = step.body })
end

rows["put-failed-changes-nothing"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { displayName = "Ada" })
  local put = scim.put(t, path, scim.user(t, "ada", { displayName = "Changed", active = "perhaps", emails = "none" }))
  if scim.ok(put) then t:skip("the server takes what was to be refused") end
  local user, step = reread(t, scim, path)
  scim.must_be(t, step, "displayName", "Ada", user.displayName)
end

rows["put-unknown"] = function(t, scim) scim.must_refuse(t, scim.put(t, "/Users/" .. scim.unknown_id(t), scim.user(t)), 404) end

local story = {
  id    = "scim-rfc/put",
  title = "Resources are replaced as RFC 7644 section 3.5.1 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-put", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
