-- Groups, requirement by requirement.
local rows = {}

local function path_of(t, group) return "/Groups/" .. t.url:encode(group.id) end
local function reread(t, scim, path)
  local step = scim.get(t, path)
  t:given("it can be read: " .. path, step.status == 200 and step.json, scim.error_of(step))
  return step.json, step
end
local function members_of(t, scim, group)
  local read, step = reread(t, scim, path_of(t, group))
  return scim.values(read, "members"), step, read
end

rows["groups-methods"] = function(t, scim)
  local made = scim.post(t, "/Groups", scim.group(t))
  t:holds(scim.ok(made) and made.json and made.json.id, { step = made, expected = "success of POST /Groups", actual = scim.error_of(made) })
  if not scim.ok(made) or not made.json or not made.json.id then return end
  local path = path_of(t, made.json)
  for _, one in ipairs { { scim.get(t, "/Groups?count=1"), "GET /Groups", 200 }, { scim.get(t, path), "GET of a group", 200 },
                         { scim.put(t, path, scim.group(t)), "PUT of a group", 200 }, { scim.delete(t, path), "DELETE of a group", 204 } } do
    scim.must_be(t, one[1], one[2] .. ": status", one[3], one[1].status)
  end
end

rows["group-create-status"] = function(t, scim)
  local made = scim.post(t, "/Groups", scim.group(t))
  scim.must_be(t, made, "status", 201, made.status)
end

rows["group-resource-type"] = function(t, scim)
  local group, _, made = scim.given_group(t, "crew", { meta = { resourceType = "User" } })
  scim.must_be(t, made, "meta.resourceType", "Group", group.meta and group.meta.resourceType)
end

rows["group-name-required"] = function(t, scim)
  scim.must_refuse_any_way(t, scim.post(t, "/Groups", { schemas = { scim.group_urn } }), 400, { "invalidValue" })
end

rows["group-name-taken"] = function(t, scim)
  scim.given_group(t)
  local second = scim.post(t, "/Groups", scim.group(t))
  t:reads(second.status == 201 and "names of groups need not be unique" or "names of groups are unique", second)
  t:holds(second.status == 201 or scim.refused(second, 409, { "uniqueness" }), { step = second, expected = "201, or 409 uniqueness", actual = scim.error_of(second) })
end

rows["single-member-in-list"] = function(t, scim)
  local ada = scim.given_user(t)
  local group = scim.given_group(t, "crew", { members = { { value = ada.id } } })
  local _, step = reread(t, scim, path_of(t, group))
  t:holds(step:kind("/members") == "array" and step:kind("/members/0") == "object",
          { step = step, expected = "members: a list of objects", actual = (step:kind("/members") or "nothing") .. " of " .. (step:kind("/members/0") or "nothing") })
end

rows["member-by-id-alone"] = function(t, scim)
  local ada = scim.given_user(t)
  local made = scim.post(t, "/Groups", scim.group(t, "crew", { members = { { value = ada.id } } }))
  t:holds(made.status == 201, { step = made, expected = "201", actual = scim.error_of(made) })
  if made.status ~= 201 then return end
  local members, step = members_of(t, scim, made.json)
  t:holds(scim.same_set(members, { ada.id }), { step = step, expected = "the one member " .. ada.id, actual = table.concat(members, ", ") })
end

rows["member-of-nobody"] = function(t, scim)
  local nobody = scim.unknown_id(t)
  local made = scim.post(t, "/Groups", scim.group(t, "crew", { members = { { value = nobody } } }))
  if not scim.ok(made) then
    t:reads("the group is refused", made)
    t:holds(scim.refused(made, 400) or scim.refused(made, 404), { step = made, expected = "400 or 404, or a group without that member", actual = scim.error_of(made) })
    return
  end
  t:reads("the group is created", made)
  local members, step = members_of(t, scim, made.json)
  t:holds(not scim.has(members, nobody), { step = step, expected = "no member of an id that nobody has", actual = table.concat(members, ", ") })
end

rows["member-group"] = function(t, scim)
  local inner = scim.given_group(t, "inner")
  local made = scim.post(t, "/Groups", scim.group(t, "outer", { members = { { value = inner.id, type = "Group" } } }))
  t:reads(scim.ok(made) and "groups may be members" or "groups may not be members", made)
  t:holds(made.status == 201 or scim.refused(made, 400), { step = made, expected = "201 or 400", actual = scim.error_of(made) })
end

rows["member-immutable"] = function(t, scim)
  local ada, bob = scim.given_user(t, "ada"), scim.given_user(t, "bob")
  local group = scim.given_group(t, "crew", { members = { { value = ada.id } } })
  local step = scim.patch(t, path_of(t, group), { { op = "replace", path = 'members[value eq "' .. ada.id .. '"].value', value = bob.id } })
  local members, read = members_of(t, scim, group)
  t:holds(scim.refused(step, 400), { step = step, expected = "a SCIM error of status 400", actual = scim.error_of(step) })
  t:holds(scim.same_set(members, { ada.id }), { step = read, expected = "the member " .. ada.id, actual = table.concat(members, ", ") })
end

rows["user-groups-listed"] = function(t, scim)
  local ada, path = scim.given_user(t)
  local crew, other = scim.given_group(t, "crew", { members = { { value = ada.id } } }), scim.given_group(t, "other")
  local user, step = reread(t, scim, path)
  local groups = scim.values(user, "groups")
  t:holds(scim.has(groups, crew.id) and not scim.has(groups, other.id), { step = step, expected = "groups: " .. crew.id, actual = table.concat(groups, ", ") })
end

-- An absolute URI, or one relative to the base or to the resource: its last two parts lead to the resource.
local function expect_reference(t, scim, step, uri, id, what)
  if uri == nil then return t:reads("no $ref in " .. what, step) end
  local read = scim.get(t, scim.path_of(uri) or "/" .. tostring(uri))
  t:holds(read.status == 200 and read.json and read.json.id == id, { step = read, expected = what .. ": $ref that leads to " .. id, actual = tostring(uri) .. ": HTTP " .. read.status })
end
rows["references-resolve"] = function(t, scim)
  local ada, path = scim.given_user(t)
  local crew = scim.given_group(t, "crew", { members = { { value = ada.id } } })
  local _, step, group = members_of(t, scim, crew)
  scim.shown_members(t, step)
  expect_reference(t, scim, step, group.members[1]["$ref"], ada.id, "a member")
  local user, read = reread(t, scim, path)
  if user.groups and user.groups[1] then expect_reference(t, scim, read, user.groups[1]["$ref"], crew.id, "a person's group") end
  if not group.members[1]["$ref"] and not (user.groups and user.groups[1] and user.groups[1]["$ref"]) then t:skip("the server gives no $ref") end
end

rows["ids-unique-across-types"] = function(t, scim)
  local seen = {}
  for _, word in ipairs { "a", "b", "c" } do
    local user, _, made = scim.given_user(t, word)
    local group, _, other = scim.given_group(t, word)
    t:holds(not seen[user.id], { step = made, expected = "an id of its own", actual = user.id })
    seen[user.id] = true
    t:holds(not seen[group.id], { step = other, expected = "an id of its own", actual = group.id })
    seen[group.id] = true
  end
end

rows["read-other-type"] = function(t, scim)
  local user = scim.given_user(t)
  scim.must_refuse(t, scim.get(t, path_of(t, user)), 404)
end

rows["group-without-members"] = function(t, scim)
  local ada = scim.given_user(t)
  local group = scim.given_group(t, "crew", { members = { { value = ada.id } } })
  scim.shown_members(t, scim.get(t, path_of(t, group)))
  local step = scim.get(t, path_of(t, group) .. "?excludedAttributes=members")
  t:holds(step.status == 200 and step:kind("/members") == nil and step:kind("/displayName"),
          { step = step, expected = "200 with displayName and without members", actual = step.status == 200 and step.body or scim.error_of(step) })
end

rows["group-put-members"] = function(t, scim)
  local ids = {}
  for i, word in ipairs { "ada", "bob", "cleo" } do ids[i] = scim.given_user(t, word).id end
  local group = scim.given_group(t, "crew", { members = { { value = ids[1] }, { value = ids[2] } } })
  local put = scim.put(t, path_of(t, group), scim.group(t, "crew", { members = { { value = ids[3] } } }))
  scim.must_be(t, put, "status", 200, put.status)
  local members, step = members_of(t, scim, group)
  t:holds(scim.same_set(members, { ids[3] }), { step = step, expected = "the one member " .. ids[3], actual = table.concat(members, ", ") })
end

rows["group-put-immutable"] = function(t, scim)
  local ada = scim.given_user(t)
  local group = scim.given_group(t, "crew", { members = { { value = ada.id, type = "User" } } })
  local before, first = reread(t, scim, path_of(t, group))
  local put = t.scim:send { method = "PUT", path = path_of(t, group), body = first.body }
  t:holds(put.status == 200, { step = put, expected = "200 for the members as they are", actual = scim.error_of(put) })
  local was = before.members and before.members[1] and before.members[1].type
  if was == nil then t:skip("the server shows no type of a member: one that has no value yet may be set") end
  local other = scim.put(t, path_of(t, group), scim.group(t, "crew", { members = { { value = ada.id, type = "Group" } } }))
  local read, step = reread(t, scim, path_of(t, group))
  local now = read.members and read.members[1] and read.members[1].type
  t:reads("another type of a member is answered HTTP " .. other.status, other)
  t:holds((scim.ok(other) or scim.refused(other, 400, { "mutability", "invalidValue" })) and now == was,
          { step = step, expected = "400 mutability, or the member of type " .. was, actual = scim.error_of(other) .. "; the type is " .. tostring(now) })
end

local story = {
  id    = "scim-rfc/groups",
  title = "Groups are kept as RFC 7643 section 4.2 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-groups", uses = "scim",
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
