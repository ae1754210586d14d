-- Writes that reach for more than they may.
local rows = {}

rows["put-body-id-override"] = function(a, t, scim)
  local one, path = a:user("one")
  local two, other = a:user("two")
  local before = a:now(other)
  local name = scim.user_name(t, a:word("renamed"))   -- nobody's, so that no conflict stands in the way
  local step = a:send { method = "PUT", path = path, json = { schemas = { scim.user_urn }, id = two.id, userName = name, displayName = "put" } }
  a:answered(step)
  a:kept(other, before)
  local after = a:now(path)
  a:judge(after.id == one.id and (step.status >= 400 or after.displayName == "put"), "the URL's resource written, or a refusal", "HTTP " .. step.status .. ", another was", step)
end

rows["patch-id"] = function(a)
  local two = a:user("two")
  local _, path = a:user("one")
  a:refuses_patch(path, { { op = "replace", path = "id", value = two.id } }, { 400 }, { "mutability" })
  a:refuses_patch(path, { { op = "replace", value = { id = "chosen" } } }, { 400 }, { "mutability" })
end

-- Written in each way; what is asked for is that it gives nothing.
local function each_way(a, scim, more, expected, inert)
  local made = a:send { method = "POST", path = "/Users", json = a:body("made", more) }
  a:created_or_refused(made, expected, inert)
  local user, path = a:user("kept")
  local put = { schemas = { scim.user_urn }, userName = user.userName }
  for name, value in pairs(more) do put[name] = value end
  a:inert(path, { method = "PUT", path = path, json = put }, expected, inert)
  for name, value in pairs(more) do
    a:inert(path, { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "add", path = name, value = value } } } },
            expected, inert)
    a:inert(path, { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "add", value = { [name] = value } } } } },
            expected, inert)
  end
end

-- Whether a name stands anywhere in a value.
local function names(value, wanted)
  if type(value) ~= "table" then return false end
  for name, one in pairs(value) do
    if type(name) == "string" and name:lower() == wanted:lower() or names(one, wanted) then return true end
  end
  return false
end

-- What may come back of attributes that are data: what was written, never more of it.
local function no_more_than(attribute, wanted)
  return function(resource)
    for _, one in ipairs(resource[attribute] or {}) do
      if one.value ~= wanted or one.primary then return false end
    end
    return not (resource.groups and #resource.groups > 0)
  end
end

rows["mass-entitlements"] = function(a, t, scim)
  each_way(a, scim, { entitlements = { { value = "superuser" } } }, "no group by it", no_more_than("entitlements", "superuser"))
  each_way(a, scim, { userType = "Administrator" }, "no group by it", function(resource) return not (resource.groups and #resource.groups > 0) end)
end

rows["mass-internal-fields"] = function(a, t, scim)
  for _, name in ipairs { "isAdmin", "is_superuser", "tenantId", "passwordHash", "emailVerified", "mfaEnabled" } do
    each_way(a, scim, { [name] = name == "tenantId" and "other" or true }, name .. " not kept", function(resource) return not names(resource, name) end)
  end
end

rows["mass-extension-urn"] = function(a, t, scim)
  local urn = "urn:idpsim:params:scim:schemas:extension:internal:2.0:User"
  each_way(a, scim, { [urn] = { isAdmin = true } }, "the extension not kept", function(resource) return not names(resource, urn) and not names(resource, "isAdmin") end)
end

rows["mass-proto"] = function(a, t, scim)
  local function clean(resource) return not names(resource, "isAdmin") and not names(resource, "__proto__") and not names(resource, "constructor") end
  local _, path = a:user("kept")
  for _, body in ipairs { '"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"isAdmin":true}}', '"__proto__.isAdmin":true' } do
    local name = a.scim.user_name(t, a:word("proto"))
    local step = a:send { method = "POST", path = "/Users", body = '{"schemas":["' .. scim.user_urn .. '"],"userName":"' .. name .. '",' .. body .. "}" }
    a:created_or_refused(step, "nothing kept of it", clean)
    a:inert(path, { method = "PATCH", path = path, body = '{"schemas":["' .. scim.patch_urn .. '"],"Operations":[{"op":"add","value":{' .. body .. "}}]}" },
            "nothing kept of it", clean)
  end
  for _, name in ipairs { "__proto__.isAdmin", "constructor.prototype.isAdmin", "name.__proto__", "name.__proto__.isAdmin" } do
    a:refuses_patch(path, { { op = "add", path = name, value = true } }, { 400 }, { "invalidPath", "noTarget", "invalidValue", "invalidSyntax" })
  end
  local _, fresh = a:user("fresh")
  a:judge(clean(a:now(fresh)), "nobody else touched", "somebody else has it")
end

rows["mass-meta"] = function(a, t, scim)
  local lie = { resourceType = "Group", created = "1999-01-01T00:00:00Z", lastModified = "1999-01-01T00:00:00Z", version = 'W/"lie"', location = "https://evil.example/x" }
  local function own(resource)
    local meta = resource.meta or {}
    return meta.resourceType == "User" and not tostring(meta.created):find("1999", 1, true) and not tostring(meta.lastModified):find("1999", 1, true) and
      meta.version ~= 'W/"lie"' and not tostring(meta.location):find("evil", 1, true)
  end
  local step = a:send { method = "POST", path = "/Users", json = a:body("lie", { meta = lie }) }
  a:created_or_refused(step, "meta of the server's own", own)
  local user, path = a:user("kept")
  a:inert(path, { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = user.userName, meta = lie } }, "meta of the server's own", own)
  a:inert(path, { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "meta.created", value = lie.created } } } },
          "meta of the server's own", own)
end

rows["mass-schemas-lie"] = function(a, t, scim)
  local function told(step) return step.status == 201 and "taken" or "refused with " .. step.status end
  local missing = a:send { method = "POST", path = "/Users", json = a:body("few", { schemas = t.json.array {} }) }
  local wrong = a:send { method = "POST", path = "/Users", json = a:body("other", { schemas = { scim.group_urn } }) }
  local more = a:send { method = "POST", path = "/Users", json = a:body("many", { schemas = { scim.user_urn, "urn:idpsim:nothing" } }) }
  for _, step in ipairs { missing, wrong, more } do a:answered(step) end
  a:reads("no schemas " .. told(missing) .. "; Group's " .. told(wrong) .. "; one more " .. told(more), more)
end

rows["mass-groups-on-user"] = function(a, t, scim)
  local group, path = a:group("crew")
  each_way(a, scim, { groups = { { value = group.id } } }, "in no group", function(resource) return not (resource.groups and #resource.groups > 0) end)
  local after = a:now(path)
  a:judge(#(after.members or {}) == 0, "a group without members", #(after.members or {}) .. " members")
end

rows["mass-group-nested-cycle"] = function(a, t, scim)
  local one, first = a:group("one")
  local two, second = a:group("two")
  local function joins(path, id) return a:patch(path, { { op = "add", path = "members", value = { { value = id } } } }) end
  a:survived(joins(first, two.id))
  a:survived(joins(second, one.id))
  a:survived(joins(first, one.id))
  local user = a:user("member")
  a:survived(joins(second, user.id))
  a:survived(a:get(first), { 200 })
  a:survived(a:get("/Groups"), { 200 })
  a:survived(a:get("/Users/" .. t.url:encode(user.id)), { 200 })
end

local secret = "idpsim-Pass-4711-word"
rows["mass-password"] = function(a)
  local step = a:send { method = "POST", path = "/Users", json = a:body("secret", { password = secret }) }
  a:answered(step)
  a:judge(not step.body:find(secret, 1, true) and not names(step.json, "password"), "no password in the answer", "a password came back", step)
  a:reads(step.status == 201 and "a password is taken or dropped" or "a password is refused with " .. step.status, step)
end

rows["mass-password-returned"] = function(a, t, scim)
  local made = a:send { method = "POST", path = "/Users", json = a:body("secret", { password = secret }) }
  local function silent(step)
    a:judge(not step.body:find(secret, 1, true) and not names(step.json, "password"), "no password in " .. step.exchanges[1].method .. " " ..
            step.exchanges[1].path:sub(1, 60), "a password came back", step)
  end
  silent(made)
  local user, path
  if made.status == 201 then user, path = made.json, "/Users/" .. t.url:encode(made.json.id) else user, path = a:user("plain") end
  silent(a:get(path))
  silent(a:get(path .. "?attributes=password"))
  silent(a:get(path .. "?attributes=userName,password,name"))
  silent(a:list('userName eq "' .. user.userName .. '"'))
  silent(a:send { path = "/Users", query = { filter = 'userName eq "' .. user.userName .. '"', attributes = "password" } })
  silent(a:send { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = user.userName, password = secret } })
  silent(a:patch(path, { { op = "replace", path = "password", value = secret } }))
  silent(a:patch(path, { { op = "replace", value = { password = secret } } }, { query = { attributes = "password" } }))
  silent(a:send { method = "POST", path = "/Users", json = a:body("bad", { password = { secret } }) })
end

rows["mass-externalid-numeric"] = function(a)
  local first = a:user("first")
  for _, text in ipairs { "1", "0", first.id } do
    local step = a:send { method = "POST", path = "/Users", json = a:body("numbered", { externalId = text }) }
    a:created_or_refused(step, "an id of the server's own", function(user) return user.id ~= text and user.externalId == text and user.id ~= first.id end)
  end
end

rows["mass-id-supplied"] = function(a)
  local victim, path = a:user("victim")
  local before = a:now(path)
  local step = a:send { method = "POST", path = "/Users", json = a:body("taker", { id = victim.id }) }
  a:created_or_refused(step, "another id than the victim's", function(user) return user.id ~= victim.id end)
  a:kept(path, before)
  step = a:send { method = "POST", path = "/Users", json = a:body("chooser", { id = "chosen-by-the-client" }) }
  a:created_or_refused(step, "an id of the server's own", function(user) return user.id ~= "chosen-by-the-client" end)
end

rows["link-username-take"] = function(a, t, scim)
  local victim, at = a:user("victim")
  local _, path = a:user("taker")
  local before = a:now(at)
  for _, name in ipairs { victim.userName, victim.userName:upper() } do
    a:refuses(path, { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = name } }, { 409 })
    a:refuses_patch(path, { { op = "replace", path = "userName", value = name } }, { 409 })
    a:refuses_patch(path, { { op = "replace", value = { userName = name } } }, { 409 })
  end
  a:kept(at, before)
end

rows["link-domain"] = function(a, t)
  local step = a:send { method = "POST", path = "/Users", json = a:body("domain", { userName = "idpsim-" .. t.unique .. "@unproved.example" }) }
  a:answered(step)
  a:reads(step.status == 201 and "any domain is taken" or "refused with " .. step.status, step)
end

rows["deact-string-false"] = function(a, t, scim)
  for _, text in ipairs { "False", "false" } do
    for _, operation in ipairs { { op = "Replace", path = "active", value = text }, { op = "replace", value = { active = text } } } do
      local user, path = a:user("leaver")
      local step = a:patch(path, { operation })
      a:answered(step)
      local after = a:now(path)
      a:judge(step.status >= 400 and after.active == true or step.status < 300 and after.active == false, "inactive, or refused", "HTTP " .. step.status .. ", active " ..
              tostring(after.active), step)
      step = a:send { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = user.userName, active = text } }
      after = a:now(path)
      a:judge(after.active == false or step.status >= 400, "inactive, or refused", "HTTP " .. step.status .. ", active " .. tostring(after.active), step)
    end
  end
end

rows["deact-string-other"] = function(a, t, scim)
  local user, path = a:user("leaver")
  for _, value in ipairs { "no", 0, "0", 1, t.json.array { true, false }, t.json.object { value = false }, "Falsch", 0.0 } do
    a:refuses_patch(path, { { op = "replace", path = "active", value = value } }, { 400 }, { "invalidValue", "invalidSyntax" })
    a:refuses(path, { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = user.userName, active = value } }, { 400 },
              { "invalidValue", "invalidSyntax" })
  end
end

rows["deact-patch-forms"] = function(a)
  for _, operation in ipairs { { op = "replace", path = "active", value = false }, { op = "replace", value = { active = false } }, { op = "Replace", path = "active", value = false } } do
    local _, path = a:user("leaver")
    a:accepted(a:patch(path, { operation }), { 200, 204 })
    local after = a:now(path)
    a:judge(after.active == false, "inactive", "active " .. tostring(after.active))
  end
end

rows["delete-then-get"] = function(a)
  local user, path = a:user("gone")
  a:accepted(a:send { method = "DELETE", path = path }, { 204 })
  a:refused(a:get(path), { 404 })
  a:refused(a:patch(path, { { op = "replace", path = "displayName", value = "x" } }), { 404 })
  a:refused(a:send { method = "DELETE", path = path }, { 404 })
  local found = a:list('userName eq "' .. user.userName .. '"')
  a:judge(found.status == 200 and found.json and found.json.totalResults == 0, "totalResults 0", found.json and found.json.totalResults, found)
  local by_id = a:list('id eq "' .. user.id .. '"')
  a:judge(not a:lists(by_id, user.id), "nobody of that id", "somebody", by_id)
end

rows["delete-recreate"] = function(a, t)
  local user, path = a:user("back")
  local _, group = a:group("crew", { members = { { value = user.id } } })
  a:accepted(a:send { method = "DELETE", path = path }, { 204 })
  local step = a:send { method = "POST", path = "/Users", json = { schemas = user.schemas, userName = user.userName } }
  if step.status == 409 then
    a:refused(step, { 409 })
    return a:reads("the userName of a deleted User stays reserved", step)
  end
  a:accepted(step, { 201 })
  if step.status ~= 201 then return end
  a:judge(step.json.id ~= user.id, "another id", "the old one", step)
  local after = a:now("/Users/" .. t.url:encode(step.json.id))
  a:judge(#(after.groups or {}) == 0, "in no group", #(after.groups or {}) .. " groups")
  a:judge(#(a:now(group).members or {}) == 0, "a group without members", "a member")
end

rows["delete-member-dangling"] = function(a)
  local user, path = a:user("gone")
  local stays = a:user("stays")
  local _, group = a:group("crew", { members = { { value = user.id }, { value = stays.id } } })
  a.t:given("both are members", #(a:now(group).members or {}) == 2)
  a:accepted(a:send { method = "DELETE", path = path }, { 204 })
  local members = a:now(group).members or {}
  a:judge(#members == 1 and members[1].value == stays.id, "one member, who is still there", #members .. " members")
end

rows["reactivation-grants"] = function(a)
  local user, path = a:user("back")
  local _, group = a:group("crew", { members = { { value = user.id } } })
  a:accepted(a:patch(path, { { op = "replace", path = "active", value = false } }), { 200, 204 })
  a:accepted(a:patch(group, { { op = "remove", path = 'members[value eq "' .. user.id .. '"]' } }), { 200, 204 })
  a:accepted(a:patch(path, { { op = "replace", path = "active", value = true } }), { 200, 204 })
  local after = a:now(path)
  a:judge(after.active == true and after.id == user.id, "active, the same id", "active " .. tostring(after.active))
  a:judge(#(after.groups or {}) == 0, "no group that was left meanwhile", #(after.groups or {}) .. " groups")
end

local story = {
  id    = "negative/scim-mass",
  title = "A write changes what the client may write, and nothing else",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-mass", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
