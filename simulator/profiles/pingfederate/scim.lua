-- The SCIM client: the SCIM Provisioner add-on with SCIM Version 2.0. No request of it has been seen recorded.
local users, groups = "{option.users_path}", "{option.groups_path}"
local user_body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "@if enterprise", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "?externalId":"{external_id}", "userName":"{user_name}",
   "?name":{"?formatted":"{formatted_name}", "?familyName":"{family_name}", "?givenName":"{given_name}",
     "?middleName":"{middle_name}"},
   "?displayName":"{display_name}", "?nickName":"{nick_name}", "?title":"{title}", "?userType":"{user_type}",
   "?preferredLanguage":"{preferred_language}", "?locale":"{locale}", "?timezone":"{timezone}",
   "active":"{active:bool}",
   "?emails":[{"type":"work", "value":"{email}", "primary":true}],
   "?phoneNumbers":[{"type":"work", "value":"{phone}"}, {"type":"mobile", "value":"{mobile}"}],
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?costCenter":"{cost_center}", "?organization":"{organization}",
     "?division":"{division}", "?department":"{department}"}}]]

local function put_user(title, when)
  return { method = "PUT", target = users .. "/{id:segment}", title = title, body = user_body, when = when }
end

local function patch_group(title, operation, more)
  local out = { method = "PATCH", target = groups .. "/{id:segment}", title = title,
    body = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' .. operation .. "]}" }
  for name, value in pairs(more) do out[name] = value end
  return out
end

-- Merge only adds; Overwrite replaces the list.
local send_members = { requests = {
  patch_group("add members", '{"op":"add","path":"members","value":["@each added", {"value":"{member_id}"}]}',
    { when = "membership=Merge", needs = "added" }),
  patch_group("replace the members",
    '{"op":"replace","path":"members","value":["@each members", {"value":"{member_id}"}]}',
    { when = "membership=Overwrite" }),
} }
local rename_group = { requests = {
  patch_group("rename the group", '{"op":"replace","path":"displayName","value":"{group_name}"}', {}),
} }

local end_access = { requests = {
  put_user("disable the user", "remove_action=Disable"),
  { method = "DELETE", target = users .. "/{id:segment}", title = "delete the user", when = "remove_action=Delete" },
} }
local delete_group = { requests = {
  { method = "DELETE", target = groups .. "/{id:segment}", title = "delete the group" },
} }

return {
  scim = {
    variants = {
      provisioner = {
        title = "PingFederate, SCIM Provisioner add-on",
        unverified = "no request of this client has been seen recorded; bodies and headers are inferred",
        options = {
          { key = "authentication", label = "Authentication Method", default = "OAuth 2 Bearer Token",
            choices = { "None", "Basic", "OAuth 2 Bearer Token" } },
          { key = "username", label = "Username" },
          { key = "password", label = "Password" },
          { key = "header_type", label = "Authorization Header Type", default = "Bearer" },
          { key = "unique_identifier", label = "Unique User Identifier", default = "userName",
            choices = { "userName", "workEmail" } },
          { key = "filter", label = "Filter Expression" },
          { key = "users_path", label = "Users API Path", default = "/Users" },
          { key = "groups_path", label = "Groups API Path", default = "/Groups" },
          { key = "provision_disabled", label = "Provision Disabled Users", default = "true",
            choices = { "true", "false" } },
          { key = "remove_action", label = "Remove User Action", default = "Disable",
            choices = { "Disable", "Delete" } },
          { key = "membership", label = "Group Membership Handling", default = "Merge",
            choices = { "Merge", "Overwrite" } },
        },
        headers = {
          { name = "Accept", value = "application/scim+json, application/json" },
          { name = "Content-Type", value = "application/scim+json", methods = { "POST", "PUT", "PATCH" } },
          { name = "Authorization", value = "{option.header_type} {token}",
            when = "authentication=OAuth 2 Bearer Token" },
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
          enterprise = { "{employee_number}", "{cost_center}", "{organization}", "{division}", "{department}" },
        },
        cycle = { interval = 60 },
        users = {
          match = "{match_path}",
          lookup = { target = users .. "?filter={filter:percent}", title = "look-up by the filter expression" },
          create = { method = "POST", target = users, title = "create the user", body = user_body },
          on_found = { "update" },
          skip_inactive = "provision_disabled=false", rename_creates = true,
          update = { requests = { put_user("update the user") } },
          deactivate = end_access,
          reactivate = { requests = { put_user("enable the user") } },
          remove = end_access, erase = end_access,
        },
        groups = {
          lookup = { target = groups, title = "list of all groups" },
          create = { method = "POST", target = groups, title = "create the group", body = [[
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName":"{group_name}",
             "members":["@each members", {"value":"{member_id}"}]}]] },
          members_in_create = true,
          fill = send_members, members = send_members, rename = rename_group,
          unpush = delete_group, erase = delete_group,
        },
      },
    },
  }, -- scim
  default_scim = "provisioner",

  sources = {
    ["scim.options"] =
      "[doc] SCIM Provisioner configuration reference; the console's default for Authentication Method is " ..
      "None, here the method that fits a token",
    ["scim.headers"] = "[inferred] pingidentity/scim2, RequestBuilder: whether the add-on uses it is not known",
    ["scim.test"] = "[doc] there is no test button",
    ["scim.users.lookup.target"] = "[doc] userName eq, or emails eq for workEmail; [inferred] the encoding",
    ["scim.users.create.body"] = "[inferred] from the table of supported attributes",
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
