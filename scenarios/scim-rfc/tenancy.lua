-- Who may do what, requirement by requirement.
local rows = {}

rows["token-of-its-organisation"] = function(t, scim)
  local _, path = scim.given_user(t)
  t:given("the person can be read here", scim.get(t, path).status == 200, "")
  local other = t:second_organisation {}
  local foreign = { scim = other.scim, url = t.url }
  -- The other organisation's client, at this one's resource.
  local there = scim.get(foreign, path)
  t:holds(there.status == 404 or there.status == 403 or there.status == 401, { step = there, expected = "401, 403 or 404 below the other organisation", actual = "HTTP " .. there.status })
end

rows["external-id-of-its-organisation"] = function(t, scim)
  local external = "ext-" .. t.unique
  scim.given_user(t, "ada", { externalId = external })
  local other = t:second_organisation {}
  local made = other.scim:send { method = "POST", path = "/Users", json = scim.user(t, "ada", { externalId = external }) }
  scim.must_be(t, made, "status there", 201, made.status)
end

rows["token-revocable"] = function(t, scim)
  scim.given_user(t)
  local issued = t.sp:act("renew_scim_token", {})
  t:given("another token is issued", issued.ok, tostring(issued.status))
  local step = scim.get(t, "/Users")
  scim.must_be(t, step, "status with the old token:", 401, step.status)
end

local story = {
  id    = "scim-rfc/tenancy",
  title = "SCIM is opened by the organisation's own token, as long as it is valid",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-tenancy", uses = "scim",
  needs = { "scim", "sp.tenants", "sp.can.renew_scim_token" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
