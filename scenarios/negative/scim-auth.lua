-- Who is let in.
local rows = {}

-- Nobody gets in, by a request that would be good with the token.
local function shut(a, request)
  request.path = request.path or "/Users"
  local step = a:send(request)
  a:refused(step, { 401 }, nil)
  a:judge(not (type(step.json) == "table" and step.json.Resources), "no list of people", "a list came", step)
  return step
end

rows["auth-none"] = function(a)
  local step = shut(a, { token = false })
  a:judge((step.headers["WWW-Authenticate"] or ""):lower():find("bearer", 1, true) ~= nil, "WWW-Authenticate: Bearer",
          tostring(step.headers["WWW-Authenticate"]), step)
end

rows["auth-discovery-open"] = function(a, t, scim)
  local user = a:user("hidden")
  for _, path in ipairs { "/ServiceProviderConfig", "/Schemas", "/ResourceTypes" } do
    local step = a:send { path = path, token = false }
    a:judge(step.status == 200 or step.status == 401, "200 or 401", "HTTP " .. step.status, step)
    a:judge(not step.body:find(user.userName, 1, true) and not step.body:find(user.id, 1, true), "nothing of a tenant", "somebody is named", step)
    if path == "/Schemas" then a:reads(step.status == 200 and "open to anyone" or "with a token alone", step) end
  end
end

rows["auth-empty-bearer"] = function(a)
  for _, text in ipairs { "Bearer ", "Bearer", "Bearer null", "Bearer undefined", "Bearer None", "Bearer \"\"" } do
    shut(a, { headers = { Authorization = text } })
  end
end

-- The same alphabet, other letters.
local function turned(token)
  return (token:gsub("%a", function(c)
    local low = c:lower() == c and 97 or 65
    return string.char(low + (c:byte() - low + 13) % 26)
  end):gsub("%d", function(c) return tostring(9 - tonumber(c)) end))
end

rows["auth-wrong-token"] = function(a, t)
  shut(a, { token = turned(t.scim.token) })
  shut(a, { token = t.scim.token:reverse() })
end

rows["auth-prefix-token"] = function(a, t)
  local token = t.scim.token
  shut(a, { token = token:sub(1, -2) })
  shut(a, { token = token:sub(2) })
  shut(a, { token = token .. "A" })
  shut(a, { token = token:sub(1, 1) })
end

rows["auth-case-token"] = function(a, t)
  local token = t.scim.token
  local changed = 0
  for _, other in ipairs { token:upper(), token:lower() } do
    if other ~= token then
      shut(a, { token = other })
      changed = changed + 1
    end
  end
  if changed == 0 then t:skip("the token has no letters") end
end

rows["auth-scheme-case"] = function(a, t)
  for _, scheme in ipairs { "bearer", "BEARER" } do
    a:accepted(a:send { path = "/Users", headers = { Authorization = scheme .. " " .. t.scim.token } }, { 200 })
  end
end

rows["auth-scheme-basic"] = function(a, t)
  local token = t.scim.token
  for _, text in ipairs { "Token " .. token, "token " .. token, token, "Basic " .. token, "OAuth " .. token, "SSWS " .. token,
                          "Basic " .. a.attack.base64("scim:" .. token) } do
    shut(a, { headers = { Authorization = text } })
  end
end

rows["auth-query-token"] = function(a, t)
  shut(a, { token = false, query = { access_token = t.scim.token } })
  shut(a, { token = false, query = { token = t.scim.token } })
end

rows["auth-two-headers"] = function(a, t)
  local good = "Bearer " .. t.scim.token
  for _, two in ipairs { { good, "Bearer garbage" }, { "Bearer garbage", good } } do
    local step = a:send { path = "/Users", headers = { Authorization = two } }
    a:refused(step, { 400, 401 }, nil, true)
    a:judge(not (type(step.json) == "table" and step.json.Resources), "no list of people", "a list came", step)
  end
end

rows["auth-jwt-alg-none"] = function(a, t)
  local claims = a.attack.base64('{"sub":"scim","scope":"scim","tenant":"' .. t.unique .. '","exp":4102444800}')
  for _, head in ipairs { '{"alg":"none"}', '{"alg":"None","typ":"JWT"}', '{"alg":"HS256","kid":"../../dev/null"}', '{"alg":"HS256","typ":"JWT"}' } do
    local text = a.attack.base64(head):gsub("=", "") .. "." .. claims:gsub("=", "") .. "."
    shut(a, { token = text })
    shut(a, { token = text .. a.attack.base64("secret"):gsub("=", "") })
  end
end

rows["auth-timing"] = function(a, t)
  -- The quickest of many, as anything else that happens only adds time. A comparison octet by octet costs less than can be
  -- seen; what is looked for is a server that does some work for each octet that is right.
  local token, quickest = t.scim.token, {}
  for _, share in ipairs { 0, 0.5, 1 } do
    local right = math.floor((#token - 1) * share)
    local guess = token:sub(1, right) .. turned(token:sub(right + 1))
    if guess == token then guess = token:sub(1, -2) .. "_" end
    local best
    for _ = 1, 30 do
      local step = a:send { path = "/Users", token = guess }
      if step.status == 401 and (not best or step.seconds < best) then best = step.seconds end
    end
    t:given("wrong tokens are refused", best ~= nil)
    quickest[#quickest + 1] = best
  end
  local grown = quickest[3] - quickest[1]
  a:judge(grown < 0.005 + quickest[1], "no growth with the octets that are right", string.format("%.1f ms more", grown * 1000))
end

rows["auth-brute-force"] = function(a, t)
  local let_in, put_off = 0, 0
  for number = 1, 200 do
    local step = a:send { path = "/Users?count=1", token = string.format("guess-%08d-", number) .. turned(t.scim.token):sub(1, 12), patient = false }
    if step.status == 429 then put_off = put_off + 1
    elseif step.status ~= 401 then let_in = let_in + 1 end
  end
  a:judge(let_in == 0, "every guess refused or put off", let_in .. " others")
  a:accepted(a:get("/Users?count=1"), { 200 })
  a:reads(put_off > 0 and "guesses are put off with 429" or "guesses are not counted")
end

local story = {
  id    = "negative/scim-auth",
  title = "Only the organisation's own bearer token lets a client in",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-auth", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
