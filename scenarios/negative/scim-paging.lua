-- Pages, orders and selections of attributes.
local rows = {}

-- Three people, and the query that selects them.
local function three(a)
  local nick = "n" .. a.t.unique
  local who = {}
  for number = 1, 3 do who[number] = a:user("p", { nickName = nick }) end
  return who, 'nickName eq "' .. nick .. '"'
end
local function page(a, filter, more)
  local query = { filter = filter }
  for name, value in pairs(more) do query[name] = value end
  return a:send { path = "/Users", query = query }
end
local function shows(a, step, how_many, total)
  local body = step.json or {}
  a:judge(step.status == 200 and #(body.Resources or {}) == how_many and body.totalResults == total, how_many .. " of " .. total,
          "HTTP " .. step.status .. ", " .. #(body.Resources or {}) .. " of " .. tostring(body.totalResults), step)
end

rows["page-negative"] = function(a)
  local _, filter = three(a)
  local whole = page(a, filter, { startIndex = 1 })
  shows(a, whole, 3, 3)
  for _, start in ipairs { -5, 0, -9223372036854775807 } do
    local step = page(a, filter, { startIndex = start })
    shows(a, step, 3, 3)
    a:judge(step.json and step.json.startIndex == 1, "startIndex 1", step.json and step.json.startIndex, step)
  end
  local first = page(a, filter, { startIndex = 1, count = 1 })
  local second = page(a, filter, { startIndex = 2, count = 1 })
  shows(a, second, 1, 3)
  local ids = a.scim.column(whole)
  a:judge(a:lists(first, ids[1]) and a:lists(second, ids[2]), "the first, then the second", "others", second)
end
rows["page-count-negative"] = function(a)
  local _, filter = three(a)
  shows(a, page(a, filter, { count = -1 }), 0, 3)
  shows(a, page(a, filter, { count = -2147483649 }), 0, 3)
end
rows["page-count-zero"] = function(a)
  local _, filter = three(a)
  shows(a, page(a, filter, { count = 0 }), 0, 3)
end
rows["page-count-huge"] = function(a)
  local _, filter = three(a)
  for _, count in ipairs { "2147483648", "4294967297", "1000000000", "9223372036854775807", "9999999999999999999" } do
    local step = page(a, filter, { count = count })
    if step.status == 400 then a:refused(step, { 400 }) else shows(a, step, 3, 3) end
  end
  shows(a, page(a, filter, { count = 1000000000 }), 3, 3)
end
rows["page-start-huge"] = function(a)
  local _, filter = three(a)
  for _, start in ipairs { "1000000000000000000", "2147483648", "4294967297", "9223372036854775807", "99999999999999999999" } do
    local step = page(a, filter, { startIndex = start })
    a:judge(step.seconds < 60, "an answer within a minute", step.seconds, step)
    if step.status == 400 then a:refused(step, { 400 }) else shows(a, step, 0, 3) end
  end
end
rows["page-nonnumeric"] = function(a)
  local _, filter = three(a)
  for _, name in ipairs { "count", "startIndex" } do
    for _, value in ipairs { "abc", "1e3", "", "1.5", "0x10", " 1", { "1", "2" } } do
      local step = page(a, filter, { [name] = value })
      a:answered(step)
      if step.status ~= 200 then a:refused(step, { 400 }) end
      a:judge(step.status ~= 200 or step.json and step.json.totalResults == 3, "the filter heeded all the same", step.json and step.json.totalResults, step)
    end
  end
end
rows["page-total-stable"] = function(a)
  local who, filter = three(a)
  local first = page(a, filter, { startIndex = 1, count = 2 })
  shows(a, first, 2, 3)
  a:user("late", { nickName = who[1].nickName })
  local second = page(a, filter, { startIndex = 3, count = 2 })
  shows(a, second, 2, 4)
  for _, id in ipairs(a.scim.column(first)) do a:judge(not a:lists(second, id), "nobody twice", "somebody is on both pages", second) end
end
rows["page-cursor-tamper"] = function(a, t)
  local _, filter = three(a)
  local first = page(a, filter, { cursor = "", count = 1 })
  t:given("a page by cursor", first.status == 200 and first.json and first.json.nextCursor, a.attack.shown(first))
  local cursor = first.json.nextCursor
  local next_page = page(a, filter, { cursor = cursor, count = 1 })
  a:accepted(next_page, { 200 })
  local tenth = cursor:sub(1, 1) == "9" and "8" or "9"
  for _, bad in ipairs { tenth .. cursor:sub(2), cursor:sub(1, -2) .. (cursor:sub(-1) == "0" and "1" or "0"), cursor .. "0", cursor:sub(1, #cursor // 2), "1", "'; drop table users", ("x"):rep(5000) } do
    a:refused(page(a, filter, { cursor = bad, count = 1 }), { 400 }, { "invalidCursor", "expiredCursor" })
  end
  a:refused(page(a, "userName pr", { cursor = cursor, count = 1 }), { 400 }, { "invalidCursor" })
end
rows["sort-unknown"] = function(a)
  local _, filter = three(a)
  for _, name in ipairs { "favouriteColour", "name", "password", "emails..value", "emails[type eq \"work\"]", "", "members" } do
    local step = page(a, filter, { sortBy = name })
    if step.status == 200 then shows(a, step, 3, 3) else a:refused(step, { 400, 403 }) end
  end
  a:answered(page(a, filter, { sortBy = "userName", sortOrder = "sideways" }))
end
rows["attrs-unknown"] = function(a)
  local user, path = a:user("p")
  for _, query in ipairs { "attributes=favouriteColour", "excludedAttributes=id", "attributes=userName&excludedAttributes=userName", "attributes=", "excludedAttributes=id,meta,schemas",
                           "attributes=name.colour", "attributes=,,", "attributes=userName,userName" } do
    for _, at in ipairs { path, "/Users" } do
      local step = a:send { path = at, query = query .. (at == "/Users" and "&filter=" .. a.t.url:encode('userName eq "' .. user.userName .. '"') or "") }
      a:answered(step)
      if step.status == 200 then
        local shown = at == path and step.json or (step.json.Resources or {})[1] or {}
        a:judge(shown.id == user.id, "id returned", tostring(shown.id), step)
      else a:refused(step, { 400 }) end
    end
  end
end
rows["attrs-many"] = function(a, t)
  local _, path = a:user("p")
  local many = ("displayName,"):rep(99999) .. "userName"
  a:survived(a:send { path = path, query = "attributes=" .. many:sub(1, 30000) })
  local step = a:send { method = "POST", path = "/Users/.search", body = '{"schemas":["' .. a.scim.search_urn .. '"],"attributes":["' .. many:gsub(",", '","') .. '"],"count":1}' }
  a:judge(step.status >= 200 and step.status < 500 or step.status == 501, "an answer below 500", a.attack.shown(step), step)
  a:judge(step.seconds < 60, "an answer within a minute", string.format("%.1f seconds", step.seconds), step)
end

local story = {
  id    = "negative/scim-paging",
  title = "Pages, orders and selections stay within what is there",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-paging", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
