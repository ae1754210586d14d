-- Creating resources, requirement by requirement.
local rows = {}

local function path_to(t, made) return "/Users/" .. t.url:encode(tostring(made.json.id)) end

rows["create-status"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t))
  scim.must_be(t, made, "status", 201, made.status)
end

rows["create-body"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t))
  t:given("a person is created", scim.ok(made), scim.error_of(made))
  for _, name in ipairs { "id", "meta", "userName" } do
    t:holds(made:kind("/" .. name), { step = made, expected = name .. " in the answer", actual = made.body == "" and "no body" or made.body })
  end
end

rows["create-location"] = function(t, scim)
  local user, path, made = scim.given_user(t)
  local header, told = made.headers["Location"], user.meta and user.meta.location
  t:holds(header and header == told, { step = made, expected = "Location and meta.location, the same", actual = tostring(header) .. " and " .. tostring(told) })
  if header then
    local read = scim.get(t, scim.path_of(header) or path)
    t:holds(read.status == 200 and read.json and read.json.id == user.id, { step = read, expected = "the person at " .. header, actual = "HTTP " .. read.status })
  end
end

rows["create-read-only"] = function(t, scim)
  local wish = scim.unknown_id(t)
  local user, _, made = scim.given_user(t, "ada", { id = wish, groups = { { value = wish } },
    meta = { created = "1999-01-01T00:00:00Z", resourceType = "Group" } })
  scim.must_be(t, made, "the client's id taken over:", false, user.id == wish)
  scim.must_be(t, made, "the client's groups taken over:", false, scim.has(scim.values(user, "groups"), wish))
  t:holds(user.meta and user.meta.resourceType == "User" and not tostring(user.meta.created):find("1999", 1, true),
          { step = made, expected = "meta of the server's own", actual = "resourceType " .. tostring(user.meta and user.meta.resourceType) ..
            ", created " .. tostring(user.meta and user.meta.created) })
end

rows["create-defaults"] = function(t, scim)
  local made = scim.post(t, "/Users", { schemas = { scim.user_urn }, userName = scim.user_name(t) })
  t:holds(made.status == 201, { step = made, expected = "201 for a userName alone", actual = scim.error_of(made) })
  if made.status ~= 201 then return end
  local read = scim.get(t, path_to(t, made))
  local kind = read:kind("/active")
  t:reads("active by default: " .. tostring(read.json and read.json.active), read)
  t:holds(kind == nil or kind == "null" or kind == "boolean", { step = read, expected = "active: a boolean, or not there", actual = kind })
end

rows["create-null"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { nickName = t.json.null, emails = t.json.array {} }))
  scim.must_be(t, made, "status", 201, made.status)
  if made.status ~= 201 then return end
  local read = scim.get(t, path_to(t, made))
  for _, name in ipairs { "nickName", "emails" } do
    t:holds(read.json and scim.unassigned(read.json[name]), { step = read, expected = "no " .. name, actual = read.body })
  end
end

rows["create-duplicate"] = function(t, scim)
  scim.given_user(t)
  scim.must_refuse(t, scim.post(t, "/Users", scim.user(t)), 409, { "uniqueness" })
end

rows["create-failed-leaves-nothing"] = function(t, scim)
  local bad = scim.post(t, "/Users", scim.user(t, "ada", { active = "perhaps", emails = "none" }))
  if scim.ok(bad) then t:skip("the server takes what was to be refused") end
  local good = scim.post(t, "/Users", scim.user(t))
  t:holds(good.status == 201, { step = good, expected = "201: the userName of the refused creation is free", actual = scim.error_of(good) })
end

rows["create-unknown-attribute"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { idpsimShoeSize = "42" }))
  t:reads(made.status == 201 and "unknown attributes are ignored" or "unknown attributes are refused", made)
  t:holds(made.status == 201 and made:kind("/idpsimShoeSize") == nil or scim.refused(made, 400, { "invalidValue", "invalidSyntax", "invalidPath" }),
          { step = made, expected = "201 without the attribute, or 400", actual = made.status == 201 and "201 with idpsimShoeSize" or scim.error_of(made) })
end

-- Refused, or answered with what `schemas` should have said.
local function refused_or_set_right(t, scim, schemas)
  local body = scim.user(t)
  body.schemas = schemas
  local made = scim.post(t, "/Users", body)
  if made.status == 201 then
    t:reads("such a body is taken", made)
    t:holds(made.json and scim.has(made.json.schemas, scim.user_urn) and not scim.has(made.json.schemas, scim.group_urn),
            { step = made, expected = scim.user_urn .. " in schemas", actual = made.body })
  else
    scim.must_refuse_any_way(t, made, 400, { "invalidSyntax", "invalidValue" })
  end
end
rows["create-without-schemas"] = function(t, scim) refused_or_set_right(t, scim, nil) end
rows["create-foreign-schemas"] = function(t, scim) refused_or_set_right(t, scim, { scim.group_urn }) end

local function must_refuse_body(t, scim, body, types)
  local step = t.scim:send { method = "POST", path = "/Users", body = body, content_type = "application/scim+json" }
  scim.must_refuse_any_way(t, step, 400, types or { "invalidSyntax" })
end
rows["create-malformed"] = function(t, scim)
  must_refuse_body(t, scim, "{")
  must_refuse_body(t, scim, '{"schemas":["' .. scim.user_urn .. '"],"userName":"' .. scim.user_name(t) .. '",}')
end
rows["create-not-an-object"] = function(t, scim)
  must_refuse_body(t, scim, "[]")
  must_refuse_body(t, scim, '"' .. scim.user_name(t) .. '"')
end
rows["create-empty-body"] = function(t, scim) must_refuse_body(t, scim, "", { "invalidSyntax", "invalidValue" }) end

rows["create-projection"] = function(t, scim)
  local made = scim.post(t, "/Users?attributes=userName", scim.user(t, "ada", { title = "Engineer" }))
  t:given("a person is created", made.status == 201 and made.json, scim.error_of(made))
  t:holds(made.json.id and made.json.userName and not made.json.title and not made.json.name,
          { step = made, expected = "id and userName, no title, no name", actual = made.body })
end

local story = {
  id    = "scim-rfc/create",
  title = "Resources are created as RFC 7644 section 3.3 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-create", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
