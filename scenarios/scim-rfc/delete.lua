-- Deleting resources, requirement by requirement.
local rows = {}

-- A person who was deleted.
local function deleted(t, scim)
  local user, path = scim.given_user(t)
  local step = scim.delete(t, path)
  t:given("the deletion is answered with success", scim.ok(step), "HTTP " .. step.status)
  return user, path, step
end

rows["delete-status"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = scim.delete(t, path)
  t:holds(step.status == 204 and step.body == "", { step = step, expected = "204 and no body",
    actual = "HTTP " .. step.status .. ", " .. #step.body .. " octets" })
end

rows["delete-gone"] = function(t, scim)
  local user, path = deleted(t, scim)
  scim.must_refuse(t, scim.get(t, path), 404)
  scim.must_refuse(t, scim.put(t, path, scim.user(t, "ada", { id = user.id })), 404)
  local patched = scim.patch(t, path, { { op = "replace", path = "active", value = true } })
  if patched.status ~= 501 then scim.must_refuse(t, patched, 404) end
  scim.must_refuse(t, scim.delete(t, path), 404)
end

rows["delete-unlisted"] = function(t, scim)
  local user = deleted(t, scim)
  local found = scim.query(t, "/Users", { filter = 'userName eq "' .. user.userName .. '"' })
  t:given("a look-up by userName is answered", found.status == 200, scim.error_of(found))
  scim.must_be(t, found, "users found:", 0, #scim.column(found))
end

rows["delete-name-free"] = function(t, scim)
  deleted(t, scim)
  local again = scim.post(t, "/Users", scim.user(t))
  t:holds(again.status == 201, { step = again, expected = "201", actual = scim.error_of(again) })
end
rows["delete-new-id"] = function(t, scim)
  local user = deleted(t, scim)
  local again = scim.post(t, "/Users", scim.user(t))
  t:given("the userName may be used again", again.status == 201 and again.json, scim.error_of(again))
  t:holds(again.json.id ~= user.id, { step = again, expected = "another id", actual = "the same" })
end

rows["delete-unknown"] = function(t, scim)
  scim.must_refuse(t, scim.delete(t, "/Users/idpsim-" .. t.unique .. "-nobody"), 404)
  scim.must_refuse(t, scim.delete(t, "/Groups/idpsim-" .. t.unique .. "-nobody"), 404)
end

rows["delete-leaves-groups"] = function(t, scim)
  local ada, grace = scim.given_user(t, "ada"), scim.given_user(t, "grace")
  local group, path = scim.given_group(t, "crew", { members = { { value = ada.id }, { value = grace.id } } })
  local members = scim.shown_members(t, scim.get(t, path))
  t:given("the group has two members", #members == 2, #members)
  local step = scim.delete(t, "/Users/" .. t.url:encode(ada.id))
  t:given("the deletion is answered with success", scim.ok(step), "HTTP " .. step.status)
  local read = scim.get(t, path)
  t:given("the group can be read", read.status == 200 and read.json and read.json.id == group.id, "HTTP " .. read.status)
  local left = scim.values(read.json, "members")
  t:holds(#left == 1 and left[1] == grace.id, { step = read, expected = "Grace alone is a member", actual = #left .. " members" })
end

local story = {
  id    = "scim-rfc/delete",
  title = "Resources are deleted as RFC 7644 section 3.6 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-delete", uses = "scim",
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
