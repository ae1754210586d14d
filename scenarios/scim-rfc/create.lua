-- Creating resources, requirement by requirement.
local rows = {}

rows["create-status"] = function(t, scim)
  for _, one in ipairs { { "/Users", scim.user(t) }, { "/Groups", scim.group(t) } } do
    local made = scim.post(t, one[1], one[2])
    scim.must_be(t, made, "POST " .. one[1] .. ": status", 201, made.status)
  end
end

rows["create-read-only"] = function(t, scim)
  local user, _, made = scim.given_user(t, "ada", { id = "chosen-by-the-client", meta = { created = "1999-01-01T00:00:00Z", resourceType = "Group" } })
  scim.must_be(t, made, "the client's id taken over:", false, user.id == "chosen-by-the-client")
  t:holds(user.meta and user.meta.resourceType == "User" and not tostring(user.meta.created):find("1999", 1, true),
          { step = made, expected = "meta of the server's own", actual = "resourceType " .. tostring(user.meta and user.meta.resourceType) ..
            ", created " .. tostring(user.meta and user.meta.created) })
end

local story = {
  id    = "scim-rfc/create",
  title = "Resources are created as RFC 7644 section 3.3 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-create", uses = "scim",
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
