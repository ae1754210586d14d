-- Tokens of less than full scope, and tokens that have ended. They are another organisation's, so that the first one's stays good.
local rows = {}

local function issued(a, b, action, values, name)
  local done = b.t.sp:act(action, values or {})
  a.t:given(action .. " gives a token", done.ok and done.saved[name] ~= nil, "HTTP " .. done.status)
  return done.saved[name]
end

rows["auth-expired-revoked"] = function(a)
  local b = a:other()
  b:user("somebody")
  local old = b.t.scim.token
  local new = issued(a, b, "renew_scim_token", nil, "renewed_scim_token")
  a:judge(b:send { path = "/Users", token = new }.status == 200, "the new token is good", "it is not")
  local step = b:send { path = "/Users", token = old }
  a:refused(step, { 401 })
  a:refused(b:send { method = "POST", path = "/Users", token = old, json = b:body("x") }, { 401 })
end
rows["auth-user-jwt"] = function(a, t)
  local b = a:other()
  local user = b:user("person")
  local _, path = b:user("other")
  local own = issued(a, b, "limit_scim_token", { limits = '"scope":"self","user":"' .. user.id .. '"' }, "limited_scim_token")
  for _, token in ipairs { issued(a, b, "renew_admin_token", nil, "renewed_admin_token") } do
    for _, request in ipairs { { path = "/Users" }, { path = path }, { method = "POST", path = "/Users", json = b:body("x") }, { method = "DELETE", path = path } } do
      request.token = token
      a:refused(b:send(request), { 401, 403 })
    end
  end
  for _, request in ipairs { { path = "/Users" }, { path = path }, { path = "/Groups" }, { method = "POST", path = "/Users", json = b:body("x") }, { method = "DELETE", path = path },
                             { path = "/Users", query = { filter = "userName pr" } } } do
    request.token = own
    a:refused(b:send(request), { 401, 403, 404 })
  end
  a:judge(b:get(path).status == 200, "the other person still there", "gone")
end
-- What a token that may only read must not do.
local function writes(b, path)
  local scim = b.scim
  return { { method = "POST", path = "/Users", json = b:body("x") }, { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = "x" } },
           { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "x" } } } },
           { method = "POST", path = "/Groups", json = b:group_body("x") }, { method = "DELETE", path = path } }
end
local function each_refused(a, b, step, how_many)
  if step.status ~= 200 then return a:refused(step, { 403, 401 }) end
  local operations = step.json and step.json.Operations or {}
  local ok = #operations == how_many
  for _, one in ipairs(operations) do
    local code = tonumber(type(one.status) == "table" and one.status.code or one.status)
    ok = ok and code == 403
  end
  return a:judge(ok, "403 for each operation", #operations .. " operations, not all of them 403", step)
end
rows["auth-readonly-scope"] = function(a, t, scim)
  local b = a:other()
  local user, path = b:user("kept")
  local before = b:now(path)
  local token = issued(a, b, "limit_scim_token", { limits = '"scope":"read"' }, "limited_scim_token")
  a:judge(b:send { path = path, token = token }.status == 200, "reading allowed", "refused")
  for _, request in ipairs(writes(b, path)) do
    request.token = token
    a:refused(b:send(request), { 403 })
    b:kept(path, before)
  end
  local operations = { { method = "PATCH", path = path, data = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "x" } } } }, { method = "DELETE", path = path } }
  local step = b:send { method = "POST", path = "/Bulk", token = token, json = { schemas = { scim.bulk_urn }, Operations = operations } }
  if step.status ~= 501 and step.status ~= 404 then each_refused(a, b, step, 2) end
  b:kept(path, before)
end
rows["bulk-auth-per-op"] = function(a, t, scim)
  local b = a:other()
  local user, path = b:user("own")
  local _, other = b:user("other")
  local before = b:now(other)
  local token = issued(a, b, "limit_scim_token", { limits = '"scope":"self","user":"' .. user.id .. '"' }, "limited_scim_token")
  local function change(at) return { method = "PATCH", path = at, data = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "bulk" } } } } end
  local step = b:send { method = "POST", path = "/Bulk", token = token, json = { schemas = { scim.bulk_urn }, Operations = { change(path), change(other), { method = "DELETE", path = other } } } }
  a:answered(step)
  b:kept(other, before)
  if step.status == 200 then
    local codes = {}
    for _, one in ipairs(step.json.Operations or {}) do codes[#codes + 1] = tostring(type(one.status) == "table" and one.status.code or one.status) end
    a:judge((codes[2] == "403" or codes[2] == "404") and (codes[3] == "403" or codes[3] == "404"), "the others' operations refused", table.concat(codes, " "), step)
  else a:refused(step, { 401, 403 }) end
end

local story = {
  id    = "negative/scim-tokens",
  title = "A token does what it may, for as long as it may",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-tokens", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups", "sp.tenants", "sp.can.renew_scim_token", "sp.can.renew_admin_token", "sp.can.limit_scim_token" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
