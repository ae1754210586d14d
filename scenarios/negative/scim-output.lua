-- What a server does outwards, and how data come back out of it.
local rows = {}

local function made(a, more) return a:send { method = "POST", path = "/Users", json = a:body("out", more) } end

-- A person with texts that nobody may take for more: kept as they are, or refused.
local function inert_text(a, texts, attribute)
  for _, text in ipairs(texts) do
    local step = made(a, { [attribute] = text })
    a:created_or_refused(step, "the text as it was sent", function(user) return user[attribute] == text end)
  end
end

rows["ssrf-photos"] = function(a, t)
  local visits, url = a.attack.listen(t)
  if url then
    a:answered(made(a, { photos = { { value = url, type = "photo" } }, profileUrl = url }))
    -- Who fetches does so at once or soon: some other work is done meanwhile.
    for _ = 1, 3 do a:get("/Users?count=1") end
    if not a:judge(visits() == 0, "nobody comes to fetch it", visits() .. " visits") then return end
  end
  local places = { "http://127.0.0.1:1/x.png", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "gopher://127.0.0.1:70/x", "http://[::1]:1/" }
  for _, place in ipairs(places) do
    local step = made(a, { photos = { { value = place, type = "photo" } }, profileUrl = place })
    a:created_or_refused(step, "the URL as text", function(user) return (user.photos == nil or user.photos[1].value == place) and (user.profileUrl == nil or user.profileUrl == place) end)
    a:judge(step.seconds < 30, "an answer without waiting for anybody", string.format("%.1f seconds", step.seconds), step)
    a:judge(not step.body:find("root:", 1, true), "nothing of what stands there", "it came", step)
  end
end
rows["ssrf-x509"] = function(a)
  for _, text in ipairs { "MIIBszCCARwCCQ", a.attack.base64("no certificate, http://127.0.0.1:1/ca.crt"), a.attack.base64(("0"):rep(10000)), "%%%" } do
    local step = made(a, { x509Certificates = { { value = text } } })
    a:answered(step)
    a:judge(step.seconds < 30, "an answer without waiting for anybody", string.format("%.1f seconds", step.seconds), step)
  end
end
rows["ref-foreign"] = function(a, t)
  local one, two = a:user("one"), a:user("two")
  local _, path = a:group("g")
  local lie = "https://evil.example/Users/" .. two.id
  local step = a:patch(path, { { op = "add", path = "members", value = { { value = one.id, ["$ref"] = lie } } } })
  a:answered(step)
  local members = a:now(path).members or {}
  if step.status < 300 then
    a:judge(#members == 1 and members[1].value == one.id, "the member whose value it is", #members .. " members", step)
    a:judge(members[1] and not tostring(members[1]["$ref"]):find("evil.example", 1, true), "a $ref of the server's own", members[1] and members[1]["$ref"], step)
  else a:judge(#members == 0, "no member", #members, step) end
end
rows["xss-displayname"] = function(a, t)
  local script = "<script>alert(1)</script>"
  local step = made(a, { displayName = script, title = '"><img src=x onerror=alert(1)>', addresses = { { type = "work", formatted = script } } })
  a:created_or_refused(step, "the text as it was sent", function(user) return user.displayName == script end)
  local answers = { step, a:get("/Users/" .. script:gsub("[<>/()]", function(c) return string.format("%%%02X", c:byte()) end)), a:list('userName eq "' .. script .. '"') }
  for _, one in ipairs(answers) do
    a:judge((one.headers["Content-Type"] or ""):find("json", 1, true) ~= nil, "JSON", tostring(one.headers["Content-Type"]), one)
    a:judge((one.headers["X-Content-Type-Options"] or ""):lower() == "nosniff", "X-Content-Type-Options: nosniff", tostring(one.headers["X-Content-Type-Options"]), one)
  end
end
rows["csv-formula"] = function(a) inert_text(a, { "=cmd()|'/c calc'!A1", "+1+1", "@SUM(1)", "-2+3", "\t=1" }, "displayName") end
rows["log-injection"] = function(a, t)
  for _, text in ipairs { "a\r\n2026-01-01 INFO admin logged in", "\27[31mred\27[0m", "a\8\8\8b", "\226\128\174evil" } do
    local step = made(a, { userName = "idpsim" .. t.unique .. a:word("l") .. text })
    a:answered(step)
    if step.status == 201 then a:judge(step.json.userName:find(text, 1, true) ~= nil, "the name as it was sent", "another", step) end
    a:judge(step.status == 201 or step.status == 400, "created or refused", a.attack.shown(step), step)
  end
end
rows["log-secrets"] = function(a, t)
  local secret = "idpsim-Secret-8832-word"
  local token = t.scim.token
  local function silent(step)
    a:judge(not step.body:find(secret, 1, true) and not step.body:find(token, 1, true) and not step.body:find(token:sub(2), 1, true), "no secret in the answer", "a secret came back", step)
  end
  silent(a:send { path = "/Users", token = token .. "x" })
  silent(a:send { path = "/Users?access_token=" .. token .. "&filter=(" })
  silent(a:send { method = "POST", path = "/Users", json = a:body("s", { password = { secret } }) })
  silent(a:send { method = "POST", path = "/Users", body = '{"password":"' .. secret .. '"' })
  silent(a:send { path = "/Users", query = { filter = 'password eq "' .. secret .. '"' } })
  local _, path = a:user("p")
  silent(a:patch(path, { { op = "replace", path = "password", value = { secret } } }))
  silent(a:patch(path, { { op = "replace", path = 'password[value eq "' .. secret .. '"]', value = secret } }))
end
-- Requests that servers are known to answer with what is inside them.
local function provoked(a)
  local _, path = a:user("p")
  return { a:get("/Users/nobody%27%22"), a:list("(("), a:list("userName eq \"" .. ("("):rep(3000)), a:send { method = "POST", path = "/Users", body = "{" },
           a:send { method = "POST", path = "/Users", body = "[[[[" }, a:send { path = "/Users", query = { count = "x", startIndex = "y" } }, a:send { path = "/Users", query = { sortBy = "';--" } },
           a:patch(path, { { op = "replace", path = "[[[", value = "x" } }), a:send { method = "PUT", path = path, json = { userName = { a = { 1, 2 } } } },
           a:send { method = "POST", path = "/Users", json = { schemas = "x", userName = 7 } }, a:send { method = "POST", path = "/Groups", json = { displayName = { 1 } } },
           a:send { method = "DELETE", path = "/Users" }, a:get("/Nothing"), a:get("/Users/a/b/c"), a:send { path = "/Users", token = false } }
end
rows["error-leak"] = function(a)
  for _, step in ipairs(provoked(a)) do
    a:answered(step)
    for _, word in ipairs { "Traceback", "at java.", "Exception", "SELECT ", "sqlite", "SQLITE", "INSERT INTO", "/home/", "/usr/", "/var/", "node_modules", ".cpp:", ".py\"", "stack" } do
      a:judge(not step.body:find(word, 1, true), "no \"" .. word .. "\" in the answer", "it is there", step)
    end
  end
end
rows["error-content-type"] = function(a)
  for _, step in ipairs(provoked(a)) do
    if step.status >= 400 then
      local what = step.exchanges[1].method .. " " .. step.exchanges[1].path:sub(1, 40)
      a:judge(a:is_error(step), what .. ": a SCIM error with its status as text", a.attack.shown(step), step)
      a:judge((step.headers["Content-Type"] or ""):find("application/scim+json", 1, true) ~= nil, what .. ": application/scim+json", tostring(step.headers["Content-Type"]), step)
    end
  end
end
rows["email-header-injection"] = function(a)
  for _, mail in ipairs { "a@example.test\nBcc: x@example.test", "a@example.test\r\nBcc: x@example.test", "a\r\n@example.test" } do
    local step = made(a, { emails = { { value = mail, type = "work" } } })
    a:refused(step, { 400 }, { "invalidValue", "invalidSyntax" })
    local _, path = a:user("p")
    a:refuses_patch(path, { { op = "add", path = "emails", value = { { value = mail, type = "work" } } } }, { 400 }, { "invalidValue", "invalidSyntax" })
  end
end
rows["lua-hook-fault"] = function(a, t)
  for _, text in ipairs { ("x"):rep(100000), "return error('x')", "while true do end", "]]==]] .. nil", "%s%s%s%n", ("\240\159\152\128"):rep(10000) } do
    a:survived(made(a, { displayName = text }), { 201, 400, 413 })
    a:survived(made(a, { nickName = text, name = { familyName = text } }), { 201, 400, 413 })
  end
end
rows["template-injection"] = function(a)
  inert_text(a, { "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{person.email}", "%(name)s", "{{constructor.constructor('return 1')()}}" }, "displayName")
end
rows["provisioning-loop"] = function(a, t, scim)
  local user, path = a:user("echo", { displayName = "Echo" })
  local before = a:now(path)
  for _ = 1, 3 do
    a:accepted(a:send { method = "PUT", path = path, json = before }, { 200, 204 })
    a:accepted(a:patch(path, { { op = "replace", path = "displayName", value = "Echo" } }), { 200, 204 })
  end
  local after = a:now(path)
  a:judge(after.meta.lastModified == before.meta.lastModified and after.meta.version == before.meta.version, "the same version", "another", nil)
end
rows["pii-in-url"] = function(a)
  local user = a:user("p")
  local step = a:send { method = "POST", path = "/Users/.search", json = { schemas = { a.scim.search_urn }, filter = 'userName eq "' .. user.userName .. '"' } }
  a:judge(step.status < 500 or step.status == 501, "an answer", a.attack.shown(step), step)
  a:reads(step.status == 200 and a:lists(step, user.id) and "a search can be posted" or "a search cannot be posted: " .. step.status, step)
end

local story = {
  id    = "negative/scim-output",
  title = "Data stay data on their way out, and nothing of the inside comes with them",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-output", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
