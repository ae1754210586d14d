-- Many operations in one request.
local rows = {}

local function bulk(a, operations, more)
  local json = { schemas = { a.scim.bulk_urn }, Operations = operations }
  for name, value in pairs(more or {}) do json[name] = value end
  return a:send { method = "POST", path = "/Bulk", json = json }
end
local function creation(a, id, name, more) return { method = "POST", path = "/Users", bulkId = id, data = a:body("bulk", { userName = name, displayName = more }) } end
-- The status of the operation at that place, as a number.
local function status(step, place)
  local one = step.json and type(step.json.Operations) == "table" and step.json.Operations[place]
  return one and tonumber(type(one.status) == "table" and one.status.code or one.status) or 0
end
-- The whole refused, or that operation.
local function fails(a, step, place)
  a:answered(step)
  local code = step.status == 200 and status(step, place) or step.status
  a:judge(code >= 400 and code < 500 or code == 501, "refused, whole or by operation", "HTTP " .. step.status .. ", operation " .. code, step)
end
local function config(a) return (a:get("/ServiceProviderConfig").json or {}).bulk or {} end

rows["bulk-path-vs-data-id"] = function(a)
  local two, other = a:user("two")
  local one, path = a:user("one")
  local before = a:now(other)
  local step = bulk(a, { { method = "PUT", path = path, data = { schemas = { a.scim.user_urn }, id = two.id, userName = a.scim.user_name(a.t, a:word("renamed")), displayName = "bulk" } } })
  a:answered(step)
  a:kept(other, before)
  a:judge(a:now(path).id == one.id and (status(step, 1) >= 400 or a:now(path).displayName == "bulk"), "the path's resource written, or a refusal", "operation " .. status(step, 1), step)
end
rows["bulk-over-ops"] = function(a, t)
  local most = config(a).maxOperations
  t:given("maxOperations is announced", math.type(most) == "integer" and most > 0 and most < 20000, most)
  local name = a.scim.user_name(t, a:word("over"))
  local operations = { creation(a, "first", name) }
  for number = 2, most + 1 do operations[number] = { method = "DELETE", path = "/Users/nobody-" .. number } end
  a:refused(bulk(a, operations), { 413 })
  a:judge(a:count(name) == 0, "nobody of that userName", "somebody is there")
end
rows["bulk-over-size"] = function(a, t)
  local most = config(a).maxPayloadSize
  t:given("maxPayloadSize is announced", math.type(most) == "integer" and most > 0 and most <= 15 * 1048576, most)
  local name = a.scim.user_name(t, a:word("over"))
  local step = a:send { method = "POST", path = "/Bulk", body = '{"schemas":["' .. a.scim.bulk_urn .. '"],"Operations":[{"method":"POST","path":"/Users","bulkId":"a","data":{"schemas":["' ..
    a.scim.user_urn .. '"],"userName":"' .. name .. '"}}]}' .. (" "):rep(most) }
  a:refused(step, { 413 })
  a:judge(a:count(name) == 0, "nobody of that userName", "somebody is there")
end
rows["bulk-circular"] = function(a, t)
  local function group(id, member) return { method = "POST", path = "/Groups", bulkId = id, data = a:group_body("ring", { members = { { type = "Group", value = "bulkId:" .. member } } }) } end
  for _, operations in ipairs { { group("a", "b"), group("b", "a") }, { group("self", "self") }, { group("x", "y"), group("y", "z"), group("z", "x") } } do
    local step = bulk(a, operations)
    a:survived(step, { 200, 400, 409 })
    if step.status == 200 then
      for place = 1, #operations do a:judge(status(step, place) == 201 or status(step, place) >= 400 and status(step, place) < 500, "done or refused", "operation " .. status(step, place), step) end
    end
  end
end
rows["bulk-bulkid-injection"] = function(a, t)
  local _, path = a:group("g")
  local before = a:now(path)
  for _, id in ipairs { "bulkId:../x", "bulkId:nobody", "bulkId:", "bulkId:a/../../Groups" } do
    fails(a, bulk(a, { { method = "PATCH", path = path, data = { schemas = { a.scim.patch_urn }, Operations = { { op = "add", path = "members", value = { { value = id } } } } } } }), 1)
    fails(a, bulk(a, { { method = "PATCH", path = "/Users/" .. id, data = { schemas = { a.scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "x" } } } } }), 1)
  end
  fails(a, bulk(a, { { method = "DELETE", path = path .. "/../../Users" } }), 1)
  fails(a, bulk(a, { { method = "DELETE", path = "https://evil.example" .. path } }), 1)
  a:kept(path, before)
end
rows["bulk-failonerrors"] = function(a, t)
  local function bad(number) return { method = "DELETE", path = "/Users/nobody-" .. number } end
  local function run(errors)
    local name = a.scim.user_name(t, a:word("after"))
    local step = bulk(a, { bad(1), bad(2), creation(a, "a", name) }, { failOnErrors = errors })
    return step, a:count(name)
  end
  local step, count = run(1)
  a:judge(step.status == 200 and count == 0, "stopped at the first error", "HTTP " .. step.status .. ", " .. count .. " created", step)
  step, count = run(2)
  a:judge(step.status == 200 and count == 0, "stopped at the second error", "HTTP " .. step.status .. ", " .. count .. " created", step)
  step, count = run(nil)
  a:judge(step.status == 200 and count == 1, "all operations tried", "HTTP " .. step.status .. ", " .. count .. " created", step)
  step, count = run(1000000)
  a:judge(step.status == 200 and count == 1, "all operations tried", "HTTP " .. step.status .. ", " .. count .. " created", step)
  for _, odd in ipairs { 0, -1, "x" } do
    step = run(odd)
    a:answered(step)
  end
end
rows["bulk-recursive"] = function(a, t)
  local name = a.scim.user_name(t, a:word("inner"))
  local inner = { schemas = { a.scim.bulk_urn }, Operations = { creation(a, "b", name) } }
  for _, path in ipairs { "/Bulk", "/bulk", "/Users/../Bulk" } do fails(a, bulk(a, { { method = "POST", path = path, bulkId = "a", data = inner } }), 1) end
  for _, path in ipairs { "/.search", "/Users/.search" } do
    fails(a, bulk(a, { { method = "POST", path = path, bulkId = "a", data = { schemas = { a.scim.search_urn }, filter = "userName pr" } } }), 1)
  end
  a:judge(a:count(name) == 0, "nobody of that userName", "somebody is there")
end
rows["bulk-method"] = function(a)
  local _, path = a:user("p")
  local before = a:now(path)
  for _, method in ipairs { "GET", "TRACE", "FOO", "HEAD", "" } do fails(a, bulk(a, { { method = method, path = path } }), 1) end
  fails(a, bulk(a, { { path = path } }), 1)
  a:kept(path, before)
  local step = bulk(a, { { method = "delete", path = path } })
  a:answered(step)
  a:reads(status(step, 1) == 204 and "methods in lower case are known" or "methods in lower case are refused", step)
end
rows["bulk-unsupported"] = function(a, t)
  if config(a).supported then t:skip("ServiceProviderConfig announces bulk") end
  local name = a.scim.user_name(t, a:word("bulk"))
  a:refused(bulk(a, { creation(a, "a", name) }), { 501, 404, 403 }, nil, true)
  a:judge(a:count(name) == 0, "nobody of that userName", "somebody is there")
end

local story = {
  id    = "negative/scim-bulk",
  title = "A Bulk does what each of its operations may do, within its bounds",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-bulk", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
