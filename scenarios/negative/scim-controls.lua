-- Good requests, by which the refusals of the other stories are told from a server that refuses everything.
local rows = {}

rows["ok-create-minimal"] = function(a, t, scim)
  local name = scim.user_name(t, a:word("minimal"))
  local step = a:send { method = "POST", path = "/Users", json = { schemas = { scim.user_urn }, userName = name } }
  a:accepted(step, { 201 })
  local user = step.json or {}
  a:judge(type(user.id) == "string" and user.id ~= "" and user.userName == name, "an id, and the userName", tostring(user.id), step)
  a:judge(type(user.meta) == "table" and user.meta.resourceType == "User" and user.meta.location == step.headers["Location"], "meta with the Location of the answer", tostring(step.headers["Location"]), step)
  a:accepted(a:get("/Users/" .. t.url:encode(user.id or "")), { 200 })
end
rows["ok-create-full"] = function(a, t, scim)
  local boss = a:user("boss")
  local body = a:body("full", { name = { formatted = "Dr. Ada Byron", familyName = "Byron", givenName = "Ada", middleName = "M", honorificPrefix = "Dr.", honorificSuffix = "II" }, displayName = "Ada Byron",
    nickName = "Ada", profileUrl = "https://people.example/ada", title = "Guide", userType = "Employee", preferredLanguage = "en-GB", locale = "en-GB", timezone = "Europe/London",
    externalId = "e-" .. t.unique, emails = { { value = "ada@example.test", type = "work", primary = true }, { value = "ada@home.example", type = "home" } },
    phoneNumbers = { { value = "+44 20 7946 0000", type = "work" } }, addresses = { { type = "work", streetAddress = "1 Way", locality = "London", postalCode = "N1", country = "GB" } },
    [scim.enterprise_urn] = { employeeNumber = "701984", costCenter = "4130", organization = "Tours", division = "Theme", department = "Guides", manager = { value = boss.id } } })
  body.schemas = { scim.user_urn, scim.enterprise_urn }
  local step = a:send { method = "POST", path = "/Users", json = body }
  a:accepted(step, { 201 })
  if step.status ~= 201 then return end
  local user = a:now("/Users/" .. t.url:encode(step.json.id))
  local more = user[scim.enterprise_urn] or {}
  a:judge(user.displayName == "Ada Byron" and user.name.honorificPrefix == "Dr." and #(user.emails or {}) == 2 and user.locale == "en-GB" and user.addresses[1].locality == "London" and
          user.externalId == body.externalId, "the core attributes", "not all of them", step)
  a:judge(more.department == "Guides" and more.manager and more.manager.value == boss.id, "the enterprise attributes", "not all of them", step)
end
rows["ok-put-idempotent"] = function(a, t, scim)
  local user, path = a:user("p")
  local body = { schemas = { scim.user_urn }, userName = user.userName, displayName = "Same" }
  local first = a:send { method = "PUT", path = path, json = body }
  local second = a:send { method = "PUT", path = path, json = body }
  a:accepted(first, { 200 })
  a:accepted(second, { 200 })
  a:judge((second.json or {}).displayName == "Same" and (second.json or {}).id == user.id, "the same person", tostring((second.json or {}).id), second)
end
rows["ok-put-omitted-cleared"] = function(a, t, scim)
  local user, path = a:user("p", { nickName = "goes", title = "goes" })
  local step = a:send { method = "PUT", path = path, json = { schemas = { scim.user_urn }, userName = user.userName, displayName = "stays" } }
  a:accepted(step, { 200 })
  local after = a:now(path)
  a:judge(after.nickName == nil and after.title == nil and after.displayName == "stays", "what was left out cleared", "nickName " .. tostring(after.nickName), step)
end
rows["ok-patch-okta"] = function(a, t)
  local user, path = a:user("p")
  local step = a:patch(path, { { op = "replace", value = { active = false } } })
  a:accepted(step, { 200, 204 })
  a:judge(a:now(path).active == false, "inactive", "active", step)
  a:accepted(a:patch(path, { { op = "replace", value = { active = true } } }), { 200, 204 })
  a:judge(a:now(path).active == true, "active", "inactive")
  local _, group = a:group("g")
  a:accepted(a:patch(group, { { op = "add", path = "members", value = { { value = user.id, display = user.userName } } } }), { 200, 204 })
  a:judge(#(a:now(group).members or {}) == 1, "one member", #(a:now(group).members or {}))
  a:accepted(a:patch(group, { { op = "remove", path = 'members[value eq "' .. user.id .. '"]' } }), { 200, 204 })
  a:judge(#(a:now(group).members or {}) == 0, "no member", #(a:now(group).members or {}))
end
rows["ok-patch-entra"] = function(a, t, scim)
  local user, path = a:user("p", { emails = { { value = "old@example.test", type = "work", primary = true } } })
  local step = a:patch(path, { { op = "Replace", path = "displayName", value = "Entra" }, { op = "Replace", path = 'emails[type eq "work"].value', value = "new@example.test" },
                               { op = "Add", path = "name.formatted", value = "Ada B." }, { op = "Add", path = scim.enterprise_urn .. ":department", value = "Guides" } })
  a:accepted(step, { 200, 204 })
  local after = a:now(path)
  a:judge(after.displayName == "Entra" and after.emails[1].value == "new@example.test" and after.name.formatted == "Ada B." and (after[scim.enterprise_urn] or {}).department == "Guides",
          "all four changes", "not all of them", step)
  local _, group = a:group("g")
  a:accepted(a:patch(group, { { op = "Add", path = "members", value = { { value = user.id } } } }), { 200, 204 })
  a:judge(#(a:now(group).members or {}) == 1, "one member", #(a:now(group).members or {}))
end
rows["ok-filter-okta"] = function(a, t)
  local user = a:user("p")
  local step = a:send { path = "/Users", query = "filter=" .. t.url:encode('userName eq "' .. user.userName .. '"') .. "&startIndex=1&count=100" }
  a:judge(step.status == 200 and step.json.totalResults == 1 and step.json.startIndex == 1 and a:lists(step, user.id), "that person on page 1", a.attack.shown(step), step)
end
rows["ok-group-paging"] = function(a, t)
  local user = a:user("p")
  local group, path = a:group("g", { members = { { value = user.id } } })
  local step = a:send { path = "/Groups", query = { filter = 'displayName eq "' .. group.displayName .. '"', excludedAttributes = "members" } }
  local one = step.json and (step.json.Resources or {})[1]
  a:judge(step.status == 200 and one and one.id == group.id and one.members == nil, "the group without members", a.attack.shown(step), step)
  a:judge(a:now(path).members ~= nil, "the members when asked", "none")
end
rows["ok-unicode"] = function(a, t)
  for _, text in ipairs { "李小龍", "Ада Лавлейс", "عائشة", "👩‍🚀 Ada", "Zoë Ångström", "a\u{301}e", "ｆｕｌｌ" } do
    local step = a:send { method = "POST", path = "/Users", json = a:body("u", { displayName = text, name = { familyName = text } }) }
    a:accepted(step, { 201 })
    if step.status == 201 then
      local after = a:now("/Users/" .. t.url:encode(step.json.id))
      a:judge(after.displayName == text and after.name.familyName == text, text .. " unchanged", tostring(after.displayName), step)
    end
  end
end
rows["ok-empty-list"] = function(a)
  local step = a:list('userName eq "nobody-has-this-name@example.test"')
  a:judge(step.status == 200 and step.json and step.json.totalResults == 0 and #(step.json.Resources or {}) == 0, "200 and totalResults 0", a.attack.shown(step), step)
end
rows["ok-unknown-attr-tolerated"] = function(a)
  local step = a:send { method = "POST", path = "/Users", json = a:body("u", { favouriteColour = "green" }) }
  a:created_or_refused(step, "the attribute ignored", function(user) return user.favouriteColour == nil end)
  a:reads(step.status == 201 and "unknown attributes are ignored" or "unknown attributes are refused with " .. step.status, step)
end
rows["ok-head-options"] = function(a)
  for _, method in ipairs { "HEAD", "OPTIONS" } do
    local step = a:send { method = method, path = "/Users" }
    a:judge(step.status < 500 or step.status == 501, "an answer", "HTTP " .. step.status, step)
    local without = a:send { method = method, path = "/Users", token = false }
    a:judge(without.status < 500 or without.status == 501, "an answer", "HTTP " .. without.status, without)
    a:judge(method ~= "HEAD" or without.status >= 400, "HEAD asks for the token", "HTTP " .. without.status, without)
    a:reads(method .. ": HTTP " .. step.status, step)
  end
end
rows["ok-scim-after-attack"] = function(a, t)
  local _, path = a:user("p")
  for _, request in ipairs { { path = "/Users", token = false }, { path = "/Users", query = { filter = "((" } }, { method = "POST", path = "/Users", body = "{" },
                             { method = "PATCH", path = path, body = "[]" }, { method = "DELETE", path = "/Users/nobody" }, { path = "/Users?count=x" }, { method = "FOO", path = "/Users" } } do
    a:send(request)
    local well, step = a:is_well()
    a:judge(well, "ordinary work afterwards", a.attack.shown(step), step)
  end
end

local story = {
  id    = "negative/scim-controls",
  title = "Good requests are done, however often bad ones came before",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-controls", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
