-- Reading one resource, requirement by requirement.
local rows = {}

rows["read-status"] = function(t, scim)
  local user, path = scim.given_user(t)
  local read = scim.get(t, path)
  t:holds(read.status == 200 and read.json and read.json.id == user.id and read.json.userName == scim.user_name(t),
          { step = read, expected = "200 with the person", actual = read.status == 200 and read.body or scim.error_of(read) })
end

rows["read-unknown"] = function(t, scim) scim.must_refuse(t, scim.get(t, "/Users/" .. scim.unknown_id(t)), 404) end

rows["read-location"] = function(t, scim)
  local _, path = scim.given_user(t)
  local read = scim.get(t, path)
  local header, told = read.headers["Location"], read.json and read.json.meta and read.json.meta.location
  if not header then t:skip("no Location is sent with a resource") end
  t:holds(header == told, { step = read, expected = "Location " .. tostring(told), actual = header })
end

rows["read-filter"] = function(t, scim)
  local user, path = scim.given_user(t)
  for filter, matching in pairs { ["active eq true"] = true, ["active eq false"] = false } do
    local step = scim.query(t, path, { filter = filter })
    local json = step.json or {}
    local is_list = json.totalResults ~= nil
    local kept = is_list and json.totalResults == (matching and 1 or 0) or (not is_list and json.id == user.id)
    t:reads(filter .. ": " .. (step.status ~= 200 and "HTTP " .. step.status or is_list and "a list" or "the resource"), step)
    t:holds(step.status == 200 and kept or scim.refused(step, step.status) and step.status < 500,
            { step = step, expected = "the person, a list as the filter says, or a refusal", actual = step.status == 200 and step.body or scim.error_of(step) })
  end
end

local story = {
  id    = "scim-rfc/read",
  title = "One resource is read as RFC 7644 section 3.4.1 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-read", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
