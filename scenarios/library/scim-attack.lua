-- How a negative case of SCIM is played: one request with one fault, between two good ones. What is found is told only when the
-- server still does its ordinary work afterwards: a server that is down refuses everything.
local attack = {}

-- Whether two JSON values are the same.
local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for name, value in pairs(a) do
    if not same(value, b[name]) then return false end
  end
  for name in pairs(b) do
    if a[name] == nil then return false end
  end
  return true
end
attack.same = same

-- Base64 with padding.
function attack.base64(text)
  local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  local out = {}
  for at = 1, #text, 3 do
    local a, b, c = text:byte(at, at + 2)
    local bits = a * 65536 + (b or 0) * 256 + (c or 0)
    for place = 0, 3 do
      local six = bits >> (18 - 6 * place) & 63
      out[#out + 1] = (place == 2 and not b or place == 3 and not c) and "=" or letters:sub(six + 1, six + 1)
    end
  end
  return table.concat(out)
end

local Walk = {}
Walk.__index = Walk

-- The walk through one case; `t` may also be another organisation's (see `other`).
local function walk(t, scim) return setmetatable({ t = t, scim = scim, found = {}, told = {}, number = 0 }, Walk) end

function Walk:word(word)
  self.number = self.number + 1
  return (word or "p") .. self.number
end
function Walk:send(request) return self.t.scim:send(request) end
function Walk:get(path) return self.t.scim:send { path = path } end
function Walk:list(filter) return self.t.scim:send { path = "/Users", query = { filter = filter } } end

-- A person, a group: made, or the case is unverified. Returns the resource and its path.
function Walk:user(word, more) return self.scim.given_user(self.t, self:word(word), more) end
function Walk:group(word, more) return self.scim.given_group(self.t, self:word(word), more) end
function Walk:body(word, more) return self.scim.user(self.t, self:word(word), more) end
function Walk:group_body(word, more) return self.scim.group(self.t, self:word(word), more) end
function Walk:patch(path, operations, more)
  local request = { method = "PATCH", path = path, json = { schemas = { self.scim.patch_urn }, Operations = operations } }
  for name, value in pairs(more or {}) do request[name] = value end
  return self:send(request)
end

-- What is found, told at the end.
function Walk:judge(ok, expected, actual, step)
  self.found[#self.found + 1] = { ok = ok, options = { expected = expected, actual = tostring(actual), step = step } }
  return ok
end
function Walk:reads(text, step) self.told[#self.told + 1] = { text = text, step = step } end

local function has(list, wanted)
  for _, one in ipairs(list) do
    if one == wanted then return true end
  end
  return false
end

local function shown(step)
  local body = step.json
  local what = "HTTP " .. step.status
  if step.status == 0 then what = step.explanation end
  if type(body) == "table" and body.scimType then what = what .. " " .. tostring(body.scimType) end
  if type(body) == "table" and body.detail then what = what .. ": " .. tostring(body.detail) end
  return what
end
attack.shown = shown

-- RFC 7644 section 3.12.
function Walk:is_error(step)
  local body = step.json
  return type(body) == "table" and type(body.schemas) == "table" and has(body.schemas, self.scim.error_urn) and body.status == tostring(step.status)
end

-- Refused with one of the statuses, by a SCIM error; of those scimTypes when it is a 400 that names one. `plain`: the HTTP layer may have
-- refused it, which knows no SCIM. A 5xx or silence refuses nothing, unless the status is asked for (501).
function Walk:refused(step, statuses, types, plain)
  local ok = has(statuses, step.status) and (plain or step.status == 413 or step.status == 431 or self:is_error(step))
  local kind = step.json and type(step.json) == "table" and step.json.scimType
  if ok and types and step.status == 400 then ok = has(types, kind) end
  local wanted = (plain and "HTTP " or "a SCIM error of status ") .. table.concat(statuses, " or ")
  if types then wanted = wanted .. ", scimType " .. table.concat(types, " or ") end
  return self:judge(ok, wanted, shown(step), step)
end
function Walk:accepted(step, statuses)
  statuses = statuses or { 200, 201, 204 }
  return self:judge(has(statuses, step.status), "HTTP " .. table.concat(statuses, " or "), shown(step), step)
end
-- An answer of some kind, which is no fault of the server's.
function Walk:answered(step)
  return self:judge(step.status >= 200 and step.status < 500, "an answer below 500", shown(step), step)
end
-- The same within bounds; the server has to be well afterwards.
function Walk:survived(step, statuses)
  self.survives = true
  local ok = step.status >= 200 and step.status < 500 and (not statuses or has(statuses, step.status))
  self:judge(ok, statuses and "HTTP " .. table.concat(statuses, " or ") or "an answer below 500", shown(step), step)
  return self:judge(step.seconds < 60, "an answer within a minute", string.format("%.1f seconds", step.seconds), step)
end

-- Of a resource: what it is now, and later that nothing of it has changed, meta.version included.
function Walk:now(path)
  local step = self:get(path)
  self.t:given("what is there can be read", step.status == 200 and step.json ~= nil, shown(step))
  return step.json
end
function Walk:kept(path, before)
  local step = self:get(path)
  return self:judge(step.status == 200 and same(step.json, before), "the resource as it was, meta included",
                    step.status == 200 and "it has changed" or shown(step), step)
end

-- A write that must be refused and change nothing at `path`.
function Walk:refuses(path, request, statuses, types, plain)
  local before = self:now(path)
  local step = self:send(request)
  self:refused(step, statuses or { 400 }, types, plain)
  self:kept(path, before)
  return step
end
function Walk:refuses_patch(path, operations, statuses, types)
  return self:refuses(path, { method = "PATCH", path = path, json = { schemas = { self.scim.patch_urn }, Operations = operations } }, statuses, types)
end
-- A write that may be refused, or taken without what must have no effect: `inert(resource)` says so of what is there afterwards.
function Walk:inert(path, request, expected, inert)
  local step = self:send(request)
  self:answered(step)
  local after = self:now(path)
  self:judge(inert(after), expected, "it took effect (" .. shown(step) .. ")", step)
  return step
end
-- The same of a creation, which makes a resource or none. Returns it, and its path.
function Walk:created_or_refused(step, expected, inert)
  self:answered(step)
  if step.status ~= 201 then return self:judge(step.status >= 400, "created or refused", shown(step), step) end
  local id = type(step.json) == "table" and step.json.id
  local made = self:get(step.exchanges[1].path .. "/" .. self.t.url:encode(id or ""))
  self:judge(made.status == 200 and inert(made.json), expected, "it took effect", step)
  return made.json, step.exchanges[1].path .. "/" .. self.t.url:encode(id or "")
end
-- A creation that is refused, and has made nobody of that userName.
function Walk:refuses_user(request, statuses, types, name)
  local step = self:send(request)
  self:refused(step, statuses or { 400 }, types)
  if name then self:judge(self:count(name) == 0, "nobody of that userName", "somebody is there", step) end
  return step
end
-- How many have that userName.
function Walk:count(name)
  local step = self:list('userName eq "' .. name:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"')
  return step.json and step.json.totalResults or -1
end
-- The ids in a list answer, and whether one is among them.
function Walk:lists(step, id)
  for _, one in ipairs(step.json and step.json.Resources or {}) do
    if one.id == id then return true end
  end
  return false
end

-- Filters: which of these people answer to it, as a text of their words: "ab". Each person is { word = resource }.
function Walk:answers(people, filter)
  local step = self:list(filter)
  local out = {}
  for _, one in ipairs(people) do
    if self:lists(step, one.id) then out[#out + 1] = one.displayName or "?" end
  end
  return table.concat(out), step
end
function Walk:selects(people, filter, wanted)
  local got, step = self:answers(people, filter)
  return self:judge(step.status == 200 and got == wanted, filter:sub(1, 80) .. " selects [" .. wanted .. "]", shown(step) .. " [" .. got .. "]", step)
end
-- Refused as no filter, or at least selecting nobody.
function Walk:selects_nobody(people, filter)
  local got, step = self:answers(people, filter)
  self:answered(step)
  if step.status == 200 then return self:judge(got == "", filter:sub(1, 80) .. " selects nobody or is refused", "[" .. got .. "]", step) end
  return self:refused(step, { 400, 403 })
end

-- Another organisation of the product, as a walk of its own whose findings are this one's.
function Walk:other()
  local t = self.t
  local organisation = t:second_organisation {}
  local proxy = { scim = organisation.scim, sp = organisation.sp, unique = t.unique .. "b", email_domain = t.email_domain, url = t.url, json = t.json,
                  given = function(_, ...) t:given(...) end }
  local out = walk(proxy, self.scim)
  out.found, out.told = self.found, self.told
  return out
end

-- A place on this machine that counts who comes to it: how often, and its URL; or nothing where the server is on another machine.
function attack.listen(t)
  local listener = t.scim:listen()
  if not listener then return nil end
  return function() return listener.visits end, listener.url .. "photo.png"
end

-- The ordinary work: somebody is created, found and deleted.
function Walk:is_well()
  local made = self:send { method = "POST", path = "/Users", json = self:body("control") }
  if made.status ~= 201 or not made.json or not made.json.id then return false, made end
  local path = "/Users/" .. self.t.url:encode(made.json.id)
  local read = self:get(path)
  if read.status ~= 200 or not read.json or read.json.id ~= made.json.id then return false, read end
  local gone = self:send { method = "DELETE", path = path }
  return gone.status == 204, gone
end

-- Plays the row that the case is of.
function attack.play(t, scim, rows)
  local self = walk(t, scim)
  self.attack = attack
  local row = rows[t.parameter]
  if not row then error("no row is named " .. t.parameter) end
  local well, step = self:is_well()
  t:given("the server does its ordinary work before", well, shown(step))
  row(self, t, scim)
  well, step = self:is_well()
  if self.survives then self:judge(well, "the server does its ordinary work afterwards", shown(step), step)
  else t:given("the server does its ordinary work afterwards", well, shown(step)) end
  for _, one in ipairs(self.found) do t:holds(one.ok, one.options) end
  for _, one in ipairs(self.told) do t:reads(one.text, one.step) end
  if #self.found == 0 and #self.told == 0 then error("the row " .. t.parameter .. " finds nothing") end
end

return attack
