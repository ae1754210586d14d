-- One organisation's token and another's objects. `b` is the other organisation; what is asked for is asked with the first one's token.
local rows = {}

-- Refused as an id that nobody has: 404, or whatever is said of both alike.
local function as_nobody(a, step, nobody)
  a:judge((step.status == 404 or step.status == 403) and step.status == nobody.status and a:is_error(step), "a SCIM error of status 404, as for an id that nobody has",
          a.attack.shown(step) .. " (nobody: " .. nobody.status .. ")", step)
  if step.status == 403 then a:reads("403 for ids of others and of nobody alike", step) end
end

rows["ten-read-user"] = function(a)
  local b = a:other()
  local _, path = b:user("theirs")
  local _, group = b:group("theirs")
  as_nobody(a, a:get(path), a:get("/Users/nobody-has-this-id"))
  as_nobody(a, a:get(group), a:get("/Groups/nobody-has-this-id"))
end
rows["ten-write-user"] = function(a, t, scim)
  local b = a:other()
  local user, path = b:user("theirs")
  local before = b:now(path)
  local function each(at)
    return { { method = "PUT", path = at, json = { schemas = { scim.user_urn }, userName = user.userName, displayName = "taken" } },
             { method = "PATCH", path = at, json = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "active", value = false } } } }, { method = "DELETE", path = at } }
  end
  for number, request in ipairs(each(path)) do
    as_nobody(a, a:send(request), a:send(each("/Users/nobody-has-this-id")[number]))
    b:kept(path, before)
  end
end
rows["ten-path-tenant"] = function(a, t)
  local b = a:other()
  local _, path = b:user("theirs")
  for _, at in ipairs { "/Users", path } do
    local step = b:send { path = at, token = t.scim.token }
    a:refused(step, { 401, 403, 404 }, nil, true)
    a:judge(not (type(step.json) == "table" and (step.json.Resources or step.json.userName)), "nobody shown", "somebody is", step)
  end
end
rows["ten-header-tenant"] = function(a)
  local b = a:other()
  local user, path = b:user("theirs")
  local other = b.t.sp.organisation
  for _, name in ipairs { "X-Tenant", "X-Tenant-Id", "X-Organization", "X-Org-Id", "Host", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL" } do
    local value = (name:find("URL", 1, true) and "/scim/v2/" .. other .. path) or (name:find("Host", 1, true) and other .. ".example.test") or other
    local step = a:send { path = path, headers = { [name] = value } }
    a:refused(step, { 400, 401, 403, 404, 421 }, nil, true)
    a:judge(not step.body:find(user.userName, 1, true), "nobody shown", "somebody is", step)
  end
end
rows["ten-body-tenant"] = function(a)
  local b = a:other()
  local other = b.t.sp.organisation
  for _, name in ipairs { "tenantId", "tenant", "org", "organization", "organizationId" } do
    local body = a:body("mine", { [name] = other })
    local step = a:send { method = "POST", path = "/Users", json = body }
    a:answered(step)
    a:judge(b:count(body.userName) == 0, "nobody created there", "somebody is", step)
    if step.status == 201 then a:judge(a:count(body.userName) == 1, "created here", "not here", step) end
  end
end
local function lists_nobody(a, step, id)
  a:judge(step.status == 200 and step.json and step.json.totalResults == 0 and not a:lists(step, id), "200 and totalResults 0", a.attack.shown(step) .. ", totalResults " ..
          tostring(step.json and step.json.totalResults), step)
end
rows["ten-filter-leak"] = function(a)
  local b = a:other()
  local user = b:user("theirs")
  lists_nobody(a, a:list('userName eq "' .. user.userName .. '"'), user.id)
  lists_nobody(a, a:list('id eq "' .. user.id .. '"'), user.id)
  lists_nobody(a, a:list('userName sw "' .. user.userName:sub(1, -3) .. '"'), user.id)
  lists_nobody(a, a:send { path = "/Users", query = { filter = 'userName eq "' .. user.userName .. '"', count = 0 } }, user.id)
  -- The first organisation's own number stays what it was.
  local before = a:get("/Users?count=0").json.totalResults
  b:user("theirs")
  local after = a:get("/Users?count=0")
  a:judge(after.json.totalResults == before, "totalResults " .. before, after.json.totalResults, after)
end
rows["ten-filter-or"] = function(a)
  local b = a:other()
  local user = b:user("theirs")
  local mine = a:user("mine")
  for _, filter in ipairs { 'userName eq "x" or id pr', 'id pr or userName eq "x"', '(userName eq "x") or (id pr)', 'not (userName eq "x")', 'userName eq "x" or not (id eq "y")' } do
    local step = a:send { path = "/Users", query = { filter = filter, count = 1000 } }
    a:judge(step.status == 200 and not a:lists(step, user.id), "nobody of the other organisation", a.attack.shown(step), step)
    a:judge(a:lists(step, mine.id), "the own people", "they are missing", step)
  end
end
rows["ten-uniqueness-oracle"] = function(a)
  local b = a:other()
  local user = b:user("theirs")
  local step = a:send { method = "POST", path = "/Users", json = a:body("mine", { userName = user.userName }) }
  a:accepted(step, { 201 })
end
rows["ten-externalid-collision"] = function(a, t)
  local b = a:other()
  local theirs = b:user("theirs", { externalId = "shared-" .. t.unique })
  local step = a:send { method = "POST", path = "/Users", json = a:body("mine", { externalId = "shared-" .. t.unique }) }
  a:accepted(step, { 201 })
  local found = a:list('externalId eq "shared-' .. t.unique .. '"')
  a:judge(found.json and found.json.totalResults == 1 and not a:lists(found, theirs.id), "one person, the own", found.json and found.json.totalResults, found)
end
rows["ten-group-add-foreign-member"] = function(a)
  local b = a:other()
  local user = b:user("theirs")
  local theirs = b:group("theirs")
  local _, path = a:group("mine")
  a:refuses_patch(path, { { op = "add", path = "members", value = { { value = user.id } } } }, { 400, 404 })
  a:refuses_patch(path, { { op = "add", path = "members", value = { { value = theirs.id, type = "Group" } } } }, { 400, 404 })
  local step = a:send { method = "POST", path = "/Groups", json = a:group_body("mine", { members = { { value = user.id } } }) }
  a:refused(step, { 400, 404 })
end
rows["ten-manager-foreign"] = function(a, t, scim)
  local b = a:other()
  local user = b:user("theirs", { displayName = "Theirs " .. t.unique })
  local _, path = a:user("mine")
  local before = a:now(path)
  local step = a:patch(path, { { op = "add", path = scim.enterprise_urn .. ":manager", value = { value = user.id } } })
  a:answered(step)
  if step.status >= 400 then
    a:refused(step, { 400, 404 })
    return a:kept(path, before)
  end
  local after = a:get(path)
  a:judge(not after.body:find("Theirs " .. t.unique, 1, true) and not after.body:find(user.userName, 1, true), "nothing of that person", "their name is told", after)
  a:judge(not after.body:find(b.t.scim.base, 1, true), "no reference to the other organisation", "one is there", after)
  a:reads("a manager of no organisation's own is kept as text", step)
end
rows["ten-bulk-mixed"] = function(a, t, scim)
  local b = a:other()
  local _, path = b:user("theirs")
  local before = b:now(path)
  local name = scim.user_name(t, a:word("mine"))
  local step = a:send { method = "POST", path = "/Bulk", json = { schemas = { scim.bulk_urn }, Operations = {
    { method = "PATCH", path = path, data = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "taken" } } } },
    { method = "DELETE", path = path },
    { method = "POST", path = "/Users", bulkId = "a", data = { schemas = { scim.user_urn }, userName = name } } } } }
  a:accepted(step, { 200 })
  local told = {}
  for _, one in ipairs(step.json and step.json.Operations or {}) do told[#told + 1] = tostring(type(one.status) == "table" and one.status.code or one.status) end
  a:judge(table.concat(told, " ") == "404 404 201", "404, 404 and 201", table.concat(told, " "), step)
  b:kept(path, before)
  a:judge(a:count(name) == 1, "the own person created", a:count(name), step)
end
rows["ten-etag-oracle"] = function(a, t, scim)
  local b = a:other()
  local user, path = b:user("theirs")
  local etag = b:get(path).headers["ETag"] or 'W/"1"'
  local nobody = a:get("/Users/nobody-has-this-id")
  for _, headers in ipairs { { ["If-None-Match"] = etag }, { ["If-None-Match"] = "*" }, { ["If-Match"] = etag }, { ["If-Match"] = 'W/"other"' } } do
    as_nobody(a, a:send { path = path, headers = headers }, nobody)
    as_nobody(a, a:patch(path, { { op = "replace", path = "displayName", value = "x" } }, { headers = headers }), nobody)
    as_nobody(a, a:send { method = "PUT", path = path, headers = headers, json = { schemas = { scim.user_urn }, userName = user.userName } }, nobody)
    as_nobody(a, a:send { method = "DELETE", path = path, headers = headers }, nobody)
  end
end
rows["ten-search-post"] = function(a, t, scim)
  local b = a:other()
  local user = b:user("theirs")
  for _, path in ipairs { "/Users/.search", "/.search" } do
    for _, filter in ipairs { 'userName eq "' .. user.userName .. '"', 'id eq "' .. user.id .. '"', 'userName eq "x" or id pr' } do
      local step = a:send { method = "POST", path = path, json = { schemas = { scim.search_urn }, filter = filter, count = 1000 } }
      a:judge(step.status == 200 or step.status == 501 or step.status == 404 or step.status == 400, "200, or not supported", a.attack.shown(step), step)
      a:judge(not a:lists(step, user.id), "nobody of the other organisation", "somebody is listed", step)
      if filter:find("id pr", 1, true) == nil and step.status == 200 then a:judge(step.json.totalResults == 0, "totalResults 0", step.json.totalResults, step) end
    end
  end
end
rows["ten-me"] = function(a, t, scim)
  a:refused(a:get("/Me"), { 501, 404, 403 })
  a:refused(a:patch("/Me", { { op = "replace", path = "displayName", value = "x" } }), { 501, 404, 403 })
  a:refused(a:send { method = "DELETE", path = "/Me" }, { 501, 404, 403, 405 })
end

local story = {
  id    = "negative/scim-tenancy",
  title = "A token opens its own organisation and tells nothing of another",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-tenancy", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups", "sp.tenants" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
