-- Sorted lists, requirement by requirement. The crowd's members differ in what they are sorted by; they are created in another
-- order than any that is asked for.
local rows = {}

-- That the crowd comes in this order or in one of the others, told by the people's numbers.
local function must_order(t, scim, crowd, parameters, order, ...)
  local step = scim.page(t, crowd, parameters)
  local numbers, got = {}, {}
  for i, id in ipairs(crowd.ids) do numbers[id] = i end
  for _, id in ipairs(scim.column(step)) do got[#got + 1] = tostring(numbers[id] or "somebody else") end
  local wanted = { table.concat(order, " ") }
  for _, other in ipairs { ... } do wanted[#wanted + 1] = table.concat(other, " ") end
  t:holds(scim.has(wanted, table.concat(got, " ")), { step = step, expected = "people in the order " .. table.concat(wanted, ", or "),
    actual = step.status == 200 and table.concat(got, " ") or scim.error_of(step) })
end
local function given_titles(t, scim, ...)
  local titles = { ... }
  return scim.given_crowd(t, #titles, function(i) return { title = titles[i] or nil } end)
end

rows["sort-by"] = function(t, scim)
  must_order(t, scim, given_titles(t, scim, "beta", "gamma", "alpha"), { sortBy = "title", sortOrder = "ascending" }, { 3, 1, 2 })
end
rows["sort-ascending-by-default"] = function(t, scim)
  must_order(t, scim, given_titles(t, scim, "gamma", "alpha", "beta"), { sortBy = "title" }, { 2, 3, 1 })
end
rows["sort-descending"] = function(t, scim)
  must_order(t, scim, given_titles(t, scim, "beta", "gamma", "alpha"), { sortBy = "title", sortOrder = "descending" }, { 2, 1, 3 })
end
rows["sort-case"] = function(t, scim)
  must_order(t, scim, given_titles(t, scim, "Carol", "bob", "Dave", "alice"), { sortBy = "title" }, { 4, 2, 1, 3 })
end
rows["sort-case-exact"] = function(t, scim)
  local externals = { "b-" .. t.unique, "A-" .. t.unique, "B-" .. t.unique, "a-" .. t.unique }
  local crowd = scim.given_crowd(t, 4, function(i) return { externalId = externals[i] } end)
  -- By code points; or by a collation in which case comes last, small letters first or capitals first. Without case each
  -- pair stays as it came: A a b B.
  must_order(t, scim, crowd, { sortBy = "externalId" }, { 2, 3, 4, 1 }, { 4, 2, 1, 3 }, { 2, 4, 3, 1 })
  must_order(t, scim, crowd, { sortBy = "externalId", sortOrder = "descending" }, { 1, 4, 3, 2 }, { 3, 1, 2, 4 }, { 1, 3, 4, 2 })
end
rows["sort-multi-valued"] = function(t, scim)
  local function mail(word) return word .. "-" .. t.unique .. "@" .. t.email_domain end
  local lists = { { { value = mail("a"), type = "home" }, { value = mail("y"), type = "work", primary = true } },
                  { { value = mail("m"), type = "work" }, { value = mail("b"), type = "home" } },
                  { { value = mail("z"), type = "home" }, { value = mail("c"), type = "work", primary = true } } }
  must_order(t, scim, scim.given_crowd(t, 3, function(i) return { emails = lists[i] } end), { sortBy = "emails.value" }, { 3, 2, 1 })
end
rows["sort-sub-attribute"] = function(t, scim)
  local names = { "Beth", "Cleo", "Anna" }
  local crowd = scim.given_crowd(t, 3, function(i) return { name = { givenName = names[i], familyName = "idpsim" .. t.unique } } end)
  must_order(t, scim, crowd, { sortBy = "name.givenName" }, { 3, 1, 2 })
end
rows["sort-without-value"] = function(t, scim)
  local crowd = given_titles(t, scim, false, "beta", "alpha")
  must_order(t, scim, crowd, { sortBy = "title", sortOrder = "ascending" }, { 3, 2, 1 })
  must_order(t, scim, crowd, { sortBy = "title", sortOrder = "descending" }, { 1, 2, 3 })
end
rows["sort-over-pages"] = function(t, scim)
  -- Two of each title: only an order that is whole keeps them apart from page to page.
  local titles, got, last = { "c", "a", "b", "a", "c", "b", "d" }, {}, nil
  local crowd = scim.given_crowd(t, 7, function(i) return { title = titles[i] } end)
  for start = 1, 7, 3 do
    last = scim.page(t, crowd, { sortBy = "title", startIndex = start, count = 3 })
    for _, one in ipairs(last.json and last.json.Resources or {}) do got[#got + 1] = one end
  end
  local ids, order = {}, {}
  for i, one in ipairs(got) do ids[i], order[i] = one.id, tostring(one.title) end
  t:holds(scim.same_set(ids, crowd.ids), { step = last, expected = "each of the 7 people once", actual = #ids .. ": " .. table.concat(ids, ", ") })
  scim.must_be(t, last, "titles in order:", "a a b b c c d", table.concat(order, " "))
end
rows["sort-disclaimed"] = function(t, scim)
  local config = scim.get(t, "/ServiceProviderConfig")
  if config.json and type(config.json.sort) == "table" and config.json.sort.supported then t:skip("ServiceProviderConfig announces sort") end
  scim.given_user(t)
  local step = scim.query(t, "/Users", { sortBy = "title", count = 1 })
  t:reads("sortBy is answered HTTP " .. step.status, step)
  t:holds(step.status == 200 or scim.refused(step, step.status) and (step.status < 500 or step.status == 501),
          { step = step, expected = "200, or a refusal", actual = scim.error_of(step) })
end

local story = {
  id    = "scim-rfc/sort",
  title = "Lists are sorted as RFC 7644 section 3.4.2.3 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-sort", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
