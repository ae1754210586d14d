-- Queries by POST, requirement by requirement.
local rows = {}

local function search(t, scim, path, request)
  request.schemas = { scim.search_urn }
  return scim.post(t, path .. "/.search", request)
end
-- The crowd, where searches are answered at all.
local function given_search(t, scim, n, more)
  local user = scim.given_user(t, "probe")
  local probe = search(t, scim, "/Users", { filter = 'userName eq "' .. user.userName .. '"' })
  if scim.has({ 404, 405, 501 }, probe.status) then t:skip("there is no /.search: HTTP " .. probe.status) end
  local crowd = scim.given_crowd(t, n, more)
  return crowd, search(t, scim, "/Users", { filter = crowd.filter })
end
local function must_list(t, scim, step, wanted)
  local ids = scim.column(step)
  t:holds(step.status == 200 and scim.same(ids, wanted), { step = step, expected = table.concat(wanted, ", "),
    actual = step.status == 200 and table.concat(ids, ", ") or scim.error_of(step) })
end

rows["search-is-a-query"] = function(t, scim)
  local user = scim.given_user(t)
  scim.given_user(t, "grace")
  local filter = 'userName eq "' .. user.userName .. '"'
  local step = search(t, scim, "/Users", { filter = filter })
  must_list(t, scim, step, scim.column(scim.query(t, "/Users", { filter = filter })))
  t:holds(step.json and scim.has(step.json.schemas, scim.list_urn) and step.json.totalResults == 1,
          { step = step, expected = "a ListResponse with totalResults 1", actual = scim.error_of(step) })
end
rows["search-message"] = function(t, scim)
  local crowd = given_search(t, scim, 1)
  scim.must_refuse_any_way(t, scim.post(t, "/Users/.search", { filter = crowd.filter }), 400, { "invalidSyntax", "invalidValue" })
end
rows["search-attributes"] = function(t, scim)
  local crowd = given_search(t, scim, 1, function() return { title = "Engineer" } end)
  local step = search(t, scim, "/Users", { filter = crowd.filter, attributes = { "title", "userName" } })
  local one = step.json and step.json.Resources and step.json.Resources[1] or {}
  t:holds(one.title and one.userName and one.id and not one.displayName, { step = step, expected = "id, title and userName, no displayName", actual = step.body })
end
rows["search-excluded"] = function(t, scim)
  local crowd = given_search(t, scim, 1, function() return { title = "Engineer" } end)
  local step = search(t, scim, "/Users", { filter = crowd.filter, excludedAttributes = { "title", "name" } })
  local one = step.json and step.json.Resources and step.json.Resources[1] or {}
  t:holds(one.id and one.displayName and not one.title and not one.name, { step = step, expected = "id and displayName, no title, no name", actual = step.body })
end
rows["search-pages"] = function(t, scim)
  local crowd, whole = given_search(t, scim, 3)
  local all = scim.column(whole)
  t:given("all three are found", #all == 3, scim.error_of(whole))
  local step = search(t, scim, "/Users", { filter = crowd.filter, startIndex = 2, count = 1 })
  must_list(t, scim, step, { all[2] })
  scim.must_be(t, step, "totalResults", 3, step.json and step.json.totalResults)
end
rows["search-sorts"] = function(t, scim)
  local titles = { "beta", "gamma", "alpha" }
  local crowd = given_search(t, scim, 3, function(i) return { title = titles[i] } end)
  local ids = crowd.ids
  must_list(t, scim, search(t, scim, "/Users", { filter = crowd.filter, sortBy = "title", sortOrder = "descending" }), { ids[2], ids[1], ids[3] })
end
rows["search-root"] = function(t, scim)
  local user = scim.given_user(t)
  local step = search(t, scim, "", { filter = 'userName eq "' .. user.userName .. '"' })
  t:reads("a search at the base URI is answered HTTP " .. step.status, step)
  t:holds(step.status == 200 and scim.has(scim.column(step), user.id) or (step.status >= 400 and step.status < 500 or step.status == 501) and scim.refused(step, step.status),
          { step = step, expected = "200 with the person, or a refusal", actual = step.status == 200 and step.body or scim.error_of(step) })
end
rows["search-creates-nothing"] = function(t, scim)
  local crowd, step = given_search(t, scim, 2)
  scim.must_be(t, step, "status", 200, step.status)
  local after = scim.page(t, crowd)
  t:holds(scim.same_set(scim.column(after), crowd.ids), { step = after, expected = "the two people as before", actual = #scim.column(after) .. " people" })
  t:holds(not step.headers["Location"], { step = step, expected = "no Location", actual = tostring(step.headers["Location"]) })
end

local story = {
  id    = "scim-rfc/search",
  title = "Queries can be posted as RFC 7644 section 3.4.3 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-search", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
