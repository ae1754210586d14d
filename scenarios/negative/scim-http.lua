-- HTTP as hostile peers speak it: octets as they are, and requests that HTTP allows.
local rows = {}
local crlf = "\r\n"

-- A request, octet by octet: its line, then fields; the token with it unless told otherwise.
local function request(line, fields, body)
  return line .. crlf .. "Host: {host}" .. crlf .. "Authorization: Bearer {token}" .. crlf .. (fields and fields .. crlf or "") .. crlf .. (body or "")
end
local function raw(a, octets, more)
  local told = { octets = octets }
  for name, value in pairs(more or {}) do told[name] = value end
  return a.t.scim:raw(told)
end
local function statuses(step) return table.concat(step.statuses, " ") end
-- Refused by the HTTP layer: one final answer of these at most, then the end of the connection.
local function refused(a, step, allowed)
  local final = {}
  for _, one in ipairs(step.statuses) do
    if one >= 200 then final[#final + 1] = one end
  end
  local ok = #final == 0 or #final == 1
  if #final == 1 then
    ok = false
    for _, one in ipairs(allowed) do ok = ok or one == final[1] end
  end
  local closed = a:judge(step.closed, "the connection closed", "it stays open", step)
  return a:judge(ok, "HTTP " .. table.concat(allowed, " or ") .. ", or no answer", "HTTP " .. statuses(step), step) and closed
end
-- The body of a person, and the name.
local function person(a)
  local name = a.scim.user_name(a.t, a:word("http"))
  return '{"schemas":["' .. a.scim.user_urn .. '"],"userName":"' .. name .. '"}', name
end
local json = "Content-Type: application/scim+json"
local post = "POST {path}/Users HTTP/1.1"
local get = "GET {path}/ServiceProviderConfig HTTP/1.1"
local close = { until_closed = true, close = true }
local function nobody(a, name, step) a:judge(a:count(name) == 0, "nobody of that userName", "somebody is there", step) end

rows["http-body-oversize"] = function(a)
  local body, name = person(a)
  a.survives = true
  local blanks = { text = (" "):rep(4096), times = 12800 }
  local step = raw(a, { request(post, json .. crlf .. "Content-Length: " .. 12800 * 4096 + #body), blanks, body }, { until_closed = true, limit = 60 })
  -- What is read once whole is read twice, and each is fifty megabytes.
  if not refused(a, step, { 413, 400 }) then return end
  local chunk = { text = "1000\r\n" .. (" "):rep(4096) .. crlf, times = 12800 }
  step = raw(a, { request(post, json .. crlf .. "Transfer-Encoding: chunked"), chunk, string.format("%x\r\n%s\r\n0\r\n\r\n", #body, body) }, { until_closed = true, limit = 60 })
  refused(a, step, { 413, 400 })
  nobody(a, name, step)
end
rows["http-content-length-lie"] = function(a)
  local body, name = person(a)
  for _, fields in ipairs { "Content-Length: " .. #body + 10, "Content-Length: +" .. #body, "Content-Length: -1", "Content-Length: " .. #body .. crlf .. "Content-Length: " .. #body - 1,
                            "Content-Length: 0x" .. string.format("%x", #body), "Content-Length: abc", "Content-Length: 99999999999999999999", "Content-Length: " .. #body .. ", 3" } do
    local step = raw(a, request(post, json .. crlf .. fields, body), close)
    refused(a, step, { 400, 408, 413, 501 })
  end
  -- Cut off before its end: what is read is no JSON, and the rest no request.
  local step = raw(a, request(post, json .. crlf .. "Content-Length: " .. #body - 5, body), close)
  a:judge(step.statuses[1] == 400 or #step.statuses == 0, "HTTP 400, or no answer", "HTTP " .. statuses(step), step)
  nobody(a, name, step)
end
rows["http-te-cl"] = function(a)
  local body, name = person(a)
  local hidden = request(get)
  local chunked = string.format("%x\r\n%s\r\n0\r\n\r\n", #body, body)
  for _, fields in ipairs { "Content-Length: " .. #chunked .. crlf .. "Transfer-Encoding: chunked", "Transfer-Encoding: chunked" .. crlf .. "Content-Length: 4",
                            "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked, chunked",
                            "Transfer-Encoding: chunked" .. crlf .. "Transfer-Encoding: identity", "Transfer-Encoding : chunked", " Transfer-Encoding: chunked",
                            "X-Folded: a" .. crlf .. " Transfer-Encoding: chunked", "Transfer-Encoding:\x0bchunked" } do
    local step = raw(a, request(post, json .. crlf .. fields, chunked) .. hidden, close)
    if fields:find("X-Folded", 1, true) or fields:sub(1, 1) == " " then
      -- A folded field may be refused or read as one field; then the request has no body, and what follows is no request.
      a:judge(step.statuses[1] ~= 201 and #step.statuses <= 2 and step.closed, "refused or read as one field", "HTTP " .. statuses(step), step)
    else refused(a, step, { 400, 501, 411 }) end
  end
  nobody(a, name)
end
rows["http-chunk-abuse"] = function(a)
  local body, name = person(a)
  local head = request(post, json .. crlf .. "Transfer-Encoding: chunked")
  local size = string.format("%x", #body)
  for _, octets in ipairs { "FFFFFFFFFFFFFFFF\r\n" .. body, "FFFFFFFFFFFFFFFFF\r\n" .. body, "-5\r\n" .. body, size .. crlf .. body .. crlf, size .. crlf .. body .. "0\r\n\r\n", "zz\r\n" .. body .. "\r\n0\r\n\r\n" } do
    refused(a, raw(a, head .. octets, close), { 400, 413 })
  end
  local step = raw(a, { head .. size .. ";a=", { text = ("x"):rep(1024), times = 1024 }, crlf .. body .. "\r\n0\r\n\r\n" }, close)
  refused(a, step, { 400, 413, 431 })
  nobody(a, name, step)
end
rows["http-header-size"] = function(a)
  refused(a, raw(a, { get .. crlf .. "Host: {host}" .. crlf .. "X-Long: ", { text = ("x"):rep(1024), times = 1024 }, crlf .. crlf }, close), { 431, 400 })
  refused(a, raw(a, { get .. crlf .. "Host: {host}" .. crlf, { text = "X-Many: some value of a field\r\n", times = 10000 }, crlf }, close), { 431, 400 })
  refused(a, raw(a, { "GET {path}/", { text = ("x"):rep(1024), times = 1024 }, " HTTP/1.1" .. crlf .. "Host: {host}" .. crlf .. crlf }, close), { 431, 414, 400 })
end
rows["http-header-injection"] = function(a, t)
  local evil = "\r\nX-Injected: yes\r\n\r\n<html>"
  local function clean(step) a:judge(step.headers["X-Injected"] == nil and not (step.octets or ""):find("\nX%-Injected"), "no such field", "the field is there", step) end
  for _, more in ipairs { { userName = "idpsim" .. t.unique .. evil }, { externalId = evil }, { id = evil }, { displayName = evil } } do
    local made = a:send { method = "POST", path = "/Users", json = a:body("inject", more) }
    a:answered(made)
    clean(made)
    local location = made.headers["Location"] or ""
    a:judge(not location:find("[\r\n]"), "a Location of one line", "it has a line break", made)
    if made.status == 201 then clean(a:get("/Users/" .. t.url:encode(made.json.id))) end
  end
  for _, id in ipairs { "a%0d%0aX-Injected:%20yes", "%0d%0a%0d%0a<html>" } do
    local step = raw(a, request("GET {path}/Users/" .. id .. " HTTP/1.1", "Connection: close"), { until_closed = true })
    a:judge(step.status == 404 or step.status == 400, "HTTP 404 or 400", "HTTP " .. statuses(step), step)
    clean(step)
  end
  local step = raw(a, request("GET {path}/Users?attributes=a%0d%0aX-Injected:%20yes HTTP/1.1", "Connection: close"), { until_closed = true })
  clean(step)
end
rows["http-slowloris"] = function(a)
  a.survives = true
  local slow = { until_closed = true, server_limit = 0.3, limit = 90 }
  local dripped = { get .. crlf .. "Host: {host}" .. crlf, { text = "X-Slow: a\r\n", times = 200, pause = 0.01 } }
  local stalled = { get .. crlf .. "Host: {host}" .. crlf .. "X-Stalls: " }
  local body_dripped = { request(post, json .. crlf .. "Content-Length: 500", '{"schemas":'), { text = " ", times = 100, pause = 0.01 } }
  local body_stalled = { request(post, json .. crlf .. "Content-Length: 500", '{"schemas":') }
  for _, octets in ipairs { dripped, stalled, body_dripped, body_stalled } do
    local step = raw(a, octets, slow)
    local over = step.closed and (#step.statuses == 0 or step.statuses[1] == 408 or step.statuses[1] == 400)
    -- One that is not given up is enough, and each takes all the time that there is.
    if not a:judge(over, "given up: 408, or the end of the connection", "HTTP " .. statuses(step) .. (step.closed and "" or ", still open"), step) then return end
  end
end
rows["http-slow-read"] = function(a)
  a.survives = true
  local step = raw(a, { { text = request("GET {path}/Schemas HTTP/1.1"), times = 800 } }, { answers = 800, hold = 0.6, server_limit = 0.5, limit = 90 })
  a:judge(step.closed and #step.statuses < 800, "the connection ended before all was read", #step.statuses .. " answers" .. (step.closed and "" or ", still open"), step)
end
rows["http-pipelining"] = function(a)
  local user = a:user("piped")
  local path = "/Users/" .. a.t.url:encode(user.id)
  local step = raw(a, { { text = request(get) .. request("GET {path}" .. path .. " HTTP/1.1"), times = 50 }, request("GET {path}/Users/nobody HTTP/1.1"),
                        "GET {path}/Users HTTP/1.1\r\nBad Field\r\n\r\n", { text = request(get), times = 20 } }, { until_closed = true, limit = 30, close = true })
  local ok = #step.statuses <= 102
  for number = 1, 100 do ok = ok and step.statuses[number] == 200 end
  a:judge(ok and step.statuses[101] == 404, "a hundred times 200, then 404", #step.statuses .. " answers", step)
  a:judge(step.statuses[102] == nil or step.statuses[102] == 400, "400 or none to the malformed one, and nothing after", tostring(step.statuses[102]), step)
  a:judge(step.closed, "the connection closed", "it stays open", step)
  local _, count = step.octets:gsub('"id":"' .. user.id:gsub("%-", "%%-") .. '"', "")
  a:judge(count == 50, "the person fifty times", count, step)
end
rows["http-expect"] = function(a)
  local body = person(a)
  local line = json .. crlf .. "Content-Length: " .. #body
  local step = raw(a, { request(post, line .. crlf .. "Expect: 100-continue"), { text = body, pause = 0.05 } }, { server_limit = 2, limit = 20 })
  a:judge(step.status == 201 or step.status == 417, "201, or 417", "HTTP " .. statuses(step), step)
  -- Nobody's request: refused, and a connection that is of use no more or again.
  local head = post .. crlf .. "Host: {host}" .. crlf .. line .. crlf
  step = raw(a, head .. "Expect: 100-continue" .. crlf .. crlf, { close = true, until_closed = true })
  a:judge(step.status == 401 or step.status == 0, "401, or the body waited for", "HTTP " .. statuses(step), step)
  body = person(a)
  step = raw(a, request(post, json .. crlf .. "Content-Length: " .. #body .. crlf .. "Expect: the-impossible", body), { close = true, until_closed = true })
  a:judge(step.status == 417 or step.status == 201 or step.status == 400, "417, or ignored", "HTTP " .. statuses(step), step)
end
rows["http-method-override"] = function(a, t)
  local user, path = a:user("kept")
  for _, name in ipairs { "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override" } do
    for _, method in ipairs { "GET", "POST" } do
      a:answered(a:send { method = method, path = path, headers = { [name] = "DELETE" } })
      local step = a:get(path)
      a:judge(step.status == 200, "still there", a.attack.shown(step), step)
    end
  end
  a:answered(a:send { method = "POST", path = path .. "?_method=DELETE" })
  a:judge(a:get(path).status == 200, "still there", "gone")
end
rows["http-unknown-method"] = function(a)
  for _, method in ipairs { "FOO", "get", "PROPFIND", "TRACE" } do
    local step = raw(a, request(method .. " {path}/Users HTTP/1.1", "X-Echoed: idpsim-echo"), close)
    a:judge(step.status == 405 or step.status == 501 or step.status == 400, "405 or 501", "HTTP " .. statuses(step), step)
    a:judge(not step.octets:find("idpsim-echo", 1, true), "the request not sent back", "it came back", step)
  end
  local step = raw(a, "CONNECT {host}:443 HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n", close)
  a:judge(step.status >= 400 and step.status < 500 or step.status == 501 or step.status == 0 and step.closed, "refused", "HTTP " .. statuses(step), step)
end
rows["http-content-type-xml"] = function(a)
  local _, path = a:user("p")
  for _, type in ipairs { "application/xml", "text/plain", "application/x-www-form-urlencoded", "text/html", "multipart/form-data; boundary=x" } do
    local body, name = person(a)
    a:refuses_user({ method = "POST", path = "/Users", body = body, content_type = type }, { 415 }, nil, name)
    a:refuses(path, { method = "PATCH", path = path, content_type = type, body = '{"schemas":["' .. a.scim.patch_urn ..
              '"],"Operations":[{"op":"replace","path":"displayName","value":"x"}]}' }, { 415 })
  end
end
rows["http-content-type-missing"] = function(a)
  local body = person(a)
  local step = a:send { method = "POST", path = "/Users", body = body, content_type = false }
  a:answered(step)
  if step.status ~= 201 then a:refused(step, { 415, 400 }) end
  a:reads(step.status == 201 and "a body without Content-Type is read" or "a body without Content-Type is refused with " .. step.status, step)
end
rows["http-content-type-json"] = function(a)
  for _, type in ipairs { "application/json", "application/json; charset=utf-8", "application/scim+json; charset=UTF-8", "Application/SCIM+JSON", "application/json;charset=\"utf-8\"" } do
    local body = person(a)
    a:accepted(a:send { method = "POST", path = "/Users", body = body, content_type = type }, { 201 })
  end
end
rows["http-accept-xml"] = function(a)
  local _, path = a:user("p")
  for _, type in ipairs { "application/xml", "text/html", "image/png" } do
    local step = a:send { path = path, headers = { Accept = type } }
    a:judge(step.status == 406 or step.status == 200 and (step.headers["Content-Type"] or ""):find("json", 1, true) ~= nil, "406, or JSON",
            "HTTP " .. step.status .. " " .. tostring(step.headers["Content-Type"]), step)
  end
end
rows["http-gzip-bomb"] = function(a, t)
  -- A stored block of gzip: a person that nobody would notice, and the head of a bomb. Either is refused, or read as what it says.
  for _, coding in ipairs { "gzip", "deflate", "br" } do
    local step = a:send { method = "POST", path = "/Users", body = "\x1f\x8b\x08\0\0\0\0\0\0\3" .. ("\0"):rep(1000), headers = { ["Content-Encoding"] = coding } }
    a:survived(step, { 400, 413, 415 })
  end
  local body, name = person(a)
  a:survived(a:send { method = "POST", path = "/Users", body = body, headers = { ["Content-Encoding"] = "gzip" } }, { 400, 415 })
  nobody(a, name)
end
rows["http-path-traversal"] = function(a, t)
  local user = a:user("p")
  local group = a:group("g")
  local gid, uid = t.url:encode(group.id), t.url:encode(user.id)
  for _, path in ipairs { "/Users/..%2f..%2fetc%2fpasswd", "/Users/%2e%2e/Groups/" .. gid, "/Users/../Groups/" .. gid, "/Users/..;/Groups/" .. gid, "/Users/%252e%252e/Groups/" .. gid,
                          "/Users/..%5cGroups%5c" .. gid, "/Users/" .. uid .. "%00", "/Users/" .. uid .. "%00.json", "/Users/..%2fGroups%2f" .. gid, "/Users/./" .. gid, "/Users/" .. gid,
                          "/Users%2f" .. gid, "/Users/" .. uid .. "/../../Groups/" .. gid, "/Users/%c0%ae%c0%ae/Groups/" .. gid, "/Groups/" .. uid } do
    local step = raw(a, request("GET {path}" .. path .. " HTTP/1.1", "Connection: close"), { until_closed = true })
    a:judge(step.status == 404 or step.status == 400, path .. ": 404 or 400", "HTTP " .. statuses(step), step)
    a:judge(not step.octets:find("root:", 1, true) and not step.octets:find('"displayName":"' .. group.displayName, 1, true), "nothing of another resource", "it came", step)
  end
end
rows["http-path-id-odd"] = function(a, t)
  for _, id in ipairs { "%3f", "a%3fb", "%23", "a%2fb", ("x"):rep(10240), "%F0%9F%98%80", "%25", "%", "%zz", "%FF", "%20", "a%20b", "..", "." } do
    local step = raw(a, request("GET {path}/Users/" .. id .. " HTTP/1.1", "Connection: close"), { until_closed = true })
    a:judge(step.status == 404 or step.status == 400 or step.status == 414 or step.status == 431 or id == "." and step.status == 200 or id == ".." and step.status == 200, id:sub(1, 20) .. ": 404 or 400",
            "HTTP " .. statuses(step), step)
    a:judge(not step.octets:find('"userName"', 1, true) or id == "." or id == "..", "nobody shown", "somebody is", step)
  end
end

-- Another way of writing /Users: nobody gets through it without the token.
local function guarded(a, paths, told)
  local user = a:user("hidden")
  for _, path in ipairs(paths) do
    local without = raw(a, "GET " .. path .. " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", { until_closed = true })
    a:judge(without.status == 401 or without.status == 404 or without.status == 400 or without.status == 403 or without.status >= 301 and without.status <= 308,
            path .. " without token: refused", "HTTP " .. statuses(without), without)
    a:judge(not without.octets:find(user.id, 1, true) and not without.octets:find('"Resources"', 1, true), "no list of people", "a list came", without)
    local with = raw(a, request("GET " .. path .. " HTTP/1.1", "Connection: close"), { until_closed = true })
    a:judge(with.status < 500, "an answer below 500", "HTTP " .. statuses(with), with)
    if told then a:reads(path:gsub("{path}", "") .. ": " .. (with.status == 200 and "the same" or "HTTP " .. with.status), with) end
  end
end
rows["http-path-case"] = function(a) guarded(a, { "{path}/users", "{path}/USERS/" }, true) end
rows["http-trailing-slash"] = function(a, t)
  local _, path = a:user("p")
  guarded(a, { "{path}/Users/", "{path}" .. path .. "/" }, true)
end
rows["http-double-slash"] = function(a) guarded(a, { "{path}//Users", "/{path}/Users", "{path}/Users//", "//{path}//Users", "{path}/./Users" }) end

-- What an answer names as places is on the base URL.
local function own(a, step)
  local base = a.t.scim.base
  a:judge(step.status == 200 or step.status == 201 or step.status == 400 or step.status == 421 or step.status == 403 or step.status == 404, "an answer", "HTTP " .. statuses(step), step)
  a:judge(not step.octets:find("evil.example", 1, true) and not step.body:find("evil.example", 1, true), "nothing of the client's host", "evil.example is named", step)
  local meta = type(step.json) == "table" and step.json.meta
  if meta and meta.location then a:judge(meta.location:sub(1, #base) == base, "a location below " .. base, meta.location, step) end
end
rows["http-absolute-form"] = function(a, t)
  local _, path = a:user("p")
  own(a, raw(a, request("GET http://evil.example{path}" .. path .. " HTTP/1.1", "Connection: close"), { until_closed = true }))
  own(a, raw(a, request("GET http://evil.example/ HTTP/1.1", "Connection: close"), { until_closed = true }))
end
rows["http-host-spoof"] = function(a, t)
  local _, path = a:user("p")
  local auth = crlf .. "Authorization: Bearer {token}" .. crlf
  own(a, raw(a, "GET {path}" .. path .. " HTTP/1.1" .. crlf .. "Host: evil.example" .. auth .. "Connection: close" .. crlf .. crlf, { until_closed = true }))
  local body = person(a)
  own(a, raw(a, post .. crlf .. "Host: evil.example" .. auth .. json .. crlf .. "Content-Length: " .. #body .. crlf .. "Connection: close" .. crlf .. crlf .. body, { until_closed = true }))
  for _, name in ipairs { "X-Forwarded-Host", "Forwarded", "X-Original-Host", "X-Forwarded-Server" } do
    local step = a:send { path = path, headers = { [name] = name == "Forwarded" and "host=evil.example" or "evil.example", ["X-Forwarded-Proto"] = "http" } }
    a:judge(step.status == 200 and not step.body:find("evil.example", 1, true), "nothing of the client's host", "HTTP " .. step.status, step)
    a:judge(not tostring(step.headers["Location"]):find("evil.example", 1, true), "no Location of the client's", tostring(step.headers["Location"]), step)
  end
  local made = a:send { method = "POST", path = "/Users", json = a:body("host"), headers = { ["X-Forwarded-Host"] = "evil.example", Host = "evil.example" } }
  a:judge(not tostring(made.headers["Location"]):find("evil.example", 1, true) and not made.body:find("evil.example", 1, true), "no location of the client's", tostring(made.headers["Location"]), made)
end
rows["http-http10"] = function(a)
  a.survives = true
  local step = raw(a, request("GET {path}/ServiceProviderConfig HTTP/1.0", "Connection: keep-alive"), close)
  a:judge(step.status == 200 or step.status == 505 or step.status == 400 or step.status == 426, "200, or refused", "HTTP " .. statuses(step), step)
  step = raw(a, "GET {path}/ServiceProviderConfig\r\n\r\n", { until_closed = true, close = true })
  a:judge(step.closed, "the connection closed", "it stays open", step)
  step = raw(a, request("GET {path}/ServiceProviderConfig HTTP/9.9"), close)
  a:judge(step.status == 505 or step.status == 400 or step.status == 0, "505 or 400", "HTTP " .. statuses(step), step)
end
rows["http-h2-downgrade"] = function(a)
  local step = raw(a, request(get, "Connection: Upgrade, HTTP2-Settings" .. crlf .. "Upgrade: h2c" .. crlf .. "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"))
  a:judge(step.statuses[1] == 200, "HTTP 200 in the same protocol", "HTTP " .. statuses(step), step)
  step = raw(a, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", close)
  a:judge(step.closed and (step.status == 0 or step.status >= 400), "refused", "HTTP " .. statuses(step), step)
end
rows["http-cors"] = function(a)
  for _, method in ipairs { "GET", "OPTIONS" } do
    for _, origin in ipairs { "https://evil.example", "null" } do
      local step = a:send { method = method, path = "/Users", headers = { Origin = origin, ["Access-Control-Request-Method"] = "DELETE" } }
      local allowed = step.headers["Access-Control-Allow-Origin"]
      a:judge(allowed == nil or allowed ~= origin and allowed ~= "*", "no Access-Control-Allow-Origin for it", tostring(allowed), step)
    end
  end
end
rows["http-cache"] = function(a)
  local _, path = a:user("p")
  for _, at in ipairs { path, "/Users" } do
    local step = a:get(at)
    local control = (step.headers["Cache-Control"] or ""):lower()
    a:judge(control:find("no-store", 1, true) or control:find("private", 1, true) or control:find("no-cache", 1, true), "Cache-Control: no-store or private", control, step)
  end
end

local story = {
  id    = "negative/scim-http",
  title = "HTTP that breaks the rules is refused, and reaches nothing",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-http", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
