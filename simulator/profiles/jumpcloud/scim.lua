-- JumpCloud's SCIM client: full PUTs, keys in alphabetical order at every level. SCIM 1.1 can be chosen as well.
local scim2 = {
  version = "2.0", media = "application/scim+json", core = "urn:ietf:params:scim:schemas:core:2.0:User",
  enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  group = "urn:ietf:params:scim:schemas:core:2.0:Group",
}
local scim11 = {
  version = "1.1", media = "application/json", core = "urn:scim:schemas:core:1.0",
  enterprise = "urn:scim:schemas:extension:enterprise:1.0", group = "urn:scim:schemas:core:1.0",
}

local function sorted_user(protocol, id, schemas)
  return [[
  {"active":"{active:bool}",
   "addresses":["@if address", {"?country":"{country}", "?locality":"{city}", "?postalCode":"{postal_code}",
     "primary":true, "?region":"{state}", "?streetAddress":"{street_address}", "type":"work"}],
   "?displayName":"{display_name}",
   "emails":[{"primary":true, "type":"work", "value":"{email}"}],
   "externalId":"{person_id}",]] .. id .. [[
   "locale":"{locale}",
   "name":{"?familyName":"{family_name}", "?givenName":"{given_name}"},
   "phoneNumbers":[{"primary":true, "type":"work", "value":"{phone}"}],
   "?photos":[{"value":"{photo}"}],
   "preferredLanguage":"{preferred_language}",
   "schemas":]] .. schemas .. [[,
   "?title":"{title}",
   "?]] .. protocol.enterprise .. [[":{"?department":"{department}"},
   "userName":"{mapped_name}"}]]
end

local function listed(...) return '["' .. table.concat({ ... }, '","') .. '"]' end

local function put_user(protocol, title)
  return { method = "PUT", target = "/Users/{id:segment}", title = title,
    body = sorted_user(protocol, '"id":"{id}",', listed(protocol.enterprise, protocol.core)) }
end

-- A PATCH of a group that adds or removes members, given as a list's text.
local patch_schemas = '"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]'
function scim2.change(op, members)
  return '{"Operations":[{"op":"' .. op .. '","path":"members","value":[' .. members .. '{"value":"{member_id}"}]}],' ..
    patch_schemas .. "}"
end
function scim11.change(op, members)
  local gone = op == "remove" and '"operation":"delete", ' or ""
  return '{"members":[' .. members .. "{" .. gone .. '"value":"{member_id}"}],"schemas":["' .. scim11.core .. '"]}'
end

local function change_members(protocol, op, list, title)
  return { method = "PATCH", target = "/Groups/{id:segment}", title = title, needs = list, when = "membership=PATCH",
    body = protocol.change(op, '"@each ' .. list .. '", ') }
end

local function put_group(protocol, when)
  return { method = "PUT", target = "/Groups/{id:segment}", title = "replace the group", when = when, body = [[
    {"displayName":"{group_name}", "id":"{id}", "members":["@each members", {"value":"{member_id}"}],
     "schemas":["]] .. protocol.group .. '"]}' }
end

local function send_members(protocol)
  return { requests = { change_members(protocol, "remove", "removed", "remove members"),
    change_members(protocol, "add", "added", "add members"), put_group(protocol, "membership=PUT") } }
end

-- Test Connection writes: a user and a group are created, changed and deleted again.
local function test_user(protocol)
  return [[
  {"active":true,
   "addresses":[{"country":"US", "locality":"Springfield", "postalCode":"00000", "primary":true, "region":"IL",
     "streetAddress":"1 Test Street", "type":"work"}],
   "displayName":"Test Connection",
   "emails":[{"primary":true, "type":"work", "value":"{option.test_user_email}"}],
   "externalId":"{probe_id}", "locale":"en-US", "name":{"familyName":"Connection", "givenName":"Test"},
   "phoneNumbers":[{"primary":true, "type":"work", "value":"tel:+1-555-555-0100"}],
   "preferredLanguage":"en-US",
   "schemas":]] .. listed(protocol.core, protocol.enterprise) .. [[,
   "userName":"{option.test_user_email}"}]]
end

local function minimal_test_user(protocol, active)
  return '{"active":' .. active .. [[, "emails":null, "id":"{test_user_id}",
    "name":{"familyName":"Connection", "givenName":"Test"},
    "schemas":]] .. listed(protocol.core) .. [[, "userName":"{option.test_user_email}"}]]
end

local function test_connection(protocol) return {
  { target = "/Users?filter=userName+eq+%22{option.test_user_email:quote:form}%22",
    title = "look-up of the test user" },
  { method = "POST", target = "/Users", title = "create the test user", body = test_user(protocol),
    store = { test_user_id = "id" },
    require_in_answer = { "id" } },
  { method = "PUT", target = "/Users/{test_user_id:segment}", title = "update the test user",
    body = minimal_test_user(protocol, "true") },
  { method = "POST", target = "/Groups", title = "create the test group", when = "groups=yes",
    store = { test_group_id = "id" }, require_in_answer = { "id" },
    body = '{"displayName":"{test_group}", "schemas":' .. listed(protocol.group) .. "}" },
  { method = "PATCH", target = "/Groups/{test_group_id:segment}", title = "add the test user to the test group",
    when = "membership=PATCH", needs = "test_group_id",
    body = protocol.change("add", ""):gsub("{member_id}", "{test_user_id}") },
  { method = "PUT", target = "/Groups/{test_group_id:segment}", title = "replace the test group, with the test user",
    when = "membership=PUT", needs = "test_group_id",
    body = '{"displayName":"{test_group}", "id":"{test_group_id}", "members":[{"value":"{test_user_id}"}], "schemas":' ..
      listed(protocol.group) .. "}" },
  { method = "DELETE", target = "/Groups/{test_group_id:segment}", title = "delete the test group", always = true,
    needs = "test_group_id" },
  { method = "DELETE", target = "/Users/{test_user_id:segment}", title = "delete the test user", always = true,
    needs = "test_user_id", otherwise = {
      { method = "PUT", target = "/Users/{test_user_id:segment}",
        title = "deactivate the test user, who could not be deleted",
        body = minimal_test_user(protocol, "false") } } },
} end

local function scim_variant(protocol)
  local deactivate = { requests = { put_user(protocol, "deactivate the user") } }
  return {
    title = "JumpCloud, custom application with SCIM " .. protocol.version, protocol = protocol.version,
    unverified = protocol.version == "2.0" and "headers, the look-ups' text and the groups' bodies have not been seen recorded" or
      "no request with SCIM 1.1 has been seen recorded",
    options = {
      { key = "test_user_email", label = "Test User Email", default = "scim.test@example.com" },
      { key = "groups", default = "yes", choices = { "yes", "no" },
        label = "Enable management of User Groups and Group Membership in this application" },
      { key = "user_name", label = "userName is mapped from", default = "username", choices = { "username", "email" } },
      -- What has not been seen recorded.
      { key = "membership", label = "Group membership is sent as", default = "PATCH", choices = { "PATCH", "PUT" } },
      { key = "headers", label = "Headers besides, one 'Name: value' a line" },
    },
    custom_headers_option = "headers",
    headers = {
      { name = "Authorization", value = "Bearer {token}" },
      { name = "Content-Type", value = protocol.media, methods = { "POST", "PUT", "PATCH" } },
    },
    values = {
      mapped_name = { { pattern = "{email}", when = "user_name=email" }, "{user_name}" },
      locale = { "{locale}", "en-US" }, preferred_language = { "{preferred_language}", "en-US" },
      probe_id = "{hex:24}", test_group = "Test Group {hex:8}",
      address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
    },
    cycle = { failed = "task" },
    import = {
      users = { target = "/Users?startIndex={start}&count={count}", title = "import of users" },
      page = 100, match = { "user_name", "email" },
    },
    test = test_connection(protocol),
    users = {
      match = "userName", match_value = "{mapped_name}",
      lookup = { target = "/Users?filter=userName+eq+%22{mapped_name:quote:form}%22", title = "look-up by userName" },
      create = { method = "POST", target = "/Users", title = "create the user",
        body = sorted_user(protocol, "", listed(protocol.core, protocol.enterprise)) },
      on_found = { "update" },
      update = { requests = { put_user(protocol, "update the user") } },
      deactivate = deactivate,
      reactivate = { requests = { put_user(protocol, "reactivate the user") } },
      remove = deactivate,
      erase = { requests = deactivate.requests, skip_when_inactive = true },
    },
    groups = {
      when = "groups=yes", skip_empty = true,
      lookup = { target = "/Groups?filter=displayName+eq+%22{group_name:quote:form}%22", title = "look-up by displayName" },
      create = { method = "POST", target = "/Groups", title = "create the group",
        body = '{"displayName":"{group_name}", "schemas":' .. listed(protocol.group) .. "}" },
      fill = send_members(protocol), members = send_members(protocol),
      rename = { requests = { put_group(protocol) } },
      unpush = { nothing = "a group that is unbound from the application stays in the service" },
      erase = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group" } } },
    },
  }
end

return {
  scim = {
    variants = { scim2 = scim_variant(scim2), scim11 = scim_variant(scim11) },
  }, -- scim
  default_scim = "scim2",

  sources = {
    ["scim.headers"] = "[doc] support article: a bearer token; [inferred] the content type and the order; no source for User-Agent " ..
      "and Accept",
    ["scim.options.user_name"] = "[doc] support article: userName is the e-mail address, or the username; here the latter, which is the " ..
      "address too unless the directory says otherwise",
    ["scim.scim11"] = "[doc] support article: SCIM Version 1.1 can be chosen; [inferred] everything about its form",
    ["scim.answer_limit"] = "nothing is known: 60 seconds [inferred]",
    ["scim.test"] =
      "[doc] support article: a test user and, with groups, a test group are written and deleted, the user " ..
      "deactivated where it cannot be deleted; [inferred] the order and the look-up",
    ["scim.test.put"] =
      "[recorded] Paul-E/scim-v2-rust: emails is null, no externalId; [inferred] that it is part of the test",
    ["scim.users.create.body"] =
      "[recorded] Paul-E/scim-v2-rust: alphabetical keys, both URNs without an extension object; " ..
      "[inferred] empty lists as in the PUT",
    ["scim.users.update.body"] = "[recorded] Paul-E/scim-v2-rust: the body with id, empty lists, enterprise URN first; [inferred] the " ..
      "method, from the file's name",
    ["scim.users.deactivate"] = "[doc] support article: active false; [inferred] by PUT",
    ["scim.users.erase"] = "[doc] support article: people are deactivated, never deleted",
    ["scim.users.lookup.target"] = "[inferred] no recorded look-up",
    ["scim.cycle"] = "[doc] support article: events as they happen, no cycle; [inferred] what fails waits for an admin",
    ["scim.retry"] = "nothing is known of 429 and time-outs: nothing is sent twice",
    ["scim.on_missing"] = "nothing is known: the failure stays [inferred]",
    ["scim.import"] = "[doc] support article: Import users, by hand, page by page; [inferred] the page's size and the order " ..
      "of matching",
    ["scim.groups.lookup"] = "[doc] support article: a group of the same name is taken over; [inferred] by this filter",
    ["scim.groups.rename"] = "[doc] support article: it is pushed; [inferred] by PUT",
    ["scim.groups.members"] = "[inferred] PATCH with a list of values, or PUT by the option",
    ["scim.groups.unpush"] = "[doc] support article: unbound groups stay, deleted groups are deleted",
    ["scim.groups.skip_empty"] = "[doc] support article: empty groups are not created",
  },
}
