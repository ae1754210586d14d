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
-- Two certificates, made for this: DER in base64.
scim.certificate = "MIIBOjCB7aADAgECAhRj4ZpQszi6OnuB6CbWY9T/w27TbTAFBgMrZXAwEjEQMA4GA1UEAwwHaWRwc2ltMTAgFw0yNjExMzAxNDIwNDZaGA8yMTI2MTEwNjE0" ..
  "MjA0NlowEjEQMA4GA1UEAwwHaWRwc2ltMTAqMAUGAytlcAMhAIkeCHAosn5aQifjWprvWye+v/uaV2GSn7ROmbQqG8EQo1MwUTAdBgNVHQ4EFgQU8Pu9sMMQdcG28PqiAfrf" ..
  "dYRFpXswHwYDVR0jBBgwFoAU8Pu9sMMQdcG28PqiAfrfdYRFpXswDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQANzKPH+itYk9sZJtmEVvvFfTFRkjN++TdyBy0nSdZ2zBna" ..
  "KtebcnnseGaauia8Kb1sTqvcThaUbqgGXayYmMYP"
scim.other_certificate = "MIIBOjCB7aADAgECAhQxZIre36J2ntynOLPtOiY3+HGVazAFBgMrZXAwEjEQMA4GA1UEAwwHaWRwc2ltMjAgFw0yNjExMzAxNDIwNDZaGA8yMTI2" ..
  "MTEwNjE0MjA0NlowEjEQMA4GA1UEAwwHaWRwc2ltMjAqMAUGAytlcAMhAKqkhkT7HqdvpFNu1duLZ7ryotjCWe/HerEY987VjROBo1MwUTAdBgNVHQ4EFgQUFbE1EbQyhHwJ" ..
  "PWW7c6OsycAfQyAwHwYDVR0jBBgwFoAUFbE1EbQyhHwJPWW7c6OsycAfQyAwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQDRX56/yrsNhLtpE/HwAXAkW/C+e4NhmfL+xETR" ..
  "Ul2Eb3cpkHJ2FYvZcYlIr3QaujUqA96wJ1yvMT3pIEQnR2oO"

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
  t:given("a person is created", step.status == 201 and step:kind("/id") == "string", "HTTP " .. step.status)
  return step.json, "/Users/" .. t.url:encode(step.json.id), step
end
function scim.given_group(t, word, more)
  local step = scim.post(t, "/Groups", scim.group(t, word, more))
  t:given("a group is created", step.status == 201 and step:kind("/id") == "string", "HTTP " .. step.status)
  return step.json, "/Groups/" .. t.url:encode(step.json.id), step
end
-- Several people: { word = more, ... } -> { word = resource, ... }.
function scim.given_people(t, wanted)
  local people = {}
  for word, more in pairs(wanted) do people[word] = scim.given_user(t, word, more) end
  return people
end
-- n people with a displayName and a family name that nobody else has: `filter` selects them and nobody else, so that others
-- on a foreign server do not count. `more(i)` adds members to the i-th. `ids` in the order of creation.
function scim.given_crowd(t, n, more)
  local crowd = { mark = "idpsim" .. t.unique, ids = {}, users = {} }
  for i = 1, n do
    local body = with({ displayName = crowd.mark, name = { givenName = "Ada", familyName = crowd.mark } }, more and more(i))
    local user = scim.given_user(t, "n" .. i, body)
    crowd.users[i], crowd.ids[i] = user, user.id
  end
  local step
  for _, filter in ipairs { 'userName sw "' .. scim.user_name(t, "n"):match("^[^@]*") .. '"', 'displayName eq "' .. crowd.mark .. '"',
                            'name.familyName eq "' .. crowd.mark .. '"' } do
    step = scim.query(t, "/Users", { filter = filter })
    if scim.same_set(scim.column(step), crowd.ids) then crowd.filter = filter return crowd end
  end
  t:skip("no filter of the server selects the case's own " .. n .. " people, which is other requirements' matter: " .. scim.error_of(step))
end
-- A list of the crowd.
function scim.page(t, crowd, parameters) return scim.query(t, "/Users", with({ filter = crowd.filter }, parameters)) end
-- An id that no resource has.
function scim.unknown_id(t) return "5ce1f0de-0000-4000-8000-0000" .. t.unique end

-- Reading answers.
function scim.ok(step) return step.status >= 200 and step.status < 300 end
function scim.has(list, wanted)
  for _, one in ipairs(type(list) == "table" and list or {}) do
    if one == wanted then return true end
  end
  return false
end
-- The ids (or another member) of a list answer's resources, in order.
function scim.column(step, name)
  local out = {}
  if step:kind("/Resources") ~= "array" then return out end
  for _, one in ipairs(step.json.Resources) do
    if type(one) == "table" then out[#out + 1] = one[name or "id"] end
  end
  return out
end
-- The values of a multi-valued attribute.
function scim.values(resource, attribute)
  local out = {}
  for _, one in ipairs(resource and resource[attribute] or {}) do out[#out + 1] = one.value end
  return out
end
-- The same elements, each once, in any order.
function scim.same_set(list, wanted)
  if #list ~= #wanted then return false end
  for _, one in ipairs(wanted) do
    if not scim.has(list, one) then return false end
  end
  for _, one in ipairs(list) do
    if not scim.has(wanted, one) then return false end
  end
  return true
end
-- The same JSON, members in any order; null is the same as absent.
function scim.same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for name, value in pairs(a) do
    if not scim.same(value, b[name]) then return false end
  end
  for name in pairs(b) do
    if a[name] == nil then return false end
  end
  return true
end
-- An attribute without a value: absent, null, "", [] or {}.
function scim.unassigned(value) return value == nil or value == "" or (type(value) == "table" and next(value) == nil) end
-- The member of that name, whatever its case.
function scim.member(object, name)
  for key, value in pairs(object or {}) do
    if type(key) == "string" and key:lower() == name:lower() then return value, key end
  end
end
-- Seconds of an xsd:dateTime with a time zone (RFC 7643 section 2.3.5), or nothing.
function scim.instant(text)
  local year, month, day, hour, minute, second, rest = tostring(text):match("^(%d%d%d%d)-(%d%d)-(%d%d)T(%d%d):(%d%d):(%d%d)(.*)$")
  if not year then return nil end
  local part, zone = rest:match("^(%.%d+)(.*)$")
  zone = zone or rest
  local sign, h, m = zone:match("^([+-])(%d%d):(%d%d)$")
  if not sign and zone ~= "Z" then return nil end
  local y, mon = tonumber(year), tonumber(month)
  if mon < 3 then y, mon = y - 1, mon + 12 end      -- days since 1 March of the year 0: the leap day comes last
  local days = 365 * y + y // 4 - y // 100 + y // 400 + (153 * (mon - 3) + 2) // 5 + tonumber(day)
  local seconds = days * 86400 + tonumber(hour) * 3600 + tonumber(minute) * 60 + tonumber(second) + (part and tonumber("0" .. part) or 0)
  return sign and seconds - tonumber(sign .. "1") * (tonumber(h) * 3600 + tonumber(m) * 60) or seconds
end
-- The path below the base that leads to a resource's URI, absolute or relative; or nothing.
function scim.path_of(uri)
  local kind, id = tostring(uri):match("([^/]+)/([^/?#]+)$")
  return kind and "/" .. kind .. "/" .. id
end
-- A text of a filter, quoted.
function scim.quoted(text) return '"' .. text:gsub("[\\\"]", "\\%0") .. '"' end
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
-- The same where nothing demands a scimType (RFC 7644 section 3.12: OPTIONAL): none is as good as one of these.
function scim.must_refuse_any_way(t, step, status, types)
  t:holds(scim.refused(step, status) and (step.json.scimType == nil or scim.has(types, step.json.scimType)), { step = step,
    expected = "a SCIM error of status " .. status .. ", scimType " .. table.concat(types, " or ") .. " or none", actual = scim.error_of(step) })
end
-- The members of the group; a server that does not show any that it was given is not asked about them: another
-- requirement says so.
function scim.shown_members(t, step)
  local members = step.json and step.json.members
  if scim.unassigned(members) then t:skip("the server shows no members of a group that was created with some") end
  return members
end
-- That a filter finds those of the people (word -> resource) and none of the others; whom else it finds does not matter.
function scim.must_find(t, people, filter, words)
  local step = scim.query(t, "/Users", { filter = filter })
  local ids, found, right = scim.column(step), {}, step.status == 200
  for word, user in pairs(people) do
    local is_found = scim.has(ids, user.id)
    if is_found then found[#found + 1] = word end
    if is_found ~= scim.has(words, word) then right = false end
  end
  t:holds(right, { step = step, expected = filter .. " finds " .. (#words > 0 and table.concat(words, ", ") or "none of ours"),
    actual = step.status == 200 and (#found > 0 and table.concat(found, ", ") or "none of ours") or scim.error_of(step) })
  return step
end
-- The filter, for the case's own people alone; they have to be there.
function scim.own(t, filter) return 'userName sw "idpsim-' .. t.unique .. '-" and (' .. filter .. ")" end
function scim.given_own(t, people)
  local step = scim.query(t, "/Users", { filter = scim.own(t, 'userName sw "idpsim-' .. t.unique .. '-"') })
  for word, user in pairs(people) do
    if not scim.has(scim.column(step), user.id) then
      t:skip("sw and and do not find " .. word .. ", which is other requirements' matter: " .. scim.error_of(step))
    end
  end
end
function scim.must_be(t, step, name, wanted, actual)
  t:holds(actual == wanted, { step = step, expected = name .. " " .. tostring(wanted), actual = name .. " " .. tostring(actual) })
end
return scim
