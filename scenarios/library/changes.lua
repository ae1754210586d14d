-- What stories about changing resources share: one change, the resource as it is afterwards, and what has to stand in it.
local changes = { none = {} }   -- none: has no value

-- The value at "title", "name.givenName", "emails[work].value" (the element of that type), "enterprise.manager.value".
function changes.at(scim, resource, path)
  local here = resource
  for part in path:gmatch("[^.]+") do
    if type(here) ~= "table" then return nil end
    local name, kind = part:match("^([^%[]+)%[(.*)%]$")
    if part == "enterprise" then part = scim.enterprise_urn end
    if not name then
      here = here[part]
    else
      local list = here[name]
      here = nil
      for _, one in ipairs(list or {}) do
        if type(one) == "table" and one.type == kind then here = one end
      end
    end
  end
  return here
end

-- The `value`s of a list, or the texts themselves, in an order of their own.
local function sorted(list)
  local out = {}
  for _, one in ipairs(list) do out[#out + 1] = tostring(type(one) == "table" and (one.value or one.formatted or "?") or one) end
  table.sort(out)
  return table.concat(out, ", ")
end
local function shown(value)
  if value == nil or value == changes.none then return "nothing" end
  if type(value) ~= "table" then return tostring(value) end
  if #value > 0 then return "[" .. sorted(value) .. "]" end
  return next(value) == nil and "nothing" or "an object"
end
changes.shown = shown

-- Whether all of `wanted` is so: { [path] = value, list of values, or none }. Gives also what was wanted and what was there.
function changes.compare(scim, resource, wanted)
  local right, want, have = true, {}, {}
  for path, value in pairs(wanted) do
    local expected, actual = shown(value), shown(changes.at(scim, resource, path))
    if expected ~= actual then right = false end
    want[#want + 1] = path .. " " .. expected
    have[#have + 1] = path .. " " .. actual
  end
  return right, table.concat(want, "; "), table.concat(have, "; ")
end
function changes.must_have(t, scim, step, resource, wanted)
  local right, want, have = changes.compare(scim, resource, wanted)
  t:holds(right, { step = step, expected = want, actual = have })
end

-- The resource as it is now, and the step.
function changes.read(t, scim, path)
  local step = scim.get(t, path)
  t:given("the resource can be read", step.status == 200 and step.json, "HTTP " .. step.status)
  return step.json, step
end

-- A person with these attributes, all of which the server keeps; what it does not know cannot be asked about.
function changes.person(t, scim, more, word)
  local _, path = scim.given_user(t, word, more)
  local user = changes.read(t, scim, path)
  for name in pairs(more or {}) do
    t:given("the server keeps " .. name, user[name] ~= nil, "it is not in its answer")
  end
  return user, path
end
-- Another one has them, so that the server is known to keep them.
function changes.supports(t, scim, more) changes.person(t, scim, more, "probe") end

-- People by their words, and a group that they are in.
function changes.crew(t, scim, words, more)
  local ids, members = {}, {}
  for _, word in ipairs(words) do
    ids[word] = scim.given_user(t, word).id
    members[#members + 1] = { value = ids[word] }
  end
  local body = { members = #members > 0 and members or nil }
  for name, value in pairs(more or {}) do body[name] = value end
  local _, path = scim.given_group(t, "crew", body)
  local group = changes.read(t, scim, path)
  if #words > 0 and scim.unassigned(group.members) then   -- a creation that does not heed them is another requirement's matter
    scim.patch(t, path, { { op = "add", path = "members", value = members } })
    group = changes.read(t, scim, path)
    if scim.unassigned(group.members) then t:skip("the server shows no members of a group, neither created with it nor added") end
  end
  t:given("the group has its members", #(group.members or {}) == #words, #(group.members or {}) .. " members")
  return group, path, ids
end

-- Sends the operations. Gives the resource as it is afterwards; when they are refused the requirement is not kept, and
-- nothing comes back but the step.
function changes.patch(t, scim, path, operations)
  local step = scim.patch(t, path, operations)
  if not scim.ok(step) then
    t:holds(false, { step = step, expected = "the change is made", actual = scim.error_of(step) })
    return nil, step
  end
  return changes.read(t, scim, path), step
end
-- The same where it is another requirement's matter whether the change is accepted.
function changes.given_patch(t, scim, path, operations)
  local step = scim.patch(t, path, operations)
  if step.status >= 400 and step.status < 500 then t:skip("the change is refused: " .. scim.error_of(step)) end
  t:given("the change is accepted", scim.ok(step), scim.error_of(step))
  return changes.read(t, scim, path), step
end

-- A whole requirement: a person, a change, and what has to stand there afterwards.
function changes.row(before, operations, wanted)
  return function(t, scim)
    local _, path = changes.person(t, scim, before)
    local user, step = changes.patch(t, scim, path, operations)
    if user then changes.must_have(t, scim, step, user, wanted) end
  end
end

-- A SCIM error of status 400 whose scimType, where it has one, is one of these; `named`: it has to have one.
function changes.is_refused(scim, step, types, named)
  if not scim.refused(step, 400) then return false end
  return (step.json.scimType == nil and not named) or scim.has(types, step.json.scimType)
end
function changes.must_refuse(t, scim, step, types, named)
  t:holds(changes.is_refused(scim, step, types, named), { step = step, actual = scim.error_of(step),
    expected = "a SCIM error of status 400, scimType " .. table.concat(types, " or ") })
end
return changes
