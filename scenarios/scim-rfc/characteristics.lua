-- Characteristics of attributes, requirement by requirement.
local rows = {}

local function given_user_schema(t, scim)
  local step = scim.get(t, "/Schemas/" .. scim.user_urn)
  if step.status ~= 200 or step:kind("/attributes") ~= "array" then t:skip("/Schemas has no User: HTTP " .. step.status) end
  return step.json.attributes
end

rows["defaults-of-characteristics"] = function(t, scim)
  local more, tried = {}, {}
  local plain = { displayName = true, nickName = true, title = true, userType = true }
  for _, one in ipairs(given_user_schema(t, scim)) do
    local usual = (one.mutability or "readWrite") == "readWrite" and (one.returned or "default") == "default" and not one.multiValued
    if plain[one.name] and usual and (one.type or "string") == "string" then
      more[one.name] = "A " .. one.name
      tried[#tried + 1] = one.name
    end
  end
  if #tried == 0 then t:skip("/Schemas lists no plain attribute of a User") end
  local _, path = scim.given_user(t, "ada", more)
  local read = scim.get(t, path)
  for _, name in ipairs(tried) do scim.must_be(t, read, name, more[name], read.json and read.json[name]) end
end

rows["read-only-not-modified"] = function(t, scim)
  local change = {}
  for _, one in ipairs(given_user_schema(t, scim)) do
    if one.mutability == "readOnly" then
      change[one.name] = one.type == "complex" and { { value = "of-the-client", display = "of-the-client" } } or "of-the-client"
      if not one.multiValued and one.type == "complex" then change[one.name] = change[one.name][1] end
    end
  end
  change.id, change.meta = "of-the-client", { location = "of-the-client", resourceType = "of-the-client" }
  local user, path = scim.given_user(t)
  local put = scim.put(t, path, scim.user(t, "ada", change))
  if put.status >= 400 then t:reads("a PUT with readOnly attributes is refused", put) end
  local read = scim.get(t, path)
  t:holds(read.status == 200 and read.json and read.json.id == user.id and not read.body:find("of-the-client", 1, true),
          { step = read, expected = "nothing readOnly changed", actual = read.status == 200 and read.body or scim.error_of(read) })
end

rows["always-returned"] = function(t, scim)
  local user, path = scim.given_user(t)
  local step = scim.get(t, path .. "?excludedAttributes=id")
  scim.must_be(t, step, "id", user.id, step.json and step.json.id)
end

rows["never-returned"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { password = "Pw-" .. t.unique .. "-xK9!" }))
  if made.status == 400 then made = scim.post(t, "/Users", scim.user(t)) end
  t:given("a person is created", made.status == 201, scim.error_of(made))
  local step = scim.get(t, "/Users/" .. t.url:encode(made.json.id) .. "?attributes=userName,password")
  t:holds(step.status == 200 and step:kind("/password") == nil, { step = step, expected = "200 without password", actual = step.status == 200 and "a password" or scim.error_of(step) })
end

-- Two values of a plain attribute's type.
local function values_of(t, kind)
  local number = tonumber(t.unique, 16)
  return ({ string = { "a-" .. t.unique, "b-" .. t.unique }, integer = { number, number + 1 }, boolean = { true, false },
            dateTime = { "2020-01-02T03:04:05Z", "2021-01-02T03:04:05Z" }, binary = { "aGVsbG8=", "d29ybGQ=" }, decimal = { 0.5, 0.25 } })[kind or "string"]
end
-- A plain attribute of a User's extension (or of User) for which that holds, and its schema; skipped where there is none.
local function given_attribute(t, scim, what, holds)
  local step = scim.get(t, "/Schemas")
  local types = scim.get(t, "/ResourceTypes")
  local own = { [scim.user_urn] = true }
  for _, one in ipairs(types.json and types.json.Resources or {}) do
    for _, extension in ipairs(one.name == "User" and one.schemaExtensions or {}) do own[extension.schema] = true end
  end
  for _, schema in ipairs(step.json and step.json.Resources or {}) do
    for _, one in ipairs(own[schema.id] and schema.attributes or {}) do
      if holds(one) and not one.multiValued and values_of(t, one.type) then return schema.id, one.name, values_of(t, one.type) end
    end
  end
  t:skip("/Schemas lists no plain attribute of a User that is " .. what)
end
local function with_attribute(t, scim, urn, name, value)
  if urn == scim.user_urn then return scim.user(t, "ada", { [name] = value }) end
  return scim.user(t, "ada", { schemas = { scim.user_urn, urn }, [urn] = { [name] = value } })
end
local function shown(scim, step, urn, name)
  local held = step.json or {}
  if urn ~= scim.user_urn then held = select(1, scim.member(held, urn)) end
  return type(held) == "table" and select(1, scim.member(held, name)) or nil
end

rows["request-returned"] = function(t, scim)
  local urn, name, values = given_attribute(t, scim, "returned on request", function(one) return one.returned == "request" and one.mutability ~= "readOnly" end)
  local made = scim.post(t, "/Users", with_attribute(t, scim, urn, name, values[1]))
  t:given("a person with it is created", made.status == 201, scim.error_of(made))
  local path = "/Users/" .. t.url:encode(made.json.id)
  local plain, asked = scim.get(t, path), scim.get(t, path .. "?attributes=" .. t.url:encode(urn .. ":" .. name))
  t:holds(plain.status == 200 and shown(scim, plain, urn, name) == nil, { step = plain, expected = "no " .. name, actual = plain.body })
  t:holds(asked.status == 200 and shown(scim, asked, urn, name) ~= nil, { step = asked, expected = name .. ", which was asked for", actual = asked.body })
end

rows["immutable-set-once"] = function(t, scim)
  local urn, name, values = given_attribute(t, scim, "immutable", function(one) return one.mutability == "immutable" end)
  local made = scim.post(t, "/Users", with_attribute(t, scim, urn, name, values[1]))
  t:given("a person with it is created", made.status == 201, scim.error_of(made))
  local path = "/Users/" .. t.url:encode(made.json.id)
  local same = scim.put(t, path, with_attribute(t, scim, urn, name, values[1]))
  scim.must_be(t, same, "status for the same value:", 200, same.status)
  scim.must_refuse_any_way(t, scim.put(t, path, with_attribute(t, scim, urn, name, values[2])), 400, { "mutability" })
end

rows["unique-once"] = function(t, scim)
  local urn, name, values = given_attribute(t, scim, "unique, beside userName", function(one)
    return one.name ~= "userName" and one.name ~= "id" and (one.uniqueness == "server" or one.uniqueness == "global")
      and (one.mutability or "readWrite") == "readWrite" and one.type ~= "boolean"
  end)
  local function body(word, value)
    local out = with_attribute(t, scim, urn, name, value)
    out.userName = scim.user_name(t, word)
    return out
  end
  local made = scim.post(t, "/Users", body("ada", values[1]))
  t:given("a person with it is created", made.status == 201, scim.error_of(made))
  local function must_be_taken(step)
    t:holds((step.status == 409 or step.status == 400) and scim.refused(step, step.status, { "uniqueness" }),
            { step = step, expected = "409 (or 400) uniqueness", actual = scim.error_of(step) })
  end
  must_be_taken(scim.post(t, "/Users", body("bob", values[1])))
  local other = scim.post(t, "/Users", body("cleo", values[2]))
  t:given("a person with another value is created", other.status == 201, scim.error_of(other))
  must_be_taken(scim.put(t, "/Users/" .. t.url:encode(other.json.id), body("cleo", values[1])))
end

rows["case-may-change"] = function(t, scim)
  local name = scim.user_name(t, "AdaByron")
  local _, path = scim.given_user(t, "ada", { userName = name })
  local step = scim.get(t, path)
  local told = tostring(step.json and step.json.userName)
  t:holds(told:lower() == name:lower(), { step = step, expected = "userName " .. name .. " in some case", actual = told })
end

rows["canonical-values"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { phoneNumbers = { { value = "+1-201-555-0123", type = "satellite" } } }))
  t:reads(made.status == 201 and "a type of one's own is taken" or "a type of one's own is not taken", made)
  t:holds(made.status == 201 or scim.refused(made, 400), { step = made, expected = "201 or 400", actual = scim.error_of(made) })
end

local story = {
  id    = "scim-rfc/characteristics",
  title = "Attributes behave as their characteristics say: RFC 7643 section 7",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-characteristics", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
