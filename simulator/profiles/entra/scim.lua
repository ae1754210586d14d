-- Entra's SCIM client. The default dialect predates RFC 7644; a word in the Tenant URL's query switches to the newer one.
local enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
local custom_urn = "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User"
local single, complex, assertive =
  "SingleAppRoleAssignment", "AppRoleAssignmentsComplex", "AssertiveAppRoleAssignmentsComplex"
local text_role = 'a text, to roles[primary eq "True"].value'

local scim_options = {
  { key = "authentication", label = "Authentication Method", default = "Bearer authentication",
    choices = { "Bearer authentication", "OAuth2 client credentials grant" } },
  { key = "token_endpoint", label = "OAuth token endpoint" },
  { key = "client_id", label = "Client identifier" },
  { key = "client_secret", label = "Client secret", secret = true },
  { key = "matching", label = "Matching attribute", default = "userName",
    choices = { "userName", "externalId", 'emails[type eq "work"].value' } },
  { key = "group_matching", label = "Matching attribute of groups", default = "displayName",
    choices = { "displayName", "externalId" } },
  { key = "groups", label = "Provision Microsoft Entra ID Groups", default = "Yes", choices = { "Yes", "No" } },
  { key = "create", label = "Target Object Actions: Create", default = "Yes", choices = { "Yes", "No" } },
  { key = "update", label = "Target Object Actions: Update", default = "Yes", choices = { "Yes", "No" } },
  { key = "delete", label = "Target Object Actions: Delete", default = "Yes", choices = { "Yes", "No" } },
  { key = "active_mapping", label = "active is mapped from", default = "IsSoftDeleted",
    choices = { "IsSoftDeleted", "accountEnabled", "nothing" } },
  { key = "formatted", label = "name.formatted is mapped", default = "Yes", choices = { "Yes", "No" } },
  { key = "user_name_mapping", label = "userName is mapped from", default = "userPrincipalName",
    choices = { "userPrincipalName", "originalUserPrincipalName" } },
  { key = "skip_out_of_scope", label = "SkipOutOfScopeDeletions", default = "No", choices = { "Yes", "No" } },
  { key = "roles", label = "Mapping of app roles", default = "none", choices = { "none", single, complex, assertive, text_role } },
  { key = "members", label = "Members are sent", default = "one per PATCH",
    choices = { "one per PATCH", "one per PATCH with $ref", "several per PATCH" } },
  { key = "schema_discovery", label = "The gallery's app discovers the schema", default = "No", choices = { "Yes", "No" } },
  { key = "url_query", label = "Query of the Tenant URL", default = "strip", choices = { "strip", "keep" } },
  -- What has not been seen recorded, or not always alike.
  { key = "user_agent", label = "User-Agent" },
  { key = "boolean_text", label = "False as a text", default = "False", choices = { "False", "false" } },
  { key = "manager_in_create", label = "The creation holds the manager, as a text", default = "No", choices = { "Yes", "No" } },
}

local scim_headers = {
  { name = "Content-Type", value = "application/scim+json; charset=utf-8", methods = { "POST", "PATCH" } },
  { name = "User-Agent", value = "{option.user_agent}", when = "user_agent!=" },
  { name = "Authorization", value = "Bearer {token}" },
}

local sign_in = { { method = "POST", target = "{option.token_endpoint}", absolute = true, title = "fetch an access token",
  when = "authentication=OAuth2 client credentials grant",
  headers = { { name = "Content-Type", value = "application/x-www-form-urlencoded" },
              { name = "Authorization", value = "Basic {client:base64}" } },
  form = "grant_type=client_credentials" } }

-- A guest's name in the tenant is alias_theirdomain#EXT#@tenant; what is matched and sent is alias@theirdomain.
local guest = { pattern = "{user_name}", replace = "(.+)_([^_]+)#EXT#@.+", with = "$1@$2",
  when = "user_name_mapping=userPrincipalName" }

local scim_values = {
  client = "{option.client_id}:{option.client_secret}",
  external_id = { "{mail_nickname}", "{user_local}" },
  match_value = {
    { pattern = "{email}", when = 'matching=emails[type eq "work"].value' },
    { pattern = "{mail_nickname}", when = "matching=externalId" },
    { pattern = "{user_local}", when = "matching=externalId" },
    guest, "{user_name}",
  },
  principal = { guest, "{user_name}" },
  capital_active = { { pattern = "{active}", when = "boolean_text=False" } },
  small_active = { { pattern = "{active}", when = "boolean_text=false" } },
  manager_text = { { pattern = "{manager_id}", when = "manager_in_create=Yes" } },
  group_match_value = { { pattern = "{group_external_id}", when = "group_matching=externalId" }, "{group_name}" },
  probe = "{uuid}",
  formatted_name = { { pattern = "{full_name}", when = "formatted=Yes" } },
  address = { "{office}", "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
  custom = "{custom_tag}",
  single_role = { { pattern = "yes", when = "roles=" .. single } },
  complex_roles = { { pattern = "yes", when = "roles=" .. complex } },
  assertive_roles = { { pattern = "yes", when = "roles=" .. assertive } },
  text_role = { { pattern = "{app_role}", when = "roles=" .. text_role } },
}

-- A role in a PATCH is the text of a JSON object; with the flag it is what it is in a POST.
local role_text = [==[{"value":"{{\"id\":\"{item_id}\",\"value\":\"{item:quote}\",\"displayName\":\"{item_title:quote}\"}}"}]==]
local directory_role = "WindowsAzureActiveDirectoryRole"
local single_role = '{"primary":true,"type":"' .. directory_role .. '","value":"{item}"}'
local complex_role = '{"primary":false,"type":"' .. directory_role .. '","displayName":"{item_title}","value":"{item}"}'
local assertive_role = '{"primary":false,"type":"' .. directory_role .. '","display":"{item_title}","value":"{item}"}'

local function role_attribute(mapping, op, list, value)
  return { path = "roles", when = "roles=" .. mapping, op = op, alone = true,
    value = '["@each ' .. list .. '", ' .. value .. "]",
    compare = { sub = "value", with = '["@each ' .. list .. '", "{item}"]' } }
end

-- The default attribute mapping, in its order. `extension` joins the enterprise URN and a name.
local function scim_attributes(words)
  local work_address = 'addresses[type eq "work"].'
  local function extension(name, more)
    local out = { path = enterprise_urn .. ":" .. name }
    for key, value in pairs(more) do out[key] = value end
    if words.extension_mark ~= ":" then out.sent_as = enterprise_urn .. words.extension_mark .. name end
    return out
  end
  local out = {
    { path = "userName", value = '"{principal}"' },
    { path = "displayName", value = '"{display_name}"' },
    { path = "title", value = '"{title}"' },
    { path = 'emails[type eq "work"].value', value = '"{email}"', alone = true },
    { path = "preferredLanguage", value = '"{preferred_language}"' },
    { path = "name.givenName", value = '"{given_name}"' },
    { path = "name.familyName", value = '"{family_name}"' },
    { path = "name.formatted", value = '"{full_name}"', when = "formatted=Yes" },
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
    { path = "nickName", value = '"{nick_name}"' },
    role_attribute(single, words.patch.add, "roles.first", words.single_role or role_text),
    role_attribute(complex, words.patch.add, "roles", words.complex_role or role_text),
    role_attribute(assertive, "replace", "roles", assertive_role),
    { path = 'roles[primary eq "True"].value', value = '"{text_role}"', alone = true },
    extension("employeeNumber", { value = '"{employee_number}"' }),
    extension("department", { value = '"{department}"' }),
    { path = custom_urn .. ":tag", value = '"{custom_tag}"' },
    { path = enterprise_urn .. ":manager.value", value = words.manager, reference = true, sent_as = words.manager_path,
      compare = { with = '"{manager_id}"' } },
  }
  for _, value in ipairs(words.active) do
    table.insert(out, 2, { path = "active", value = value, alone = true, when = "active_mapping!=nothing" })
  end
  return out
end

local listed = { "totalResults:number", "Resources:array" }
-- What the client cannot make out: a resource without id, or one whose manager is no object.
local readable = { "id", enterprise_urn .. ":manager?:object" }
local get_user = { target = "/Users/{id:segment}", title = "fetch the user", require_in_answer = readable }
local get_group = { target = "/Groups/{id:segment}?excludedAttributes=members", title = "fetch the group" }
local patch_schemas = '"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]'

local function patch(target, title, operations, more)
  local out = { method = "PATCH", target = target, title = title,
    body = "{" .. patch_schemas .. ',"Operations":' .. operations .. "}" }
  for name, value in pairs(more or {}) do out[name] = value end
  return out
end

local function patch_user(title, operations, more)
  local out = patch("/Users/{id:segment}", title, operations, more)
  out.require_in_answer = readable
  return out
end
local function patch_group(title, operations, more) return patch("/Groups/{id:segment}", title, operations, more) end

local create_user = { method = "POST", target = "/Users", title = "create the user", accept = { 201 }, when = "create=Yes",
  require_in_answer = readable,
  body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "externalId":"{external_id}", "userName":"{principal}", "active":"{active:bool}",
   "?addresses":["@if address", {"type":"work", "?formatted":"{office}", "?streetAddress":"{street_address}",
     "?locality":"{city}", "?region":"{state}", "?postalCode":"{postal_code}", "?country":"{country}"}],
   "?displayName":"{display_name}",
   "?emails":[{"primary":true, "type":"work", "value":"{email}"}],
   "meta":{"resourceType":"User"},
   "?name":{"?formatted":"{formatted_name}", "?familyName":"{family_name}", "?givenName":"{given_name}"},
   "?nickName":"{nick_name}",
   "?phoneNumbers":[{"type":"work", "value":"{phone}"}, {"type":"mobile", "value":"{mobile}"},
                    {"type":"fax", "value":"{fax}"}],
   "?preferredLanguage":"{preferred_language}",
   "roles":["@if single_role", "@each roles.first", ]] .. single_role .. [[,
            "@if complex_roles", "@each roles", ]] .. complex_role .. [[,
            "@if assertive_roles", "@each roles", ]] .. assertive_role .. [[,
            {"primary":"True", "value":"{text_role}"}],
   "?title":"{title}",
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?department":"{department}", "?manager":"{manager_text}"},
   "?CUSTOM":{"?tag":"{custom_tag}"}}]] }
create_user.body = create_user.body:gsub("CUSTOM", custom_urn)

local function scim_users(words)
  local update = '"{operations:json}"'
  local function set_active(when)
    local out = { { target = get_user.target, title = get_user.title, require_in_answer = readable, when = when } }
    for _, form in ipairs(words.set_active) do
      out[#out + 1] = patch_user("disable the user", form.operations, { needs = form.needs, when = when })
    end
    return out
  end
  local disable = { requests = set_active(), when = "active_mapping!=nothing" }
  local remove = { requests = set_active("skip_out_of_scope=No"), when = "active_mapping=IsSoftDeleted", forget = true }
  local references = patch_user("set the manager", update)
  if words.operations_first then references.body = '{"Operations":' .. update .. "," .. patch_schemas .. "}" end
  return {
    match = "{option.matching}", match_value = "{match_value}",
    lookup = { target = "/Users?filter={option.matching:form}+eq+%22{match_value:quote:form}%22",
      title = "look-up by the matching attribute", require_in_answer = listed },
    create = create_user,
    on_found = { "update" },
    skip_inactive = "always",
    references = references,
    update = { strategy = words.strategy, get = get_user, requests = { patch_user("update the user", update) },
      when = "update=Yes" },
    deactivate = disable, reactivate = disable, remove = remove,
    erase = { requests = { { method = "DELETE", target = "/Users/{id:segment}", title = "delete the user",
      accept = { 204 } } }, when = "delete=Yes" },
  }
end

-- One PATCH per member, or one for all where the gallery's app is set so. Listed members stand in a value.
local function listed_members(title, op, each)
  local function operation(value) return '[{"op":"' .. op .. '","path":"members","value":[' .. value .. "]}]" end
  local plain = '{"value":"{member_id}"}'
  return {
    patch_group(title, operation(plain), { each = each, when = "members=one per PATCH" }),
    patch_group(title, operation('{"$ref":null,"value":"{member_id}"}'),
      { each = each, when = "members=one per PATCH with $ref" }),
    patch_group(title, operation('"@each ' .. each .. '", ' .. plain), { needs = each, when = "members=several per PATCH" }),
  }
end

local by_filter = [==[{"op":"remove","path":"members[value eq \"{member_id:quote}\"]"}]==]
local function filtered_members()
  return {
    patch_group("remove a member", "[" .. by_filter .. "]", { each = "removed", when = "members!=several per PATCH" }),
    patch_group("remove members", '["@each removed", ' .. by_filter .. "]",
      { needs = "removed", when = "members=several per PATCH" }),
  }
end

-- The older job asks whether the person is a member already.
local membership_check = { target = "/Groups?filter=id+eq+%22{id:quote:form}%22+and+members+eq+%22{member_id:quote:form}%22" ..
  "&attributes=id", title = "look-up of the membership", each = "added", accept = { 200, 400 }, needs_body = false }

local function joined(...)
  local out = {}
  for _, list in ipairs { ... } do
    for _, one in ipairs(list) do out[#out + 1] = one end
  end
  return out
end

local function scim_groups(words)
  local change = joined(words.remove_members, words.checks_members and { membership_check } or {}, words.add_members)
  local delete = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group",
    accept = { 204 } } }, when = "delete=Yes" }
  return {
    when = "groups=Yes",
    external_id = "{uuid}",
    lookup = { title = "look-up by the matching attribute", require_in_answer = listed,
      target = "/Groups?excludedAttributes=members&filter={option.group_matching}+eq+%22{group_match_value:quote:form}%22" },
    create = { method = "POST", target = "/Groups", title = "create the group", accept = { 201 }, body = [[
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group",
                  "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
       "externalId":"{group_external_id}", "displayName":"{group_name}", "meta":{"resourceType":"Group"}}]] },
    fill = { requests = change },
    members = { requests = joined({ get_group }, change) },
    rename = { requests = { get_group, patch_group("rename the group", words.rename) }, when = "update=Yes" },
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
  codes = { at_once = "EncounteredQuarantineException", share = "EncounteredEscrowProportionThreshold" },
}

local function scim_variant(words)
  return {
    title = words.title, url_flag = words.url_flag, options = scim_options, keep_query_option = "url_query",
    headers = scim_headers, sign_in = sign_in, values = scim_values, attributes = scim_attributes(words),
    patch = words.patch, unverified = words.unverified,
    test = {
      { target = "/Schemas", title = "list of schemas", when = "schema_discovery=Yes",
        require_in_answer = { "Resources:array" } },
      { target = "/Users?filter={option.matching:form}+eq+%22{probe}%22",
        title = "look-up of a user who does not exist",
        require_in_answer = listed },
      { target = "/Groups?excludedAttributes=members&filter={option.group_matching}+eq+%22{probe}%22", when = "groups=Yes",
        title = "look-up of a group that does not exist", require_in_answer = listed },
    },
    on_missing = "unlink", cycle = scim_cycle, quarantine = scim_quarantine,
    users = scim_users(words), groups = scim_groups(words),
  }
end

local manager_path = enterprise_urn .. ":manager"
local function older_words(title)
  return {
    title = title, extension_mark = ":", manager = '"{manager_id}"', manager_path = manager_path, operations_first = true,
    strategy = "patch_per_attribute", patch = { add = "Add", replace = "Replace" },
    active = { '"{capital_active:title}"', '"{small_active}"' },
    set_active = {
      { needs = "capital_active", operations = '[{"op":"Replace","path":"active","value":"{capital_active:title}"}]' },
      { needs = "small_active", operations = '[{"op":"Replace","path":"active","value":"{small_active}"}]' } },
    add_members = listed_members("add a member", "Add", "added"),
    remove_members = listed_members("remove a member", "Remove", "removed"),
    rename = '[{"op":"Replace","path":"displayName","value":"{group_name}"}]',
  }
end

local default = older_words("Microsoft Entra ID, as it speaks without the flag")
default.url_flag = "AzureAdScimPatch2017"

local legacy = older_words("Microsoft Entra ID, a job from before December 2018")
legacy.extension_mark, legacy.checks_members, legacy.manager_path, legacy.operations_first = ".", true, "manager", false
legacy.manager = '[{"$ref":"{base_url}/Users/{manager_id}","value":"{manager_id}"}]'
legacy.unverified = "that such jobs still run, and the form of the membership's look-up"

return {
  scim = {
    variants = {
      default = scim_variant(default),
      aadoptscim062020 = scim_variant {
        title = "Microsoft Entra ID with aadOptscim062020 in the Tenant URL", url_flag = "aadOptscim062020",
        extension_mark = ":", manager = '"{manager_id}"', manager_path = manager_path,
        strategy = "patch_merged", patch = { add = "add", replace = "replace" }, active = { '"{active:bool}"' },
        set_active = { { operations = '[{"op":"replace","path":"active","value":"{active:bool}"}]' } },
        single_role = single_role, complex_role = complex_role,
        add_members = listed_members("add a member", "add", "added"),
        remove_members = filtered_members(),
        rename = '[{"op":"replace","value":{"displayName":"{group_name}"}}]',
      },
      customappsso = scim_variant(legacy),
    },
  }, -- scim
  default_scim = "default",

  sources = {
    ["scim.headers"] =
      "[recorded] azure-docs#12728: Content-Type on bodies; [inferred] no Accept, from the 406 [recorded] in azure-docs#94189; " ..
      "no source for a User-Agent, so none is sent unless one is set",
    ["scim.sign_in"] = "[recorded] by a third party, pranems/SCIMServer: form body, the client in a Basic header",
    ["scim.test"] = "[recorded] azure-docs#94189: a random GUID, spaces as +, no startIndex or count; " ..
      "[recorded] by a third party, pranems/SCIMServer: groups are asked for; [inferred] the form of the groups' probe",
    ["scim.test.schemas"] = "[doc] application-provisioning guide: gallery apps only, a ListResponse",
    ["scim.users.lookup.target"] = "[recorded] azure-docs#94189, #11784: spaces as +, the value encoded",
    ["scim.users.lookup.require_in_answer"] = "[doc] application-provisioning guide: an empty ListResponse, never 404",
    ["scim.users.create.body"] =
      "[doc] application-provisioning guide: key order, both URNs, a boolean active, roles []; " ..
      "[inferred] the place of the attributes that the sample lacks",
    ["scim.users.create.custom"] = "[doc] attribute customisation: a custom extension is sent and never listed in schemas; " ..
      "[inferred] its name and attribute here stand for the admin's",
    ["scim.users.answers"] = "[doc] application-provisioning guide: id in every resource; [recorded] Budibase/budibase#15369: a manager " ..
      "that is a text cannot be read; [inferred] that this concerns every answer with a user",
    ["scim.options.manager_in_create"] = "[recorded] apache/directory-scimple#1242: a text in the extension; [inferred] that its text " ..
      "is the service's id, as in the PATCH",
    ["scim.options.user_name_mapping"] = "[doc] how-provisioning-works: of guests' userPrincipalName #EXT# and the tenant's domain go, " ..
      "unless originalUserPrincipalName is mapped",
    ["scim.options.user_agent"] = "no source names one",
    ["scim.users.external_id"] = "[doc] default mapping: externalId is the mail nickname",
    ["scim.users.skip_inactive"] = "[doc] how-provisioning-works: a user disabled before the first sync is not created",
    ["scim.users.references"] = "[recorded] SCIM-SDK#541, #686: manager is a bare id, set after the create; " ..
      "#541: Operations before schemas",
    ["scim.users.remove.forget"] = "[doc] how-provisioning-works: after unassignment no DELETE follows",
    ["scim.options.active_mapping"] = "[doc] how-provisioning-works: without IsSoftDeleted unassignment sends nothing; " ..
      "[recorded] cloudflare-docs#30543: accountEnabled instead",
    ["scim.options.formatted"] = "[doc] in the default mapping; the samples of PATCH are of one without",
    ["scim.options.roles"] = "[doc] attribute customisation: three mappings, POST and PATCH differ; [recorded] SCIM-SDK#516; " ..
      "[doc] application-provisioning guide: the path with the text True; [inferred] its item in the creation, from Microsoft's " ..
      "validator",
    ["scim.aadoptscim062020.roles"] = "[doc] attribute customisation: with the flag POST and PATCH have one format; [inferred] it is " ..
      "the POST's, as one added list",
    ["scim.options.members"] = "[doc] application-provisioning guide: several per PATCH by the gallery alone; its samples " ..
      "have an empty $ref, the SCIM compatibility page has none",
    ["scim.default.patch"] = "[doc] SCIM compatibility page: Add, Replace, Remove, one operation per attribute",
    ["scim.default.url_flag"] = "[doc] SCIM compatibility page: AzureAdScimPatch2017 keeps this form when the other becomes the default",
    ["scim.default.active"] = "[recorded] ssoready#155, scim-for-keycloak#119: the string \"False\"; [recorded] scimmy#86: \"false\"; " ..
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
      "[inferred] that 401 is what says so of credentials, and which of the two reason codes belongs to what",
    ["scim.on_missing"] = "[doc] how-provisioning-works: the next cycle matches anew and creates",
    ["scim.on_conflict"] = "[doc] how-provisioning-works: a failure of that user; a later cycle matches by the filter",
    ["scim.retry"] = "no word on 429 but that failures are tried again: nothing is sent twice within a cycle [inferred]",
    ["scim.import"] = "[doc] how-provisioning-works: the application's people are not read",
    ["scim.answer_limit"] = "nothing is known: 60 seconds [inferred]",
    ["scim.groups.lookup"] = "[doc] application-provisioning guide: excludedAttributes before the filter; [inferred] the " ..
      "encoding, as of users",
    ["scim.groups.rename"] = "[doc] application-provisioning guide: Replace of displayName; with the flag without path",
    ["scim.groups.erase"] = "[doc] application-provisioning guide: DELETE when the group is deleted or no longer assigned",
    ["scim.groups.create.body"] = "[doc] application-provisioning guide: a second schema URI, never members",
    ["scim.groups.members"] = "[inferred] one member per PATCH unless the gallery says otherwise",
    ["scim.customappsso.extension"] = "[doc] SCIM compatibility page: a dot before an extension's attribute",
    ["scim.customappsso.manager"] = "[doc] application-provisioning guide, older sample: path manager, a list with $ref",
    ["scim.customappsso.checks_members"] = "[doc] application-provisioning guide, an example; [inferred] its encoding",
  },
}
