-- The SCIM client: a SCIM Outbound connection. No request of it has been seen recorded; it is built as the
-- add-on of the same vendor's server, whose features and limits are the same.
local users, groups = "{option.users_resource}", "{option.groups_resource}"
local user_body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "@if enterprise", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
              "@if custom", "{option.custom_urn}"],
   "?externalId":"{external_id}", "userName":"{user_name}",
   "?name":{"?formatted":"{formatted_name}", "?familyName":"{family_name}", "?givenName":"{given_name}",
     "?middleName":"{middle_name}", "?honorificPrefix":"{honorific_prefix}", "?honorificSuffix":"{honorific_suffix}"},
   "?displayName":"{display_name}", "?nickName":"{nick_name}", "?profileUrl":"{profile_url}", "?title":"{title}",
   "?userType":"{user_type}",
   "?preferredLanguage":"{preferred_language}", "?locale":"{locale}", "?timezone":"{timezone}",
   "active":"{active:bool}", "?password":"{new_password}",
   "?emails":[{"type":"work", "value":"{email}", "primary":true}, {"type":"home", "value":"{home_email}"},
     {"type":"other", "value":"{other_email}"}, {"type":"home", "value":"{email_again}", "primary":true}],
   "?phoneNumbers":[{"type":"work", "value":"{phone}"}, {"type":"mobile", "value":"{mobile}"},
     {"type":"fax", "value":"{fax}"}],
   "?addresses":["@if address", {"type":"work", "?streetAddress":"{street_address}", "?locality":"{city}",
     "?region":"{state}", "?postalCode":"{postal_code}", "?country":"{country}"}],
   "?photos":[{"type":"photo", "value":"{photo}"}],
   "?entitlements":["@each entitlements.first", {"value":"{item}"}], "?roles":["@each roles.first", {"value":"{item}"}],
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?costCenter":"{cost_center}", "?organization":"{organization}",
     "?division":"{division}", "?department":"{department}"},
   "?{option.custom_urn}":{"?{option.custom_attribute}":"{custom}"}}]]
-- The same in the words of SCIM 1.1.
local user_body11 = user_body:gsub("urn:ietf:params:scim:schemas:core:2.0:User", "urn:scim:schemas:core:1.0")
  :gsub("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:scim:schemas:extension:enterprise:1.0")

-- What differs between the protocol's versions.
local scim2 = {
  version = "2.0", media = "application/scim+json", accept = "application/scim+json, application/json", user = user_body,
  group = "urn:ietf:params:scim:schemas:core:2.0:Group",
}
function scim2.change(operation, list)
  return '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"' .. operation ..
    '","path":"members","value":["@each ' .. list .. '", {"value":"{member_id}"}]}]}'
end
scim2.rename = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' ..
  '{"op":"replace","path":"displayName","value":"{group_display}"}]}'

local scim11 = {
  version = "1.1", media = "application/json", accept = "application/json", user = user_body11,
  group = "urn:scim:schemas:core:1.0",
  rename = '{"schemas":["urn:scim:schemas:core:1.0"],"displayName":"{group_display}"}',
}
function scim11.change(operation, list)
  local meta = operation == "replace" and '"meta":{"attributes":["members"]},' or ""
  return '{"schemas":["urn:scim:schemas:core:1.0"],' .. meta .. '"members":["@each ' .. list .. '", {"value":"{member_id}"}]}'
end

local function put_user(title, protocol, when)
  return { method = "PUT", target = users .. "/{id:segment}", title = title, body = protocol.user, when = when }
end

local function patch_group(title, body, more)
  local out = { method = "PATCH", target = groups .. "/{id:segment}", title = title, body = body }
  for name, value in pairs(more or {}) do out[name] = value end
  return out
end

-- Merge only adds; Overwrite replaces the list.
local function send_members(protocol)
  return { requests = {
    patch_group("add members", protocol.change("add", "added"), { when = "membership=Merge", needs = "added" }),
    patch_group("replace the members", protocol.change("replace", "members"), { when = "membership=Overwrite" }),
  } }
end

local function delete_user(when)
  return { method = "DELETE", target = users .. "/{id:segment}", title = "delete the user", when = when }
end
local function end_access(protocol)
  return { requests = { put_user("disable the user", protocol, "remove_action=Disable"),
    delete_user("remove_action=Delete") }, when = "disable_users=true" }
end
local delete_group = { requests = {
  { method = "DELETE", target = groups .. "/{id:segment}", title = "delete the group" },
} }

-- OAuth 2 Client Credentials: a token is fetched first.
local sign_in = { { method = "POST", target = "{option.token_endpoint}", absolute = true, title = "fetch an access token",
  when = "authentication=OAuth 2 Client Credentials",
  headers = { { name = "Content-Type", value = "application/x-www-form-urlencoded" } },
  form = "grant_type=client_credentials&client_id={option.client_id:form}&client_secret={option.client_secret:form}" } }

local function scim_variant(title, protocol)
  return {
    title = title, protocol = protocol.version, sign_in = sign_in,
    unverified = "no request of this client has been seen recorded; bodies and headers are inferred",
    options = {
      { key = "authentication", label = "Authentication Method", default = "OAuth 2 Bearer Token",
        choices = { "None", "Basic", "OAuth 2 Bearer Token", "OAuth 2 Client Credentials" } },
      { key = "token_endpoint", label = "OAuth Token Request" },
      { key = "client_id", label = "OAuth Client ID" },
      { key = "client_secret", label = "OAuth Client Secret", secret = true },
      { key = "username", label = "Username" },
      { key = "password", label = "Password", secret = true },
      { key = "header_type", label = "Auth Type Header", default = "Bearer" },
      { key = "filter", label = "User Filter Expression", default = 'userName eq "%s"' },
      { key = "unique_identifier", label = "User Identifier", default = "userName",
        choices = { "userName", "workEmail" } },
      { key = "users_resource", label = "Users Resource", default = "/Users" },
      { key = "groups_resource", label = "Groups Resource", default = "/Groups" },
      { key = "create_users", label = "Create Users", default = "true", choices = { "true", "false" } },
      { key = "update_users", label = "Update Users", default = "true", choices = { "true", "false" } },
      { key = "disable_users", label = "Disable Users", default = "true", choices = { "true", "false" } },
      { key = "second_email", label = "A second e-mail address is", default = "not mapped",
        choices = { "not mapped", "mapped and empty" } },
      { key = "custom_urn", label = "Custom Attribute Schema URNs" },
      { key = "custom_attribute", label = "Name of the custom attribute", default = "custom" },
      { key = "remove_action", label = "Remove action", default = "Disable", choices = { "Disable", "Delete" } },
      { key = "membership", label = "Group Membership Handling", default = "Merge",
        choices = { "Merge", "Overwrite" } },
    },
    headers = {
      { name = "Accept", value = protocol.accept },
      { name = "Content-Type", value = protocol.media, methods = { "POST", "PUT", "PATCH" } },
      { name = "Authorization", value = "{option.header_type} {token}",
        when = "authentication=OAuth 2 Bearer Token" },
      { name = "Authorization", value = "{option.header_type} {token}",
        when = "authentication=OAuth 2 Client Credentials" },
      { name = "Authorization", value = "Basic {credentials:base64}", when = "authentication=Basic" },
    },
    values = {
      credentials = "{option.username}:{option.password}",
      filter = {
        { pattern = 'userName eq "{user_name}"', when = 'filter=' },
        { option = "filter", replace = "%s", with = "{user_name}", when = "unique_identifier=userName" },
        { pattern = 'emails eq "{email}"', when = 'filter=userName eq "%s"' },
        { option = "filter", replace = "%s", with = "{email}" },
      },
      match_path = { { pattern = "userName", when = "unique_identifier=userName" } },
      group_filter = 'displayName eq "{group_name}"',
      formatted_name = "{full_name}", group_display = "{group_name}",
      new_password = "{initial_password}",
      -- A second address that is mapped and empty comes out as the first once more.
      email_again = { { pattern = "{email}", when = "second_email=mapped and empty" } },
      custom = { { pattern = "{custom_value}", when = "custom_urn!=" } },
      address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
      client = "{option.client_id}:{option.client_secret}",
      enterprise = { "{employee_number}", "{cost_center}", "{organization}", "{division}", "{department}" },
    },
    test = { { target = users .. "?count=1", title = "list of users" } },
    cycle = { failed = "next" },
    users = {
      match = "{match_path}",
      lookup = { target = users .. "?filter={filter:percent}", title = "look-up by the filter expression" },
      create = { method = "POST", target = users, title = "create the user", body = protocol.user, when = "create_users=true" },
      on_found = { "update" },
      update = { requests = { put_user("update the user", protocol) }, when = "update_users=true" },
      deactivate = end_access(protocol),
      reactivate = { requests = { put_user("enable the user", protocol) } },
      remove = end_access(protocol), erase = end_access(protocol),
    },
    groups = {
      lookup = { target = groups .. "?filter={group_filter:percent}", title = "look-up by displayName" },
      create = { method = "POST", target = groups, title = "create the group", body =
        '{"schemas":["' .. protocol.group .. '"],"displayName":"{group_display}",' ..
        '"members":["@each members", {"value":"{member_id}"}]}' },
      members_in_create = "always",
      fill = send_members(protocol), members = send_members(protocol),
      rename = { requests = { patch_group("rename the group", protocol.rename) } },
      unpush = delete_group, erase = delete_group,
    },
  }
end

return {
  scim = {
    variants = {
      outbound = scim_variant("PingOne, SCIM Outbound connection", scim2),
      outbound_scim11 = scim_variant("PingOne, SCIM Outbound connection with SCIM 1.1", scim11),
    },
  }, -- scim
  default_scim = "outbound",

  sources = {
    ["scim.options"] = "[doc] LambdaTest's guide and the Platform API's configuration keys",
    ["scim.headers"] = "[inferred] as the same vendor's server add-on",
    ["scim.test"] = "[inferred] a list of one user",
    ["scim.users.lookup.target"] =
      "[doc] the template userName eq \"%s\", emails eq for workEmail; [inferred] the encoding",
    ["scim.users.create.body"] = "[inferred] from the attribute mapping",
    ["scim.sign_in"] = "[doc] client credentials; [inferred] the form",
    ["scim.options.second_email"] = "[doc] limitations: an empty second address may be sent as the first, both primary",
    ["scim.options.custom_urn"] = "[doc] Custom Attribute Schema URNs; [inferred] one attribute stands for the admin's",
    ["scim.outbound_scim11"] = "[doc] SCIM Version 1.1 can be chosen; [inferred] bodies",
    ["scim.users.update"] = "[doc] limitations: no PATCH updates; attributes cannot be cleared",
    ["scim.users.remove"] = "[doc] Remove action; [inferred] that Disable is a PUT",
    ["scim.groups.lookup"] = "[doc] limitations: names are not escaped in the filter; [inferred] its form",
    ["scim.cycle"] = "[doc] near real time on change; [inferred] what failed is sent with the next change",
    ["scim.retry"] = "nothing is known of 429 and time-outs: nothing is sent twice",
    ["scim.on_missing"] = "nothing is known: the failure stays [inferred]",
    ["scim.import"] = "[doc] an outbound connection does not read the service's people",
    ["scim.answer_limit"] = "nothing is known: 60 seconds [inferred]",
    ["scim.groups.unpush"] = "[inferred] deleted in the service",
    ["scim.groups.members"] = "[doc] Merge adds, Overwrite replaces; [inferred] the operations",
  },
}
