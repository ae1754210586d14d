-- Lists and their pages, requirement by requirement.
local rows = {}

local function given_page(t, scim, crowd, parameters)
  local step = scim.page(t, crowd, parameters)
  t:given("the people are listed", step.status == 200 and step.json, scim.error_of(step))
  return step, step.json, scim.column(step)
end
local function expect_ids(t, scim, step, wanted, what)
  local ids = scim.column(step)
  t:holds(step.status == 200 and scim.same(ids, wanted), { step = step, expected = what .. ": " .. table.concat(wanted, ", "),
    actual = step.status == 200 and table.concat(ids, ", ") or scim.error_of(step) })
end
local function part(list, first, last)
  local out = {}
  for i = first, math.min(last, #list) do out[#out + 1] = list[i] end
  return out
end

rows["list-message"] = function(t, scim)
  scim.given_user(t)
  local step = scim.get(t, "/Users?count=2")
  t:holds(step.status == 200 and step.json and scim.has(step.json.schemas, scim.list_urn),
          { step = step, expected = "200 with " .. scim.list_urn, actual = step.status == 200 and step.body or scim.error_of(step) })
end

rows["list-total"] = function(t, scim)
  local crowd = scim.given_crowd(t, 5)
  for _, count in ipairs { 2, 4 } do
    local step, json = given_page(t, scim, crowd, { count = count, startIndex = 1 })
    t:holds(step:kind("/totalResults") == "integer" and json.totalResults == 5, { step = step, expected = "totalResults 5 with count=" .. count, actual = tostring(json.totalResults) })
  end
end

rows["list-resources"] = function(t, scim)
  local crowd = scim.given_crowd(t, 2)
  local step = given_page(t, scim, crowd, { count = 10 })
  t:holds(step:kind("/Resources") == "array" and #step.json.Resources == 2, { step = step, expected = "Resources: a list of 2", actual = step:kind("/Resources") or "nothing" })
end

rows["list-page-members"] = function(t, scim)
  local crowd = scim.given_crowd(t, 3)
  local step, json = given_page(t, scim, crowd, { count = 2 })
  for name, value in pairs { startIndex = 1, itemsPerPage = 2 } do
    t:holds(step:kind("/" .. name) == "integer" and json[name] == value,
            { step = step, expected = name .. ": " .. value .. ", a number", actual = (step:kind("/" .. name) or "nothing") .. " " .. tostring(json[name]) })
  end
end

rows["list-no-match"] = function(t, scim)
  local step = scim.query(t, "/Users", { filter = "userName eq " .. scim.quoted(scim.user_name(t, "nobody")) })
  t:holds(step.status == 200 and step.json and step.json.totalResults == 0 and #scim.column(step) == 0 and step:kind("/Resources") ~= "null",
          { step = step, expected = "200 with totalResults 0", actual = step.status == 200 and step.body or scim.error_of(step) })
end

rows["page-starts-at-one"] = function(t, scim)
  local crowd = scim.given_crowd(t, 3)
  local _, _, all = given_page(t, scim, crowd)
  expect_ids(t, scim, scim.page(t, crowd, { startIndex = 1 }), all, "with startIndex=1 as without")
  expect_ids(t, scim, scim.page(t, crowd, { startIndex = 2 }), part(all, 2, 3), "with startIndex=2")
end

rows["page-below-one"] = function(t, scim)
  local crowd = scim.given_crowd(t, 2)
  local _, _, all = given_page(t, scim, crowd)
  for _, start in ipairs { 0, -5 } do expect_ids(t, scim, scim.page(t, crowd, { startIndex = start }), all, "with startIndex=" .. start .. " as with 1") end
end

rows["page-count"] = function(t, scim)
  local crowd = scim.given_crowd(t, 3)
  for _, count in ipairs { 1, 2, 100 } do
    local step, _, ids = given_page(t, scim, crowd, { count = count })
    t:holds(#ids <= count, { step = step, expected = count .. " resources at most", actual = #ids })
  end
end

rows["page-count-capped"] = function(t, scim)
  local config = scim.get(t, "/ServiceProviderConfig")
  local most = config.json and type(config.json.filter) == "table" and config.json.filter.maxResults
  if type(most) ~= "number" or most < 1 then t:skip("ServiceProviderConfig announces no filter.maxResults") end
  for _, word in ipairs { "ada", "bob" } do scim.given_user(t, word) end
  local step = scim.get(t, "/Users?count=100000&attributes=userName")
  t:holds(step.status == 200 and #scim.column(step) <= most or scim.refused(step, 400, { "tooMany" }),
          { step = step, expected = most .. " resources at most, or 400 tooMany", actual = step.status == 200 and #scim.column(step) .. " resources" or scim.error_of(step) })
end

local function expect_none(t, scim, crowd, count)
  local step = scim.page(t, crowd, { count = count })
  t:holds(step.status == 200 and #scim.column(step) == 0 and step.json.totalResults == 3,
          { step = step, expected = "no resources and totalResults 3", actual = step.status == 200 and step.body or scim.error_of(step) })
end
rows["page-zero-count"] = function(t, scim) expect_none(t, scim, scim.given_crowd(t, 3), 0) end
rows["page-negative-count"] = function(t, scim) expect_none(t, scim, scim.given_crowd(t, 3), -1) end

rows["page-beyond-the-end"] = function(t, scim)
  local step = scim.page(t, scim.given_crowd(t, 3), { startIndex = 4, count = 2 })
  t:holds(step.status == 200 and #scim.column(step) == 0 and step.json.totalResults == 3,
          { step = step, expected = "200 without resources, totalResults 3", actual = step.status == 200 and step.body or scim.error_of(step) })
end

rows["page-items-per-page"] = function(t, scim)
  local crowd = scim.given_crowd(t, 3)
  for start = 1, 3, 2 do
    local step, json, ids = given_page(t, scim, crowd, { startIndex = start, count = 2 })
    t:holds(json.itemsPerPage == #ids, { step = step, expected = "itemsPerPage " .. #ids, actual = tostring(json.itemsPerPage) })
  end
end

rows["page-walk"] = function(t, scim)
  local crowd = scim.given_crowd(t, 7)
  local seen, last = {}, nil
  for start = 1, 7, 3 do
    local step, _, ids = given_page(t, scim, crowd, { startIndex = start, count = 3 })
    for _, id in ipairs(ids) do seen[#seen + 1] = id end
    last = step
  end
  t:holds(scim.same_set(seen, crowd.ids), { step = last, expected = "each of the 7 people once", actual = #seen .. ": " .. table.concat(seen, ", ") })
end

rows["page-no-number"] = function(t, scim)
  for _, query in ipairs { "count=abc", "startIndex=abc" } do
    local step = scim.get(t, "/Users?" .. query)
    t:reads(query .. " is answered HTTP " .. step.status, step)
    t:holds(step.status == 200 or scim.refused(step, 400), { step = step, expected = "200 or 400", actual = scim.error_of(step) })
  end
end

rows["list-too-many"] = function(t, scim)
  scim.given_user(t)
  local step = scim.get(t, "/Users")
  t:holds(step.status == 200 or scim.refused(step, 400, { "tooMany" }), { step = step, expected = "200, or 400 tooMany", actual = scim.error_of(step) })
end

local function root(t, scim, filter) return scim.query(t, "/", { filter = filter }) end
rows["root-query"] = function(t, scim)
  local user = scim.given_user(t)
  local step = root(t, scim, "userName eq " .. scim.quoted(user.userName))
  t:reads("a query of the base URI is answered HTTP " .. step.status, step)
  t:holds(step.status == 200 and scim.has(scim.column(step), user.id) or (step.status >= 400 and step.status < 500 or step.status == 501) and scim.refused(step, step.status),
          { step = step, expected = "200 with the person, or a refusal", actual = step.status == 200 and step.body or scim.error_of(step) })
end
-- A person, where the base URI can be queried; every type but User has no userName. Where there are groups there is one.
local function given_root(t, scim)
  local user = scim.given_user(t)
  scim.given_user(t, "bob")
  scim.post(t, "/Groups", scim.group(t))
  local step = root(t, scim, "userName eq " .. scim.quoted(user.userName))
  if step.status ~= 200 then t:skip("a query of the base URI is not supported: HTTP " .. step.status) end
  return user
end
rows["root-query-no-value"] = function(t, scim)
  local user = given_root(t, scim)
  local step = root(t, scim, "userName eq " .. scim.quoted(user.userName))
  t:holds(scim.same(scim.column(step), { user.id }), { step = step, expected = "the person alone", actual = table.concat(scim.column(step), ", ") })
end
rows["root-query-resource-type"] = function(t, scim)
  local user = given_root(t, scim)
  local function of(kind) return root(t, scim, "userName eq " .. scim.quoted(user.userName) .. ' and meta.resourceType eq "' .. kind .. '"') end
  local own, other = of("User"), of("Group")
  t:holds(own.status == 200 and scim.has(scim.column(own), user.id), { step = own, expected = "the person among the Users", actual = scim.error_of(own) })
  t:holds(not scim.has(scim.column(other), user.id), { step = other, expected = "no person among the Groups", actual = other.body })
end

local story = {
  id    = "scim-rfc/list",
  title = "Lists and their pages are as RFC 7644 section 3.4.2 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-list", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
