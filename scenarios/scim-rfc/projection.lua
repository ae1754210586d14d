-- attributes and excludedAttributes, requirement by requirement.
local rows = {}

local function given(t, scim)
  local user, path = scim.given_user(t, "ada", { title = "Engineer", displayName = "Ada B.", emails = { { value = scim.user_name(t), type = "work" } } })
  t:given("title and displayName are kept", user.title == "Engineer" and user.displayName == "Ada B.", "")
  return user, path
end
-- That the body (a resource) has those members, and none of the others.
local function must_show(t, step, body, has, lacks)
  local wrong = step.status ~= 200 and "HTTP " .. step.status or nil
  for _, name in ipairs(has) do
    if not wrong and (not body or body[name] == nil) then wrong = "no " .. name end
  end
  for _, name in ipairs(lacks) do
    if not wrong and body and body[name] ~= nil then wrong = name .. " is there" end
  end
  t:holds(not wrong, { step = step, expected = table.concat(has, ", ") .. (#lacks > 0 and "; no " .. table.concat(lacks, ", no ") or ""), actual = wrong })
end
local function listed(t, scim, user, parameters)
  parameters.filter = 'userName eq "' .. user.userName .. '"'
  local step = scim.query(t, "/Users", parameters)
  t:given("the person is listed", step.status == 200 and step:kind("/Resources/0") == "object" and not step:kind("/Resources/1"), scim.error_of(step))
  return step, step.json.Resources[1]
end

rows["attributes-of-one"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.get(t, path .. "?attributes=userName")
  must_show(t, step, step.json, { "id", "userName" }, { "title", "displayName", "emails", "name" })
end
rows["attributes-of-a-list"] = function(t, scim)
  local step, one = listed(t, scim, given(t, scim), { attributes = "title" })
  must_show(t, step, one, { "id", "title" }, { "displayName", "emails", "name" })
end
rows["excluded-of-one"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.get(t, path .. "?excludedAttributes=emails,title")
  must_show(t, step, step.json, { "id", "userName", "displayName" }, { "emails", "title" })
end
rows["excluded-of-a-list"] = function(t, scim)
  local step, one = listed(t, scim, given(t, scim), { excludedAttributes = "title" })
  must_show(t, step, one, { "id", "userName", "displayName" }, { "title" })
end
rows["attributes-paths"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.get(t, path .. "?attributes=name.givenName,title")
  must_show(t, step, step.json, { "id", "title", "name" }, { "displayName", "emails" })
  must_show(t, step, step.json and step.json.name, { "givenName" }, { "familyName" })
end
rows["attributes-of-an-extension"] = function(t, scim)
  local user, path = scim.given_user(t, "ada", { schemas = { scim.user_urn, scim.enterprise_urn },
    [scim.enterprise_urn] = { department = "Mills", costCenter = "4130" } })
  if not user[scim.enterprise_urn] then t:skip("the enterprise extension is not supported") end
  local step = scim.get(t, path .. "?attributes=" .. t.url:encode(scim.enterprise_urn .. ":department"))
  must_show(t, step, step.json, { "id", scim.enterprise_urn }, { "name" })
  must_show(t, step, step.json and step.json[scim.enterprise_urn], { "department" }, { "costCenter" })
end
rows["attributes-and-excluded"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.get(t, path .. "?attributes=title,displayName&excludedAttributes=title")
  t:reads("both at once are answered HTTP " .. step.status, step)
  local body = step.json or {}
  local one_heeded = step.status == 200 and (body.emails == nil or body.title == nil)
  t:holds(one_heeded or scim.refused(step, 400), { step = step, expected = "400, or one of the two heeded", actual = step.status == 200 and step.body or scim.error_of(step) })
end
rows["attributes-of-a-put"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.put(t, path .. "?attributes=userName", scim.user(t, "ada", { title = "Engineer", displayName = "Ada" }))
  must_show(t, step, step.json, { "id", "userName" }, { "title", "displayName" })
end
rows["attributes-unknown"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.get(t, path .. "?attributes=idpsimShoeSize")
  must_show(t, step, step.json, { "id" }, { "idpsimShoeSize" })
end
rows["attributes-any-case"] = function(t, scim)
  local _, path = given(t, scim)
  local step = scim.get(t, path .. "?attributes=DISPLAYNAME")
  must_show(t, step, step.json, { "id", "displayName" }, { "title" })
end

local story = {
  id    = "scim-rfc/projection",
  title = "What is shown of a resource can be chosen as RFC 7644 section 3.9 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-projection", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
