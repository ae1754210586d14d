-- Okta's SCIM client. An app from the catalogue changes accounts and groups with PATCH, one made with the app wizard with
-- PUT; the rest is the same.
local scim_headers = {
  { name = "Accept", value = "application/scim+json" },
  { name = "Accept-Charset", value = "utf-8" },
  { name = "Content-Type", value = "application/scim+json; charset=utf-8",
    methods = { "POST", "PUT", "PATCH", "DELETE" } },
  { name = "User-Agent", value = "Okta SCIM Client 1.0.0" },
  { name = "Authorization", value = "Bearer {token}", when = "authentication=OAuth Bearer Token" },
  { name = "Authorization", value = "Bearer {token}", when = "authentication=HTTP Header" },
  { name = "Authorization", value = "Bearer {token}", when = "authentication=OAuth 2" },
  { name = "Authorization", value = "{token}", when = "authentication=Header Auth" },
  { name = "Authorization", value = "Basic {credentials:base64}", when = "authentication=Basic Auth" },
  { name = "Accept-Encoding", value = "gzip,deflate" },
}

local function scim_options(authentication)
  return {
    { key = "unique_identifier", label = "Unique identifier field for users", default = "userName",
      choices = { "userName", "email" } },
    { key = "authentication", label = "Authentication Mode", default = authentication[1], choices = authentication },
    { key = "username", label = "Username" },
    { key = "password", label = "Password" },
    { key = "push_groups", label = "Push Groups", default = "yes", choices = { "yes", "no" } },
    { key = "on_unlink", label = "When a push group is unlinked", default = "Delete the group in the target app",
      choices = { "Delete the group in the target app", "Leave the group in the target app" } },
  }
end

local scim_values = {
  match_value = { { pattern = "{email}", when = "unique_identifier=email" }, "{user_name}" },
  locale = { "{locale}", "en_US" },
  password = "{alnum:8}",
  credentials = "{option.username}:{option.password}",
  enterprise = { "{department}", "{employee_number}", "{division}", "{organization}", "{cost_center}" },
}

-- What the app's profile maps, as far as the person has it.
local enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
local scim_attributes = {
  { path = "userName", value = '"{user_name}"' },
  { path = "name.givenName", value = '"{given_name}"' },
  { path = "name.middleName", value = '"{middle_name}"' },
  { path = "name.familyName", value = '"{family_name}"' },
  { path = "emails[primary eq true].value", value = '"{email}"' },
  { path = "emails[primary eq true].type", value = '"work"' },
  { path = "displayName", value = '"{display_name}"' },
  { path = "title", value = '"{title}"' },
  { path = "nickName", value = '"{nick_name}"' },
  { path = "userType", value = '"{user_type}"' },
  { path = enterprise_urn .. ":employeeNumber", value = '"{employee_number}"' },
  { path = enterprise_urn .. ":costCenter", value = '"{cost_center}"' },
  { path = enterprise_urn .. ":organization", value = '"{organization}"' },
  { path = enterprise_urn .. ":division", value = '"{division}"' },
  { path = enterprise_urn .. ":department", value = '"{department}"' },
  { path = "active", value = '"{active:bool}"' },
}

local numbers = { "totalResults:number", "startIndex?:number", "itemsPerPage?:number" }
local get_user = { target = "/Users/{id:segment}", title = "fetch the user" }
local get_group = { target = "/Groups/{id:segment}", title = "fetch the group" }

local function put_user(title, only)
  return {
    strategy = "get_then_put_merged", get = get_user, only = only, except = not only and { "active" } or nil,
    requests = { { method = "PUT", target = "/Users/{id:segment}", title = title, body = '"{resource:json}"' } },
  }
end

local function patch_active(title)
  return { requests = { { method = "PATCH", target = "/Users/{id:segment}", title = title, body = [[
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
     "Operations":[{"op":"replace","value":{"active":"{active:bool}"}}]}]] } } }
end

local function skipping_inactive(write)
  local out = { skip_when_inactive = true }
  for name, value in pairs(write) do out[name] = value end
  return out
end

local create_user = { method = "POST", target = "/Users", title = "create the user", accept = { 201 }, body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "@if enterprise", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "userName":"{user_name}",
   "name":{"?givenName":"{given_name}", "?middleName":"{middle_name}", "?familyName":"{family_name}"},
   "emails":[{"primary":true, "value":"{email}", "type":"work"}],
   "?displayName":"{display_name}",
   "?title":"{title}", "?nickName":"{nick_name}", "?userType":"{user_type}",
   "locale":"{locale}", "externalId":"{person_id}", "groups":[], "password":"{password}", "active":"{active:bool}",
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?costCenter":"{cost_center}", "?organization":"{organization}",
     "?division":"{division}", "?department":"{department}"}}]] }

local function scim_users(deactivate, reactivate)
  return {
    match = "userName", match_value = "{match_value}",
    lookup = {
      target = "/Users?filter=userName+eq+%22{match_value:quote:form}%22&startIndex=1&count=100",
      title = "look-up by userName", not_found = { 404 },
      require_in_answer = { "totalResults:number", "Resources:array" },
    },
    lookup_when_linked = true,
    create = create_user,
    on_found = { "update", "reactivate" },
    update = put_user("update the user"),
    deactivate = deactivate, reactivate = reactivate, remove = deactivate, erase = skipping_inactive(deactivate),
    suspend = { nothing = "a suspended person keeps the account" },
  }
end

-- Group Push. The PATCH of the name comes before every PATCH of the members.
local rename_op = { method = "PATCH", target = "/Groups/{id:segment}", title = "push the group's name", body = [[
  {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
   "Operations":[{"op":"replace","value":{"id":"{id}","displayName":"{group_name}"}}]}]] }
local replace_members = { method = "PATCH", target = "/Groups/{id:segment}", title = "push all members", body = [[
  {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
   "Operations":[{"op":"replace","path":"members",
                  "value":["@each members", {"value":"{member_id}","display":"{user_name}"}]}]}]] }
local change_members = { method = "PATCH", target = "/Groups/{id:segment}", title = "push the change of members",
  body = [[
  {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
   "Operations":["@each removed", {"op":"remove","path":"members[value eq \"{member_id:quote}\"]"},
                 "@if added", {"op":"add","path":"members",
                               "value":["@each added", {"value":"{member_id}","display":"{user_name}"}]}]}]] }
local put_group = { method = "PUT", target = "/Groups/{id:segment}", title = "replace the group", body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"], "id":"{id}", "displayName":"{group_name}",
   "members":["@each members", {"value":"{member_id}","display":"{user_name}"}]}]] }

local function scim_groups(fill, members, rename)
  local unlink = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group",
    accept = { 204 }, when = "on_unlink=Delete the group in the target app" } } }
  return {
    lookup = { target = "/Groups?filter=displayName%20eq%20%22{group_name:quote:percent}%22&startIndex=1&count=100",
      title = "look-up by displayName", not_found = { 404 },
        require_in_answer = { "totalResults:number", "Resources:array" } },
    create = { method = "POST", target = "/Groups", title = "create the group", accept = { 201 },
      body = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{group_name}","members":[]}' },
    fill = { requests = fill }, members = { requests = members }, rename = { requests = rename },
    unpush = unlink, erase = unlink,
  }
end

local scim_test = {
  { target = "/Users?startIndex=1&count=2", title = "list of users", require_in_answer = numbers },
  { target = "/Groups?startIndex=1&count=100", title = "list of groups", require_in_answer = numbers,
    when = "push_groups=yes" },
}

-- What the client does on its own. A pause that 429 asks for holds the whole task; other failures become an admin's task.
local scim_retry = { { statuses = { 429 }, tries = 10, retry_after = "first", wait = 300, factor = 2 } }
local scim_cycle = { failed = "task", active_in_update = false }
local scim_import = {
  users = { target = "/Users?startIndex={start}&count={count}", title = "import of users", require_in_answer = numbers },
  groups = { target = "/Groups?startIndex={start}&count={count}", title = "import of groups", require_in_answer = numbers,
    when = "push_groups=yes" },
  page = 100, match = { "user_name", "email" },
}

local function scim_variant(title, authentication, users, groups)
  return {
    title = title, options = scim_options(authentication), headers = scim_headers, values = scim_values,
    attributes = scim_attributes, test = scim_test, answer_limit = 60, users = users, groups = groups,
    retry = scim_retry, cycle = scim_cycle, import = scim_import,
  }
end

return {
  scim = {
    variants = {
      catalogue = scim_variant("Okta, app from the catalogue",
        { "OAuth Bearer Token", "Header Auth", "Basic Auth" },
        scim_users(patch_active("deactivate the user"), patch_active("reactivate the user")),
        scim_groups({ rename_op, replace_members }, { rename_op, change_members }, { rename_op })),
      wizard = scim_variant("Okta, app made with the app wizard",
        { "HTTP Header", "Basic Auth", "OAuth 2" },
        scim_users(put_user("deactivate the user", { "active" }), put_user("reactivate the user", { "active" })),
        scim_groups({ get_group, put_group }, { get_group, put_group }, { get_group, put_group })),
    },
  }, -- scim
  default_scim = "catalogue",

  sources = {
    ["scim.headers"] =
      "[recorded] okta/okta-developer-docs, SCIM reference of 2019: order and values of every header; " ..
      "Host and Connection are the network's",
    ["scim.catalogue.strategy"] =
      "[doc] SCIM 2.0 reference and FAQ, \"PATCH versus PUT\": catalogue and test apps PATCH",
    ["scim.wizard.strategy"] = "[doc] SCIM 2.0 reference and FAQ: apps of the wizard always PUT, also to deactivate",
    ["scim.test"] = "[recorded] startIndex=1&count=2 for users, [doc] startIndex=1&count=100 for groups",
    ["scim.users.lookup.target"] = "[recorded] 2019: spaces as +, @ as %40; a sample of the same year has %20",
    ["scim.users.lookup.not_found"] = "[doc] SCIM 2.0 reference: an empty list or a 404",
    ["scim.users.lookup.require_in_answer"] =
      "[recorded] elimity-com/scim#127: Resources must be there when empty",
    ["scim.users.create.body"] = "[recorded] 2019: key order, emails as primary, value, type; " ..
      "[inferred] the place of title, nickName, userType and the enterprise extension",
    ["scim.users.create.password"] = "[doc] SCIM 2.0 reference: 8 random characters, also without password sync",
    ["scim.users.create.locale"] = "[recorded] en_US in 2018 and 2019; later samples have en-US",
    ["scim.users.update"] = "[doc] SCIM 2.0 reference: GET, then PUT of what was fetched with the changes in it",
    ["scim.users.deactivate.catalogue"] = "[recorded] no path, a JSON boolean, Content-Length 118",
    ["scim.users.erase"] = "[doc] concepts and FAQ: DELETE is never sent; deleting a deactivated user sends nothing",
    ["scim.users.suspend"] = "[doc] SCIM 2.0 reference: suspending sends nothing",
    ["scim.answer_limit"] = "[doc] FAQ: 60 seconds, then the connection is closed",
    ["scim.retry"] = "[doc] concepts: 429 only; Retry-After in whole seconds, else 5 minutes, doubled each time, 10 tries",
    ["scim.on_missing"] = "[inferred] an admin's task, as of any other failure; the next assignment looks up and creates",
    ["scim.on_conflict"] = "[doc] SCIM 2.0 reference: a 409 to the create ends the job",
    ["scim.cycle"] = "[doc] FAQ: events as they happen; what fails becomes a task for the admin",
    ["scim.import"] = "[doc] SCIM 2.0 reference and FAQ: startIndex from 1 in steps of count=100 until totalResults, no filter, " ..
      "users and groups; [inferred] matched by userName, then e-mail",
    ["scim.groups.lookup"] = "[doc] SCIM 2.0 reference: by displayName since May 2024 when the group is not known",
    ["scim.groups.rename"] = "[recorded] 2019: the read-only id stands in the value",
    ["scim.groups.fill"] = "[recorded] jelhub/scimgateway#112: the name's PATCH comes before the members'; " ..
      "[inferred] the group is created without members",
    ["scim.groups.members.wizard"] = "[recorded] 2019: PUT with id and members as value, display",
  },
}
