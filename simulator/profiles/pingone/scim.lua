-- The SCIM client: a SCIM Outbound connection. No request of it has been seen recorded; it is built as the
-- add-on of the same vendor's server, whose features and limits are the same.
local users, groups = "{option.users_resource}", "{option.groups_resource}"
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
      outbound = {
        title = "PingOne, SCIM Outbound connection",
        unverified = "no request of this client has been seen recorded; bodies and headers are inferred",
        options = {
          { key = "authentication", label = "Authentication Method", default = "OAuth 2 Bearer Token",
            choices = { "None", "Basic", "OAuth 2 Bearer Token" } },
          { key = "username", label = "Username" },
          { key = "password", label = "Password" },
          { key = "header_type", label = "Auth Type Header", default = "Bearer" },
          { key = "filter", label = "User Filter Expression", default = 'userName eq "%s"' },
          { key = "unique_identifier", label = "User Identifier", default = "userName",
            choices = { "userName", "workEmail" } },
          { key = "users_resource", label = "Users Resource", default = "/Users" },
          { key = "groups_resource", label = "Groups Resource", default = "/Groups" },
          { key = "remove_action", label = "Remove action", default = "Disable", choices = { "Disable", "Delete" } },
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
            { pattern = 'userName eq "{user_name}"', when = 'filter=' },
            { option = "filter", replace = "%s", with = "{user_name}", when = "unique_identifier=userName" },
            { pattern = 'emails eq "{email}"', when = 'filter=userName eq "%s"' },
            { option = "filter", replace = "%s", with = "{email}" },
          },
          match_path = { { pattern = "userName", when = "unique_identifier=userName" } },
          group_filter = 'displayName eq "{group_name}"',
          formatted_name = "{full_name}",
          enterprise = { "{employee_number}", "{cost_center}", "{organization}", "{division}", "{department}" },
        },
        test = { { target = users .. "?count=1", title = "list of users" } },
        cycle = { failed = "next" },
        users = {
          match = "{match_path}",
          lookup = { target = users .. "?filter={filter:percent}", title = "look-up by the filter expression" },
          create = { method = "POST", target = users, title = "create the user", body = user_body },
          on_found = { "update" },
          update = { requests = { put_user("update the user") } },
          deactivate = end_access,
          reactivate = { requests = { put_user("enable the user") } },
          remove = end_access, erase = end_access,
        },
        groups = {
          lookup = { target = groups .. "?filter={group_filter:percent}", title = "look-up by displayName" },
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
  default_scim = "outbound",

  sources = {
    ["scim.options"] = "[doc] LambdaTest's guide and the Platform API's configuration keys",
    ["scim.headers"] = "[inferred] as the same vendor's server add-on",
    ["scim.test"] = "[inferred] a list of one user",
    ["scim.users.lookup.target"] =
      "[doc] the template userName eq \"%s\", emails eq for workEmail; [inferred] the encoding",
    ["scim.users.create.body"] = "[inferred] from the attribute mapping",
    ["scim.users.update"] = "[doc] limitations: no PATCH updates; attributes cannot be cleared",
    ["scim.users.remove"] = "[doc] Remove action; [inferred] that Disable is a PUT",
    ["scim.groups.lookup"] = "[doc] limitations: names are not escaped in the filter; [inferred] its form",
    ["scim.cycle"] = "[doc] near real time on change; [inferred] what failed is sent with the next change",
    ["scim.retry"] = "nothing is known of 429 and time-outs: nothing is sent twice",
    ["scim.on_missing"] = "nothing is known: the failure stays [inferred]",
    ["scim.import"] = "[doc] an outbound connection does not read the service's people",
    ["scim.groups.members"] = "[doc] Merge adds, Overwrite replaces; [inferred] the operations",
  },
}
