-- Bodies that are no JSON, or JSON that two readers take for two things.
local rows = {}
local syntax = { "invalidSyntax", "invalidValue" }

-- The body of a person, with octets put behind its last member, and the name.
local function text(a, more)
  local name = a.scim.user_name(a.t, a:word("json"))
  return '{"schemas":["' .. a.scim.user_urn .. '"],"userName":"' .. name .. '"' .. more .. "}", name
end
local function post(a, body) return a:send { method = "POST", path = "/Users", body = body } end
-- Refused, and nobody made.
local function refuses(a, more, types)
  local body, name = text(a, more)
  return a:refuses_user({ method = "POST", path = "/Users", body = body }, { 400 }, types, name)
end

rows["json-dup-keys"] = function(a)
  local first, second = a.scim.user_name(a.t, a:word("a")), a.scim.user_name(a.t, a:word("b"))
  for _, names in ipairs { { "userName", "userName" }, { "userName", "username" }, { "USERNAME", "userName" } } do
    local body = '{"schemas":["' .. a.scim.user_urn .. '"],"' .. names[1] .. '":"' .. first .. '","' .. names[2] .. '":"' .. second .. '"}'
    a:refuses_user({ method = "POST", path = "/Users", body = body }, { 400 }, syntax, first)
    a:judge(a:count(second) == 0, "nobody of that userName", "somebody is there")
  end
  refuses(a, ',"active":true,"active":false', syntax)
  refuses(a, ',"id":"a","id":"b"', syntax)
  refuses(a, ',"name":{"givenName":"a","GivenName":"b"}', syntax)
  local _, path = a:user("p")
  a:refuses(path, { method = "PATCH", path = path, body = '{"schemas":["' .. a.scim.patch_urn .. '"],"Operations":[{"op":"replace","path":"displayName","path":"nickName","value":"x"}]}' },
            { 400 }, syntax)
end
rows["json-depth"] = function(a)
  for _, pair in ipairs { { "[", "]" }, { '{"a":', "}" } } do
    local body = text(a, ',"deep":' .. pair[1]:rep(100000) .. (pair[1] == "[" and "" or "1") .. pair[2]:rep(100000))
    a:survived(post(a, body), { 400, 413 })
    a:survived(post(a, pair[1]:rep(100000)), { 400, 413 })
  end
end
rows["json-depth-1000-valid"] = function(a)
  local body = text(a, ',"deep":' .. ("["):rep(1000) .. ("]"):rep(1000))
  a:survived(post(a, body), { 201, 400 })
  body = text(a, ',"deep":' .. ('{"a":'):rep(1000) .. "1" .. ("}"):rep(1000))
  a:survived(post(a, body), { 201, 400 })
end
rows["json-nan"] = function(a)
  for _, number in ipairs { "NaN", "Infinity", "-Infinity", "nan", "+1", "01", ".5", "1.", "0x1" } do refuses(a, ',"displayName":"x","extra":' .. number, syntax) end
end
rows["json-big-number"] = function(a)
  for _, number in ipairs { "1e400", "-1e400", "1" .. ("0"):rep(10000), "-0", "1e-400", "1e999999999" } do
    local body = text(a, ',"extra":' .. number)
    a:survived(post(a, body), { 201, 400 })
    body = text(a, ',"active":' .. number)
    a:survived(post(a, body), { 400 })
  end
end
rows["json-int-overflow"] = function(a)
  local step = a:send { method = "POST", path = "/Users/.search", body = '{"schemas":["' .. a.scim.search_urn .. '"],"count":9223372036854775808,"filter":"userName eq \\"x\\""}' }
  a:judge(step.status == 400 or step.status == 200 and (step.json or {}).totalResults == 0 or step.status == 501, "refused, or the greatest page", a.attack.shown(step), step)
  for _, number in ipairs { "9223372036854775808", "-9223372036854775809", "18446744073709551616" } do
    local step2 = post(a, (text(a, ',"active":' .. number)))
    a:refused(step2, { 400 }, syntax)
  end
end
rows["json-trailing"] = function(a)
  refuses(a, ',', syntax)
  refuses(a, ',"a":[1,]', syntax)
  refuses(a, ' /* comment */', syntax)
  refuses(a, ",'nickName':'x'", syntax)
  refuses(a, ',nickName:"x"', syntax)
  for _, behind in ipairs { " {}", "x", ";", "]", "\0" } do
    local body, name = text(a, "")
    a:refuses_user({ method = "POST", path = "/Users", body = body .. behind }, { 400 }, syntax, name)
  end
end
rows["json-bom"] = function(a)
  local step = post(a, "\xEF\xBB\xBF" .. text(a, ""))
  a:answered(step)
  if step.status ~= 201 then a:refused(step, { 400 }) end
  a:reads(step.status == 201 and "a byte order mark is ignored" or "a byte order mark is refused", step)
end
rows["json-utf16"] = function(a)
  local body, name = text(a, "")
  for _, wide in ipairs { body:gsub(".", "%0\0"), "\xFF\xFE" .. body:gsub(".", "%0\0"), "\xFE\xFF" .. body:gsub(".", "\0%0") } do
    a:refuses_user({ method = "POST", path = "/Users", body = wide }, { 400, 415 }, nil, name)
  end
end
rows["json-bad-utf8"] = function(a)
  for _, bad in ipairs { "\xC0\xAF", "\xE0\x80\xAF", "\xFF", "\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800" } do
    refuses(a, ',"displayName":"' .. bad .. '"', syntax)
  end
end
rows["json-nul"] = function(a, t)
  local victim, path = a:user("victim")
  local before = a:now(path)
  local step = post(a, '{"schemas":["' .. a.scim.user_urn .. '"],"userName":"' .. victim.userName .. '\\u0000x"}')
  a:created_or_refused(step, "another than the victim", function(user) return user.id ~= victim.id and user.userName ~= victim.userName end)
  a:judge(step.status == 400 or step.status == 201, "refused, or another userName", a.attack.shown(step), step)
  a:kept(path, before)
  step = post(a, (text(a, ',"externalId":"a\\u0000b"')))
  a:created_or_refused(step, "the whole text or a refusal", function(user) return user.externalId ~= "a" end)
  a:refused(a:get("/Users/" .. victim.id .. "%00x"), { 400, 404 })
  a:selects_nobody({ victim }, 'userName eq "' .. victim.userName .. '\\u0000"')
end
rows["json-top-array"] = function(a, t)
  local user, path = a:user("p")
  for _, body in ipairs { "[]", '["a"]', '"text"', "7", "null", "true", '[{"userName":"x"}]' } do
    a:refused(post(a, body), { 400 }, syntax)
    a:refuses(path, { method = "PUT", path = path, body = body }, { 400 }, syntax)
    a:refuses(path, { method = "PATCH", path = path, body = body }, { 400 }, syntax)
  end
end
rows["json-empty"] = function(a)
  local _, path = a:user("p")
  for _, body in ipairs { "", " ", "\r\n" } do
    a:refused(a:send { method = "POST", path = "/Users", body = body, content_type = "application/scim+json" }, { 400 })
    for _, method in ipairs { "PUT", "PATCH" } do a:refuses(path, { method = method, path = path, body = body, content_type = "application/scim+json" }, { 400 }) end
  end
end
rows["json-huge-string"] = function(a)
  local body, name = text(a, ',"displayName":"')
  local step = a.t.scim:raw { until_closed = true, limit = 60, octets = { "POST {path}/Users HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n" ..
    "Content-Type: application/scim+json\r\nContent-Length: 104857600\r\n\r\n" .. body:sub(1, -2), { text = ("x"):rep(8192), times = 12800 }, '"}' } }
  a.survives = true
  a:judge(step.status == 413 or step.status == 400 or step.status == 0 and step.closed, "HTTP 413, or the end of the connection", a.attack.shown(step), step)
  a:judge(a:count(name) == 0, "nobody of that userName", "somebody is there", step)
end
rows["json-many-keys"] = function(a)
  local keys = {}
  for number = 1, 50000 do keys[number] = '"k' .. number .. '":0' end
  a:survived(post(a, (text(a, "," .. table.concat(keys, ",")))), { 201, 400, 413 })
end
rows["json-type-confusion"] = function(a)
  for _, value in ipairs { '{"$gt":""}', "123", '["a"]', "true", "{}", "[]", "null", '""' } do
    local step = post(a, '{"schemas":["' .. a.scim.user_urn .. '"],"userName":' .. value .. "}")
    a:refused(step, { 400 }, syntax)
  end
  for _, more in ipairs { ',"name":"Ada"', ',"displayName":{"a":"b"}', ',"displayName":["a","b"]', ',"active":{"a":true}', ',"externalId":7', ',"schemas":"x"' } do
    local body, name = text(a, more)
    a:refuses_user({ method = "POST", path = "/Users", body = body }, { 400 }, syntax, name)
  end
end
rows["json-emails-shape"] = function(a)
  refuses(a, ',"emails":[["a@example.test"]]', syntax)
  refuses(a, ',"emails":[7]', syntax)
  refuses(a, ',"emails":[{"value":{"a":"b"}}]', syntax)
  local step
  for _, single in ipairs { '"a@example.test"', '{"value":"a@example.test","type":"work"}' } do
    step = post(a, (text(a, ',"emails":' .. single)))
    a:created_or_refused(step, "one e-mail", function(user) return user.emails == nil or #user.emails == 1 and user.emails[1].value == "a@example.test" end)
  end
  step = post(a, (text(a, ',"emails":[{"value":"a@example.test","primary":true},{"value":"b@example.test","primary":true}]')))
  a:created_or_refused(step, "at most one primary", function(user)
    local primary = 0
    for _, one in ipairs(user.emails or {}) do primary = primary + (one.primary and 1 or 0) end
    return primary <= 1
  end)
  local many = {}
  for number = 1, 10000 do many[number] = '{"value":"a' .. number .. '@example.test"}' end
  a:survived(post(a, (text(a, ',"emails":[' .. table.concat(many, ",") .. "]"))), { 201, 400, 413 })
end
rows["json-attr-case"] = function(a, t)
  local name = a.scim.user_name(t, a:word("case"))
  local step = post(a, '{"SCHEMAS":["' .. a.scim.user_urn .. '"],"USERNAME":"' .. name .. '","displayname":"Case","NAME":{"GIVENNAME":"Ada"}}')
  a:accepted(step, { 201 })
  local user = step.json or {}
  a:judge(user.userName == name and user.displayName == "Case" and user.name and user.name.givenName == "Ada", "the attributes as the schema names them", "others", step)
  if user.id then a:accepted(a:patch("/Users/" .. t.url:encode(user.id), { { op = "replace", path = "DISPLAYNAME", value = "Patched" } }), { 200, 204 }) end
end

local story = {
  id    = "negative/scim-json",
  title = "A body is JSON that every reader takes for the same, or it is refused",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-json", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
