-- Versions, writes at once, and uniqueness.
local rows = {}

local function put(a, path, user, name, etag)
  return { method = "PUT", path = path, json = { schemas = { a.scim.user_urn }, userName = user.userName, displayName = name }, headers = etag and { ["If-Match"] = etag } or {} }
end
-- A person and the ETag that reading gives.
local function tagged(a)
  local user, path = a:user("p")
  local step = a:get(path)
  a.t:given("reading gives an ETag", step.headers["ETag"] ~= nil)
  return user, path, step.headers["ETag"]
end

rows["etag-lost-update"] = function(a, t)
  local user, path, etag = tagged(a)
  local steps = t.scim:send_all { put(a, path, user, "first", etag), put(a, path, user, "second", etag) }
  local done, refused, name = 0, 0, nil
  for number, step in ipairs(steps) do
    if step.status == 200 or step.status == 204 then
      done = done + 1
      name = number == 1 and "first" or "second"
    elseif step.status == 412 then refused = refused + 1 end
  end
  a:judge(done == 1 and refused == 1, "one done and one 412", "HTTP " .. steps[1].status .. " and " .. steps[2].status, steps[2])
  a:judge(a:now(path).displayName == name, "what the one wrote", tostring(a:now(path).displayName), steps[1])
  a:refuses(path, put(a, path, user, "third", etag), { 412 })
end
rows["etag-missing"] = function(a)
  local user, path = tagged(a)
  local step = a:send(put(a, path, user, "without"))
  a:answered(step)
  a:reads(step.status == 200 and "If-Match may be left out" or "If-Match is asked for with " .. step.status, step)
end
rows["etag-wildcard"] = function(a)
  local user, path = tagged(a)
  a:accepted(a:send(put(a, path, user, "any", "*")), { 200, 204 })
  a:refused(a:send(put(a, "/Users/nobody-has-this-id", user, "any", "*")), { 404, 412 })
  a:refused(a:patch("/Users/nobody-has-this-id", { { op = "replace", path = "displayName", value = "x" } }, { headers = { ["If-Match"] = "*" } }), { 404, 412 })
end
rows["etag-weak"] = function(a)
  local user, path, etag = tagged(a)
  local step = a:send(put(a, path, user, "kept", etag))
  a:accepted(step, { 200, 204 })
  etag = a:get(path).headers["ETag"]
  a:accepted(a:send(put(a, path, user, "listed", '"other", ' .. etag)), { 200, 204 })
  a:reads(etag:sub(1, 2) == "W/" and "ETags are weak" or "ETags are strong", step)
end
rows["etag-garbage"] = function(a)
  local user, path = tagged(a)
  for _, bad in ipairs { "abc", "W/", '"', '""', 'W/"unterminated', ('"x", '):rep(3000) .. '"y"', '"a" "b"', 'w/"a"' } do
    a:refuses(path, put(a, path, user, "x", bad), { 400, 412, 431 })
  end
end
rows["etag-unchanged-version"] = function(a)
  local user, path, etag = tagged(a)
  local step = a:send(put(a, path, user, nil, etag))
  a:accepted(step, { 200, 204 })
  local again = a:send(put(a, path, user, nil, a:get(path).headers["ETag"]))
  a:accepted(again, { 200, 204 })
  local now = a:get(path)
  a:judge(again.headers["ETag"] == nil or again.headers["ETag"] == now.headers["ETag"], "the ETag of the answer holds", tostring(again.headers["ETag"]) .. " then " .. tostring(now.headers["ETag"]), now)
  a:judge(now.json.meta.version == nil or now.json.meta.version == now.headers["ETag"], "meta.version is the ETag", tostring(now.json.meta.version), now)
end

rows["race-create"] = function(a, t)
  local name = a.scim.user_name(t, a:word("race"))
  local requests = {}
  for number = 1, 20 do
    requests[number] = { method = "POST", path = "/Users", json = { schemas = { a.scim.user_urn }, userName = number % 2 == 0 and name:upper() or name } }
  end
  local steps = t.scim:send_all(requests)
  local done, refused, other = 0, 0, nil
  for _, step in ipairs(steps) do
    if step.status == 201 then done = done + 1
    elseif step.status == 409 then refused = refused + 1
    else other = step end
  end
  a:judge(done == 1 and refused == #requests - 1, "one 201 and " .. #requests - 1 .. " times 409", done .. " and " .. refused, other or steps[2])
  a:judge(a:count(name) == 1, "one person of that userName", a:count(name))
end
rows["race-delete-patch"] = function(a, t)
  local user, path = a:user("gone")
  local steps = t.scim:send_all { { method = "PATCH", path = path, json = { schemas = { a.scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "x" } } } },
                                  { method = "DELETE", path = path } }
  a:accepted(steps[2], { 204 })
  a:judge(steps[1].status == 200 or steps[1].status == 204 or steps[1].status == 404 or steps[1].status == 409 or steps[1].status == 412, "done before or refused after", a.attack.shown(steps[1]), steps[1])
  a:refused(a:get(path), { 404 })
  a:judge(a:count(user.userName) == 0, "nobody of that userName", a:count(user.userName))
end
rows["race-group-add"] = function(a, t)
  local _, path = a:group("crowd")
  local requests = {}
  for number = 1, 30 do
    local user = a:user("member")
    requests[number] = { method = "PATCH", path = path, json = { schemas = { a.scim.patch_urn }, Operations = { { op = "add", path = "members", value = { { value = user.id } } } } } }
  end
  local steps = t.scim:send_all(requests)
  for _, step in ipairs(steps) do a:accepted(step, { 200, 204 }) end
  a:judge(#(a:now(path).members or {}) == #requests, #requests .. " members", #(a:now(path).members or {}))
end

rows["uniq-case"] = function(a)
  local user = a:user("Vic")
  a:refuses_user({ method = "POST", path = "/Users", json = a:body("x", { userName = user.userName:upper() }) }, { 409 })
  a:refuses_user({ method = "POST", path = "/Users", json = a:body("x", { userName = user.userName:lower() }) }, { 409 })
  a:judge(a:count(user.userName) == 1, "one person of that userName", a:count(user.userName))
end
rows["uniq-check-vs-store"] = function(a, t, scim)
  local name = scim.user_name(t, a:word("Mixed"))
  for _, pair in ipairs { { name, name }, { name:upper() .. "1", name:lower() .. "1" }, { name:lower() .. "2", name:upper() .. "2" } } do
    local made = a:send { method = "POST", path = "/Users", json = a:body("x", { userName = pair[1] }) }
    a:accepted(made, { 201 })
    a:refuses_user({ method = "POST", path = "/Users", json = a:body("x", { userName = pair[2] }) }, { 409 })
    a:judge(a:count(pair[2]) == 1 and a:count(pair[1]) == 1, "one person, found both ways", a:count(pair[1]) .. " and " .. a:count(pair[2]), made)
    local _, path = a:user("other")
    a:refuses_patch(path, { { op = "replace", path = "userName", value = pair[2] } }, { 409 })
  end
end
rows["uniq-email-not-unique"] = function(a, t)
  local mail = { { value = "idpsim-" .. t.unique .. "@shared.example", type = "work" } }
  a:user("one", { emails = mail })
  local step = a:send { method = "POST", path = "/Users", json = a:body("two", { emails = mail }) }
  a:accepted(step, { 201 })
end
rows["uniq-409-shape"] = function(a)
  local user = a:user("taken")
  local step = a:send { method = "POST", path = "/Users", json = a:body("x", { userName = user.userName }) }
  a:refused(step, { 409 })
  a:judge(step.json and step.json.scimType == "uniqueness", "scimType uniqueness", step.json and step.json.scimType, step)
  a:judge((step.headers["Content-Type"] or ""):find("application/scim+json", 1, true) ~= nil, "application/scim+json", step.headers["Content-Type"], step)
end
rows["uniq-deleted"] = function(a)
  local user, path = a:user("gone")
  a:accepted(a:send { method = "DELETE", path = path }, { 204 })
  local step = a:send { method = "POST", path = "/Users", json = a:body("x", { userName = user.userName }) }
  a:judge(step.status == 201 or step.status == 409, "201 or 409", a.attack.shown(step), step)
  a:reads(step.status == 201 and "a deleted userName is free again" or "a deleted userName stays taken", step)
end

local story = {
  id    = "negative/scim-versions",
  title = "No write is lost to another, and nobody is there twice",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-versions", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
