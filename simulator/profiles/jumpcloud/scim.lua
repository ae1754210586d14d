-- JumpCloud's SCIM client: full PUTs, keys in alphabetical order at every level.
local function sorted_user(id, schemas)
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
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"?department":"{department}"},
   "userName":"{user_name}"}]]
end

local core, enterprise = '"urn:ietf:params:scim:schemas:core:2.0:User"',
  '"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"'
local create_body = sorted_user("", "[" .. core .. "," .. enterprise .. "]")
local put_body = sorted_user('"id":"{id}",', "[" .. enterprise .. "," .. core .. "]")
local patch_schemas = '"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]'

local function put_user(title)
  return { method = "PUT", target = "/Users/{id:segment}", title = title, body = put_body }
end

local function change_members(op, list, title)
  return { method = "PATCH", target = "/Groups/{id:segment}", title = title, needs = list, when = "membership=PATCH",
    body = '{"Operations":[{"op":"' .. op .. '","path":"members","value":["@each ' .. list ..
      '", {"value":"{member_id}"}]}],' .. patch_schemas .. "}" }
end

local put_group = { method = "PUT", target = "/Groups/{id:segment}", title = "replace the group", body = [[
  {"displayName":"{group_name}", "id":"{id}", "members":["@each members", {"value":"{member_id}"}],
   "schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}]] }
local put_members = { method = "PUT", target = put_group.target, title = "replace the group", body = put_group.body,
  when = "membership=PUT" }

-- Test Connection writes: a user and a group are created, changed and deleted again.
local test_user = [[
  {"active":true,
   "addresses":[{"country":"US", "locality":"Springfield", "postalCode":"00000", "primary":true, "region":"IL",
     "streetAddress":"1 Test Street", "type":"work"}],
   "displayName":"Test Connection",
   "emails":[{"primary":true, "type":"work", "value":"{option.test_user_email}"}],
   "externalId":"{probe_id}", "locale":"en-US", "name":{"familyName":"Connection", "givenName":"Test"},
   "phoneNumbers":[{"primary":true, "type":"work", "value":"tel:+1-555-555-0100"}],
   "preferredLanguage":"en-US",
   "schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "userName":"{option.test_user_email}"}]]

local function minimal_test_user(active)
  return '{"active":' .. active .. [[, "emails":null, "id":"{test_user_id}",
    "name":{"familyName":"Connection", "givenName":"Test"},
    "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"], "userName":"{option.test_user_email}"}]]
end

local test_connection = {
  { target = "/Users?filter=userName+eq+%22{option.test_user_email:quote:form}%22",
    title = "look-up of the test user" },
  { method = "POST", target = "/Users", title = "create the test user", body = test_user,
    store = { test_user_id = "id" },
    require_in_answer = { "id" } },
  { method = "PUT", target = "/Users/{test_user_id:segment}", title = "update the test user",
    body = minimal_test_user("true") },
  { method = "POST", target = "/Groups", title = "create the test group", when = "groups=yes",
    store = { test_group_id = "id" }, require_in_answer = { "id" },
    body = '{"displayName":"{test_group}", "schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}' },
  { method = "PATCH", target = "/Groups/{test_group_id:segment}", title = "add the test user to the test group",
    when = "groups=yes",
    body = '{"Operations":[{"op":"add","path":"members","value":[{"value":"{test_user_id}"}]}],' .. patch_schemas .. "}" },
  { method = "DELETE", target = "/Groups/{test_group_id:segment}", title = "delete the test group", always = true,
    needs = "test_group_id" },
  { method = "DELETE", target = "/Users/{test_user_id:segment}", title = "delete the test user", always = true,
    needs = "test_user_id", otherwise = {
      { method = "PUT", target = "/Users/{test_user_id:segment}",
        title = "deactivate the test user, who could not be deleted",
        body = minimal_test_user("false") } } },
}

return {
  scim = {
    variants = {
      scim2 = {
        title = "JumpCloud, custom application with SCIM 2.0",
        unverified = "headers, the look-ups' text and the groups' bodies have not been seen recorded",
        options = {
          { key = "test_user_email", label = "Test User Email", default = "scim.test@example.com" },
          { key = "groups", default = "yes", choices = { "yes", "no" },
            label = "Enable management of User Groups and Group Membership in this application" },
          { key = "membership", label = "Group membership is sent as", default = "PATCH",
            choices = { "PATCH", "PUT" } },
        },
        headers = {
          { name = "Authorization", value = "Bearer {token}" },
          { name = "Content-Type", value = "application/scim+json", methods = { "POST", "PUT", "PATCH" } },
        },
        values = {
          locale = { "{locale}", "en-US" }, preferred_language = { "{preferred_language}", "en-US" },
          probe_id = "{hex:24}", test_group = "Test Group {hex:8}",
          address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
        },
        cycle = { failed = "task" },
        import = {
          users = { target = "/Users?startIndex={start}&count={count}", title = "import of users" },
          page = 100, match = { "user_name", "email" },
        },
        test = test_connection,
        users = {
          match = "userName",
          lookup = { target = "/Users?filter=userName+eq+%22{user_name:quote:form}%22", title = "look-up by userName" },
          create = { method = "POST", target = "/Users", title = "create the user", body = create_body },
          on_found = { "update" },
          update = { requests = { put_user("update the user") } },
          deactivate = { requests = { put_user("deactivate the user") } },
          reactivate = { requests = { put_user("reactivate the user") } },
          remove = { requests = { put_user("deactivate the user") } },
          erase = { requests = { put_user("deactivate the user") }, skip_when_inactive = true },
        },
        groups = {
          skip_empty = true,
          lookup = { target = "/Groups?filter=displayName+eq+%22{group_name:quote:form}%22",
            title = "look-up by displayName" },
          create = { method = "POST", target = "/Groups", title = "create the group",
            body = '{"displayName":"{group_name}", "schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}' },
          fill = { requests = { change_members("remove", "removed", "remove members"),
            change_members("add", "added", "add members"), put_members } },
          members = { requests = { change_members("remove", "removed", "remove members"),
            change_members("add", "added", "add members"), put_members } },
          rename = { requests = { put_group } },
          unpush = { nothing = "a group that is unbound from the application stays in the service" },
          erase = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group" } } },
        },
      },
    },
  }, -- scim
  default_scim = "scim2",

  sources = {
    ["scim.headers"] = "[doc] support article: a bearer token; [inferred] the content type and the order",
    ["scim.test"] =
      "[doc] support article: a test user and, with groups, a test group are written and deleted, the user " ..
      "deactivated where it cannot be deleted; [inferred] the order and the look-up",
    ["scim.test.put"] =
      "[recorded] Paul-E/scim-v2-rust: emails is null, no externalId; [inferred] that it is part of the test",
    ["scim.users.create.body"] =
      "[recorded] Paul-E/scim-v2-rust: alphabetical keys, both URNs without an extension object; " ..
      "[inferred] empty lists as in the PUT",
    ["scim.users.update.body"] = "[recorded] Paul-E/scim-v2-rust: PUT with id, empty lists, enterprise URN first",
    ["scim.users.deactivate"] = "[doc] support article: active false; [inferred] by PUT",
    ["scim.users.erase"] = "[doc] support article: people are deactivated, never deleted",
    ["scim.users.lookup.target"] = "[inferred] no recorded look-up",
    ["scim.cycle"] = "[doc] support article: events as they happen, no cycle; [inferred] what fails waits for an admin",
    ["scim.retry"] = "nothing is known of 429 and time-outs: nothing is sent twice",
    ["scim.on_missing"] = "nothing is known: the failure stays [inferred]",
    ["scim.import"] = "[doc] support article: Import users, by hand, page by page; [inferred] the page's size and the order " ..
      "of matching",
    ["scim.groups.lookup"] = "[doc] support article: a group of the same name is taken over; [inferred] by this filter",
    ["scim.groups.members"] = "[inferred] PATCH with a list of values, or PUT by the option",
    ["scim.groups.unpush"] = "[doc] support article: unbound groups stay, deleted groups are deleted",
    ["scim.groups.skip_empty"] = "[doc] support article: empty groups are not created",
  },
}
