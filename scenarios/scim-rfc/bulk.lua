-- Bulk, requirement by requirement.
local rows = {}
local changes   -- scenarios/library/changes.lua

local function bulk(t, scim, operations, more)
  local body = { schemas = { scim.bulk_urn }, Operations = operations }
  for name, value in pairs(more or {}) do body[name] = value end
  return scim.post(t, "/Bulk", body)
end
local function create(t, scim, word, more) return { method = "POST", path = "/Users", bulkId = word, data = scim.user(t, word, more) } end
local function create_group(t, scim, word, member)
  return { method = "POST", path = "/Groups", bulkId = word, data = scim.group(t, word, { members = { { value = member } } }) }
end
-- An operation that cannot be done.
local function broken(t) return { method = "DELETE", path = "/Users/idpsim-" .. t.unique .. "-nobody" } end

-- The results of a request that is answered.
local function results(t, scim, operations, more)
  local step = bulk(t, scim, operations, more)
  t:given("the BulkRequest is answered", step.status == 200 and step:kind("/Operations") == "array", scim.error_of(step))
  return step.json.Operations, step
end
local function done(result) return result ~= nil and tostring(result.status):find("^2") ~= nil end
-- The result of the operation with that bulkId.
local function of(list, word)
  for _, one in ipairs(list) do
    if one.bulkId == word then return one end
  end
end
local function path_of(result, collection) return collection .. "/" .. (result.location or ""):match("[^/]*$") end
local function holds(t, step, ok, expected, actual) t:holds(ok, { step = step, expected = expected, actual = tostring(actual) }) end
-- The operations fail, one by one.
local function fails(t, scim, operations)
  for _, one in ipairs(operations) do
    local step = bulk(t, scim, { one })
    local result = step.json and step.json.Operations and step.json.Operations[1]
    holds(t, step, (step.status == 200 and result and tostring(result.status):find("^4")) or step.status == 400, "an error",
          result and result.status or "HTTP " .. step.status)
  end
end

rows["bulk-message"] = function(t, scim)
  local step = bulk(t, scim, { create(t, scim, "ada") })
  holds(t, step, step.status == 200 and step.json and scim.has(step.json.schemas, "urn:ietf:params:scim:api:messages:2.0:BulkResponse"),
        "200 and a BulkResponse", scim.error_of(step))
end
rows["bulk-goes-on"] = function(t, scim)
  local list, step = results(t, scim, { broken(t), create(t, scim, "ada") })
  holds(t, step, done(of(list, "ada")), "Ada is created", of(list, "ada") and of(list, "ada").status)
end
rows["bulk-fail-on-errors"] = function(t, scim)
  local list, step = results(t, scim, { broken(t), create(t, scim, "ada") }, { failOnErrors = 1 })
  holds(t, step, of(list, "ada") == nil, "nothing after the first error", "the second operation was done")
end
rows["bulk-id-returned"] = function(t, scim)
  local list, step = results(t, scim, { create(t, scim, "ada"), create(t, scim, "grace") })
  for _, word in ipairs { "ada", "grace" } do
    local result = of(list, word)
    t:holds(result ~= nil, { step = step, expected = "a result with the bulkId " .. word, actual = "none" })
    if result and done(result) then
      local user = changes.read(t, scim, path_of(result, "/Users"))
      scim.must_be(t, step, "the userName of " .. word, scim.user_name(t, word), user.userName)
    end
  end
end
rows["bulk-id-demanded"] = function(t, scim)
  local one = create(t, scim, "ada")
  one.bulkId = nil
  fails(t, scim, { one })
end
rows["bulk-path-demanded"] = function(t, scim)
  local without, at_resource = create(t, scim, "ada"), create(t, scim, "grace")
  without.path, at_resource.path = nil, "/Users/idpsim-" .. t.unique .. "-nobody"
  fails(t, scim, { without, at_resource, { method = "DELETE", path = "/Users" } })
end
rows["bulk-data-demanded"] = function(t, scim)
  local user = scim.given_user(t)
  fails(t, scim, { { method = "POST", path = "/Users", bulkId = "a" }, { method = "PUT", path = "/Users/" .. user.id },
                   { method = "PATCH", path = "/Users/" .. user.id } })
end
rows["bulk-location"] = function(t, scim)
  local user = scim.given_user(t, "old")
  local list, step = results(t, scim, { create(t, scim, "ada"), { method = "PUT", path = "/Users/" .. user.id, data = scim.user(t, "old") },
                                        { method = "DELETE", path = "/Users/" .. user.id } })
  holds(t, step, #list == 3, "three results", #list)
  for _, one in ipairs(list) do
    if one.method ~= "POST" or done(one) then holds(t, step, type(one.location) == "string", "a location with " .. tostring(one.method), one.location) end
  end
end
rows["bulk-error-response"] = function(t, scim)
  local list, step = results(t, scim, { broken(t) })
  local response = list[1] and list[1].response or {}
  holds(t, step, step:kind("/Operations/0/status") == "string" and list[1].status == "404", "status \"404\"", list[1] and list[1].status)
  holds(t, step, type(response) == "table" and scim.has(response.schemas, scim.error_urn), "an Error message", step:kind("/Operations/0/response"))
end

rows["bulk-circle"] = function(t, scim)
  local list, step = results(t, scim, { create_group(t, scim, "a", "bulkId:b"), create_group(t, scim, "b", "bulkId:a") })
  local refused = false
  for _, one in ipairs(list) do refused = refused or tostring(one.status) == "409" end
  t:reads(refused and "a circle is answered with 409" or "a circle is resolved", step)
  if refused then return t:holds(true, { step = step }) end
  holds(t, step, done(of(list, "a")) and done(of(list, "b")), "both groups, or 409", of(list, "a") and of(list, "a").status)
  if not (done(of(list, "a")) and done(of(list, "b"))) then return end
  local group = changes.read(t, scim, path_of(of(list, "a"), "/Groups"))
  changes.must_have(t, scim, step, group, { members = { path_of(of(list, "b"), ""):sub(2) } })
end
rows["bulk-reference"] = function(t, scim)
  local list, step = results(t, scim, { create(t, scim, "ada"), create_group(t, scim, "crew", "bulkId:ada") })
  holds(t, step, done(of(list, "crew")), "the group is created", of(list, "crew") and of(list, "crew").status)
  if not done(of(list, "crew")) then return end
  changes.must_have(t, scim, step, changes.read(t, scim, path_of(of(list, "crew"), "/Groups")), { members = { path_of(of(list, "ada"), ""):sub(2) } })
end
rows["bulk-reference-extension"] = function(t, scim)
  changes.supports(t, scim, { [scim.enterprise_urn] = { manager = { value = scim.given_user(t, "other").id } } })
  local list, step = results(t, scim, { create(t, scim, "boss"), create(t, scim, "ada", { [scim.enterprise_urn] = { manager = { value = "bulkId:boss" } } }) })
  holds(t, step, done(of(list, "ada")), "Ada is created", of(list, "ada") and of(list, "ada").status)
  if not done(of(list, "ada")) then return end
  changes.must_have(t, scim, step, changes.read(t, scim, path_of(of(list, "ada"), "/Users")),
                    { ["enterprise.manager.value"] = path_of(of(list, "boss"), ""):sub(2) })
end
rows["bulk-all-answered"] = function(t, scim)
  local list, step = results(t, scim, { create(t, scim, "ada"), broken(t), create(t, scim, "grace"), broken(t) })
  scim.must_be(t, step, "results:", 4, #list)
end

local function limits(t, scim)
  local step = scim.get(t, "/ServiceProviderConfig")
  t:given("ServiceProviderConfig tells of bulk", step.status == 200 and step.json and step.json.bulk, "HTTP " .. step.status)
  return step.json.bulk, step
end
rows["bulk-limits-told"] = function(t, scim)
  local told, step = limits(t, scim)
  for _, name in ipairs { "maxOperations", "maxPayloadSize" } do
    holds(t, step, step:kind("/bulk/" .. name) == "integer" and told[name] > 0, name .. " is more than 0", told[name])
  end
end
-- Refused, and the answer says which limit it was.
local function must_name_limit(t, scim, answer, name, most)
  scim.must_be(t, answer, "status", 413, answer.status)
  local says = answer.body:find(name, 1, true) or answer.body:find(tostring(most), 1, true)
  if answer.status == 413 then holds(t, answer, says, name .. " or its value in the answer", #answer.body > 0 and answer.body:sub(1, 200) or "no body") end
end
rows["bulk-operations-limit"] = function(t, scim)
  local told = limits(t, scim)
  local most = told.maxOperations
  if type(most) ~= "number" or most < 1 or most > 2000 then t:skip("maxOperations is " .. tostring(most)) end
  local operations = {}
  for i = 1, most + 1 do operations[i] = broken(t) end
  must_name_limit(t, scim, bulk(t, scim, operations), "maxOperations", most)
end
rows["bulk-size-limit"] = function(t, scim)
  local told = limits(t, scim)
  local most = told.maxPayloadSize
  if type(most) ~= "number" or most < 1 or most > 4194304 then t:skip("maxPayloadSize is " .. tostring(most)) end
  -- Blanks within the JSON make it long; more than one block of them would be more than a script may hold.
  local blanks = "          "
  while #blanks < most do blanks = blanks .. blanks end
  local answer = t.scim:send { method = "POST", path = "/Bulk", body = '{"schemas":["' .. scim.bulk_urn .. '"],' .. blanks:sub(1, most) ..
    '"Operations":[{"method":"DELETE","path":"' .. broken(t).path .. '"}]}' }
  must_name_limit(t, scim, answer, "maxPayloadSize", most)
end
rows["bulk-disclaimed"] = function(t, scim)
  local config = scim.get(t, "/ServiceProviderConfig")
  if config.json and config.json.bulk and config.json.bulk.supported then t:skip("the server has bulk") end
  local step = bulk(t, scim, { create(t, scim, "ada") })
  holds(t, step, scim.refused(step, 501) or scim.refused(step, 404) or scim.refused(step, 405), "501", "HTTP " .. step.status)
end

local story = {
  id    = "scim-rfc/bulk",
  title = "Many operations go in one request as RFC 7644 section 3.7 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-bulk", uses = { "scim", "changes" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, library)
  changes = library
  rows[t.parameter](t, scim)
end
return story
