-- The SCIM clients: the SCIM Provisioner add-on, with either version of SCIM, and the server's own outbound plugin, which
-- knows SCIM 1.1 alone. No request of theirs has been seen recorded.
local users, groups = "{option.users_path}", "{option.groups_path}"
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
  form = "grant_type=client_credentials&client_id={option.client_id:form}&client_secret={option.client_secret:form}" ..
    "&scope={option.scope:form}" } }

local function scim_variant(title, protocol)
  return {
    title = title, protocol = protocol.version, sign_in = sign_in,
    unverified = "no request of this client has been seen recorded; bodies and headers are inferred",
    options = {
      { key = "authentication", label = "Authentication Method", default = "OAuth 2 Bearer Token",
        choices = { "None", "Basic", "OAuth 2 Bearer Token", "OAuth 2 Client Credentials" } },
      { key = "token_endpoint", label = "Token Request Endpoint" },
      { key = "client_id", label = "Client ID" },
      { key = "client_secret", label = "Client Secret", secret = true },
      { key = "scope", label = "Scope" },
      { key = "username", label = "Username" },
      { key = "password", label = "Password", secret = true },
      { key = "header_type", label = "Authorization Header Type", default = "Bearer" },
      { key = "unique_identifier", label = "Unique User Identifier", default = "userName",
        choices = { "userName", "workEmail" } },
      { key = "filter", label = "Filter Expression" },
      { key = "users_path", label = "Users API Path", default = "/Users" },
      { key = "groups_path", label = "Groups API Path", default = "/Groups" },
      { key = "provision_disabled", label = "Provision Disabled Users", default = "true",
        choices = { "true", "false" } },
      { key = "create_users", label = "User Create", default = "true", choices = { "true", "false" } },
      { key = "update_users", label = "User Update", default = "true", choices = { "true", "false" } },
      { key = "disable_users", label = "User Disable/Delete", default = "true", choices = { "true", "false" } },
      { key = "second_email", label = "A second e-mail address is", default = "not mapped",
        choices = { "not mapped", "mapped and empty" } },
      { key = "custom_urn", label = "Custom Attribute Schema URNs" },
      { key = "custom_attribute", label = "Name of the custom attribute", default = "custom" },
      { key = "sign_of_life", label = "A user 0 is asked for first", default = "false", choices = { "true", "false" } },
      { key = "group_name", label = "Group Name Source", default = "Common Name",
        choices = { "Common Name", "Distinguished Name" } },
      { key = "remove_action", label = "Remove User Action", default = "Disable",
        choices = { "Disable", "Delete" } },
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
        { option = "filter", replace = "%s", with = "{email}", when = "unique_identifier=workEmail" },
        { option = "filter", replace = "%s", with = "{user_name}" },
        { pattern = 'emails eq "{email}"', when = "unique_identifier=workEmail" },
        'userName eq "{user_name}"',
      },
      match_path = { { pattern = "userName", when = "unique_identifier=userName" } },
      formatted_name = "{full_name}",
      group_display = {
        { pattern = "cn={group_name},ou=groups,dc=example,dc=com", when = "group_name=Distinguished Name" }, "{group_name}" },
      new_password = "{initial_password}",
      -- A second address that is mapped and empty comes out as the first once more.
      email_again = { { pattern = "{email}", when = "second_email=mapped and empty" } },
      custom = { { pattern = "{custom_value}", when = "custom_urn!=" } },
      address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
      client = "{option.client_id}:{option.client_secret}",
      enterprise = { "{employee_number}", "{cost_center}", "{organization}", "{division}", "{department}" },
    },
    test = { { target = users .. "/0", title = "a user who does not exist", accept = { 404 }, when = "sign_of_life=true" } },
    cycle = { interval = 60 },
    users = {
      match = "{match_path}",
      lookup = { target = users .. "?filter={filter:percent}", title = "look-up by the filter expression" },
      create = { method = "POST", target = users, title = "create the user", body = protocol.user, when = "create_users=true" },
      on_found = { "update" },
      skip_inactive = "provision_disabled=false", rename_creates = true,
      update = { requests = { put_user("update the user", protocol) }, when = "update_users=true" },
      deactivate = end_access(protocol),
      reactivate = { requests = { put_user("enable the user", protocol) } },
      remove = end_access(protocol), erase = end_access(protocol),
    },
    groups = {
      lookup = { target = groups, title = "list of all groups" },
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

-- The plugin that the server brings: SCIM 1.1, PUT or, ticked, PATCH of the whole user.
local function bundled()
  local out = scim_variant("PingFederate, the outbound plugin of its own", scim11)
  out.options[1] = { key = "authentication", label = "Authentication Method", default = "OAuth 2.0 Bearer",
    choices = { "None", "Basic Authentication", "OAuth 2.0 Bearer" } }
  out.options[#out.options + 1] = { key = "patch_updates", label = "SCIM SP Supports Patch Updates", default = "false",
    choices = { "true", "false" } }
  out.sign_in = { { method = "POST", target = "{option.token_endpoint}", absolute = true, title = "fetch an access token",
    when = "token_endpoint!=",
    headers = { { name = "Content-Type", value = "application/x-www-form-urlencoded" } },
    form = "grant_type=password&username={option.username:form}&password={option.password:form}" ..
      "&client_id={option.client_id:form}&client_secret={option.client_secret:form}" } }
  for _, header in ipairs(out.headers) do
    if header.when == "authentication=Basic" then header.when = "authentication=Basic Authentication" end
    if header.when == "authentication=OAuth 2 Bearer Token" then header.when = "authentication=OAuth 2.0 Bearer" end
  end
  table.remove(out.headers, 4)
  local function either(title)
    return { put_user(title, scim11, "patch_updates=false"),
      { method = "PATCH", target = users .. "/{id:segment}", title = title, body = scim11.user, when = "patch_updates=true" } }
  end
  out.users.update = { requests = either("update the user"), when = "update_users=true" }
  -- Groups go as people do: whole by PUT, or what changes by PATCH where that is ticked.
  local core, member = '{"schemas":["urn:scim:schemas:core:1.0"],', '{"value":"{member_id}"'
  local name, target = '"displayName":"{group_display}"', groups .. "/{id:segment}"
  local function group(change)
    return { requests = {
      { method = "PUT", target = target, title = "replace the group", when = "patch_updates=false",
        body = core .. name .. ',"members":["@each members", ' .. member .. "}]}" },
      { method = "PATCH", target = target, title = "change the group", body = core .. change .. "}", when = "patch_updates=true" },
    } }
  end
  local members = group('"members":["@each added", ' .. member .. '}, "@each removed", ' .. member .. ',"operation":"delete"}]')
  out.groups.fill, out.groups.members, out.groups.rename = members, members, group(name)
  return out
end

return {
  scim = {
    variants = {
      provisioner = scim_variant("PingFederate, SCIM Provisioner add-on", scim2),
      provisioner_scim11 = scim_variant("PingFederate, SCIM Provisioner add-on with SCIM 1.1", scim11),
      bundled_scim11 = bundled(),
    },
  }, -- scim
  default_scim = "provisioner",

  sources = {
    ["scim.options"] =
      "[doc] SCIM Provisioner configuration reference; the console's default for Authentication Method is " ..
      "None, here the method that fits a token",
    ["scim.headers"] = "[inferred] pingidentity/scim2, RequestBuilder: whether the add-on uses it is not known",
    ["scim.users.lookup.target"] = "[doc] userName eq, or emails eq for workEmail; [inferred] the encoding",
    ["scim.users.create.body"] = "[inferred] from the table of supported attributes",
    ["scim.sign_in"] = "[doc] client credentials, and for the bundled plugin a token endpoint with user and password; " ..
      "[inferred] the forms, and that the latter is the password grant",
    ["scim.test"] = "[doc] there is no test button; a connector of the family asks for /Users/0 and expects 404",
    ["scim.options.second_email"] = "[doc] limitations: an empty second address may be sent as the first, both primary",
    ["scim.options.custom_urn"] = "[doc] custom schema URNs; [inferred] one attribute stands for the admin's",
    ["scim.options.group_name"] = "[doc] bundled plugin: groups by common or distinguished name",
    ["scim.bundled_scim11"] = "[doc] SCIM 1.1 alone, PATCH where SCIM SP Supports Patch Updates is ticked, of groups " ..
      "too; [inferred] bodies",
    ["scim.groups.unpush"] = "[inferred] deleted in the service",
    ["scim.users.update"] = "[doc] supported features: PUT, no PATCH for users; attributes cannot be cleared",
    ["scim.users.remove"] = "[doc] Remove User Action; [inferred] that Disable is a PUT",
    ["scim.groups.lookup"] = "[doc] all groups are read and compared by name in the client; [inferred] without paging",
    ["scim.groups.create.body"] = "[doc] only displayName and members, no externalId",
    ["scim.cycle"] = "[inferred] the directory is asked for changes every 60 seconds, and what failed is sent again",
    ["scim.answer_limit"] = "[doc] terraform provider: 60 seconds for one operation",
    ["scim.retry"] = "nothing is known of 429: nothing is sent twice within a cycle",
    ["scim.on_missing"] = "nothing is known: the failure stays [inferred]",
    ["scim.import"] = "[doc] the service's people are not read; groups are, before a push",
    ["scim.users.rename_creates"] = "[doc] limitations: the unique identifier cannot change, a changed userName makes a new user " ..
      "or a failed update; [inferred] the former",
    ["scim.groups.members"] = "[doc] Merge adds, Overwrite replaces; [inferred] the operations",
  },
}
