-- PATCH requests with one fault, and those that are good and often answered wrong.
local rows = {}
local syntax = { "invalidSyntax", "invalidValue" }

local function body(a, path, json) return a:send { method = "PATCH", path = path, json = json } end
-- A change that would be good.
local good = { op = "replace", path = "displayName", value = "changed" }

rows["patch-no-schemas"] = function(a, t, scim)
  local _, path = a:user("p")
  a:refuses(path, { method = "PATCH", path = path, json = { Operations = { good } } })
  a:refuses(path, { method = "PATCH", path = path, json = { schemas = { scim.user_urn }, Operations = { good } } })
end
rows["patch-no-ops"] = function(a, t, scim)
  local _, path = a:user("p")
  for _, operations in ipairs { false, t.json.array {}, t.json.null, t.json.object { op = "replace", path = "displayName", value = "x" }, "replace" } do
    local json = { schemas = { scim.patch_urn }, Operations = operations or nil }
    a:refuses(path, { method = "PATCH", path = path, json = json }, { 400 }, syntax)
  end
end
rows["patch-unknown-op"] = function(a)
  local _, path = a:user("p")
  for _, op in ipairs { "move", "test", "copy", "", "replace " } do
    a:refuses_patch(path, { { op = op, path = "displayName", value = "x", from = "userName" } }, { 400 }, syntax)
  end
  a:refuses_patch(path, { { path = "displayName", value = "x" } }, { 400 }, syntax)
end
rows["patch-op-case"] = function(a)
  local _, path = a:user("p")
  for number, op in ipairs { "Add", "REPLACE", "Replace" } do
    local step = a:patch(path, { { op = op, path = "displayName", value = "by " .. number } })
    a:accepted(step, { 200, 204 })
    a:judge(a:now(path).displayName == "by " .. number, "the change", "none", step)
  end
  local step = a:patch(path, { { op = "Remove", path = "displayName" } })
  a:accepted(step, { 200, 204 })
  a:judge(a:now(path).displayName == nil, "the removal", "none", step)
end
rows["patch-remove-no-path"] = function(a)
  local user, path = a:user("p")
  a:refuses_patch(path, { { op = "remove" } }, { 400 }, { "noTarget" })
  a:refuses_patch(path, { { op = "remove", value = { displayName = "x" } } }, { 400 }, { "noTarget", "invalidValue", "invalidSyntax" })
  local _, group = a:group("g", { members = { { value = user.id } } })
  a:refuses_patch(group, { { op = "remove" } }, { 400 }, { "noTarget" })
end
rows["patch-replace-no-path"] = function(a)
  local user, path = a:user("p")
  local step = a:patch(path, { { op = "replace", value = { displayName = "merged", nickName = "m" } } })
  a:accepted(step, { 200, 204 })
  local after = a:now(path)
  a:judge(after.displayName == "merged" and after.nickName == "m", "both attributes set", tostring(after.displayName) .. ", " .. tostring(after.nickName), step)
  a:judge(after.userName == user.userName and after.name and after.name.familyName == "Byron", "the others as they were", "they are not", step)
end
rows["patch-replace-no-path-scalar"] = function(a, t)
  local _, path = a:user("p")
  for _, value in ipairs { "displayName", 7, true, t.json.array { "x" }, t.json.null } do
    a:refuses_patch(path, { { op = "replace", value = value } })
  end
  a:refuses_patch(path, { { op = "replace" } })
end
rows["patch-add-no-path-dotted"] = function(a, t, scim)
  local function look(key, value, read)
    local _, path = a:user("p")
    local step = a:patch(path, { { op = "add", value = { [key] = value } } })
    a:answered(step)
    local after = a:now(path)
    a:judge(after[key] == nil, "no attribute of that name", key .. " is there", step)
    if step.status < 300 then a:judge(read(after) == value, "the attribute that the name means", tostring(read(after)), step) end
  end
  look("name.givenName", "Dotted", function(after) return after.name and after.name.givenName end)
  look(scim.enterprise_urn .. ":department", "Tours", function(after) return after[scim.enterprise_urn] and after[scim.enterprise_urn].department end)
end
rows["patch-path-invalid"] = function(a, t)
  local _, path = a:user("p")
  for _, bad in ipairs { 'emails[type eq "work"', "..", "a b", "[", "", "emails[]", "name..givenName", ".name", 'emails[type eq "work"]]', "emails]type eq 1[", "1abc" } do
    a:refuses_patch(path, { { op = "replace", path = bad, value = "x" } }, { 400 }, { "invalidPath", "noTarget", "invalidFilter", "invalidSyntax", "invalidValue" })
  end
  a:refuses_patch(path, { { op = "replace", path = t.json.array { "displayName" }, value = "x" } }, { 400 })
end
rows["patch-path-unknown"] = function(a)
  local _, path = a:user("p")
  for _, op in ipairs { "add", "replace", "remove" } do
    for _, bad in ipairs { "favouriteColour", "name.colour", 'colours[type eq "a"].value' } do
      a:refuses_patch(path, { { op = op, path = bad, value = op ~= "remove" and "x" or nil } }, { 400 }, { "invalidPath", "noTarget" })
    end
  end
end
rows["patch-path-readonly"] = function(a)
  local user, path = a:user("p")
  a:refuses_patch(path, { { op = "replace", path = "meta.created", value = "1999-01-01T00:00:00Z" } }, { 400 }, { "mutability" })
  a:refuses_patch(path, { { op = "replace", path = "id", value = "x" } }, { 400 }, { "mutability" })
  a:refuses_patch(path, { { op = "remove", path = "id" } }, { 400 }, { "mutability", "invalidValue" })
  a:refuses_patch(path, { { op = "add", path = "groups", value = { { value = user.id } } } }, { 400 }, { "mutability" })
end
rows["patch-path-immutable"] = function(a)
  local one, two = a:user("one"), a:user("two")
  local _, group = a:group("g", { members = { { value = one.id } } })
  a:refuses_patch(group, { { op = "replace", path = 'members[value eq "' .. one.id .. '"].value', value = two.id } }, { 400 }, { "mutability" })
end
rows["patch-filter-nomatch-replace"] = function(a)
  local _, path = a:user("p", { emails = { { value = "one@example.test", type = "work" } } })
  a:refuses_patch(path, { { op = "replace", path = 'emails[value co "nobody"].display', value = "x" } }, { 400 }, { "noTarget" })
  a:refuses_patch(path, { { op = "replace", path = 'emails[type eq "other" or type eq "home"]', value = { value = "x@example.test" } } }, { 400 }, { "noTarget" })
  -- Entra ID counts on an element that is made from the filter's equalities; never is success told of nothing.
  local before = a:now(path)
  local step = a:patch(path, { { op = "replace", path = 'emails[type eq "other"].value', value = "x@example.test" } })
  local after = a:now(path)
  if step.status >= 400 then
    a:refused(step, { 400 }, { "noTarget" })
    a:kept(path, before)
  else
    local made = 0
    for _, one in ipairs(after.emails or {}) do
      if one.type == "other" and one.value == "x@example.test" then made = made + 1 end
    end
    a:judge(made == 1 and #after.emails == 2, "noTarget, or the value created", #(after.emails or {}) .. " e-mails", step)
  end
  a:reads(step.status < 300 and "a value is created from a filter of equalities" or a.attack.shown(step), step)
end
rows["patch-filter-nomatch-add"] = function(a)
  local _, path = a:user("p", { emails = { { value = "one@example.test", type = "work" } } })
  local step = a:patch(path, { { op = "add", path = 'emails[type eq "home"].value', value = "two@example.test" } })
  local after = a:now(path)
  local work, home = 0, 0
  for _, one in ipairs(after.emails or {}) do
    if one.value == "one@example.test" then work = work + 1 elseif one.value == "two@example.test" and one.type == "home" then home = home + 1 end
  end
  a:judge(work == 1 and home == (step.status < 300 and 1 or 0), "the value created, or a refusal", #(after.emails or {}) .. " e-mails", step)
  a:reads(step.status < 300 and "the value is created" or a.attack.shown(step), step)
end
rows["patch-filter-manymatch"] = function(a)
  local _, path = a:user("p", { emails = { { value = "a@example.test", type = "work" }, { value = "b@example.test", type = "work" }, { value = "c@example.test", type = "home" } } })
  local step = a:patch(path, { { op = "replace", path = 'emails[type eq "work"].display', value = "changed" } })
  a:accepted(step, { 200, 204 })
  local changed = {}
  for _, one in ipairs(a:now(path).emails or {}) do
    if one.display == "changed" then changed[#changed + 1] = one.value:sub(1, 1) end
  end
  table.sort(changed)
  a:judge(table.concat(changed) == "ab", "both values changed and no other", table.concat(changed), step)
end

-- A group of three, and what its members are, by their places.
local function crew(a)
  local users = { a:user("one"), nil, nil }
  users[2] = a:user("two")
  users[3] = a:user("three")
  local members = {}
  for _, one in ipairs(users) do members[#members + 1] = { value = one.id } end
  local _, path = a:group("crew", { members = members })
  return users, path
end
local function members_of(a, users, path)
  local out = {}
  for _, member in ipairs(a:now(path).members or {}) do
    local place = "?"
    for number, user in ipairs(users) do
      if user.id == member.value then place = tostring(number) end
    end
    out[#out + 1] = place
  end
  table.sort(out)
  return table.concat(out)
end
local function makes(a, operations, wanted, also_refused)
  local users, path = crew(a)
  local step = a:patch(path, operations(users))
  local got = members_of(a, users, path)
  if also_refused and step.status >= 400 then
    a:refused(step, { 400 })
    return a:judge(got == "123", "the group as it was", "members " .. got, step)
  end
  a:accepted(step, { 200, 204 })
  a:judge(got == wanted, "members " .. wanted, "members " .. got, step)
end

rows["patch-member-remove-filter"] = function(a)
  makes(a, function(users) return { { op = "remove", path = 'members[value eq "' .. users[1].id .. '"]' } } end, "23")
end
rows["patch-member-remove-value-array"] = function(a)
  makes(a, function(users) return { { op = "remove", path = "members", value = { { value = users[1].id } } } } end, "23", true)
  makes(a, function(users) return { { op = "Remove", path = "members", value = { { ["$ref"] = "null", value = users[2].id } } } } end, "13", true)
end
rows["patch-member-replace"] = function(a)
  makes(a, function(users) return { { op = "replace", path = "members", value = { { value = users[2].id } } } } end, "2")
  makes(a, function(users) return { { op = "replace", value = { members = { { value = users[3].id }, { value = users[1].id } } } } } end, "13")
end
rows["patch-member-dup"] = function(a)
  makes(a, function(users) return { { op = "add", path = "members", value = { { value = users[1].id }, { value = users[1].id } } },
                                    { op = "add", path = "members", value = { { value = users[2].id } } } } end, "123")
end
rows["patch-member-unknown"] = function(a)
  local _, path = a:group("g")
  for _, id in ipairs { "nobody-has-this-id", "00000000-0000-4000-8000-000000000000" } do
    a:refuses_patch(path, { { op = "add", path = "members", value = { { value = id } } } }, { 400, 404 })
  end
  a:answered(a:patch(path, { { op = "add", path = "members", value = { { value = "" } } } }))
  a:judge(#(a:now(path).members or {}) == 0, "no member", #(a:now(path).members or {}) .. " members")
end
rows["patch-atomic"] = function(a)
  local user, path = a:user("p")
  a:refuses_patch(path, { { op = "replace", path = "displayName", value = "first" }, { op = "add", path = "nickName", value = "second" },
                          { op = "replace", path = 'emails[type eq "none"].value', value = "x" } }, { 400 })
  a:refuses_patch(path, { { op = "replace", path = "displayName", value = "first" }, { op = "replace", path = "id", value = "x" } }, { 400 })
  local _, group = a:group("g")
  a:refuses_patch(group, { { op = "add", path = "members", value = { { value = user.id } } }, { op = "add", path = "members", value = { { value = "nobody" } } } }, { 400, 404 })
end
rows["patch-order"] = function(a)
  local _, path = a:user("p")
  a:accepted(a:patch(path, { { op = "replace", path = "displayName", value = "first" }, { op = "replace", path = "displayName", value = "last" } }), { 200, 204 })
  a:judge(a:now(path).displayName == "last", "the last one", a:now(path).displayName)
  a:accepted(a:patch(path, { { op = "remove", path = "displayName" }, { op = "add", path = "displayName", value = "anew" } }), { 200, 204 })
  a:judge(a:now(path).displayName == "anew", "the one that was added after", a:now(path).displayName)
end
rows["patch-primary-flip"] = function(a)
  local function primaries(path)
    local out = {}
    for _, one in ipairs(a:now(path).emails or {}) do
      if one.primary then out[#out + 1] = one.value end
    end
    return table.concat(out, " ")
  end
  local _, path = a:user("p", { emails = { { value = "a@example.test", type = "work", primary = true }, { value = "b@example.test", type = "home" } } })
  a:accepted(a:patch(path, { { op = "add", path = "emails", value = { { value = "c@example.test", type = "other", primary = true } } } }), { 200, 204 })
  a:judge(primaries(path) == "c@example.test", "one primary, the new one", primaries(path))
  a:accepted(a:patch(path, { { op = "replace", path = 'emails[type eq "home"].primary', value = true } }), { 200, 204 })
  a:judge(primaries(path) == "b@example.test", "one primary, the new one", primaries(path))
end
rows["patch-huge-ops"] = function(a, t, scim)
  local _, path = a:user("p")
  local one = '{"op":"replace","path":"displayName","value":"x"},'
  local text = '{"schemas":["' .. scim.patch_urn .. '"],"Operations":[' .. one:rep(99999) .. one:sub(1, -2) .. "]}"
  a:survived(a:send { method = "PATCH", path = path, body = text })
end
rows["patch-huge-members"] = function(a, t, scim)
  local user = a:user("p")
  local _, path = a:group("g")
  local one = '{"value":"' .. user.id .. '"},'
  local text = '{"schemas":["' .. scim.patch_urn .. '"],"Operations":[{"op":"add","path":"members","value":[' .. one:rep(49999) .. one:sub(1, -2) .. "]}]}"
  local step = a:send { method = "PATCH", path = path, body = text }
  a:survived(step)
  a:judge(#(a:now(path).members or {}) == (step.status < 300 and 1 or 0), "the one member once, or none", #(a:now(path).members or {}) .. " members", step)
end
rows["patch-path-regex"] = function(a)
  local _, path = a:user("p", { emails = { { value = ("a"):rep(40) .. "!", type = "work" } } })
  a:survived(a:patch(path, { { op = "replace", path = 'emails[value sw "((((((a+)+)+)+"].display', value = "x" } }), { 200, 204, 400 })
  a:survived(a:patch(path, { { op = "replace", path = 'emails[value co "(a+)+$"].display', value = "x" } }), { 400 })
  a:survived(a:patch(path, { { op = "replace", path = 'emails[value eq ".*"].display', value = "x" } }), { 400 })
  a:judge((a:now(path).emails[1] or {}).display == nil, "no value selected", "one was")
end
rows["patch-value-type"] = function(a, t)
  local _, path = a:user("p")
  for _, operation in ipairs { { path = "name", value = "Ada Byron" }, { path = "emails", value = 7 }, { path = "emails", value = t.json.array { t.json.array { "a" } } },
                               { path = "displayName", value = t.json.object { a = "b" } }, { path = "displayName", value = t.json.array { "a", "b" } },
                               { path = "name.givenName", value = 7 }, { path = "userName", value = true } } do
    a:refuses_patch(path, { { op = "replace", path = operation.path, value = operation.value } }, { 400 }, { "invalidValue", "invalidSyntax" })
  end
  -- A single value where a list belongs may be read as a list of one.
  a:inert(path, { method = "PATCH", path = path, json = { schemas = { a.scim.patch_urn }, Operations = { { op = "replace", path = "emails", value = "a@example.test" } } } },
          "a list of that one value, or none", function(user) return user.emails == nil or #user.emails == 1 and user.emails[1].value == "a@example.test" end)
end
rows["patch-null"] = function(a, t)
  local _, path = a:user("p", { displayName = "there", nickName = "here" })
  local step = a:patch(path, { { op = "replace", path = "displayName", value = t.json.null } })
  a:accepted(step, { 200, 204 })
  a:judge(a:now(path).displayName == nil, "displayName unassigned", a:now(path).displayName, step)
  a:judge(a:now(path).nickName == "here", "the others as they were", a:now(path).nickName)
  a:refuses_patch(path, { { op = "replace", path = "userName", value = t.json.null } }, { 400 })
end
rows["patch-username-null"] = function(a)
  local _, path = a:user("p")
  a:refuses_patch(path, { { op = "remove", path = "userName" } }, { 400 })
  a:refuses_patch(path, { { op = "replace", path = "userName", value = "" } }, { 400 })
end
rows["patch-urn-path"] = function(a, t, scim)
  local user, path = a:user("p")
  local step = a:patch(path, { { op = "add", path = scim.enterprise_urn .. ":department", value = "Tours" }, { op = "replace", path = scim.user_urn .. ":displayName", value = "by URN" } })
  a:accepted(step, { 200, 204 })
  local after = a:now(path)
  a:judge(after[scim.enterprise_urn] and after[scim.enterprise_urn].department == "Tours" and after.displayName == "by URN", "both changes", "not both", step)
end
rows["patch-urn-confusion"] = function(a, t, scim)
  local _, path = a:user("p")
  for _, bad in ipairs { scim.user_urn .. ":userName.evil", scim.enterprise_urn .. ":department.evil", "urn:ietf:params:scim:schemas:core:2.0:Nobody:userName",
                         "urn:ietf:params:scim:schemas:core:2.0", scim.user_urn .. ":", scim.group_urn .. ":displayName", scim.user_urn .. ".userName" } do
    a:refuses_patch(path, { { op = "replace", path = bad, value = "x" } }, { 400 }, { "invalidPath", "noTarget", "invalidValue" })
  end
end

local story = {
  id    = "negative/scim-patch",
  title = "A PATCH does what it says, all of it or nothing",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-patch", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
