-- What stories about a SCIM server share: bodies, requests of our own, and how answers are read.
local scim = {
  user_urn = "urn:ietf:params:scim:schemas:core:2.0:User",
  group_urn = "urn:ietf:params:scim:schemas:core:2.0:Group",
  enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  patch_urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp",
  list_urn = "urn:ietf:params:scim:api:messages:2.0:ListResponse",
  search_urn = "urn:ietf:params:scim:api:messages:2.0:SearchRequest",
  bulk_urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest",
  error_urn = "urn:ietf:params:scim:api:messages:2.0:Error",
}

-- A userName that nobody else has: of this case, and on a foreign server of this run.
function scim.user_name(t, word) return "idpsim-" .. t.unique .. "-" .. (word or "ada") .. "@" .. t.email_domain end
function scim.group_name(t, word) return "idpsim " .. t.unique .. " " .. (word or "crew") end

local function with(body, more)
  for name, value in pairs(more or {}) do body[name] = value end
  return body
end

-- The body of a person; `more` adds or overrides members.
function scim.user(t, word, more)
  return with({ schemas = { scim.user_urn }, userName = scim.user_name(t, word),
                name = { givenName = "Ada", familyName = "Byron" }, active = true }, more)
end
function scim.group(t, word, more)
  return with({ schemas = { scim.group_urn }, displayName = scim.group_name(t, word) }, more)
end

-- Requests. Each gives a step: .status, .json, .headers, .body, :kind(pointer).
function scim.get(t, path) return t.scim:send { method = "GET", path = path } end
function scim.post(t, path, body) return t.scim:send { method = "POST", path = path, json = body } end
function scim.put(t, path, body) return t.scim:send { method = "PUT", path = path, json = body } end
function scim.delete(t, path) return t.scim:send { method = "DELETE", path = path } end
function scim.patch(t, path, operations)
  return t.scim:send { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = operations } }
end
-- GET with query parameters, each value encoded; in the order of their names.
function scim.query(t, path, parameters)
  local parts = {}
  for name, value in pairs(parameters) do parts[#parts + 1] = name .. "=" .. t.url:encode(tostring(value)) end
  return scim.get(t, path .. "?" .. table.concat(parts, "&"))
end

-- What a story cannot do without: made, or the case is unverified. Returns the resource and its path.
function scim.given_user(t, word, more)
  local step = scim.post(t, "/Users", scim.user(t, word, more))
  t:given("a person is created", step.status == 201 and step.json and step.json.id, "HTTP " .. step.status)
  return step.json, "/Users/" .. t.url:encode(step.json.id), step
end
function scim.given_group(t, word, more)
  local step = scim.post(t, "/Groups", scim.group(t, word, more))
  t:given("a group is created", step.status == 201 and step.json and step.json.id, "HTTP " .. step.status)
  return step.json, "/Groups/" .. t.url:encode(step.json.id), step
end

-- Reading answers.
function scim.ok(step) return step.status >= 200 and step.status < 300 end
function scim.has(list, wanted)
  for _, one in ipairs(list or {}) do
    if one == wanted then return true end
  end
  return false
end
-- The ids (or another member) of a list answer's resources, in order.
function scim.column(step, name)
  local out = {}
  for _, one in ipairs(step.json and step.json.Resources or {}) do out[#out + 1] = one[name or "id"] end
  return out
end
-- The values of a multi-valued attribute.
function scim.values(resource, attribute)
  local out = {}
  for _, one in ipairs(resource and resource[attribute] or {}) do out[#out + 1] = one.value end
  return out
end
function scim.error_of(step)
  local body = step.json or {}
  return "HTTP " .. step.status .. (body.scimType and " " .. body.scimType or "") .. (body.detail and ": " .. tostring(body.detail) or "")
end
-- A SCIM error of that status with one of those scimTypes (none named: any).
function scim.refused(step, status, types)
  if step.status ~= status or not step.json or not scim.has(step.json.schemas, scim.error_urn) then return false end
  return not types or scim.has(types, step.json.scimType)
end
-- The same, told as the requirement's outcome.
function scim.must_refuse(t, step, status, types)
  t:holds(scim.refused(step, status, types), { step = step, actual = scim.error_of(step),
    expected = "a SCIM error of status " .. status .. (types and " and scimType " .. table.concat(types, " or ") or "") })
end
function scim.must_be(t, step, name, wanted, actual)
  t:holds(actual == wanted, { step = step, expected = name .. " " .. tostring(wanted), actual = name .. " " .. tostring(actual) })
end
return scim
