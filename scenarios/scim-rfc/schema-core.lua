-- The User schema and its enterprise extension, requirement by requirement.
local rows = {}

local function reread(t, scim, path)
  local step = scim.get(t, path)
  t:given("the person can be read", step.status == 200 and step.json, scim.error_of(step))
  return step.json, step
end
-- 201, or a clean 400 where that is allowed; the person as read in the first case.
local function kept_or_refused(t, scim, made, types)
  if made.status == 201 and made.json and made.json.id then
    t:holds(true, { step = made })
    return reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
  end
  scim.must_refuse_any_way(t, made, 400, types)
end

rows["user-name-required"] = function(t, scim)
  scim.must_refuse_any_way(t, scim.post(t, "/Users", { schemas = { scim.user_urn }, displayName = "Ada B." }), 400, { "invalidValue" })
end
rows["user-name-not-empty"] = function(t, scim)
  scim.must_refuse_any_way(t, scim.post(t, "/Users", scim.user(t, "ada", { userName = "" })), 400, { "invalidValue" })
end

-- A second person of that name is not made.
local function no_second(t, scim, name)
  local user = scim.given_user(t)
  local other = scim.post(t, "/Users", scim.user(t, "bob", { userName = name or user.userName }))
  t:holds(not scim.ok(other), { step = other, expected = "no second person of the name", actual = "HTTP " .. other.status })
end
rows["user-name-unique"] = function(t, scim) no_second(t, scim, scim.user_name(t)) end
rows["user-name-unique-any-case"] = function(t, scim) no_second(t, scim, scim.user_name(t):gsub("ada", "ADA")) end

rows["user-name-found-any-case"] = function(t, scim)
  local people = scim.given_people(t, { ada = {}, bob = {} })
  scim.must_find(t, people, "userName eq " .. scim.quoted(scim.user_name(t, "ada"):upper()), { "ada" })
end

rows["password-never-returned"] = function(t, scim)
  local secret = "Pw-" .. t.unique .. "-xK9!"
  local made = scim.post(t, "/Users", scim.user(t, "ada", { password = secret }))
  t:holds(made.status ~= 500, { step = made, expected = "no server error", actual = scim.error_of(made) })
  if made.status ~= 201 then t:skip("passwords are refused: " .. scim.error_of(made)) end
  local path = "/Users/" .. t.url:encode(made.json.id)
  local answers = { ["a creation"] = made, ["a resource"] = scim.get(t, path), ["attributes=password"] = scim.get(t, path .. "?attributes=password"),
    ["a PUT"] = scim.put(t, path, scim.user(t, "ada", { password = secret .. "2" })), ["a list"] = scim.get(t, "/Users?count=100"),
    ["a PATCH"] = scim.patch(t, path, { { op = "replace", path = "password", value = secret .. "3" } }),
    ["a search"] = scim.post(t, "/Users/.search", { schemas = { scim.search_urn }, count = 100, attributes = { "password" } }) }
  for what, step in pairs(answers) do
    local shown = step.body:find(secret, 1, true) or (scim.ok(step) and step:kind("/password"))
    for _, one in ipairs(step.json and step.json.Resources or {}) do shown = shown or one.password ~= nil end
    t:holds(not shown, { step = step, expected = "no password in the answer to " .. what, actual = "one is there" })
  end
end

rows["name-consistent"] = function(t, scim)
  local given = { formatted = "Ada M. Byron", givenName = "Ada", familyName = "Byron" }
  local _, path = scim.given_user(t, "ada", { name = given })
  local user, step = reread(t, scim, path)
  local name = type(user.name) == "table" and user.name or {}
  t:holds(name.formatted or (name.givenName and name.familyName), { step = step, expected = "the name, whole or in parts", actual = step.body })
  for part, value in pairs(name) do
    t:holds(given[part] == nil or value == given[part], { step = step, expected = "name." .. part .. " " .. tostring(given[part]), actual = tostring(value) })
  end
end

rows["locale-tags"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { locale = "en-US", preferredLanguage = "en-US" }))
  scim.must_be(t, made, "status for en-US", 201, made.status)
  local other = scim.post(t, "/Users", scim.user(t, "bob", { locale = "en_US", preferredLanguage = "en_US" }))
  t:reads(other.status == 201 and "en_US is taken" or "en_US is refused", other)
  t:holds(other.status == 201 or scim.refused(other, 400), { step = other, expected = "201 or 400 for en_US", actual = scim.error_of(other) })
end

rows["active-kept"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { active = false })
  local function is_inactive(step, what)
    t:holds(step.status == 200 and step.json and step.json.active == false,
            { step = step, expected = what .. ": 200 with active false", actual = step.status == 200 and step.body or scim.error_of(step) })
  end
  is_inactive(scim.get(t, path), "who was created inactive")
  local _, other = scim.given_user(t, "bob")
  local put = scim.put(t, other, scim.user(t, "bob", { active = false }))
  scim.must_be(t, put, "status of a PUT with active false:", 200, put.status)
  is_inactive(scim.get(t, other), "who was made inactive")
end

rows["email-canonical"] = function(t, scim)
  local plain = "ada-" .. t.unique .. "@mail." .. t.email_domain
  local people = scim.given_people(t, { ada = { emails = { { value = (plain:gsub("@.*$", string.upper)), type = "work" } } }, bob = {} })
  local user, step = reread(t, scim, "/Users/" .. t.url:encode(people.ada.id))
  local email = user.emails and user.emails[1]
  if not email then t:skip("emails are not kept") end
  if email.value == plain or email.display == plain then
    t:reads("the address is shown in canonical form", step)
    t:holds(true, { step = step })
  else
    t:reads("the address is shown as it was given", step)
    scim.must_find(t, people, "emails.value eq " .. scim.quoted(plain), { "ada" })
  end
end

rows["email-type-of-ones-own"] = function(t, scim)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { emails = { { value = "ada@" .. t.email_domain, type = "club" } } }))
  local user, step = kept_or_refused(t, scim, made, { "invalidValue" })
  if user then
    local kind = user.emails and user.emails[1] and user.emails[1].type
    t:holds(kind == nil or kind == "club", { step = step, expected = "the type as given", actual = tostring(kind) })
  end
end

rows["phone-forms"] = function(t, scim)
  for word, number in pairs { ada = "tel:+1-201-555-0123", bob = "+44 20 7946 0018" } do
    local made = scim.post(t, "/Users", scim.user(t, word, { phoneNumbers = { { value = number, type = "work" } } }))
    t:holds(made.status == 201, { step = made, expected = "201 for " .. number, actual = scim.error_of(made) })
  end
end

rows["country-two-letters"] = function(t, scim)
  local _, path = scim.given_user(t, "ada", { addresses = { { type = "work", locality = "London", country = "GB" } } })
  local user, step = reread(t, scim, path)
  local address = user.addresses and user.addresses[1]
  if not address or not address.country then t:skip("countries are not kept") end
  t:holds(tostring(address.country):upper() == "GB", { step = step, expected = "country GB", actual = tostring(address.country) })
end

rows["user-groups-read-only"] = function(t, scim)
  local _, path = scim.given_user(t)
  local wish = scim.unknown_id(t)
  local put = scim.put(t, path, scim.user(t, "ada", { groups = { { value = wish, display = "Admins" } } }))
  scim.must_be(t, put, "status", 200, put.status)
  local user, step = reread(t, scim, path)
  t:holds(not scim.has(scim.values(user, "groups"), wish), { step = step, expected = "no group that only the person's PUT named", actual = step.body })
end

rows["certificate-each"] = function(t, scim)
  local two = { scim.certificate, scim.other_certificate }
  local _, path = scim.given_user(t, "ada", { x509Certificates = { { value = two[1] }, { value = two[2] } } })
  local user, step = reread(t, scim, path)
  local kept = scim.values(user, "x509Certificates")
  if #kept == 0 then t:skip("x509Certificates are not kept") end
  t:holds(scim.same_set(kept, two), { step = step, expected = "the two certificates, each a value", actual = #kept .. " values: " .. table.concat(kept, " ") })
end

rows["certificate-alone"] = function(t, scim)
  local two = scim.certificate .. scim.other_certificate     -- without padding: base64 of one after the other
  local made = scim.post(t, "/Users", scim.user(t, "ada", { x509Certificates = { { value = two } } }))
  if made.status ~= 201 then return scim.must_refuse_any_way(t, made, 400, { "invalidValue" }) end
  local user, step = reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
  t:holds(not scim.has(scim.values(user, "x509Certificates"), two), { step = step, expected = "400, or no value with two certificates", actual = "both in one value" })
end

-- Skipped where the extension is none of the server's.
local function employee(t, scim, attributes)
  local made = scim.post(t, "/Users", scim.user(t, "ada", { schemas = { scim.user_urn, scim.enterprise_urn }, [scim.enterprise_urn] = attributes }))
  local types, listed = scim.get(t, "/ResourceTypes"), false
  for _, one in ipairs(types.json and types.json.Resources or {}) do
    for _, extension in ipairs(one.schemaExtensions or {}) do listed = listed or extension.schema == scim.enterprise_urn end
  end
  if not listed and (made.status ~= 201 or not made.json[scim.enterprise_urn]) then t:skip("the enterprise extension is not supported") end
  t:holds(made.status == 201, { step = made, expected = "201", actual = scim.error_of(made) })
  if made.status ~= 201 then return {}, made end
  local user, step = reread(t, scim, "/Users/" .. t.url:encode(made.json.id))
  return user[scim.enterprise_urn] or {}, step
end

rows["enterprise-attributes"] = function(t, scim)
  local given = { employeeNumber = "701984", costCenter = "4130", organization = "Engines Ltd", division = "Analytical", department = "Mills" }
  local held, step = employee(t, scim, given)
  for name, value in pairs(given) do scim.must_be(t, step, name, value, held[name]) end
end

rows["enterprise-manager"] = function(t, scim)
  local boss = scim.given_user(t, "boss", { displayName = "Charles B." })
  local held, step = employee(t, scim, { manager = { value = boss.id, displayName = "Somebody Else" } })
  local manager = type(held.manager) == "table" and held.manager or {}
  t:holds(manager.value == boss.id, { step = step, expected = "manager: an object with value " .. boss.id, actual = step.body })
  t:holds(manager.displayName ~= "Somebody Else", { step = step, expected = "no displayName of the client's", actual = tostring(manager.displayName) })
end

local story = {
  id    = "scim-rfc/schema-core",
  title = "People are described as RFC 7643 sections 4.1 and 4.3 say",
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted", parameters = "requirements:scim-schema-core", uses = "scim",
  needs = { "scim" },
}
function story.run(t, scim) rows[t.parameter](t, scim) end
return story
