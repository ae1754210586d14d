-- Messages on the wire as identity providers write and read them, requirement by requirement.
local rows = {}

local function answered(t, step, what)
  t:holds(step.status == 200, { step = step, expected = what .. " is answered", actual = "HTTP " .. step.status })
end
local function get(t, path, headers) return t.scim:send { method = "GET", path = path, headers = headers } end
local function create(t, scim, word, content_type)
  return t.scim:send { method = "POST", path = "/Users", json = scim.user(t, word), content_type = content_type }
end

rows["idp-retry-after"] = function(t)
  local step
  for _ = 1, 40 do
    step = t.scim:send { path = "/Users?count=1", patient = false }
    if step.status == 429 then break end
  end
  if step.status ~= 429 then t:skip("40 requests in a row bring no 429") end
  local told = step.headers["Retry-After"]
  t:holds(told ~= nil and told:find("^%d+$") ~= nil, { step = step, expected = "Retry-After in seconds", actual = tostring(told) })
end
rows["idp-stray-separators"] = function(t)
  answered(t, get(t, "/Users?count=1&"), "a query that ends in &")
  answered(t, get(t, "/Users?"), "an empty query")
end
rows["idp-accept"] = function(t)
  answered(t, get(t, "/Users?count=1", { Accept = false }), "a request without Accept")
  answered(t, get(t, "/Users?count=1", { Accept = "*/*" }), "Accept: */*")
end
rows["idp-user-agent"] = function(t) answered(t, get(t, "/Users?count=1", { ["User-Agent"] = "" }), "an empty User-Agent") end
rows["idp-scim-json"] = function(t, scim)
  for word, kind in pairs { plain = "application/scim+json", charset = "application/scim+json; charset=utf-8" } do
    local step = create(t, scim, word, kind)
    t:holds(step.status == 201, { step = step, expected = kind .. " is read", actual = scim.error_of(step) })
  end
end
rows["idp-plain-json"] = function(t, scim)
  local step = create(t, scim, "ada", "application/json")
  t:holds(step.status == 201, { step = step, expected = "application/json is read", actual = scim.error_of(step) })
end

-- Answers of several kinds.
local function answers(t, scim)
  local _, path, made = scim.given_user(t)
  local out = { made }
  for _, where in ipairs { path, "/Users?count=1", "/Users/idpsim-" .. t.unique .. "-nobody" } do out[#out + 1] = scim.get(t, where) end
  return out
end
local function kind_of(step) return ((step.headers["Content-Type"] or ""):match("^[^; ]*")):lower() end
rows["idp-answer-type"] = function(t, scim)
  for _, step in ipairs(answers(t, scim)) do
    local kind = kind_of(step)
    t:holds(kind == "application/scim+json" or kind == "application/json", { step = step, expected = "a JSON type of SCIM's", actual = kind })
  end
end
rows["idp-answer-scim-json"] = function(t, scim)
  for _, step in ipairs(answers(t, scim)) do scim.must_be(t, step, "Content-Type", "application/scim+json", kind_of(step)) end
end
-- The 60 seconds that a client waits, and one more to see that they are over.
local function in_time(t, what, request)
  request.limit = 61
  local step = t.scim:send(request)
  return t:holds(step.status ~= 0 and step.seconds < 60, { step = step, expected = what .. " is answered within 60 seconds",
                 actual = step.status == 0 and step.explanation or string.format("%.0f seconds", step.seconds) }), step
end
rows["idp-answer-in-time"] = function(t, scim)
  in_time(t, "a list", { path = "/Users?count=1" })
  in_time(t, "a look-up", { path = "/Users", query = { filter = 'userName eq "' .. scim.user_name(t) .. '"' } })
  local _, made = in_time(t, "a creation", { method = "POST", path = "/Users", json = scim.user(t) })
  t:given("a person is created", made.status == 201 and made:kind("/id") == "string", scim.error_of(made))
  local path = "/Users/" .. t.url:encode(made.json.id)
  in_time(t, "a PUT", { method = "PUT", path = path, json = scim.user(t, "ada", { active = false }) })
  in_time(t, "a PATCH", { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "active", value = true } } } })
  in_time(t, "a DELETE", { method = "DELETE", path = path })
end
rows["idp-rate"] = function(t, scim)
  local requests = {}
  for i = 1, 25 do requests[i] = { path = "/Users", query = { filter = 'userName eq "' .. scim.user_name(t, "n" .. i) .. '"' } } end
  local off, slowest = nil, nil
  for _, step in ipairs(t.scim:send_all(requests)) do
    if step.status == 0 or step.status == 429 or step.status >= 500 then off = step end
    if not slowest or step.seconds > slowest.seconds then slowest = step end
  end
  t:holds(off == nil, { step = off or slowest, expected = "none put off", actual = off and scim.error_of(off) or "all answered" })
  t:holds(slowest.seconds < 5, { step = slowest, expected = "the last answer within five seconds", actual = string.format("%.1f seconds", slowest.seconds) })
end
rows["idp-base-path"] = function(t, scim)
  local user, path, made = scim.given_user(t)
  local known = get(t, path).exchanges[1].url   -- the URL that the engine asks
  local want = known:gsub("^https?://[^/]*", "")
  for name, told in pairs { Location = made.headers["Location"] or "", ["meta.location"] = user.meta and user.meta.location or "" } do
    t:holds(told:find("^https?://[^/]+/") ~= nil and told:gsub("^https?://[^/]*", "") == want,
            { step = made, expected = name .. " is absolute and ends in " .. tostring(want), actual = told })
  end
end

local story = {
  id    = "scim-rfc/interop-wire",
  title = "Messages are read and written as identity providers do",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-interop-wire", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
