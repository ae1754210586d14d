-- Pages by cursor, requirement by requirement.
local rows = {}

local function page(t, scim, cursor, count)
  return t.scim:send { method = "GET", path = "/Groups", query = { cursor = cursor, count = count } }
end

rows["cursor-walk"] = function(t, scim)
  local own, met, step, cursor = {}, {}, nil, ""
  for i = 1, 5 do own[i] = scim.given_group(t, "crew " .. i).id end
  for _ = 1, 60 do
    step = page(t, scim, cursor, 2)
    t:holds(step.status == 200, { step = step, expected = "a page", actual = scim.error_of(step) })
    if step.status ~= 200 then return end
    for _, id in ipairs(scim.column(step)) do
      t:holds(not met[id], { step = step, expected = "each group once", actual = id .. " twice" })
      met[id] = true
    end
    cursor = step.json.nextCursor
    if not cursor then break end
  end
  if cursor then return t:reads("more than 60 pages: the walk was not ended", step) end
  for _, id in ipairs(own) do t:holds(met[id], { step = step, expected = "all our groups", actual = "one was not met" }) end
end
rows["cursor-junk"] = function(t, scim)
  scim.must_refuse(t, page(t, scim, "idpsim-no-cursor", 2), 400, { "invalidCursor", "expiredCursor" })
end
rows["cursor-count"] = function(t, scim)
  scim.must_refuse(t, page(t, scim, "", "many"), 400, { "invalidCount", "invalidValue" })
end

local story = {
  id    = "scim-rfc/cursor",
  title = "Lists have cursors as RFC 9865 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-cursor", uses = "scim",
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
