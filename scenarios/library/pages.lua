-- A walk over the pages of a collection, as clients import it.
local pages = {}

-- All ids that are met, in order; the totals that the pages told, and the last step. No more than `most` pages of `count`.
function pages.walk(t, scim, path, count, most)
  local ids, totals, start, step = {}, {}, 1, nil
  for _ = 1, most do
    step = scim.query(t, path, { startIndex = start, count = count })
    t:given("the page is answered", step.status == 200 and step.json, scim.error_of(step))
    local page = scim.column(step)
    totals[#totals + 1] = step.json.totalResults
    for _, id in ipairs(page) do ids[#ids + 1] = id end
    start = start + #page
    if #page == 0 or start > (tonumber(step.json.totalResults) or 0) then break end
  end
  return ids, totals, step
end
return pages
