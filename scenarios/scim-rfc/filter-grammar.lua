-- Filters, how they are put together, requirement by requirement.
local rows = {}

-- Four people with a title and a nickname of the case's own.
local function given_four(t, scim)
  local x, y = "X" .. t.unique, "Y" .. t.unique
  return scim.given_people(t, { both = { title = x, nickName = y }, title = { title = x, nickName = "other" }, nick = { title = "other", nickName = y },
                                neither = { title = "other", nickName = "other" } }),
         { title = 'title eq "' .. x .. '"', nick = 'nickName eq "' .. y .. '"' }
end
local function must_refuse(t, scim, filter)
  local step = scim.query(t, "/Users", { filter = filter })
  t:holds(scim.refused(step, 400, { "invalidFilter" }), { step = step, expected = filter .. ": 400 invalidFilter", actual = scim.error_of(step) })
end

rows["filter-and"] = function(t, scim)
  local people, is = given_four(t, scim)
  scim.must_find(t, people, is.title .. " and " .. is.nick, { "both" })
end
rows["filter-or"] = function(t, scim)
  local people, is = given_four(t, scim)
  scim.must_find(t, people, is.title .. " or " .. is.nick, { "both", "title", "nick" })
end
rows["filter-not"] = function(t, scim)
  local people, is = given_four(t, scim)
  scim.given_own(t, people)
  scim.must_find(t, people, scim.own(t, "not (" .. is.title .. ")"), { "nick", "neither" })
end
rows["filter-and-before-or"] = function(t, scim)
  local people, is = given_four(t, scim)
  local nobody = 'title eq "nobody ' .. t.unique .. '"'
  scim.must_find(t, people, is.title .. " or " .. is.nick .. " and " .. nobody, { "both", "title" })
  scim.must_find(t, people, nobody .. " and " .. is.nick .. " or " .. is.title, { "both", "title" })
  scim.must_find(t, people, "(" .. is.title .. " or " .. is.nick .. ") and " .. nobody, {})
  scim.must_find(t, people, "not (" .. nobody .. ") and " .. is.title, { "both", "title" })
end
rows["filter-not-needs-brackets"] = function(t, scim)
  scim.given_user(t)
  must_refuse(t, scim, "not title pr")
end
rows["filter-nested-brackets"] = function(t, scim)
  local people, is = given_four(t, scim)
  scim.must_find(t, people, "(((((" .. is.title .. ") and (" .. is.nick .. ")))))", { "both" })
end

-- Ada: work at one address, home at another; Bob: the other way round; Cleo has no address.
local function given_addresses(t, scim)
  local one, two = "one-" .. t.unique .. "@" .. t.email_domain, "two-" .. t.unique .. "@" .. t.email_domain
  return scim.given_people(t, { ada = { title = "T" .. t.unique, emails = { { value = one, type = "work" }, { value = two, type = "home" } } },
                                bob = { title = "T" .. t.unique, emails = { { value = two, type = "work" }, { value = one, type = "home" } } },
                                cleo = {} }), one
end
-- Skipped where value paths are refused as they may be.
local function given_value_paths(t, scim)
  local step = scim.query(t, "/Users", { filter = 'emails[type eq "work"]' })
  if scim.refused(step, 400) then
    t:holds(scim.refused(step, 400, { "invalidFilter" }), { step = step, expected = "400 invalidFilter", actual = scim.error_of(step) })
    t:skip("value paths are refused")
  end
end
rows["filter-value-path"] = function(t, scim)
  local people, one = given_addresses(t, scim)
  given_value_paths(t, scim)
  scim.must_find(t, people, 'emails[type eq "work" and value eq "' .. one .. '"]', { "ada" })
  scim.must_find(t, people, 'emails.type eq "work" and emails.value eq "' .. one .. '"', { "ada", "bob" })
end
rows["filter-value-path-joined"] = function(t, scim)
  local people, one = given_addresses(t, scim)
  given_value_paths(t, scim)
  local works_there, title = 'emails[type eq "work" and value eq "' .. one .. '"]', 'title eq "T' .. t.unique .. '"'
  scim.must_find(t, people, title .. " and " .. works_there, { "ada" })
  scim.must_find(t, people, title .. " and not (" .. works_there .. ")", { "bob" })
  scim.must_find(t, people, works_there .. ' or userName eq "' .. people.bob.userName .. '"', { "ada", "bob" })
end
rows["filter-value-path-never-all"] = function(t, scim)
  local people = given_addresses(t, scim)
  local filter = 'emails[type eq "work" and value eq "nobody-' .. t.unique .. '"]'
  local step = scim.query(t, "/Users", { filter = filter })
  t:holds(step.status == 200 and not scim.has(scim.column(step), people.ada.id) or scim.refused(step, 400),
          { step = step, expected = filter .. ": nobody, or 400", actual = step.status == 200 and "people without that address" or scim.error_of(step) })
end

rows["filter-unknown-operator"] = function(t, scim)
  local user = scim.given_user(t)
  must_refuse(t, scim, 'userName regex "' .. user.userName .. '"')
end
rows["filter-syntax"] = function(t, scim)
  local user = scim.given_user(t)
  local name = '"' .. user.userName .. '"'
  for _, filter in ipairs { "userName eq", "eq " .. name, "(userName eq " .. name, "userName eq " .. name .. ")", "userName eq " .. user.userName:match("^[^@]*"),
                            "userName eq " .. name .. " and", 'userName eq "' .. user.userName } do
    must_refuse(t, scim, filter)
  end
end

rows["filter-escapes"] = function(t, scim)
  local people = scim.given_people(t, { quote = { title = 'a "b" ' .. t.unique }, slash = { title = "a\\b " .. t.unique }, accent = { title = "caf\u{E9} " .. t.unique } })
  scim.must_find(t, people, 'title eq "a \\"b\\" ' .. t.unique .. '"', { "quote" })
  scim.must_find(t, people, 'title eq "a\\\\b ' .. t.unique .. '"', { "slash" })
  scim.must_find(t, people, 'title eq "caf\\u00e9 ' .. t.unique .. '"', { "accent" })
end
rows["filter-signs"] = function(t, scim)
  local wanted = {}
  for word, sign in pairs { plus = "a+b", percent = "a%25b", ampersand = "a&b=c", apostrophe = "O'Brien", like = "a_b%" } do
    wanted[word] = { title = sign .. " " .. t.unique }
  end
  local people = scim.given_people(t, wanted)
  for word, more in pairs(wanted) do scim.must_find(t, people, "title eq " .. scim.quoted(more.title), { word }) end
end

rows["filter-unknown-attribute"] = function(t, scim)
  local user = scim.given_user(t)
  for _, filter in ipairs { 'idpsimShoeSize eq "42"', "idpsimShoeSize pr" } do
    local step = scim.query(t, "/Users", { filter = filter })
    t:holds(step.status == 200 and not scim.has(scim.column(step), user.id) and step.json and step.json.totalResults == 0 or
              scim.refused(step, 400, { "invalidFilter", "invalidPath" }),
            { step = step, expected = filter .. ": nobody, or 400 invalidFilter", actual = step.status == 200 and tostring(step.json and step.json.totalResults) .. " results" or scim.error_of(step) })
  end
end
rows["filter-empty"] = function(t, scim)
  scim.given_user(t)
  local step = scim.get(t, "/Users?filter=")
  t:reads("an empty filter is " .. (step.status == 200 and "ignored" or "refused"), step)
  t:holds(step.status == 200 and step:kind("/totalResults") or scim.refused(step, 400), { step = step, expected = "a list, or 400", actual = scim.error_of(step) })
end
rows["filter-blanks"] = function(t, scim)
  local user = scim.given_user(t)
  for _, blank in ipairs { "%20", "+" } do
    local step = scim.get(t, "/Users?filter=userName" .. blank .. "eq" .. blank .. t.url:encode('"' .. user.userName .. '"'))
    t:holds(scim.same(scim.column(step), { user.id }), { step = step, expected = "the person, blanks as " .. blank, actual = step.status == 200 and #scim.column(step) .. " people" or scim.error_of(step) })
  end
end

local story = {
  id    = "scim-rfc/filter-grammar",
  title = "Filters are put together as RFC 7644 section 3.4.2.2 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-filter-grammar", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
