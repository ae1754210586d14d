-- OneLogin's SCIM client. The body is the admin's JSON template, its macros replaced; request targets carry a stray ? or &.
local core_template = [[
{
  "schemas": ["urn:scim:schemas:core:2.0"],
  "userName": "{$parameters.scimusername}",
  "name": {
    "givenName": "{$user.firstname}",
    "familyName": "{$user.lastname}",
    "formatted": "{$user.display_name}"
  }
}]]

local enterprise_template = [[
{
  "schemas": ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"],
  "userName": "{$parameters.scimusername}",
  "name": {
    "familyName": "{$user.lastname}",
    "givenName": "{$user.firstname}",
    "formatted": "{$user.display_name}"
  },
  "emails": {
    "value": "{$user.email}",
    "type": "work",
    "primary": true
  },
  "title": "{$parameters.title}",
  "urn:scim:schemas:extension:enterprise:2.0": {
    "department": "{$parameters.department}",
    "manager": {
      "managerId": "{$parameters.external_manager_id}",
      "displayName": "{$user.manager_firstname} {$user.manager_lastname}"
    }
  }
}]]

-- The vendor's own templates as its developer pages have them: with the URNs of SCIM 1.1.
local core11_template = core_template:gsub("core:2.0", "core:1.0")
local enterprise11_template = enterprise_template:gsub("core:2.0", "core:1.0"):gsub("enterprise:2.0", "enterprise:1.0")

-- What admins put in its place, by the guides of services.
local rfc_names = '"name":{"familyName":"{$user.lastname}","givenName":"{$user.firstname}"}'
local rfc_core = '"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{$parameters.scimusername}"'
local manager = '"displayName":"{$user.manager_firstname} {$user.manager_lastname}"'
local presets = {
  ["default core 1.1"] = core11_template, ["default enterprise 1.1"] = enterprise11_template,
  ["RFC core"] = "{" .. rfc_core .. ',"name":{"givenName":"{$user.firstname}","familyName":"{$user.lastname}"},' ..
    '"emails":[{"value":"{$user.email}","primary":true}]}',
  ["RFC core with display name"] = "{" .. rfc_core ..
    ',"name":{"givenName":"{$user.firstname}","familyName":"{$user.lastname}"},' ..
    '"emails":[{"primary":true,"value":"{$user.email}","type":"work"}],"displayName":"{$user.display_name}"}',
  ["RFC enterprise"] = [[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"{$parameters.scimusername}",]] .. rfc_names ..
    [[,"title":"{$parameters.title}","userType":"{$parameters.userType}","timezone":"{$parameters.timezone}",
     "emails":[{"value":"{$user.email}","type":"work","primary":true}],
     "addresses":[{"locality":"{$user.city}","region":"{$user.state}","country":"{$user.country}"}],
     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"organization":"{$parameters.organization}",
       "division":"{$parameters.division}","department":"{$parameters.department}",
       "manager":{"value":"{$parameters.external_manager_id}",]] .. manager .. "}}}",
  ["active as text"] = [[{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
       "department":"{$parameters.department}","manager":{"managerId":"{$parameters.external_manager_id}",]] .. manager ..
    [[}},"active":"{$user.active}","emails":[{"value":"{$user.email}","type":"work","primary":true}],
     "meta":{"resourceType":"User"},"name":{"familyName":"{$user.lastname}","givenName":"{$user.firstname}",
       "formatted":"{$user.display_name}"},"userName":"{$parameters.scimusername}","id":null,
     "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}]],
  ["flat keys"] = "{" .. rfc_core .. "," .. rfc_names .. ',"user_name":"{$user.firstname}",' ..
    '"user_lastname":"{$user.lastname}","user_mobile":"{$user.phone}","user_email":"{$user.email}"}',
  ["custom schema"] = [[{"schemas":["urn:scim:schemas:core:1.0","urn:scim:my:custom:schema"],
     "userName":"{$parameters.scimusername}","name":{"familyName":"{$user.lastname}","givenName":"{$user.firstname}",
       "formatted":"{$user.display_name}"},
     "urn:scim:my:custom:schema":{"vi_or_emacs":"{$user.custom_fields.vi_or_emacs}",
       "tabs_or_spaces":"{$user.custom_fields.tabs_or_spaces}"}}]],
}

local names = { "name.givenName", "name.familyName" }
local when_deleted, when_suspended = "when_deleted", "when_suspended"

local function put_user(title, active, when)
  return { method = "PUT", target = "/Users/{id:segment}?", title = title, body_option = "template",
    merge = active and '{"active":' .. active .. "}" or nil, when = when, require_in_answer = names, needs_body = true }
end

local function patch_member(title, each, operation)
  return { method = "PATCH", target = "/Groups/{id:segment}?", title = title, each = each,
    body = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' .. operation .. "]}" }
end

local function removal(form, operation)
  local out = patch_member("remove a member", "removed", operation)
  out.when = "removal=" .. form
  return out
end

local change_members = {
  removal("value filter", [[{"op":"remove","path":"members[value eq \"{member_id:quote}\"]"}]]),
  removal("value list", [[{"op":"remove","path":"members","value":[{"value":"{member_id}"}]}]]),
  patch_member("add a member", "added", [[{"op":"add","path":"members","value":[{"value":"{member_id}"}]}]]),
}

-- SCIM 1.1 changes a group by what its members are to be, or are no longer.
local function patch_member11(title, each, operation)
  return { method = "PATCH", target = "/Groups/{id:segment}?", title = title, each = each,
    body = '{"schemas":["urn:scim:schemas:core:1.0"],"members":[{"value":"{member_id}"' .. operation .. "}]}" }
end
local change_members11 = {
  patch_member11("remove a member", "removed", ',"operation":"delete"'), patch_member11("add a member", "added", ""),
}
local function patch_active(title, active, when)
  return { method = "PATCH", target = "/Users/{id:segment}?", title = title, when = when or "suspend=PATCH", body =
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":' ..
    active .. "}}]}" }
end

local function only_with(needs, request)
  request.needs = needs
  return request
end

local end_access = { when = "delete=yes", requests = {
  { method = "DELETE", target = "/Users/{id:segment}?", title = "delete the user", when = when_deleted .. "=Delete" },
  only_with("suspends_by_put", put_user("suspend the user", "false", when_deleted .. "=Suspend")),
  only_with("suspends_by_patch", patch_active("suspend the user", "false", when_deleted .. "=Suspend")),
} }
local groups_stay = { nothing = "this client deletes no group of the service" }

local function scim_variant(title, template, protocol)
  local change = protocol == "1.1" and change_members11 or change_members
  local group = protocol == "1.1" and "urn:scim:schemas:core:1.0" or "urn:ietf:params:scim:schemas:core:2.0:Group"
  return {
    title = title, protocol = protocol,
    unverified = "of the group requests only the PATCH that adds a member is known, by its length",
    options = {
      { key = "template", label = "SCIM JSON Template", default = template, presets = presets },
      { key = "custom_headers", label = "Custom Headers" },
      { key = when_deleted, default = "Delete", choices = { "Delete", "Suspend", "Do nothing" },
        label = "When users are deleted in OneLogin, or the user's app access is removed, perform the below action" },
      { key = when_suspended, default = "Suspend", choices = { "Suspend", "Do nothing" },
        label = "When user accounts are suspended in OneLogin, perform the following action" },
      { key = "create", label = "Create user", default = "yes", choices = { "yes", "no" } },
      { key = "update", label = "Update user", default = "yes", choices = { "yes", "no" } },
      { key = "delete", label = "Delete user", default = "yes", choices = { "yes", "no" } },
      { key = "groups", label = "Groups: Include in User Provisioning", default = "yes", choices = { "yes", "no" } },
      -- What has not been seen recorded.
      { key = "suspend", label = "Suspension is sent as", default = "PUT", choices = { "PUT", "PATCH" } },
      { key = "removal", label = "A member is removed by", default = "value filter",
        choices = { "value filter", "value list" } },
    },
    custom_headers_option = "custom_headers",
    headers = {
      { name = "Content-Type", value = "application/json", methods = { "POST", "PUT" } },
      { name = "Content-Type", value = "application/scim+json", methods = { "PATCH" } },
      { name = "User-Agent", value = "" },
      { name = "Authorization", value = "Bearer {token}" },
    },
    values = {
      ["$parameters.scimusername"] = "{user_name}",
      ["$parameters.external_manager_id"] = { "{external_manager_id}", "{manager_id}", "" },
      ["$parameters.*"] = { "{*}", "" },
      ["$user.firstname"] = { "{given_name}", "" },
      ["$user.lastname"] = { "{family_name}", "" },
      ["$user.email"] = { "{email}", "" },
      ["$user.display_name"] = { "{full_name}", "" },
      ["$user.active"] = "{active}",
      ["$user.manager_firstname"] = { "{manager_firstname}", "{manager_given_name}", "" },
      ["$user.manager_lastname"] = { "{manager_lastname}", "{manager_family_name}", "" },
      ["$user.custom_fields.*"] = { "{*}", "" },
      ["$user.*"] = { "{*}", "" },
      probe = "{uuid}",
      suspends_by_put = { { pattern = "yes", when = "suspend=PUT" } },
      suspends_by_patch = { { pattern = "yes", when = "suspend=PATCH" } },
    },
    cycle = { failed = "task", active_in_update = false },
    import = { groups = { target = "/Groups?", title = "refresh of the entitlements" } },
    on_missing = "create",
    test = {
      { target = "/Users?filter=userName+eq+%22{probe}%22&", title = "look-up of a user who does not exist",
        not_found = { 404 } },
      { target = "/Groups?", title = "list of groups", when = "groups=yes" },
    },
    users = {
      match = "userName",
      lookup = { target = "/Users?filter=userName+eq+%22{user_name:quote:form}%22&", title = "look-up by userName",
        not_found = { 404 } },
      lookup_when_linked = true,
      create = { method = "POST", target = "/Users?", title = "create the user", body_option = "template",
        when = "create=yes",
        require_in_answer = names },
      on_found = { "update", "reactivate" },
      update = { requests = { put_user("update the user") }, when = "update=yes" },
      deactivate = { requests = { put_user("suspend the user", "false", "suspend=PUT"),
        patch_active("suspend the user", "false") }, when = when_suspended .. "=Suspend" },
      reactivate = { requests = { put_user("reactivate the user", "true", "suspend=PUT"),
        patch_active("reactivate the user", "true") } },
      remove = end_access,
      erase = end_access,
    },
    groups = {
      when = "groups=yes",
      lookup = { target = "/Groups?", title = "list of groups" },
      create = { method = "POST", target = "/Groups?", title = "create the group",
        body = '{"schemas":["' .. group .. '"],"displayName":"{group_name}"}' },
      fill = { requests = change },
      members = { requests = change },
      rename = { nothing = "groups are the service's own; this client only reads their names" },
      unpush = groups_stay, erase = groups_stay,
    },
  }
end

return {
  scim = {
    variants = {
      enterprise = scim_variant("OneLogin, SCIM Provisioner with SAML (SCIM v2 Enterprise)", enterprise_template),
      core = scim_variant("OneLogin, SCIM Provisioner with SAML (SCIM v2 Core)", core_template),
      enterprise_scim11 = scim_variant("OneLogin, SCIM Provisioner with SAML (Enterprise Schema)", enterprise11_template, "1.1"),
      core_scim11 = scim_variant("OneLogin, SCIM Provisioner with SAML (Core Schema v1.1)", core11_template, "1.1"),
    },
  }, -- scim
  default_scim = "enterprise",

  sources = {
    ["scim.headers.user_agent"] = "[recorded] goauthentik/authentik#11249: present and empty",
    ["scim.headers.content_type"] = "[recorded] goauthentik/authentik#11249: application/json on user calls, " ..
      "application/scim+json on the group's PATCH",
    ["scim.options.template.presets"] = "[doc] guides of Docker, Burp Suite, Living Security, Keepnet and Zabbix, and " ..
      "developers.onelogin.com: shapes of templates",
    ["scim.options.suspend"] = "[inferred] PUT; PATCH is as likely",
    ["scim.options.removal"] = "[inferred] a value filter; a list as in the addition is as likely",
    ["scim.options.create"] = "[doc] create, update, delete: actions that wait for an admin's approval; what is not approved is not sent",
    ["scim.options.groups"] = "[doc] a parameter of the app; the connection test lists the groups when they are used",
    ["scim.values.manager"] = "[doc] macros of the manager's names; [inferred] empty until the manager is provisioned",
    ["scim.answer_limit"] = "nothing is known: 60 seconds [inferred]",
    ["scim.core_scim11.groups"] = "[doc] developers.onelogin.com: versions differ in the group's PATCH; [inferred] SCIM " ..
      "1.1's own form",
    ["scim.users.lookup.target"] =
      "[recorded] goauthentik/authentik#11249: spaces as +, a trailing &, no startIndex or count",
    ["scim.users.update.target"] =
      "[recorded] goauthentik/authentik#11249: a trailing ?; [inferred] on POST, DELETE and " ..
      "GET of a collection",
    ["scim.enterprise.template"] = "[recorded] goauthentik/authentik#11249: schema URNs and the beginning; " ..
      "[doc] developers.onelogin.com: the rest, emails as one object",
    ["scim.core.template"] = "[doc] developers.onelogin.com: members; [inferred] the URN's version",
    ["scim.test"] =
      "[doc] developers.onelogin.com: a user known not to exist, by an empty list or 404; then the groups",
    ["scim.users.require_in_answer"] = "[doc] Zabbix manual: without name.givenName and familyName provisioning failed",
    ["scim.users.deactivate"] = "[inferred] PUT of the template with active false",
    ["scim.users.on_found"] = "[inferred] a suspended account that is assigned again is reactivated",
    ["scim.options.when_deleted"] = "[inferred] the default",
    ["scim.cycle"] = "[doc] events as they happen, perhaps after an admin's approval; [inferred] what fails is a task that an " ..
      "admin has tried again",
    ["scim.retry"] = "nothing is known of 429 and time-outs: nothing is sent twice",
    ["scim.on_missing"] = "[doc] developers.onelogin.com: per user a look-up by userName, then create or update; [inferred] also " ..
      "when the account was known",
    ["scim.import"] = "[doc] Entitlements > Refresh reads the groups; [inferred] in one request, as the list before the push",
    ["scim.groups.members.add"] = "[inferred] the body; its length of 165 octets with one UUID is [recorded]",
    ["scim.groups.members.remove"] = "[inferred]",
    ["scim.groups.create"] = "[doc] developers.onelogin.com names the call; [inferred] its body",
    ["scim.groups.unpush"] = "[inferred] groups are not deleted in the service",
  },
}
