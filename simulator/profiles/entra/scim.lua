-- Entra's SCIM client. The default dialect predates RFC 7644; a word in the Tenant URL's query switches to the newer one.
local enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

local scim_options = {
  { key = "matching", label = "Matching attribute", default = "userName",
    choices = { "userName", "externalId", 'emails[type eq "work"].value' } },
  { key = "groups", label = "Provision Microsoft Entra ID Groups", default = "Yes", choices = { "Yes", "No" } },
  { key = "url_query", label = "Query of the Tenant URL", default = "strip", choices = { "strip", "keep" } },
}

local scim_headers = {
  { name = "Content-Type", value = "application/scim+json; charset=utf-8", methods = { "POST", "PATCH" } },
  { name = "Authorization", value = "Bearer {token}" },
}

local scim_values = {
  external_id = { "{mail_nickname}", "{user_local}" },
  match_value = {
    { pattern = "{email}", when = 'matching=emails[type eq "work"].value' },
    { pattern = "{mail_nickname}", when = "matching=externalId" },
    { pattern = "{user_local}", when = "matching=externalId" },
    "{user_name}",
  },
  probe = "{uuid}",
  address = { "{office}", "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
}

-- The default attribute mapping, in its order.
local function scim_attributes(active)
  local work_address = 'addresses[type eq "work"].'
  return {
    { path = "userName", value = '"{user_name}"' },
    { path = "active", value = active, alone = true },
    { path = "displayName", value = '"{display_name}"' },
    { path = "title", value = '"{title}"' },
    { path = 'emails[type eq "work"].value', value = '"{email}"', alone = true },
    { path = "preferredLanguage", value = '"{preferred_language}"' },
    { path = "name.givenName", value = '"{given_name}"' },
    { path = "name.familyName", value = '"{family_name}"' },
    { path = "name.formatted", value = '"{full_name}"' },
    { path = work_address .. "formatted", value = '"{office}"', alone = true },
    { path = work_address .. "streetAddress", value = '"{street_address}"', alone = true },
    { path = work_address .. "locality", value = '"{city}"', alone = true },
    { path = work_address .. "region", value = '"{state}"', alone = true },
    { path = work_address .. "postalCode", value = '"{postal_code}"', alone = true },
    { path = work_address .. "country", value = '"{country}"', alone = true },
    { path = 'phoneNumbers[type eq "work"].value', value = '"{phone}"', alone = true },
    { path = 'phoneNumbers[type eq "mobile"].value', value = '"{mobile}"', alone = true },
    { path = 'phoneNumbers[type eq "fax"].value', value = '"{fax}"', alone = true },
    { path = "externalId", value = '"{external_id}"' },
    { path = enterprise_urn .. ":employeeNumber", value = '"{employee_number}"' },
    { path = enterprise_urn .. ":department", value = '"{department}"' },
    { path = enterprise_urn .. ":manager", value = '"{manager_id}"', reference = true },
  }
end

local listed = { "totalResults:number", "Resources:array" }
local get_user = { target = "/Users/{id:segment}", title = "fetch the user" }
local get_group = { target = "/Groups/{id:segment}?excludedAttributes=members", title = "fetch the group" }

local function patch(target, title, operations, more)
  local out = { method = "PATCH", target = target, title = title,
    body = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":' .. operations .. "}" }
  for name, value in pairs(more or {}) do out[name] = value end
  return out
end

local function patch_user(title, operations) return patch("/Users/{id:segment}", title, operations) end
local function patch_group(title, operations, more) return patch("/Groups/{id:segment}", title, operations, more) end

local create_user = { method = "POST", target = "/Users", title = "create the user", accept = { 201 }, body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "externalId":"{external_id}", "userName":"{user_name}", "active":"{active:bool}",
   "?addresses":["@if address", {"type":"work", "?formatted":"{office}", "?streetAddress":"{street_address}",
     "?locality":"{city}", "?region":"{state}", "?postalCode":"{postal_code}", "?country":"{country}"}],
   "?displayName":"{display_name}",
   "?emails":[{"primary":true, "type":"work", "value":"{email}"}],
   "meta":{"resourceType":"User"},
   "?name":{"?formatted":"{full_name}", "?familyName":"{family_name}", "?givenName":"{given_name}"},
   "?phoneNumbers":[{"type":"work", "value":"{phone}"}, {"type":"mobile", "value":"{mobile}"},
                    {"type":"fax", "value":"{fax}"}],
   "?preferredLanguage":"{preferred_language}", "roles":[], "?title":"{title}",
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?department":"{department}"}}]] }

local function scim_users(words)
  local update = '"{operations:json}"'
  local disable = { requests = { get_user, patch_user("disable the user", words.set_active) } }
  local remove = { requests = disable.requests, forget = true }
  return {
    match = "{option.matching}", match_value = "{match_value}",
    lookup = { target = "/Users?filter={option.matching:form}+eq+%22{match_value:quote:form}%22",
      title = "look-up by the matching attribute", require_in_answer = listed },
    create = create_user,
    on_found = { "update" },
    skip_inactive = "always",
    references = patch_user("set the manager", update),
    update = { strategy = words.strategy, get = get_user, requests = { patch_user("update the user", update) } },
    deactivate = disable, reactivate = disable, remove = remove,
    erase = { requests = { { method = "DELETE", target = "/Users/{id:segment}", title = "delete the user",
      accept = { 204 } } } },
  }
end

local function scim_groups(words)
  local add = patch_group("add a member", words.add_member, { each = "added" })
  local remove = patch_group("remove a member", words.remove_member, { each = "removed" })
  local delete = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group",
    accept = { 204 } } } }
  return {
    external_id = "{uuid}",
    lookup = { target = "/Groups?excludedAttributes=members&filter=displayName+eq+%22{group_name:quote:form}%22",
      title = "look-up by displayName", require_in_answer = listed },
    create = { method = "POST", target = "/Groups", title = "create the group", accept = { 201 }, body = [[
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group",
                  "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
       "externalId":"{group_external_id}", "displayName":"{group_name}", "meta":{"resourceType":"Group"}}]] },
    fill = { requests = { remove, add } },
    members = { requests = { get_group, remove, add } },
    rename = { requests = { get_group, patch_group("rename the group", words.rename) } },
    unpush = delete, erase = delete,
  }
end

-- A cycle every 40 minutes: people, groups, then what points from one to another. What fails is tried again ever later.
local hour, day = 3600, 86400
local scim_cycle = {
  interval = 2400, references_last = true, failed = "escrow",
  escrow = { first = 2400, factor = 2, longest = day, ends = 28 * day },
}
local scim_quarantine = {
  at_once = { 401 }, at_once_lookup = { 404 },
  percent = 40, least = 5000, failures = 40000, with_references = 60000,
  pauses = { 6 * hour, 12 * hour, day }, disabled_after = 28 * day,
}

local function scim_variant(words)
  return {
    title = words.title, url_flag = words.url_flag, options = scim_options, keep_query_option = "url_query",
    headers = scim_headers, values = scim_values, attributes = scim_attributes(words.active), patch = words.patch,
    test = {
      { target = "/Users?filter={option.matching:form}+eq+%22{probe}%22",
        title = "look-up of a user who does not exist",
        require_in_answer = listed },
      { target = "/Groups?excludedAttributes=members&filter=displayName+eq+%22{probe}%22", when = "groups=Yes",
        title = "look-up of a group that does not exist", require_in_answer = listed },
    },
    on_missing = "unlink", cycle = scim_cycle, quarantine = scim_quarantine,
    users = scim_users(words), groups = scim_groups(words),
  }
end

return {
  scim = {
    variants = {
      default = scim_variant {
        title = "Microsoft Entra ID, as it speaks without the flag",
        strategy = "patch_per_attribute", patch = { add = "Add", replace = "Replace" }, active = '"{active:title}"',
        set_active = '[{"op":"Replace","path":"active","value":"{active:title}"}]',
        add_member = '[{"op":"Add","path":"members","value":[{"value":"{member_id}"}]}]',
        remove_member = '[{"op":"Remove","path":"members","value":[{"value":"{member_id}"}]}]',
        rename = '[{"op":"Replace","path":"displayName","value":"{group_name}"}]',
      },
      aadoptscim062020 = scim_variant {
        title = "Microsoft Entra ID with aadOptscim062020 in the Tenant URL", url_flag = "aadOptscim062020",
        strategy = "patch_merged", patch = { add = "add", replace = "replace" }, active = '"{active:bool}"',
        set_active = '[{"op":"replace","path":"active","value":"{active:bool}"}]',
        add_member = '[{"op":"add","path":"members","value":[{"value":"{member_id}"}]}]',
        remove_member = [==[[{"op":"remove","path":"members[value eq \"{member_id:quote}\"]"}]]==],
        rename = '[{"op":"replace","value":{"displayName":"{group_name}"}}]',
      },
    },
  }, -- scim
  default_scim = "default",

  sources = {
    ["scim.headers"] =
      "[recorded] azure-docs#12728: Content-Type on bodies; [recorded] azure-docs#94189: no SCIM Accept; " ..
      "no source for a User-Agent, so none is sent",
    ["scim.test"] = "[recorded] azure-docs#94189: a random GUID, spaces as +, no startIndex or count; " ..
      "[inferred] the form of the groups' probe",
    ["scim.users.lookup.require_in_answer"] = "[doc] application-provisioning guide: an empty ListResponse, never 404",
    ["scim.users.create.body"] =
      "[doc] application-provisioning guide: key order, both URNs, a boolean active, roles []; " ..
      "[inferred] the place of the attributes that the sample lacks",
    ["scim.users.external_id"] = "[doc] default mapping: externalId is the mail nickname",
    ["scim.users.skip_inactive"] = "[doc] how-provisioning-works: a user disabled before the first sync is not created",
    ["scim.users.references"] = "[recorded] SCIM-SDK#541, #686: manager is a bare id, set after the create",
    ["scim.users.remove.forget"] = "[doc] how-provisioning-works: after unassignment no DELETE follows",
    ["scim.default.patch"] = "[doc] SCIM compatibility page: Add, Replace, Remove, one operation per attribute",
    ["scim.default.active"] = "[recorded] ssoready#155, scim-for-keycloak#119: the string \"False\"; " ..
      "the guide's own sample has a boolean",
    ["scim.default.remove_member"] = "[doc] SCIM compatibility page: Remove of members carries a value",
    ["scim.aadoptscim062020.patch"] = "[doc] SCIM compatibility page: simple replacements gathered without path, " ..
      "names with dots; added attributes and value paths stay alone",
    ["scim.url_query"] = "[inferred] the flag is not sent to the server",
    ["scim.update.add"] = "[inferred] Add where the fetched user showed no value, else Replace",
    ["scim.cycle"] = "[doc] how-provisioning-works: about every 40 minutes, references last, failures retried with growing " ..
      "gaps and given up; [inferred] the gaps: 40 minutes, doubled up to a day, for 28 days",
    ["scim.quarantine"] = "[doc] application-provisioning-quarantine-status: credentials or address refused at once, 40 % of at " ..
      "least 5,000, or 40,000, or 60,000 with references; 6, 12, then 24 hours apart, switched off after four weeks; " ..
      "[inferred] that 401 is what says so of credentials",
    ["scim.on_missing"] = "[doc] how-provisioning-works: the next cycle matches anew and creates",
    ["scim.on_conflict"] = "[doc] how-provisioning-works: a failure of that user; a later cycle matches by the filter",
    ["scim.retry"] = "no word on 429 but that failures are tried again: nothing is sent twice within a cycle [inferred]",
    ["scim.import"] = "[doc] how-provisioning-works: the application's people are not read",
    ["scim.groups.create.body"] = "[doc] application-provisioning guide: a second schema URI, never members",
    ["scim.groups.members"] = "[inferred] one member per PATCH unless the gallery says otherwise",
  },
}
