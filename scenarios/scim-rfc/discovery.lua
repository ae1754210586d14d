-- What a server says of itself, requirement by requirement.
local rows = {}

local config_urn = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"

-- That there is such an endpoint at all is a requirement of its own.
local function read(t, scim, path)
  local step = scim.get(t, path)
  if step.status == 404 then t:skip(path .. " is not there: HTTP 404") end
  t:given(path .. " is answered", step.status == 200 and step:kind("") == "object", "HTTP " .. step.status)
  return step.json, step
end
local function config(t, scim) return read(t, scim, "/ServiceProviderConfig") end
-- The resources of a discovery list.
local function list(t, scim, path)
  local body, step = read(t, scim, path)
  return body.Resources or {}, step
end
local function ids(resources, name)
  local out = {}
  for _, one in ipairs(resources) do out[#out + 1] = one[name or "id"] end
  return out
end
local function holds(t, step, ok, expected, actual) t:holds(ok, { step = step, expected = expected, actual = tostring(actual) }) end

rows["config-single"] = function(t, scim)
  local step = scim.get(t, "/ServiceProviderConfig")
  holds(t, step, step.status == 200 and step.json and scim.has(step.json.schemas, config_urn), "200 and the resource", scim.error_of(step))
end
rows["config-parts"] = function(t, scim)
  local _, step = config(t, scim)
  for _, name in ipairs { "patch", "bulk", "filter", "changePassword", "sort", "etag" } do
    holds(t, step, step:kind("/" .. name .. "/supported") == "boolean", name .. ".supported is a boolean", step:kind("/" .. name .. "/supported"))
  end
end
rows["config-limits"] = function(t, scim)
  local _, step = config(t, scim)
  for _, name in ipairs { "bulk/maxOperations", "bulk/maxPayloadSize", "filter/maxResults" } do
    holds(t, step, step:kind("/" .. name) == "integer", name .. " is a number", step:kind("/" .. name))
  end
end
rows["config-schemes"] = function(t, scim)
  local body, step = config(t, scim)
  holds(t, step, step:kind("/authenticationSchemes") == "array", "a list of authenticationSchemes", step:kind("/authenticationSchemes"))
  for i in ipairs(body.authenticationSchemes or {}) do
    for _, name in ipairs { "type", "name", "description" } do
      local where = "/authenticationSchemes/" .. (i - 1) .. "/" .. name
      holds(t, step, step:kind(where) == "string", name .. " of each", step:kind(where))
    end
  end
end
rows["config-open"] = function(t, scim)
  local step = t.scim:send { method = "GET", path = "/ServiceProviderConfig", token = "" }
  t:reads("without a token it is answered with " .. step.status, step)
  holds(t, step, scim.has({ 200, 401, 403 }, step.status), "200 or 401", "HTTP " .. step.status)
end

-- What is announced is there.
rows["config-patch-true"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = scim.patch(t, path, { { op = "replace", path = "name.familyName", value = "Lovelace" } })
  holds(t, step, scim.ok(step), "PATCH is done", scim.error_of(step))
end
rows["config-filter-true"] = function(t, scim)
  local user = scim.given_user(t)
  scim.given_user(t, "grace")
  local step = scim.query(t, "/Users", { filter = 'userName eq "' .. user.userName .. '"' })
  holds(t, step, step.status == 200 and #scim.column(step) == 1, "one user", step.status == 200 and #scim.column(step) or scim.error_of(step))
end
rows["config-sort-true"] = function(t, scim)
  for _, word in ipairs { "b", "a", "c" } do scim.given_group(t, word) end
  local up = scim.query(t, "/Groups", { sortBy = "displayName", sortOrder = "ascending", count = 2 })
  local down = scim.query(t, "/Groups", { sortBy = "displayName", sortOrder = "descending", count = 2 })
  t:given("pages are answered", up.status == 200 and down.status == 200, scim.error_of(up))
  local first, last = scim.column(up, "displayName")[1], scim.column(down, "displayName")[1]
  holds(t, down, first ~= last, "another first group when the order is turned", last)
end
rows["config-bulk-true"] = function(t, scim)
  local step = scim.post(t, "/Bulk", { schemas = { scim.bulk_urn }, Operations = { { method = "POST", path = "/Users", bulkId = "a", data = scim.user(t) } } })
  holds(t, step, step.status == 200, "200", scim.error_of(step))
end
rows["config-etag-true"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = scim.get(t, path)
  holds(t, step, step.headers["ETag"] ~= nil, "ETag", "none")
end
rows["config-password-true"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { password = "Pw-" .. t.unique .. "-xK9!" })
  local step = scim.put(t, path, scim.user(t, "ada", { password = "Pw-" .. t.unique .. "-yL8!" }))
  holds(t, step, scim.ok(step), "the new password is taken", scim.error_of(step))
  holds(t, step, step:kind("/password") == nil, "no password in the answer", "there is one")
end
rows["config-filter-limit"] = function(t, scim)
  local body = config(t, scim)
  local most = body.filter and body.filter.maxResults
  if type(most) ~= "number" or most < 1 or most > 20 then t:skip("filter.maxResults is " .. tostring(most)) end
  for i = 1, most + 1 do scim.given_user(t, "m" .. i) end
  local page = scim.query(t, "/Users", { filter = "userName pr", count = most + 1 })
  holds(t, page, #scim.column(page) <= most, most .. " users at most", #scim.column(page))
end

-- Schemas.
rows["schema-list"] = function(t, scim)
  local step = scim.get(t, "/Schemas")
  local body = step:kind("") == "object" and step.json or {}
  holds(t, step, step.status == 200, "200", scim.error_of(step))
  holds(t, step, scim.has(body.schemas, scim.list_urn) and step:kind("/Resources") == "array", "a ListResponse", step:kind("/Resources"))
  holds(t, step, scim.has(ids(body.Resources or {}), scim.user_urn), "the User schema", table.concat(ids(body.Resources or {}), ", "))
end
rows["schema-one"] = function(t, scim)
  local step = scim.get(t, "/Schemas/" .. scim.user_urn)
  holds(t, step, step.status == 200 and step.json and step.json.id == scim.user_urn, "the User schema", scim.error_of(step))
end
rows["schema-unknown"] = function(t, scim) scim.must_refuse(t, scim.get(t, "/Schemas/urn:idpsim:" .. t.unique .. ":none"), 404) end

local words = { type = { "string", "boolean", "decimal", "integer", "dateTime", "reference", "complex", "binary" },
                mutability = { "readOnly", "readWrite", "immutable", "writeOnly" },
                returned = { "always", "never", "default", "request" }, uniqueness = { "none", "server", "global" } }
-- What is wrong with an attribute, or nil.
local function fault_of(scim, attribute)
  for _, name in ipairs { "name", "type", "mutability", "returned" } do
    if type(attribute[name]) ~= "string" then return name .. " is missing" end
  end
  for name, known in pairs(words) do
    if attribute[name] ~= nil and not scim.has(known, attribute[name]) then return name .. " is " .. tostring(attribute[name]) end
  end
  for _, name in ipairs { "multiValued", "required" } do
    if type(attribute[name]) ~= "boolean" then return name .. " is no boolean" end
  end
  if attribute.type == "string" and type(attribute.caseExact) ~= "boolean" then return "caseExact is missing" end
  return nil
end
-- Asks `wrong` about each attribute and sub-attribute of all schemas.
local function each_attribute(t, scim, expected, wrong)
  local schemas, step = list(t, scim, "/Schemas")
  t:given("there are schemas", #schemas > 0, "none")
  local found = {}
  for _, schema in ipairs(schemas) do
    for _, attribute in ipairs(schema.attributes or {}) do
      local fault = wrong(attribute)
      if fault then found[#found + 1] = tostring(attribute.name) .. ": " .. fault end
      for _, sub in ipairs(attribute.subAttributes or {}) do
        fault = wrong(sub, attribute)
        if fault then found[#found + 1] = tostring(attribute.name) .. "." .. tostring(sub.name) .. ": " .. fault end
      end
    end
  end
  holds(t, step, #found == 0, expected, table.concat(found, "; "):sub(1, 300))
end
rows["schema-parts"] = function(t, scim)
  each_attribute(t, scim, "all characteristics", function(attribute) return fault_of(scim, attribute) end)
end
rows["schema-complex"] = function(t, scim)
  each_attribute(t, scim, "sub-attributes, and none that is complex", function(attribute, within)
    if within and attribute.type == "complex" then return "is complex" end
    if attribute.type == "complex" and #(attribute.subAttributes or {}) == 0 then return "has no subAttributes" end
  end)
end
rows["schema-references"] = function(t, scim)
  each_attribute(t, scim, "referenceTypes", function(attribute)
    if attribute.type == "reference" and #(attribute.referenceTypes or {}) == 0 then return "has no referenceTypes" end
  end)
end
rows["schema-active"] = function(t, scim)
  local schemas, step = list(t, scim, "/Schemas")
  for _, schema in ipairs(schemas) do
    for _, attribute in ipairs(schema.id == scim.user_urn and schema.attributes or {}) do
      if attribute.name == "active" then return scim.must_be(t, step, "active is a", "boolean", attribute.type) end
    end
  end
  t:skip("the User schema has no active")
end

-- Resource types.
rows["types-list"] = function(t, scim)
  local step = scim.get(t, "/ResourceTypes")
  local types = step:kind("/Resources") == "array" and step.json.Resources or {}
  holds(t, step, step.status == 200 and scim.has(ids(types, "name"), "User"), "User", table.concat(ids(types, "name"), ", "))
end
rows["types-one"] = function(t, scim)
  local step = scim.get(t, "/ResourceTypes/User")
  holds(t, step, step.status == 200 and step.json and step.json.name == "User", "the resource type", scim.error_of(step))
end
rows["types-parts"] = function(t, scim)
  local types, step = list(t, scim, "/ResourceTypes")
  t:given("there are resource types", #types > 0, "none")
  for _, one in ipairs(types) do
    for _, name in ipairs { "name", "endpoint", "schema" } do holds(t, step, type(one[name]) == "string", name, one[name]) end
    for _, extension in ipairs(one.schemaExtensions or {}) do
      holds(t, step, type(extension.schema) == "string" and type(extension.required) == "boolean", "schema and required", extension.schema)
    end
  end
end
rows["types-schemas"] = function(t, scim)
  local known = ids((list(t, scim, "/Schemas")))
  local types, step = list(t, scim, "/ResourceTypes")
  for _, one in ipairs(types) do
    holds(t, step, scim.has(known, one.schema), tostring(one.schema) .. " at /Schemas", "it is not there")
    for _, extension in ipairs(one.schemaExtensions or {}) do
      holds(t, step, scim.has(known, extension.schema), tostring(extension.schema) .. " at /Schemas", "it is not there")
    end
  end
end
rows["types-extension-required"] = function(t, scim)
  local demanded
  for _, one in ipairs((list(t, scim, "/ResourceTypes"))) do
    for _, extension in ipairs(one.name == "User" and one.schemaExtensions or {}) do
      if extension.required then demanded = extension.schema end
    end
  end
  if not demanded then t:skip("no extension of users is required") end
  local step = scim.post(t, "/Users", scim.user(t))
  holds(t, step, step.status == 400, "400 without " .. demanded, "HTTP " .. step.status)
end

-- The endpoints.
rows["discovery-filter"] = function(t, scim)
  local step = scim.query(t, "/Schemas", { filter = "id pr" })
  scim.must_be(t, step, "status", 403, step.status)
end
rows["discovery-whole"] = function(t, scim)
  local all = list(t, scim, "/Schemas")
  local page, step = list(t, scim, "/Schemas?startIndex=2&count=1")
  scim.must_be(t, step, "schemas:", #all, #page)
  local sorted, answer = list(t, scim, "/Schemas?sortBy=id&sortOrder=descending")
  t:holds(scim.same_set(ids(sorted), ids(all)), { step = answer, expected = "the same schemas", actual = table.concat(ids(sorted), ", ") })
end
rows["discovery-get-only"] = function(t, scim)
  for _, path in ipairs { "/ServiceProviderConfig", "/Schemas", "/ResourceTypes" } do
    local step = t.scim:send { method = "POST", path = path, json = { schemas = { scim.user_urn } } }
    holds(t, step, scim.has({ 403, 404, 405, 501 }, step.status), "405", "HTTP " .. step.status)
  end
end
rows["discovery-meta"] = function(t, scim)
  local _, step = config(t, scim)
  local told = { { step, "" } }
  for _, path in ipairs { "/Schemas", "/ResourceTypes" } do
    local resources, answer = list(t, scim, path)
    for i in ipairs(resources) do told[#told + 1] = { answer, "/Resources/" .. (i - 1) } end
  end
  for _, one in ipairs(told) do
    if one[1]:kind(one[2] .. "/meta") then
      for _, name in ipairs { "location", "resourceType" } do
        holds(t, one[1], one[1]:kind(one[2] .. "/meta/" .. name) == "string", "meta." .. name, one[1]:kind(one[2] .. "/meta/" .. name))
      end
    end
  end
end

local story = {
  id    = "scim-rfc/discovery",
  title = "A server says of itself what RFC 7644 section 4 asks for, and it is so",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-discovery", uses = "scim",
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
