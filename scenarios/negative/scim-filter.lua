-- Filters that reach further, cost more, or mean something else than they say.
local rows = {}

-- People a, b, c ..., told apart by displayName. `each` gives what is special about one.
local function people(a, each)
  local out = {}
  for number, more in ipairs(each) do
    more.displayName = string.char(96 + number)
    out[number] = a:user("p", more)
  end
  return out
end
-- A filter bound to the people of this case, by nickName.
local function plain(a)
  local nick = "n" .. a.t.unique
  return people(a, { { nickName = nick }, { nickName = nick } }), nick
end

rows["filter-hidden-membership"] = function(a, t)
  a:group("crew", { members = { { value = a:user("p").id } } })   -- whom a filter that is not looked at would list
  for _, filter in ipairs { 'members.value eq "hidden"', 'members.value eq "00000000-0000-4000-8000-000000000000"' } do
    local step = a:send { path = "/Groups", query = { filter = filter } }
    a:answered(step)
    a:judge(step.status >= 400 or step.json and step.json.totalResults == 0, "no group, or refused", step.json and step.json.totalResults, step)
  end
  a:selects_nobody({}, 'groups.value eq "hidden"')
  local step = a:list('groups.value eq "hidden"')
  a:judge(step.status >= 400 or step.json and step.json.totalResults == 0, "nobody, or refused", step.json and step.json.totalResults, step)
end
rows["filter-unreadable-attr"] = function(a, t, scim)
  local user = a:user("secret", { password = "aidpsim-Pass-4711" })
  for _, filter in ipairs { 'password sw "a"', "password pr", 'password eq "aidpsim-Pass-4711"', 'userName eq "' .. user.userName .. '" and password sw "a"',
                            'not (password sw "b")', scim.user_urn .. ':password sw "a"' } do
    a:selects_nobody({ user }, filter)
  end
  local first = a:send { path = "/Users", query = { sortBy = "password" } }
  a:answered(first)
  a:reads(first.status == 200 and "sortBy password is ignored" or "sortBy password is refused with " .. first.status, first)
end

rows["flt-sqli"] = function(a, t)
  local who = plain(a)
  for _, text in ipairs { "x' or '1'='1", "') or 1=1--", "x'; drop table users; --", "''''", "x\\\\' or 1=1 -- ", "x\\\" or userName pr or userName eq \\\"", "%' or 1=1 --", "x' union select 1 --" } do
    a:selects(who, 'userName eq "' .. text .. '"', "")
    a:selects(who, 'displayName eq "' .. text .. '" or id eq "' .. text .. '"', "")
    a:selects(who, 'externalId co "' .. text .. '"', "")
  end
  a:selects_nobody(who, 'userName eq "x") or 1=1--')
end
rows["flt-sqli-attr"] = function(a)
  local who = plain(a)
  for _, filter in ipairs { "1=1 or userName pr", 'userName" or 1=1 -- eq "x"', "user_name) or (1=1 eq 1", 'userName;drop eq "x"', "userName' pr", "(select 1) pr", 'json_extract(resource,"$") pr', "1 eq 1",
                            "user_name_key pr", "rowid pr", "org pr" } do
    a:selects_nobody(who, filter)
  end
  for _, name in ipairs { "userName; drop table users", "(case when 1=1 then 1 end)", "userName,id", "userName desc", "1", "rowid" } do
    local step = a:send { path = "/Users", query = { sortBy = name } }
    a:refused(step, { 400 }, { "invalidPath", "invalidValue", "invalidFilter", "invalidSyntax" })
  end
end
rows["flt-like-wildcards"] = function(a, t)
  local nick = t.unique
  local who = people(a, { { nickName = nick .. "ab" }, { nickName = nick .. "%b" }, { nickName = nick .. "_b" }, { nickName = nick .. "\\b" } })
  a:selects(who, 'nickName co "' .. nick .. '%"', "b")
  a:selects(who, 'nickName sw "' .. nick .. '_"', "c")
  a:selects(who, 'nickName ew "%b"', "b")
  a:selects(who, 'nickName sw "' .. nick .. '\\\\"', "d")
  a:selects(who, 'nickName eq "' .. nick .. '%"', "")
  a:selects(who, 'nickName eq "' .. nick .. '_b"', "c")
  a:selects(who, 'userName sw "%"', "")
  a:selects(who, 'userName co "__________"', "")
end
rows["flt-nosql"] = function(a)
  local who = plain(a)
  for _, filter in ipairs { 'userName eq {"$ne":null}', 'userName eq ["x"]', "$where pr", '$where eq "1"', 'userName $ne "x"', 'userName eq {"$gt":""}' } do
    local step = a:list(filter)
    a:refused(step, { 400 }, { "invalidFilter", "invalidPath", "invalidValue" })
  end
  a:selects_nobody(who, 'userName eq {"$gt":""}')
end
rows["flt-ldap"] = function(a)
  local who = plain(a)
  for _, text in ipairs { "*)(uid=*", "*", ")(objectClass=*", "*)(|(userName=*" } do a:selects(who, 'userName eq "' .. text .. '"', "") end
  a:selects(who, 'userName sw "*"', "")
end
rows["flt-lua"] = function(a, t)
  local who = plain(a)
  for _, text in ipairs { "\\\"..os.execute()..\\\"", "]]..os.exit()..[[", "%s%d%n", "${jndi:ldap://127.0.0.1/a}" } do
    a:selects(who, 'userName eq "' .. text .. '"', "")
    a:selects(who, 'nickName co "' .. text .. '"', "")
  end
end
rows["flt-regex"] = function(a, t)
  local nick = t.unique
  local who = people(a, { { nickName = nick .. ("a"):rep(40) .. "!" }, { nickName = nick .. ".*" }, { nickName = nick .. "(a+)+$" } })
  a:selects(who, 'nickName co ".*"', "b")
  a:selects(who, 'nickName ew "(a+)+$"', "c")
  a:selects(who, 'nickName sw "' .. nick .. '.*"', "b")
  a:selects(who, 'nickName eq "' .. nick .. '.*"', "b")
  a:selects(who, 'nickName co "^' .. nick .. '"', "")
  a:selects(who, 'nickName co "[a]"', "")
  a.survives = true
end

-- Refused or answered without anybody, in bounded time; as a search, where the text is too long for a URL.
local function costs(a, filter, statuses)
  if #filter < 30000 then a:survived(a:list(filter), statuses) end
  local step = a:send { method = "POST", path = "/Users/.search", json = { schemas = { a.scim.search_urn }, filter = filter } }
  a.survives = true
  a:judge(step.status >= 200 and step.status < 500 or step.status == 501, "an answer below 500", a.attack.shown(step), step)
  a:judge(step.seconds < 60, "an answer within a minute", string.format("%.1f seconds", step.seconds), step)
  return step
end
rows["flt-whitespace-redos"] = function(a)
  costs(a, "userName" .. (" "):rep(100000) .. 'eq "x"')
  costs(a, "userName" .. (" "):rep(10000) .. "eq" .. (" "):rep(10000) .. "!")
end
rows["flt-depth-paren"] = function(a)
  costs(a, ("("):rep(10000) .. "userName pr" .. (")"):rep(10000), { 400, 414, 431 })
  costs(a, ("("):rep(10000), { 400, 414, 431 })
end
rows["flt-depth-not"] = function(a)
  costs(a, ("not ("):rep(5000) .. "userName pr" .. (")"):rep(5000), { 400, 414, 431, 200 })
  costs(a, ("not ("):rep(5000) .. "userName !" .. (")"):rep(5000), { 400, 414, 431 })
end
rows["flt-depth-bracket"] = function(a)
  costs(a, ("emails["):rep(3000) .. "value pr" .. ("]"):rep(3000), { 400, 414, 431 })
  a:refused(a:list('emails[emails[value eq "x"]]'), { 400 }, { "invalidFilter", "invalidPath" })
end
rows["flt-terms"] = function(a)
  local term = 'nickName eq "x" or '
  costs(a, term:rep(50000) .. 'nickName eq "y"')
  costs(a, term:rep(1000) .. 'nickName eq "y"')
end
rows["flt-long"] = function(a)
  costs(a, 'nickName eq "' .. ("x"):rep(1048576) .. '"')
  costs(a, ("x"):rep(1048576))
end

rows["flt-precedence"] = function(a, t)
  local u = t.unique
  local who = people(a, { { nickName = u .. "1" }, { nickName = u .. "2", title = u .. "3" }, { nickName = u .. "2" }, { title = u .. "3" } })
  local one, two, three = 'nickName eq "' .. u .. '1"', 'nickName eq "' .. u .. '2"', 'title eq "' .. u .. '3"'
  a:selects(who, one .. " or " .. two .. " and " .. three, "ab")
  a:selects(who, two .. " and " .. three .. " or " .. one, "ab")
  a:selects(who, "(" .. one .. " or " .. two .. ") and " .. three, "b")
end
rows["flt-not-precedence"] = function(a, t)
  local u = t.unique
  local who = people(a, { { nickName = u, title = u .. "t" }, { nickName = u }, { title = u .. "t" } })
  a:selects(who, "not (nickName pr) and title eq \"" .. u .. "t\"", "c")
  a:selects(who, "title eq \"" .. u .. "t\" and not (nickName pr)", "c")
  a:selects(who, 'nickName eq "' .. u .. '" and not (title pr)', "b")
end
rows["flt-unquoted"] = function(a)
  for _, filter in ipairs { "userName eq bjensen", "userName eq 'bjensen'", 'userName eq "bjensen', "userName eq", "userName eq True" } do
    a:refused(a:list(filter), { 400 }, { "invalidFilter", "invalidValue" })
  end
end
rows["flt-smart-quotes"] = function(a)
  a:refused(a:list("userName eq “bjensen”"), { 400 }, { "invalidFilter" })
  a:refused(a:list("userName eq „bjensen“"), { 400 }, { "invalidFilter" })
end
rows["flt-escapes"] = function(a, t)
  local u = t.unique
  local who = people(a, { { nickName = u .. '"' }, { nickName = u .. "\\" }, { nickName = u .. "/" }, { nickName = u .. "é" } })
  a:selects(who, 'nickName eq "' .. u .. '\\""', "a")
  a:selects(who, 'nickName eq "' .. u .. '\\\\"', "b")
  a:selects(who, 'nickName eq "' .. u .. '\\/"', "c")
  a:selects(who, 'nickName eq "' .. u .. '\\u00e9"', "d")
  for _, bad in ipairs { "\\ud800", "\\x", "\\u12", "\\udc00\\ud800" } do a:refused(a:list('nickName eq "' .. u .. bad .. '"'), { 400 }, { "invalidFilter", "invalidValue" }) end
  a:selects_nobody(who, 'nickName eq "' .. u .. '\\u0000"')
end
rows["flt-operator-case"] = function(a)
  local who = plain(a)
  for _, filter in ipairs { 'userName EQ "%s"', 'userNAME eq "%s"', 'USERNAME Eq "%s"', 'userName eq "%s" AND id PR', 'NOT (userName ne "%s") aNd id pr' } do
    a:selects(who, filter:format(who[1].userName), "a")
  end
end
rows["flt-unknown-op"] = function(a)
  for _, op in ipairs { "like", "~", "=", "==", "in", "eqq", "has" } do a:refused(a:list("userName " .. op .. ' "x"'), { 400 }, { "invalidFilter" }) end
end
rows["flt-unknown-attr"] = function(a)
  local who = plain(a)
  local step
  for _, filter in ipairs { 'favouriteColour eq "x"', 'not (favouriteColour eq "x")', 'name.colour eq "x"', 'favouriteColour ne "x"', "urn:none:favouriteColour pr" } do
    local got
    got, step = a:answers(who, filter)
    a:judge(step.status == 400 or step.status == 200 and got == "" or filter:find("not", 1, true) and step.status == 200, "refused, or nobody", "HTTP " .. step.status .. " [" .. got .. "]", step)
  end
  a:reads(step.status == 200 and "unknown attributes select nobody" or "unknown attributes are refused", step)
end
rows["flt-invalid-ignored"] = function(a)
  local who = plain(a)
  for _, filter in ipairs { "((", "userName", "userName eq", 'eq "x"', 'userName eq "x" and', 'userName eq "x" or or id pr', "userName pr)", 'userName eq "x" id pr', "and", "not userName pr" } do
    local got, step = a:answers(who, filter)
    a:refused(step, { 400 }, { "invalidFilter", "invalidPath" })
    a:judge(got == "", "nobody listed", "[" .. got .. "]", step)
  end
end
rows["flt-type-mismatch"] = function(a)
  local who = plain(a)
  for _, filter in ipairs { 'meta.created gt "abc"', "active gt true", "userName eq 5", "userName gt true", 'active eq "maybe"', "meta.created eq 5", 'name eq "x"', "name gt 5" } do
    a:selects_nobody(who, filter)
  end
  local got, step = a:answers(who, 'active eq "true"')
  a:answered(step)
  a:reads(step.status == 200 and 'active eq "true" selects [' .. got .. "]" or 'active eq "true" is refused', step)
end
rows["flt-case-exact"] = function(a, t)
  local who = people(a, { { externalId = "Ext" .. t.unique } })
  local user = who[1]
  a:selects(who, 'userName eq "' .. user.userName:upper() .. '"', "a")
  a:selects(who, 'externalId eq "Ext' .. t.unique .. '"', "a")
  a:selects(who, 'externalId eq "EXT' .. t.unique:upper() .. '"', "")
end
rows["flt-complex-multivalue"] = function(a, t)
  local at = "@" .. t.unique .. ".example"
  local who = people(a, { { emails = { { value = "a" .. at, type = "work" }, { value = "b@other.example", type = "home" } } },
                          { emails = { { value = "c@other.example", type = "work" }, { value = "d" .. at, type = "home" } } } })
  a:selects(who, 'emails[type eq "work" and value co "' .. at .. '"]', "a")
  a:selects(who, 'emails.type eq "work" and emails.value co "' .. at .. '"', "ab")
  a:selects(who, 'emails[type eq "home" and value co "' .. at .. '"]', "b")
end
rows["flt-null"] = function(a, t)
  local u = t.unique
  local who = people(a, { { nickName = u, title = u }, { title = u } })
  a:selects(who, 'title eq "' .. u .. '" and not (nickName pr)', "b")
  local got, step = a:answers(who, 'title eq "' .. u .. '" and nickName eq null')
  a:answered(step)
  a:judge(step.status == 400 or got == "b", "the one without nickName, or a refusal", "[" .. got .. "]", step)
  a:reads(step.status == 400 and "comparing with null is refused" or "null is not being present", step)
end

local story = {
  id    = "negative/scim-filter",
  title = "A filter selects what it says, and is refused when it says nothing",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-filter", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
