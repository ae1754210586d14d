-- What resources are made of, requirement by requirement.
local rows = {}

local function reread(t, scim, path)
  local step = scim.get(t, path)
  t:given("the person can be read", step.status == 200 and step.json, scim.error_of(step))
  return step.json, step
end
-- Creates with what may be refused: the answer, and the person as read when it was not.
local function try(t, scim, more)
  local made = scim.post(t, "/Users", scim.user(t, "ada", more))
  if made.status ~= 201 or not made.json or not made.json.id then return made end
  return made, reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
end
local function primaries(list)
  local out = 0
  for _, one in ipairs(list or {}) do
    if one.primary then out = out + 1 end
  end
  return out
end

rows["attribute-names-any-case"] = function(t, scim)
  local made = scim.post(t, "/Users", { schemas = { scim.user_urn }, USERNAME = scim.user_name(t), displayNAME = "Ada B." })
  scim.must_be(t, made, "status", 201, made.status)
  if made.status == 201 then
    local user, step = reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
    scim.must_be(t, step, "displayName", "Ada B.", select(1, scim.member(user, "displayName")))
  end
end

rows["boolean-answered"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { active = true, emails = { { value = "ada@" .. t.email_domain, primary = true } } })
  local _, step = reread(t, scim, path)
  for _, pointer in ipairs { "/active", "/emails/0/primary" } do
    local kind = step:kind(pointer)
    t:holds(kind == nil or kind == "boolean", { step = step, expected = pointer .. ": true or false", actual = kind })
  end
end

rows["boolean-junk-refused"] = function(t, scim)
  scim.must_refuse_any_way(t, scim.post(t, "/Users", scim.user(t, "ada", { active = "perhaps" })), 400, { "invalidValue" })
end

rows["integer-plain"] = function(t, scim)
  scim.given_user(t)
  local step = scim.get(t, "/Users?startIndex=1&count=1")
  t:given("people are listed", step.status == 200 and step.json, scim.error_of(step))
  for _, name in ipairs { "totalResults", "startIndex", "itemsPerPage" } do
    local kind = step:kind("/" .. name)
    t:holds(kind == nil or kind == "integer", { step = step, expected = name .. ": an integer", actual = kind })
  end
end

rows["time-form"] = function(t, scim)
  local _, path = scim.given_user(t)
  local user, step = reread(t, scim, path)
  for _, name in ipairs { "created", "lastModified" } do
    local text = user.meta and user.meta[name]
    t:holds(text == nil or scim.instant(text), { step = step, expected = "meta." .. name .. ": a dateTime with a zone", actual = tostring(text) })
  end
end

rows["binary-kept"] = function(t, scim)
  local made, user = try(t, scim, { x509Certificates = { { value = scim.certificate } } })
  local kept = user and scim.values(user, "x509Certificates")
  if not user or #kept == 0 then t:skip("x509Certificates are not kept: " .. scim.error_of(made)) end
  t:holds(kept[1] == scim.certificate, { step = made, expected = scim.certificate, actual = tostring(kept[1]) })
end

rows["binary-junk-refused"] = function(t, scim)
  local made, user = try(t, scim, { x509Certificates = { { value = "not base64!" } } })
  if user and #scim.values(user, "x509Certificates") == 0 then t:skip("x509Certificates are not kept") end
  scim.must_refuse_any_way(t, made, 400, { "invalidValue" })
end

rows["key-order-free"] = function(t, scim)
  local body = '{"name":{"familyName":"Byron","givenName":"Ada"},"displayName":"Ada B.","userName":"' .. scim.user_name(t) ..
    '","schemas":["' .. scim.user_urn .. '"]}'
  local made = t.scim:send { method = "POST", path = "/Users", body = body }
  t:holds(made.status == 201 and made.json and made.json.userName == scim.user_name(t) and made.json.displayName == "Ada B.",
          { step = made, expected = "201 with userName and displayName as sent", actual = scim.error_of(made) })
end

rows["single-value-in-list"] = function(t, scim)
  local value = { { value = "ada@" .. t.email_domain, type = "work" } }
  local _, path = scim.given_user(t, "ada", { emails = value })
  local user, step = reread(t, scim, path)
  if user.emails == nil then t:skip("emails are not kept") end
  t:holds(step:kind("/emails") == "array" and step:kind("/emails/0") == "object" and #user.emails == 1,
          { step = step, expected = "emails: a list of one object", actual = (step:kind("/emails") or "nothing") .. " of " .. (step:kind("/emails/0") or "nothing") })
end

rows["one-primary"] = function(t, scim)
  local made, user = try(t, scim, { emails = { { value = "a@" .. t.email_domain, type = "work", primary = true },
                                               { value = "b@" .. t.email_domain, type = "home", primary = true } } })
  if user then
    t:reads("one of two primary values is kept", made)
    t:holds(primaries(user.emails) <= 1, { step = made, expected = "one primary value at most", actual = primaries(user.emails) .. " primary values" })
  else
    scim.must_refuse_any_way(t, made, 400, { "invalidValue" })
  end
end

rows["primary-not-invented"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { emails = { { value = "a@" .. t.email_domain, type = "work" }, { value = "b@" .. t.email_domain, type = "home" } } })
  local user, step = reread(t, scim, path)
  t:holds(primaries(user.emails) == 0, { step = step, expected = "no primary value", actual = primaries(user.emails) .. " primary values" })
end

rows["values-once"] = function(t, scim)
  local one = { value = "ada@" .. t.email_domain, type = "work" }
  local made, user = try(t, scim, { emails = { one, one } })
  local count = user and #scim.values(user, "emails")
  t:holds((user and count <= 1) or made.status == 400, { step = made, expected = "one value, or 400",
    actual = user and count .. " values" or scim.error_of(made) })
end

rows["null-and-empty"] = function(t, scim)
  local body = { title = "Engineer", emails = { { value = "ada@" .. t.email_domain, type = "work" } } }
  local user, path = scim.given_user(t, "ada", body)
  t:given("the person has a title and an e-mail address", user.title and user.emails, "")
  local put = scim.put(t, path, scim.user(t, "ada", { title = t.json.null, emails = t.json.array {} }))
  scim.must_be(t, put, "status", 200, put.status)
  local read, step = reread(t, scim, path)
  t:holds(scim.unassigned(read.title), { step = step, expected = "no title", actual = tostring(read.title) })
  t:holds(scim.unassigned(read.emails), { step = step, expected = "no e-mail addresses", actual = #(read.emails or {}) .. " addresses" })
end

rows["unassigned-left-out"] = function(t, scim)
  local _, path = scim.given_user(t)
  local _, step = reread(t, scim, path)
  for _, name in ipairs { "title", "nickName", "phoneNumbers" } do
    local kind = step:kind("/" .. name)
    local ok = kind == nil or kind == "null" or (kind == "array" and #step.json[name] == 0)
    t:holds(ok, { step = step, expected = name .. ": nothing, null or []", actual = kind })
  end
end

rows["schemas-present"] = function(t, scim)
  local _, path, made = scim.given_user(t)
  local list = scim.get(t, "/Users?count=3")
  t:given("people are listed", list.status == 200 and list:kind("/Resources") == "array", scim.error_of(list))
  t:holds(made:kind("/schemas") == "array" and #made.json.schemas > 0, { step = made, expected = "schemas in the answer to a creation", actual = made.body })
  local user, step = reread(t, scim, path)
  t:holds(step:kind("/schemas") == "array" and #user.schemas > 0, { step = step, expected = "schemas in a resource", actual = step.body })
  for i, one in ipairs(list.json.Resources) do
    t:holds(list:kind("/Resources/" .. i - 1 .. "/schemas") == "array" and #one.schemas > 0,
            { step = list, expected = "schemas in each listed resource", actual = "none in number " .. i })
  end
end

rows["schemas-of-type"] = function(t, scim)
  local known = { scim.user_urn, scim.enterprise_urn }
  local types = scim.get(t, "/ResourceTypes")
  for _, one in ipairs(types.json and types.json.Resources or {}) do
    if one.name == "User" then
      known[#known + 1] = one.schema
      for _, extension in ipairs(one.schemaExtensions or {}) do known[#known + 1] = extension.schema end
    end
  end
  local _, path = scim.given_user(t)
  local user, step = reread(t, scim, path)
  t:given("the person has schemas", type(user.schemas) == "table", step.body)
  for _, urn in ipairs(user.schemas) do
    t:holds(scim.has(known, urn), { step = step, expected = "schemas of a User alone", actual = tostring(urn) })
  end
end

rows["schemas-once"] = function(t, scim)
  local made, user = try(t, scim, { schemas = { scim.user_urn, scim.user_urn } })
  local seen, twice = {}, nil
  for _, urn in ipairs(user and user.schemas or {}) do
    if seen[urn] then twice = urn end
    seen[urn] = true
  end
  t:holds(user and not twice or made.status == 400, { step = made, expected = "each URI once, or 400", actual = twice and twice .. " twice" or scim.error_of(made) })
end

-- A person with a department; skipped where the enterprise extension is none of the server's.
local function employee(t, scim, word, schemas, urn)
  return scim.post(t, "/Users", scim.user(t, word, { schemas = schemas or { scim.user_urn, scim.enterprise_urn }, [urn or scim.enterprise_urn] = { department = "Engines" } }))
end
local function department(user)
  local held = user and user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]
  return type(held) == "table" and held.department or nil
end
local function given_extension(t, scim)
  local made = employee(t, scim, "first")
  local types, listed = scim.get(t, "/ResourceTypes"), false
  for _, one in ipairs(types.json and types.json.Resources or {}) do
    for _, extension in ipairs(one.schemaExtensions or {}) do listed = listed or extension.schema == scim.enterprise_urn end
  end
  if not listed and not department(made.json) then t:skip("the enterprise extension is not supported") end
  return made
end

rows["schemas-any-order"] = function(t, scim)
  t:given("a person with the extension is created", given_extension(t, scim).status == 201, "")
  local made = employee(t, scim, "ada", { scim.enterprise_urn, scim.user_urn })
  scim.must_be(t, made, "status", 201, made.status)
end

rows["extension-container"] = function(t, scim)
  local made = given_extension(t, scim)
  t:given("a person with the extension is created", made.status == 201, scim.error_of(made))
  local user, step = reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
  t:holds(department(user) == "Engines", { step = step, expected = scim.enterprise_urn .. ": an object with the department", actual = step.body })
end

rows["base-schema-in-schemas"] = function(t, scim)
  given_extension(t, scim)
  local made = employee(t, scim, "ada", { scim.enterprise_urn })
  t:holds((made.status == 201 and made.json and scim.has(made.json.schemas, scim.user_urn)) or scim.refused(made, 400, { "invalidSyntax", "invalidValue" }),
          { step = made, expected = "400, or " .. scim.user_urn .. " in schemas", actual = scim.error_of(made) })
end

rows["extension-in-schemas"] = function(t, scim)
  local made = given_extension(t, scim)
  t:given("a person with the extension is created", made.status == 201, scim.error_of(made))
  local user, step = reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
  t:holds(scim.has(user.schemas, scim.enterprise_urn), { step = step, expected = scim.enterprise_urn .. " in schemas", actual = step.body })
end

rows["extension-name-any-case"] = function(t, scim)
  given_extension(t, scim)
  local made = employee(t, scim, "ada", nil, scim.enterprise_urn:gsub("enterprise", "Enterprise"))
  t:holds(made.status == 201 and made.json and scim.member(select(1, scim.member(made.json, scim.enterprise_urn)), "department") == "Engines",
          { step = made, expected = "the department kept", actual = made.status == 201 and made.body or scim.error_of(made) })
end

local story = {
  id    = "scim-rfc/model",
  title = "Resources are made as RFC 7643 sections 2 and 3 say",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-model", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
