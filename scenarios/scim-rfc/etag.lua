-- Versions, requirement by requirement.
local rows = {}

local function with(t, method, path, headers, body) return t.scim:send { method = method, path = path, headers = headers, json = body } end
-- A person, and the version that a GET tells.
local function versioned(t, scim)
  local user, path = scim.given_user(t)
  local read = scim.get(t, path)
  local tag = read.headers["ETag"]
  t:given("a GET tells a version", read.status == 200 and tag ~= nil, "HTTP " .. read.status .. ", ETag " .. tostring(tag))
  return user, path, tag, read
end
local function renamed(scim, t, word) return scim.user(t, "ada", { displayName = word }) end
local function change(t, scim, path, word)
  local step = scim.put(t, path, renamed(scim, t, word))
  t:given("a PUT is accepted", scim.ok(step), scim.error_of(step))
end

rows["etag-header"] = function(t, scim)
  local _, path, made = scim.given_user(t)
  for _, step in ipairs { made, (scim.get(t, path)) } do
    t:holds(step.headers["ETag"] ~= nil, { step = step, expected = "ETag", actual = "none" })
  end
end
rows["etag-is-version"] = function(t, scim)
  local _, _, tag, read = versioned(t, scim)
  scim.must_be(t, read, "meta.version", tag, read.json.meta and read.json.meta.version)
end
rows["etag-changes"] = function(t, scim)
  local _, path, tag = versioned(t, scim)
  change(t, scim, path, "Ada B")
  local step = scim.get(t, path)
  t:holds(step.headers["ETag"] ~= tag, { step = step, expected = "another version than " .. tag, actual = "the same" })
end
rows["etag-stays"] = function(t, scim)
  local _, path, tag = versioned(t, scim)
  local again = scim.get(t, path)
  scim.must_be(t, again, "ETag of a second GET", tag, again.headers["ETag"])
  change(t, scim, path, "Ada B")
  local before = scim.get(t, path).headers["ETag"]
  t.clock:advance(60)
  change(t, scim, path, "Ada B")
  local step = scim.get(t, path)
  t:reads(step.headers["ETag"] == before and "a PUT of the same keeps the version" or "a PUT of the same gives another version", step)
  -- An add of what is there already changes nothing (section 3.5.2.1); who has no PATCH refuses it.
  local added = scim.patch(t, path, { { op = "add", path = "displayName", value = "Ada B" } })
  if scim.ok(added) then
    local after = scim.get(t, path)
    scim.must_be(t, after, "ETag after an add of what is there", step.headers["ETag"], after.headers["ETag"])
  end
end
rows["etag-not-modified"] = function(t, scim)
  local _, path, tag = versioned(t, scim)
  local step = with(t, "GET", path, { ["If-None-Match"] = tag })
  t:holds(step.status == 304 and step.body == "", { step = step, expected = "304 without body", actual = "HTTP " .. step.status .. ", " .. #step.body .. " octets" })
end

local function stale(method, body)
  return function(t, scim)
    local _, path, tag = versioned(t, scim)
    change(t, scim, path, "Ada B")
    local step = with(t, method, path, { ["If-Match"] = tag }, body and body(t, scim))
    t:holds(step.status == 412 or step.status == 409, { step = step, expected = "412", actual = "HTTP " .. step.status })
    local read = scim.get(t, path)
    scim.must_be(t, read, "displayName", "Ada B", read.json and read.json.displayName)
  end
end
rows["etag-stale-put"] = stale("PUT", function(t, scim) return renamed(scim, t, "Ada C") end)
rows["etag-stale-patch"] = stale("PATCH", function(_, scim)
  return { schemas = { scim.patch_urn }, Operations = { { op = "replace", path = "displayName", value = "Ada C" } } }
end)
rows["etag-stale-delete"] = stale("DELETE")

local function done(t, scim, condition)
  local _, path, tag = versioned(t, scim)
  local step = with(t, "PUT", path, { ["If-Match"] = condition or tag }, renamed(scim, t, "Ada B"))
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end
rows["etag-current"] = function(t, scim) done(t, scim) end
rows["etag-any"] = function(t, scim) done(t, scim, "*") end
rows["etag-ignored"] = function(t, scim)
  local config = scim.get(t, "/ServiceProviderConfig")
  if config.json and config.json.etag and config.json.etag.supported then t:skip("the server has versions") end
  local _, path = scim.given_user(t)
  local step = with(t, "PUT", path, { ["If-Match"] = 'W/"junk"' }, renamed(scim, t, "Ada B"))
  t:holds(scim.ok(step), { step = step, expected = "success", actual = scim.error_of(step) })
end

local story = {
  id    = "scim-rfc/etag",
  title = "Resources have versions as RFC 7644 section 3.14 says",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-etag", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
