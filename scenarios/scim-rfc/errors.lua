-- Errors, requirement by requirement.
local rows = {}

local function nobody(t) return "/Users/idpsim-" .. t.unique .. "-nobody" end
local function bad_filter(t, scim) return scim.query(t, "/Users", { filter = "userName noSuchOperator" }) end
local function raw(t, body) return t.scim:send { method = "POST", path = "/Users", body = body } end
-- Requests that cannot be done, by the status that they are answered with.
local function errors(t, scim)
  local _, path = scim.given_user(t)
  local all = { scim.get(t, nobody(t)), scim.post(t, "/Users", scim.user(t)), raw(t, "{"), bad_filter(t, scim),
                t.scim:send { method = "GET", path = "/Users", token = "not-the-token" }, scim.query(t, "/Schemas", { filter = "id pr" }),
                t.scim:send { method = "PUT", path = path, json = scim.user(t), headers = { ["If-Match"] = 'W/"idpsim-no-such-version"' } } }
  local out = {}
  for _, step in ipairs(all) do
    if step.status >= 400 and step.status < 500 then out[#out + 1] = step end
  end
  t:given("there are errors to look at", #out >= 3, #out)
  return out
end
local function kind(step, pointer) return tostring(step:kind(pointer)) end
local function every(t, steps, what, good)
  for _, step in ipairs(steps) do
    local right, actual = good(step)
    t:holds(right, { step = step, expected = what, actual = "HTTP " .. step.status .. ": " .. tostring(actual) })
  end
end
-- Those that are Error messages.
local function messages(t, scim)
  local out = {}
  for _, step in ipairs(errors(t, scim)) do
    if step:kind("") == "object" and scim.has(step.json.schemas, scim.error_urn) then out[#out + 1] = step end
  end
  t:given("there are Error messages to look at", #out > 0, "none")
  return out
end

rows["error-json"] = function(t, scim)
  every(t, errors(t, scim), "a JSON object", function(step) return step.body == "" or step:kind("") == "object", step.body:sub(1, 60) end)
end
rows["error-message"] = function(t, scim)
  every(t, errors(t, scim), "an Error message", function(step)
    return step:kind("") ~= "object" or scim.has(step.json.schemas, scim.error_urn), "schemas is " .. kind(step, "/schemas")
  end)
end
rows["error-body"] = function(t, scim)
  local steps = { scim.get(t, nobody(t)), t.scim:send { method = "GET", path = "/Users", token = "not-the-token" },
                  t.scim:send { method = "POST", path = "/Schemas", json = { schemas = { scim.user_urn } } }, scim.get(t, "/Me") }
  every(t, steps, "a body", function(step) return step.status < 400 or #step.body > 0, #step.body .. " octets" end)
end
rows["error-status-text"] = function(t, scim)
  every(t, messages(t, scim), "the same status as a text", function(step)
    return step:kind("/status") == "string" and step.json.status == tostring(step.status), kind(step, "/status") .. " " .. tostring(step.json.status)
  end)
end
local words = { "invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue", "invalidVers", "sensitive",
                "invalidCursor", "expiredCursor", "invalidCount" }
rows["error-scim-type"] = function(t, scim)
  every(t, messages(t, scim), "no scimType, or one of table 9 with 400 or 409", function(step)
    local word = step.json.scimType
    return word == nil or (scim.has(words, word) and (step.status == 400 or step.status == 409)), word
  end)
end
rows["error-scim-type-fits"] = function(t, scim)
  local _, path = scim.given_user(t)
  for _, one in ipairs { { bad_filter(t, scim), "invalidFilter" }, { scim.patch(t, path, { { op = "replace", path = "noSuchAttribute", value = "x" } }), "invalidPath" } } do
    local step, word = one[1], one[2]
    if step.status == 400 and step.json and step.json.scimType then scim.must_be(t, step, "scimType", word, step.json.scimType)
    else t:reads("HTTP " .. step.status .. " without scimType where " .. word .. " fits", step) end
  end
end
rows["error-detail"] = function(t, scim)
  every(t, messages(t, scim), "a text, or none", function(step) return step:kind("/detail") == nil or step:kind("/detail") == "string", kind(step, "/detail") end)
end
rows["error-unauthenticated"] = function(t, scim)
  for _, token in ipairs { "not-the-token", "" } do
    local step = t.scim:send { method = "GET", path = "/Users", token = token }
    scim.must_be(t, step, "status", 401, step.status)
  end
end
rows["error-of-mistakes"] = function(t, scim)
  local _, path = scim.given_user(t)
  local steps = { raw(t, "{"), raw(t, "[]"), raw(t, '"text"'), scim.post(t, "/Users", { schemas = { scim.user_urn } }),
                  scim.post(t, "/Users", scim.user(t, "odd", { name = "no object" })),
                  t.scim:send { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = "none" } },
                  scim.patch(t, path, { { op = "replace", path = "name.familyName", value = { no = "text" } } }) }
  every(t, steps, "no server error", function(step) return step.status < 500, step.body:sub(1, 60) end)
end
rows["error-of-bad-filter"] = function(t, scim)
  every(t, { bad_filter(t, scim) }, "no server error", function(step) return step.status < 500, step.body:sub(1, 60) end)
end
rows["error-of-ignored-filter"] = function(t, scim)
  scim.given_user(t)
  every(t, { bad_filter(t, scim) }, "nobody listed", function(step) return #scim.column(step) == 0, #scim.column(step) .. " users" end)
end
rows["error-no-insides"] = function(t, scim)
  every(t, errors(t, scim), "nothing of the inside", function(step)
    for _, sign in ipairs { "Traceback", "Exception in", "\tat ", "\n  at ", "SQLSTATE", "SELECT ", ".java:", ".py\", line", ".rb:", ".php", "Bearer " } do
      if step.body:find(sign, 1, true) then return false, sign end
    end
    return true
  end)
end

local story = {
  id    = "scim-rfc/errors",
  title = "Errors are told as RFC 7644 section 3.12 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-errors", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
