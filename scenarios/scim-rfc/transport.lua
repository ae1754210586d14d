-- How SCIM travels, its endpoints, methods and versions, requirement by requirement.
local rows = {}
local json_type, plain_type = "application/scim+json", "application/json"

-- The media type without parameters, in lower case.
local function type_of(step) return (step.headers["Content-Type"] or "no Content-Type"):lower():match("^[^;%s]*") or "" end
local function expect_type(t, step, wanted, what)
  t:holds(wanted[type_of(step)], { step = step, expected = what, actual = "HTTP " .. step.status .. ", " .. type_of(step) })
end

rows["base-without-query"] = function(t, scim)
  local user, _, made = scim.given_user(t)
  for name, uri in pairs { ["meta.location"] = user.meta and user.meta.location or "", Location = made.headers["Location"] or "" } do
    t:holds(not uri:find("?", 1, true), { step = made, expected = name .. " without query", actual = uri })
  end
end

rows["unauthenticated-challenge"] = function(t, scim)
  for who, token in pairs { ["no credentials"] = false, ["a wrong token"] = "not-one-of-yours" } do
    local step = t.scim:send { path = "/Users", token = token }
    if step.status ~= 401 then
      t:reads(who .. " is answered HTTP " .. step.status, step)
    else
      local scheme = step.headers["WWW-Authenticate"]
      t:holds(scheme and scheme:find("%a"), { step = step, expected = "WWW-Authenticate with the 401 for " .. who, actual = scheme or "no such header" })
    end
  end
end

rows["anonymous-refused"] = function(t, scim)
  local step = t.scim:send { path = "/Users", token = false }
  t:holds(step.status == 401 or step.status == 403, { step = step, expected = "401", actual = "HTTP " .. step.status })
end

rows["bodies-are-objects"] = function(t, scim)
  local user, path, made = scim.given_user(t)
  local answers = { ["a creation"] = made, ["a resource"] = scim.get(t, path), ["a list"] = scim.get(t, "/Users?count=1"),
    ["404"] = scim.get(t, "/Users/" .. scim.unknown_id(t)), ["a bad creation"] = scim.post(t, "/Users", { schemas = { scim.user_urn } }),
    ["no credentials"] = t.scim:send { path = "/Users", token = false } }
  for what, step in pairs(answers) do
    local ok = step:kind("") == "object" and step:kind("/schemas") == "array" and #step.json.schemas > 0
    t:holds(ok, { step = step, expected = "the answer to " .. what .. ": an object with schemas",
      actual = "HTTP " .. step.status .. ", " .. (step:kind("") or "no JSON") .. ", schemas: " .. (step:kind("/schemas") or "none") })
  end
end

rows["messages-not-listed"] = function(t, scim)
  local step = scim.get(t, "/Schemas")
  if step.status ~= 200 or step:kind("/Resources") ~= "array" then t:skip("/Schemas is answered HTTP " .. step.status) end
  for _, id in ipairs(scim.column(step)) do
    t:holds(not tostring(id):lower():find("^urn:ietf:params:scim:api:"), { step = step, expected = "schemas of resources only", actual = id })
  end
end

rows["answer-is-state"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { idpsimShoeSize = "42", title = "Engineer" }))
  if made.status == 400 then
    t:reads("an attribute that no schema has is refused", made)
    made = scim.post(t, "/Users", scim.user(t, "ada", { title = "Engineer" }))
  end
  t:given("a person is created", made.status == 201 and made.json and made.json.id, scim.error_of(made))
  local read = scim.get(t, "/Users/" .. t.url:encode(made.json.id))
  t:given("and can be read", read.status == 200 and read.json, scim.error_of(read))
  for _, body in ipairs { made.json, read.json } do
    if body.meta then body.meta.version = nil end
  end
  t:holds(scim.same(made.json, read.json), { step = read, expected = "what the creation answered: " .. made.body, actual = read.body })
end

rows["utf8"] = function(t, scim)
  local name = "Žofie Ærø 東京 \u{1D11E}"
  local _, path = scim.given_user(t, "ada", { displayName = name })
  local read = scim.get(t, path)
  scim.must_be(t, read, "displayName", name, read.json and read.json.displayName)
end

rows["accept-scim-json"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = t.scim:send { path = path, headers = { Accept = json_type } }
  scim.must_be(t, step, "status", 200, step.status)
  expect_type(t, step, { [json_type] = true }, json_type)
end

rows["accept-json"] = function(t, scim)
  local _, path = scim.given_user(t)
  local step = t.scim:send { path = path, headers = { Accept = plain_type } }
  t:holds(step.status == 200 and step:kind("") == "object", { step = step, expected = "200 with an object", actual = "HTTP " .. step.status })
  expect_type(t, step, { [json_type] = true, [plain_type] = true }, plain_type .. " or " .. json_type)
end

rows["accept-missing"] = function(t, scim)
  local _, path = scim.given_user(t)
  for what, accept in pairs { ["no Accept"] = false, ["Accept: */*"] = "*/*" } do
    local step = t.scim:send { path = path, headers = { Accept = accept } }
    t:holds(step.status == 200 and step:kind("") == "object", { step = step, expected = "200 with an object for " .. what, actual = "HTTP " .. step.status })
  end
end

local function creates_with(t, scim, word, content_type)
  local step = t.scim:send { method = "POST", path = "/Users", json = scim.user(t, word), content_type = content_type }
  t:holds(step.status == 201, { step = step, expected = "201 for a body of type " .. content_type, actual = scim.error_of(step) })
end
rows["body-scim-json"] = function(t, scim)
  creates_with(t, scim, "ada", json_type)
  creates_with(t, scim, "bob", json_type .. "; charset=utf-8")
end
rows["body-plain-json"] = function(t, scim) creates_with(t, scim, "ada", plain_type) end

rows["answer-media-type"] = function(t, scim)
  local _, path, made = scim.given_user(t)
  for what, step in pairs { creation = made, resource = scim.get(t, path), list = scim.get(t, "/Users?count=1"),
                            ["404"] = scim.get(t, "/Users/" .. scim.unknown_id(t)),
                            ["400"] = scim.post(t, "/Users", { schemas = { scim.user_urn } }) } do
    expect_type(t, step, { [json_type] = true }, what .. ": " .. json_type)
  end
end

-- Two spellings that are one name by PRECIS: the second person is refused.
local function same_name(t, scim, first, second)
  local one = scim.post(t, "/Users", scim.user(t, first))
  if one.status == 400 then t:skip("a userName of such letters is refused: " .. scim.error_of(one)) end
  t:given("the first person is created", one.status == 201, scim.error_of(one))
  local other = scim.post(t, "/Users", scim.user(t, second))
  t:holds(other.status == 409 or other.status == 400, { step = other, expected = "409, the name being taken", actual = scim.error_of(other) })
end
rows["composed-letters"] = function(t, scim) same_name(t, scim, "zo\u{EB}", "zoe\u{308}") end
rows["wide-letters"] = function(t, scim) same_name(t, scim, "ada", "\u{FF41}d\u{FF41}") end

rows["users-methods"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t))
  scim.must_be(t, made, "POST /Users: status", 201, made.status)
  t:given("a person is created", made.json and made.json.id, scim.error_of(made))
  local path = "/Users/" .. t.url:encode(made.json.id)
  for _, one in ipairs { { scim.get(t, "/Users?count=1"), "GET /Users", 200 }, { scim.get(t, path), "GET of a person", 200 },
                         { scim.put(t, path, scim.user(t)), "PUT of a person", 200 }, { scim.delete(t, path), "DELETE of a person", 204 } } do
    scim.must_be(t, one[1], one[2] .. ": status", one[3], one[1].status)
  end
end

rows["put-makes-nothing"] = function(t, scim)
  local id = scim.unknown_id(t)
  local put = scim.put(t, "/Users/" .. id, scim.user(t, "ada", { id = id }))
  t:holds(put.status >= 400, { step = put, expected = "a refusal", actual = "HTTP " .. put.status })
  local read = scim.get(t, "/Users/" .. id)
  t:holds(read.status ~= 200, { step = read, expected = "no resource of that id", actual = "HTTP " .. read.status })
  local made = scim.post(t, "/Users", scim.user(t))
  t:holds(made.status ~= 409, { step = made, expected = "the userName still free", actual = scim.error_of(made) })
end

rows["method-not-supported"] = function(t, scim)
  local _, path = scim.given_user(t)
  local answers = { ["POST to a person"] = scim.post(t, path, scim.user(t, "bob")) }
  local config = scim.get(t, "/ServiceProviderConfig")
  local patch = config.status == 200 and config.json and config.json.patch
  if patch and patch.supported == false then
    answers["PATCH, which is disclaimed"] = scim.patch(t, path, { { op = "replace", path = "title", value = "x" } })
  end
  for what, step in pairs(answers) do
    t:holds((step.status == 405 or step.status == 501 or step.status == 404) and scim.refused(step, step.status),
            { step = step, expected = what .. ": a SCIM error of status 405 or 501", actual = scim.error_of(step) })
  end
end

rows["error-says-its-status"] = function(t, scim)
  local taken = scim.given_user(t)
  for _, step in ipairs { scim.get(t, "/Users/" .. scim.unknown_id(t)), scim.post(t, "/Users", { schemas = { scim.user_urn } }),
                          scim.post(t, "/Users", scim.user(t)) } do
    local told = step.json and step.json.status
    t:holds(step.status >= 400 and tonumber(told) == step.status, { step = step, expected = "status " .. step.status, actual = tostring(told) })
  end
end

rows["listed-endpoints-answer"] = function(t, scim)
  local types = scim.get(t, "/ResourceTypes")
  if types.status ~= 200 or types:kind("/Resources") ~= "array" then t:skip("/ResourceTypes is answered HTTP " .. types.status) end
  for _, endpoint in ipairs(scim.column(types, "endpoint")) do
    local path = "/" .. endpoint:gsub("^/", "")
    local step = scim.get(t, path .. "?count=1")
    scim.must_be(t, step, "GET " .. path .. ": status", 200, step.status)
  end
end

local function harmless(t, scim, suffixes)
  for _, suffix in ipairs(suffixes) do
    local step = scim.get(t, "/Users" .. suffix)
    t:holds(step.status == 200 and step:kind("/totalResults"), { step = step, expected = "a list for /Users" .. suffix, actual = scim.error_of(step) })
  end
end
rows["unknown-parameters"] = function(t, scim) harmless(t, scim, { "?count=1&idpsimUnknown=yes" }) end
rows["stray-query-marks"] = function(t, scim) harmless(t, scim, { "?count=1&", "?" }) end

rows["version-segment"] = function(t, scim)
  local user, _, made = scim.given_user(t)
  local uri = user.meta and tostring(user.meta.location) or ""
  local function version(text) return text:match("/([vV]%d+)/") or text:match("/([vV]%d+)$") or "none" end
  scim.must_be(t, made, "version in meta.location:", version(t.scim.base), version(uri))
end

rows["version-unknown"] = function(t, scim)
  local step = scim.get(t, "/v9/Users")
  t:holds(step.status == 404 or scim.refused(step, 400, { "invalidVers" }),
          { step = step, expected = "404, or 400 invalidVers", actual = scim.error_of(step) })
end

local story = {
  id    = "scim-rfc/transport",
  title = "SCIM travels over HTTP as RFC 7644 sections 2 and 3 say",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-transport", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
