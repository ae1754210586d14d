-- /Me, requirement by requirement.
local rows = {}

rows["me-answered"] = function(t, scim)
  local step = scim.get(t, "/Me")
  t:reads("GET /Me is answered with " .. step.status, step)
  t:holds(scim.has({ 200, 308, 403, 404, 501 }, step.status), { step = step, expected = "200, 308 or 501", actual = "HTTP " .. step.status })
end
rows["me-leads-on"] = function(t, scim)
  local step = scim.get(t, "/Me")
  if step.status ~= 308 then t:skip("/Me does not lead on") end
  local location = step.headers["Location"] or ""
  t:holds(location:find("/Users/[^/]+$") ~= nil, { step = step, expected = "the URI of a user", actual = location })
end
rows["me-location"] = function(t, scim)
  local step = scim.get(t, "/Me")
  if step.status ~= 200 then t:skip("/Me is not served") end
  local own = step.json and step.json.meta and step.json.meta.location
  t:holds(own ~= nil and step.headers["Location"] == own, { step = step, expected = tostring(own), actual = tostring(step.headers["Location"]) })
end

local story = {
  id    = "scim-rfc/me",
  title = "/Me is answered as RFC 7644 section 3.11 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-me", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
