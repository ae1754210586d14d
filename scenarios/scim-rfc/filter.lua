-- Filters, their operators and what they compare, requirement by requirement. Values are of the case's own, so that nobody
-- else is found; where that cannot be, the filter is joined to one that selects the case's own people.
local rows = {}

-- Ada, Bob and Cleo with titles that nobody else has.
local function given_three(t, scim)
  local mark = t.unique
  return scim.given_people(t, {
    ada = { title = "Engineer " .. mark, nickName = "countess", active = true, name = { givenName = "Ada", familyName = "Byron" .. mark } },
    bob = { title = "Builder " .. mark, active = false, name = { givenName = "Bob", familyName = "Boole" .. mark } },
    cleo = { active = true, name = { givenName = "Cleo", familyName = "Cauchy" .. mark } } }), mark
end
local function must_refuse(t, scim, filter)
  local step = scim.query(t, "/Users", { filter = filter })
  t:holds(scim.refused(step, 400, { "invalidFilter" }), { step = step, expected = filter .. ": 400 invalidFilter", actual = scim.error_of(step) })
end

rows["filter-eq"] = function(t, scim)
  local people, mark = given_three(t, scim)
  local step = scim.must_find(t, people, 'userName eq "' .. people.bob.userName .. '"', { "bob" })
  t:holds(#scim.column(step) == 1, { step = step, expected = "one resource", actual = #scim.column(step) })
  scim.must_find(t, people, 'title eq "Engineer ' .. mark .. '"', { "ada" })
end
rows["filter-names-any-case"] = function(t, scim)
  local people = given_three(t, scim)
  scim.must_find(t, people, 'USERNAME eq "' .. people.bob.userName .. '"', { "bob" })
end
rows["filter-operators-any-case"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.must_find(t, people, 'userName EQ "' .. people.bob.userName .. '"', { "bob" })
  scim.must_find(t, people, 'title Eq "Engineer ' .. mark .. '" OR title eQ "Builder ' .. mark .. '"', { "ada", "bob" })
end
rows["filter-eq-boolean"] = function(t, scim)
  local people = given_three(t, scim)
  scim.given_own(t, people)
  scim.must_find(t, people, scim.own(t, "active eq true"), { "ada", "cleo" })
  scim.must_find(t, people, scim.own(t, "active eq false"), { "bob" })
end
rows["filter-eq-null"] = function(t, scim)
  local people = given_three(t, scim)
  scim.given_own(t, people)
  scim.must_find(t, people, scim.own(t, "title eq null"), { "cleo" })
end
rows["filter-ne"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.given_own(t, people)
  scim.must_find(t, people, scim.own(t, 'userName ne "' .. people.bob.userName .. '"'), { "ada", "cleo" })
  local step = scim.query(t, "/Users", { filter = scim.own(t, 'title ne "Engineer ' .. mark .. '"') })
  t:reads("without a value " .. (scim.has(scim.column(step), people.cleo.id) and "counts as" or "is not") .. " another value", step)
end
rows["filter-co"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.must_find(t, people, 'title co "eer ' .. mark:sub(1, 6) .. '"', { "ada" })
  scim.must_find(t, people, 'userName co "' .. mark .. '-b"', { "bob" })
end
rows["filter-sw"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.must_find(t, people, 'userName sw "idpsim-' .. mark .. '-b"', { "bob" })
  scim.must_find(t, people, 'title sw "Engineer ' .. mark:sub(1, 6) .. '"', { "ada" })
  scim.must_find(t, people, 'title sw "ngineer ' .. mark .. '"', {})
end
rows["filter-ew"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.must_find(t, people, 'title ew "der ' .. mark .. '"', { "bob" })
  scim.must_find(t, people, 'title ew "der ' .. mark:sub(1, 6) .. '"', {})
end
rows["filter-sub-attribute"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.must_find(t, people, 'name.familyName eq "Boole' .. mark .. '"', { "bob" })
  scim.must_find(t, people, 'name.familyName co "yron' .. mark .. '"', { "ada" })
end

rows["filter-pr"] = function(t, scim)
  local people = given_three(t, scim)
  local dan, path = scim.given_user(t, "dan", { title = "Clerk", emails = { { value = "dan@" .. t.email_domain } } })
  people.dan = dan
  scim.given_own(t, people)
  scim.must_find(t, people, scim.own(t, "title pr"), { "ada", "bob", "dan" })
  if dan.emails then scim.must_find(t, people, scim.own(t, "emails pr"), { "dan" }) end
  local put = scim.put(t, path, scim.user(t, "dan", { title = t.json.null, emails = t.json.array {} }))
  local read = scim.get(t, path)
  t:given("title and emails can be cleared", put.status == 200 and read.json and scim.unassigned(read.json.title) and scim.unassigned(read.json.emails), scim.error_of(put))
  scim.must_find(t, people, scim.own(t, "title pr"), { "ada", "bob" })
  scim.must_find(t, people, scim.own(t, "emails pr"), {})
end

-- An hour around a time, told in another zone.
local function in_zone(time, hours, zone)
  local year, month, day, hour, rest = time:match("^(%d%d%d%d)-(%d%d)-(%d%d)T(%d%d)(:%d%d:%d%d)")
  local h = tonumber(hour) + hours
  if h < 0 or h > 23 then return nil end
  return year .. "-" .. month .. "-" .. day .. "T" .. (h < 10 and "0" or "") .. h .. rest .. zone
end
rows["filter-times"] = function(t, scim)
  local people = { ada = scim.given_user(t) }
  scim.given_own(t, people)
  local created = people.ada.meta and people.ada.meta.created
  if not created or not created:find("Z$") then t:skip("meta.created is not told in UTC: " .. tostring(created)) end
  -- The same hour reads 3 hours more at +05:00 than it is 2 hours ago: only who heeds the zone orders them rightly.
  local earlier = in_zone(created, 3, "+05:00") or in_zone(created, -7, "-05:00")
  local later = in_zone(created, -3, "-05:00") or in_zone(created, 7, "+05:00")
  t:given("both times are on the same day", earlier and later, created)
  scim.must_find(t, people, scim.own(t, 'meta.created gt "' .. earlier .. '"'), { "ada" })
  scim.must_find(t, people, scim.own(t, 'meta.created gt "' .. later .. '"'), {})
  scim.must_find(t, people, scim.own(t, 'meta.lastModified le "' .. later .. '"'), { "ada" })
end

rows["filter-text-order"] = function(t, scim)
  local people = given_three(t, scim)
  scim.given_own(t, people)
  local bob = people.bob.userName
  scim.must_find(t, people, scim.own(t, 'userName gt "' .. bob .. '"'), { "cleo" })
  scim.must_find(t, people, scim.own(t, 'userName ge "' .. bob .. '"'), { "bob", "cleo" })
  scim.must_find(t, people, scim.own(t, 'userName lt "' .. bob .. '"'), { "ada" })
  scim.must_find(t, people, scim.own(t, 'userName le "' .. bob .. '"'), { "ada", "bob" })
end
rows["filter-boolean-order-refused"] = function(t, scim)
  scim.given_user(t)
  for _, operator in ipairs { "gt", "ge", "lt", "le" } do must_refuse(t, scim, "active " .. operator .. " true") end
end

rows["filter-any-value"] = function(t, scim)
  local function mail(word) return word .. "-" .. t.unique .. "@" .. t.email_domain end
  local people = scim.given_people(t, { ada = { emails = { { value = mail("first"), type = "work" }, { value = mail("second"), type = "home" } } },
                                        bob = { emails = { { value = mail("third"), type = "work" } } }, cleo = {} })
  for _, word in ipairs { "first", "second" } do scim.must_find(t, people, 'emails.value eq "' .. mail(word) .. '"', { "ada" }) end
end
rows["filter-complex-refused"] = function(t, scim)
  local user = scim.given_user(t, "ada", { emails = { { value = "ada-" .. t.unique .. "@" .. t.email_domain } } })
  local by_name = scim.query(t, "/Users", { filter = 'name eq "Ada"' })
  t:holds(scim.refused(by_name, 400, { "invalidFilter" }) or by_name.status == 200 and not scim.has(scim.column(by_name), user.id),
          { step = by_name, expected = 'name eq "Ada": 400 invalidFilter, or nobody', actual = by_name.status == 200 and "somebody" or scim.error_of(by_name) })
  local step = scim.query(t, "/Users", { filter = 'emails eq "ada-' .. t.unique .. "@" .. t.email_domain .. '"' })
  t:reads(scim.has(scim.column(step), user.id) and "emails eq compares the value" or "emails eq: HTTP " .. step.status, step)
end
rows["filter-case-insensitive"] = function(t, scim)
  local people, mark = given_three(t, scim)
  scim.must_find(t, people, 'title eq "ENGINEER ' .. mark:upper() .. '"', { "ada" })
  scim.must_find(t, people, 'name.familyName sw "BOOLE' .. mark:upper() .. '"', { "bob" })
end

rows["filter-defaults"] = function(t, scim)
  local made = scim.post(t, "/Users", { schemas = { scim.user_urn }, userName = scim.user_name(t) })
  t:given("a person is created", made.status == 201, scim.error_of(made))
  local people = { ada = made.json }
  scim.given_own(t, people)
  local read = scim.get(t, "/Users/" .. t.url:encode(made.json.id))
  local shown = read.json and read.json.active
  if type(shown) ~= "boolean" then t:skip("active has no default that is shown") end
  scim.must_find(t, people, scim.own(t, "active eq " .. tostring(shown)), { "ada" })
  scim.must_find(t, people, scim.own(t, "active eq " .. tostring(not shown)), {})
end

local function given_employee(t, scim)
  local people = scim.given_people(t, { bob = {},
    ada = { schemas = { scim.user_urn, scim.enterprise_urn }, [scim.enterprise_urn] = { department = "Mills " .. t.unique } } })
  if not people.ada[scim.enterprise_urn] then t:skip("the enterprise extension is not supported") end
  return people
end
rows["filter-schemas"] = function(t, scim)
  local people = given_employee(t, scim)
  scim.given_own(t, people)
  scim.must_find(t, people, scim.own(t, 'schemas eq "' .. scim.enterprise_urn .. '"'), { "ada" })
end
rows["filter-core-urn"] = function(t, scim)
  local people = given_three(t, scim)
  scim.must_find(t, people, scim.user_urn .. ':userName eq "' .. people.bob.userName .. '"', { "bob" })
end
rows["filter-extension-urn"] = function(t, scim)
  local people = given_employee(t, scim)
  scim.must_find(t, people, scim.enterprise_urn .. ':department eq "Mills ' .. t.unique .. '"', { "ada" })
end

rows["filter-type-mismatch"] = function(t, scim)
  local people = given_three(t, scim)
  for _, filter in ipairs { 'active eq "abc"', "meta.created gt 5" } do
    local step = scim.query(t, "/Users", { filter = scim.own(t, filter) })
    local found = scim.has(scim.column(step), people.ada.id)
    t:reads(filter .. (found and " finds somebody" or " is answered HTTP " .. step.status), step)
    -- That two values of different types are equal no reading allows; a number may be read as a point in time.
    t:holds(step.status == 200 and (not found or filter:find(" gt ")) or scim.refused(step, 400),
            { step = step, expected = "nobody, or 400", actual = step.status == 200 and "somebody" or scim.error_of(step) })
  end
end

rows["filter-password"] = function(t, scim)
  local secret = "Pw-" .. t.unique .. "-xK9!"
  local made = scim.post(t, "/Users", scim.user(t, "ada", { password = secret }))
  if made.status ~= 201 then made = scim.post(t, "/Users", scim.user(t)) end
  t:given("a person is created", made.status == 201, scim.error_of(made))
  local step = scim.query(t, "/Users", { filter = 'password sw "Pw-' .. t.unique .. '"' })
  t:reads("a filter on password is answered HTTP " .. step.status, step)
  t:holds(step.status == 200 and #scim.column(step) == 0 or step.status == 400 or step.status == 403,
          { step = step, expected = "nobody, 400 or 403", actual = step.status == 200 and #scim.column(step) .. " people" or scim.error_of(step) })
end

local story = {
  id    = "scim-rfc/filter",
  title = "Filters compare as RFC 7644 section 3.4.2.2 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-filter", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
