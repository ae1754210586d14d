-- Look-ups and lists as identity providers ask for them, requirement by requirement.
local rows = {}
local pages   -- scenarios/library/pages.lua

local function find(t, scim, filter) return scim.query(t, "/Users", { filter = filter }) end
-- The look-up finds this user, and nobody else.
local function must_find(t, scim, filter, user)
  local step = find(t, scim, filter)
  local ids = scim.column(step)
  t:holds(step.status == 200 and #ids == 1 and ids[1] == user.id, { step = step, expected = "the user, by " .. filter,
    actual = step.status == 200 and #ids .. " users" or scim.error_of(step) })
end

rows["idp-no-hit"] = function(t, scim)
  local step = find(t, scim, 'userName eq "' .. scim.user_name(t, "nobody") .. '"')
  t:holds(step.status == 200 and #scim.column(step) == 0, { step = step, expected = "200 and nobody", actual = scim.error_of(step) })
end
rows["idp-user-name"] = function(t, scim)
  local user, path = scim.given_user(t, "ada", { emails = { { value = scim.user_name(t, "mail"), type = "work", primary = true } } })
  must_find(t, scim, 'userName eq "' .. user.userName .. '"', user)
  local renamed = scim.user_name(t, "renamed")
  local put = scim.put(t, path, scim.user(t, "ada", { userName = renamed }))
  if not scim.ok(put) then return t:reads("a userName cannot be changed: HTTP " .. put.status, put) end
  must_find(t, scim, 'userName eq "' .. renamed .. '"', user)
end
rows["idp-external-id"] = function(t, scim)
  local key = "idpsim-" .. t.unique .. "-key"
  local none = find(t, scim, 'externalId eq "' .. key .. '"')
  t:holds(none.status == 200 and #scim.column(none) == 0, { step = none, expected = "200 and nobody", actual = scim.error_of(none) })
  must_find(t, scim, 'externalId eq "' .. key .. '"', scim.given_user(t, "ada", { externalId = key }))
end
rows["idp-email"] = function(t, scim)
  local address = scim.user_name(t, "mail")
  local user = scim.given_user(t, "ada", { emails = { { value = address, type = "work", primary = true } } })
  scim.given_user(t, "bob")   -- without an address
  must_find(t, scim, 'emails[type eq "work"].value eq "' .. address .. '"', user)
end
rows["idp-user-name-case"] = function(t, scim)
  local user = scim.given_user(t)
  must_find(t, scim, 'userName eq "' .. user.userName:upper() .. '"', user)
end
rows["idp-operator-case"] = function(t, scim)
  local user = scim.given_user(t)
  must_find(t, scim, 'userName Eq "' .. user.userName .. '"', user)
  must_find(t, scim, 'userName EQ "' .. user.userName .. '" AND active EQ true', user)
end
rows["idp-filter-escapes"] = function(t, scim)
  local name = "idpsim-" .. t.unique .. "+tag@" .. t.email_domain
  local user = scim.given_user(t, "ada", { userName = name, displayName = 'Ada "A" \\ Byron' })
  must_find(t, scim, 'userName eq "' .. name .. '"', user)
  must_find(t, scim, 'userName eq "' .. name .. '" and displayName eq "Ada \\"A\\" \\\\ Byron"', user)
end

rows["idp-list-numbers"] = function(t, scim)
  scim.given_user(t)
  local step = scim.query(t, "/Users", { startIndex = 1, count = 2 })
  t:given("a list is answered", step.status == 200 and step.json, scim.error_of(step))
  for _, name in ipairs { "totalResults", "startIndex", "itemsPerPage" } do
    local kind = step:kind("/" .. name)
    t:holds(kind == "integer" or (kind == nil and name ~= "totalResults"), { step = step, expected = name .. " is a whole number", actual = tostring(kind) })
  end
end
local function empty(t, scim)
  local step = find(t, scim, 'userName eq "' .. scim.user_name(t, "nobody") .. '"')
  t:given("an empty list is answered", step.status == 200 and step.json and #scim.column(step) == 0, scim.error_of(step))
  return step
end
rows["idp-empty-list"] = function(t, scim)
  local step = empty(t, scim)
  t:holds(step:kind("/Resources") ~= nil, { step = step, expected = "Resources", actual = "none" })
end
rows["idp-empty-list-array"] = function(t, scim)
  local step = empty(t, scim)
  local kind = step:kind("/Resources")
  t:holds(kind == nil or kind == "array", { step = step, expected = "Resources is an array", actual = kind })
end

-- Five groups of ours, and a walk over all that there are.
local function walk(t, scim)
  local own = {}
  for i = 1, 5 do own[i] = scim.given_group(t, "crew " .. i).id end
  local ids, totals, step = pages.walk(t, scim, "/Groups", 2, 60)
  return ids, totals, step, own
end
rows["idp-list-once"] = function(t, scim)
  local ids, _, step = walk(t, scim)
  local seen, twice = {}, nil
  for _, id in ipairs(ids) do
    if seen[id] then twice = id end
    seen[id] = true
  end
  t:holds(not twice, { step = step, expected = "each group once", actual = tostring(twice) .. " twice" })
end
rows["idp-list-total"] = function(t, scim)
  local ids, totals, step, own = walk(t, scim)
  -- Others may come and go on a foreign server meanwhile, as other cases do: a fault stays, a coincidence does not.
  for _ = 1, 3 do
    if #ids == totals[1] and #ids == totals[#totals] then break end
    ids, totals, step = pages.walk(t, scim, "/Groups", 2, 60)
  end
  local total = totals[#totals]
  t:holds(type(total) == "number" and total >= #own, { step = step, expected = "totalResults of " .. #own .. " or more", actual = total })
  for _, one in ipairs(totals) do t:holds(one == total, { step = step, expected = "totalResults " .. tostring(total), actual = one }) end
  if #ids < 120 then t:holds(#ids == total, { step = step, expected = "totalResults " .. #ids, actual = total }) end
end
rows["idp-list-pages"] = function(t, scim)
  local _, _, _, own = walk(t, scim)
  local first, second = scim.query(t, "/Groups", { startIndex = 1, count = 2 }), scim.query(t, "/Groups", { startIndex = 2, count = 2 })
  t:given("pages are answered", first.status == 200 and second.status == 200, scim.error_of(second))
  local a, b = scim.column(first), scim.column(second)
  t:holds(#a <= 2 and #b <= 2, { step = first, expected = "two groups at most", actual = #a .. " and " .. #b })
  t:holds(a[2] ~= nil and a[2] == b[1], { step = second, expected = "the page from 2 begins with the second group of the page from 1",
    actual = tostring(b[1]) .. " in place of " .. tostring(a[2]) })
  local unasked = scim.query(t, "/Groups", { count = 1 })
  t:given("a list without startIndex is answered", unasked.status == 200 and #own == 5, scim.error_of(unasked))
  t:holds(scim.column(unasked)[1] == a[1], { step = first, expected = "startIndex 1 is where a list begins", actual = tostring(a[1]) })
end

local story = {
  id    = "scim-rfc/interop-lookups",
  title = "Look-ups and lists are answered as identity providers read them",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-interop-lookups", uses = { "scim", "pages" },
  needs = { "scim", "scim.groups" },
}
function story.run(t, scim, library)
  pages = library
  rows[t.parameter](t, scim)
end
return story
