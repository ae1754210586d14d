-- Okta's SCIM client. An app from the catalogue changes accounts and groups with PATCH, one made with the app wizard with
-- PUT; the rest is the same. Both are there for SCIM 1.1 too, and the catalogue's for governed entitlements.
local scim2 = {
  version = "2.0",
  media = "application/scim+json", core = "urn:ietf:params:scim:schemas:core:2.0:User",
  group = "urn:ietf:params:scim:schemas:core:2.0:Group",
  enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
}
local scim11 = {
  version = "1.1",
  media = "application/json", core = "urn:scim:schemas:core:1.0", group = "urn:scim:schemas:core:1.0",
  enterprise = "urn:scim:schemas:extension:enterprise:1.0",
}

local function headers_of(protocol)
  local writes = { "POST", "PUT", "PATCH" }
  return {
    { name = "Accept", value = protocol.media },
    { name = "Accept-Charset", value = "utf-8" },
    { name = "Content-Type", value = protocol.media .. "; charset=utf-8", methods = { "POST", "PUT", "PATCH", "DELETE" } },
    { name = "User-Agent", value = "Okta SCIM Client 1.0.0" },
    { name = "Authorization", value = "Bearer {token}", when = "authentication=OAuth Bearer Token" },
    { name = "Authorization", value = "Bearer {token}", when = "authentication=HTTP Header" },
    { name = "Authorization", value = "Bearer {token}", when = "authentication=OAuth 2" },
    { name = "Authorization", value = "{token}", when = "authentication=Header Auth" },
    { name = "Authorization", value = "Basic {credentials:base64}", when = "authentication=Basic Auth" },
    { name = "Content-Length", value = "{content_length}", methods = writes },
    { name = "Host", value = "{host}" },
    { name = "Connection", value = "Keep-Alive" },
    { name = "Accept-Encoding", value = "gzip,deflate" },
  }
end

local yes_no = { "yes", "no" }
local function scim_options(authentication, more)
  local out = {
    { key = "unique_identifier", label = "Unique identifier field for users", default = "userName",
      choices = { "userName", "email" } },
    { key = "authentication", label = "Authentication Mode", default = authentication[1], choices = authentication },
    { key = "username", label = "Username" },
    { key = "password", label = "Password", secret = true },
    { key = "token_endpoint", label = "Access token endpoint URI" },
    { key = "client_id", label = "Client ID" },
    { key = "client_secret", label = "Client Secret", secret = true },
    { key = "refresh_token", label = "Refresh token of the admin's consent", secret = true },
    { key = "create_users", label = "Create Users", default = "yes", choices = yes_no },
    { key = "update_users", label = "Update User Attributes", default = "yes", choices = yes_no },
    { key = "exclude_username", label = "Exclude username updates", default = "no", choices = yes_no },
    { key = "deactivate_users", label = "Deactivate Users", default = "yes", choices = yes_no },
    { key = "push_groups", label = "Push Groups", default = "yes", choices = yes_no },
    { key = "rename_groups", label = "Rename app groups to match group name in Okta", default = "yes", choices = yes_no },
    { key = "on_unlink", label = "When a push group is unlinked", default = "Delete the group in the target app",
      choices = { "Delete the group in the target app", "Leave the group in the target app" } },
    { key = "sync_password", label = "Sync Password", default = "no",
      choices = { "no", "a randomly generated password", "the Okta password" } },
    -- What the recordings do not agree on.
    { key = "space", label = "A space in a look-up is sent as", default = "+", choices = { "+", "%20" } },
    { key = "list_order", label = "First parameter of the test's lists", default = "startIndex",
      choices = { "startIndex", "count" } },
    { key = "locale", label = "Locale of people without one", default = "en_US", choices = { "en_US", "en-US" } },
    { key = "new_group", label = "A pushed group is created", default = "without members",
      choices = { "without members", "with members" } },
    { key = "member_display", label = "display of a member", default = "userName", choices = { "userName", "null" } },
    { key = "look_up_by", label = "Attribute of the look-up, as agreed at submission", default = "userName" },
    { key = "import_users", label = "Import New Users and Profile Updates", default = "yes", choices = yes_no },
    { key = "import_groups", label = "Import Groups", default = "yes", choices = yes_no },
  }
  for _, option in ipairs(more) do out[#out + 1] = option end
  return out
end

local push_option = { key = "push", label = "Push now names", default = "path members",
  choices = { "path members", "no path" } }
local batch_option = { key = "batch_size", label = "Members in one PATCH of a group, as agreed at submission" }
local put_id_option = { key = "put_id", label = "A group's PUT holds its id", default = "yes", choices = yes_no }

-- Apps with a refresh token fetch an access token by it.
local sign_in = { { method = "POST", target = "{option.token_endpoint}", absolute = true, title = "fetch an access token",
  when = "refresh_token!=",
  headers = { { name = "Content-Type", value = "application/x-www-form-urlencoded" },
              { name = "Accept", value = "application/json" } },
  form = "grant_type=refresh_token&refresh_token={option.refresh_token:form}&client_id={option.client_id:form}" ..
    "&client_secret={option.client_secret:form}" } }

-- The kind of a telephone number or an address, of those who have one of `parts`.
local function kind_of(kind, parts)
  local named, usual = {}, {}
  for _, part in ipairs(parts) do
    named[#named + 1] = { pattern = "{" .. kind .. "}\n{" .. part .. "}", replace = "(?s)([^\n]+)\n.+", with = "$1" }
    usual[#usual + 1] = { pattern = "{" .. part .. "}", replace = "(?s).+", with = "work" }
  end
  return table.move(usual, 1, #usual, #named + 1, named)
end

local scim_values = {
  match_value = { { pattern = "{email}", when = "unique_identifier=email" }, "{user_name}" },
  locale = { "{locale}", "{option.locale}" },
  password = { { pattern = "{current_password}", when = "sync_password=the Okta password" }, "{alnum:8}" },
  synced_password = { { pattern = "{new_password}", when = "sync_password=the Okta password" }, "{alnum:8}" },
  credentials = "{option.username}:{option.password}",
  phone_type = { "{phone_type}", "work" }, address_type = { "{address_type}", "work" },
  member_display = { { pattern = "{user_name}", when = "member_display=userName" } },
  with_members = { { pattern = "yes", when = "new_group=with members" } },
  told_locale = "{locale}",
  told_phone_type = kind_of("phone_type", { "phone" }),
  told_address_type = kind_of("address_type", { "street_address", "city", "state", "postal_code", "country" }),
  users_page = { { pattern = "count=2&startIndex=1", when = "list_order=count" }, "startIndex=1&count=2" },
  groups_page = { { pattern = "count=100&startIndex=1", when = "list_order=count" }, "startIndex=1&count=100" },
  mapped_manager = { "{manager_value}", "{manager_display_name}" },
  address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
  enterprise = { "{department}", "{employee_number}", "{division}", "{organization}", "{cost_center}",
    "{mapped_manager}" },
}

-- What the app's profile maps, as far as the person has it.
local function attributes_of(protocol, more)
  local enterprise, email, phone = protocol.enterprise, "emails[primary eq true].", "phoneNumbers[primary eq true]."
  local out = {
    { path = "userName", value = '"{user_name}"', when = "exclude_username=no" },
    { path = "name.givenName", value = '"{given_name}"' },
    { path = "name.middleName", value = '"{middle_name}"' },
    { path = "name.familyName", value = '"{family_name}"' },
    { path = "name.honorificPrefix", value = '"{honorific_prefix}"' },
    { path = "name.honorificSuffix", value = '"{honorific_suffix}"' },
    { path = email .. "value", value = '"{email}"' },
    { path = email .. "type", value = '"work"' },
    { path = "displayName", value = '"{display_name}"' },
    { path = "title", value = '"{title}"' },
    { path = "nickName", value = '"{nick_name}"' },
    { path = "profileUrl", value = '"{profile_url}"' },
    { path = "userType", value = '"{user_type}"' },
    { path = "preferredLanguage", value = '"{preferred_language}"' },
    { path = "timezone", value = '"{timezone}"' },
    { path = "locale", value = '"{told_locale}"' },
    { path = phone .. "value", value = '"{phone}"' },
    { path = phone .. "type", value = '"{told_phone_type}"' },
    { path = 'emails[type eq "secondary"].value', value = '"{second_email}"' },
    { path = enterprise .. ":employeeNumber", value = '"{employee_number}"' },
    { path = enterprise .. ":costCenter", value = '"{cost_center}"' },
    { path = enterprise .. ":organization", value = '"{organization}"' },
    { path = enterprise .. ":division", value = '"{division}"' },
    { path = enterprise .. ":department", value = '"{department}"' },
    { path = enterprise .. ":manager.value", value = '"{manager_value}"' },
    { path = enterprise .. ":manager.displayName", value = '"{manager_display_name}"' },
    { path = "active", value = '"{active:bool}"' },
    { path = "password", value = '"{synced_password}"' },
  }
  for _, part in ipairs { { "streetAddress", "street_address" }, { "locality", "city" }, { "region", "state" },
                          { "postalCode", "postal_code" }, { "country", "country" } } do
    out[#out + 1] = { path = "addresses[primary eq true]." .. part[1], value = '"{' .. part[2] .. '}"' }
  end
  out[#out + 1] = { path = "addresses[primary eq true].type", value = '"{told_address_type}"' }
  for _, attribute in ipairs(more) do out[#out + 1] = attribute end
  return out
end

local numbers = { "totalResults:number", "startIndex?:number", "itemsPerPage?:number" }
local get_user = { target = "/Users/{id:segment}", title = "fetch the user" }
local get_group = { target = "/Groups/{id:segment}", title = "fetch the group" }

local function put_user(title, when, only)
  return {
    strategy = "get_then_put_merged", get = get_user, only = only, except = not only and { "active", "password" } or nil, when = when,
    requests = { { method = "PUT", target = "/Users/{id:segment}", title = title, body = '"{resource:json}"' } },
  }
end

-- The password goes as who is active does: by PATCH, or in a PUT of everything.
local function password_sync(write)
  write.when = "sync_password!=no"
  return write
end

local function patch_active(title, body, when)
  return { when = when,
    requests = { { method = "PATCH", target = "/Users/{id:segment}", title = title, body = body } } }
end

local function skipping_inactive(write)
  local out = { skip_when_inactive = true }
  for name, value in pairs(write) do out[name] = value end
  return out
end

local function create_user(protocol, more)
  return { method = "POST", target = "/Users", title = "create the user", accept = { 201 }, when = "create_users=yes",
    body = [[
  {"schemas":["]] .. protocol.core .. [[", "@if enterprise", "]] .. protocol.enterprise .. [["],
   "userName":"{user_name}",
   "name":{"?givenName":"{given_name}", "?middleName":"{middle_name}", "?familyName":"{family_name}",
     "?honorificPrefix":"{honorific_prefix}", "?honorificSuffix":"{honorific_suffix}"},
   "emails":[{"primary":true, "value":"{email}", "type":"work"},
             {"primary":false, "value":"{second_email}", "type":"secondary"}],
   "?displayName":"{display_name}",
   "?title":"{title}", "?nickName":"{nick_name}", "?profileUrl":"{profile_url}", "?userType":"{user_type}",
   "?preferredLanguage":"{preferred_language}", "?timezone":"{timezone}",
   "?phoneNumbers":[{"primary":true, "value":"{phone}", "type":"{phone_type}"}],
   "?addresses":["@if address", {"primary":true, "type":"{address_type}", "?streetAddress":"{street_address}",
     "?locality":"{city}", "?region":"{state}", "?postalCode":"{postal_code}", "?country":"{country}"}],
   "locale":"{locale}", "externalId":"{person_id}", "groups":[], "password":"{password}", "active":"{active:bool}"]] ..
   more .. [[,
   "?]] .. protocol.enterprise .. [[":{
     "?employeeNumber":"{employee_number}", "?costCenter":"{cost_center}", "?organization":"{organization}",
     "?division":"{division}", "?department":"{department}",
     "?manager":{"?value":"{manager_value}", "?displayName":"{manager_display_name}"}}}]] }
end

local function scim_users(protocol, deactivate, reactivate, password, more)
  return {
    match = "{option.look_up_by}", match_value = "{match_value}",
    lookup = {
      target = "/Users?filter={option.look_up_by:form}{option.space}eq{option.space}%22{match_value:quote:form}%22&startIndex=1&count=100",
      title = "look-up by userName", not_found = { 404 },
      require_in_answer = { "totalResults:number", "Resources:array" },
    },
    lookup_when_linked = true,
    create = create_user(protocol, more),
    on_found = { "update", "reactivate" },
    update = put_user("update the user", "update_users=yes"),
    deactivate = deactivate, reactivate = reactivate, remove = deactivate, erase = skipping_inactive(deactivate),
    suspend = { nothing = "a suspended person keeps the account" },
    password = password_sync(password),
  }
end

local member = '{"value":"{member_id}","display":"{member_display:or_null}"}'

-- Group Push. The PATCH of the name comes before every PATCH of the members.
local function patch_group(title, body, when)
  return { method = "PATCH", target = "/Groups/{id:segment}", title = title, body = body, when = when,
    require_in_answer = { "displayName" } }
end

local function operations(text)
  return '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' .. text .. "]}"
end

local patch2 = {
  active = operations('{"op":"replace","value":{"active":"{active:bool}"}}'),
  password = operations('{"op":"replace","value":{"password":"{synced_password}"}}'),
  rename = operations('{"op":"replace","value":{"id":"{id}","displayName":"{group_name}"}}'),
  replace = operations('{"op":"replace","path":"members","value":["@each members", ' .. member .. "]}"),
  replace_no_path = operations('{"op":"replace","value":{"members":["@each members", ' .. member ..
    '],"id":"{id}","displayName":"{group_name}"}}'),
  change = operations([["@each removed", {"op":"remove","path":"members[value eq \"{member_id:quote}\"]"},
    "@if added", {"op":"add","path":"members","value":["@each added", ]] .. member .. "]}"),
}
local core11 = '"schemas":["urn:scim:schemas:core:1.0"]'
local patch11 = {
  active = "{" .. core11 .. ',"id":"{id}","active":"{active:bool}"}',
  password = "{" .. core11 .. ',"id":"{id}","password":"{synced_password}"}',
  rename = "{" .. core11 .. ',"id":"{id}","displayName":"{group_name}"}',
  replace = "{" .. core11 .. ',"meta":{"attributes":["members"]},"members":["@each members", ' .. member .. "]}",
  change = "{" .. core11 .. ',"members":["@each added", ' .. member .. ', "@each removed", ' ..
    '{"value":"{member_id}","display":"{member_display:or_null}","operation":"delete"}]}',
}
patch11.replace_no_path = patch11.replace

local function patched_groups(words)
  local rename = patch_group("push the group's name", words.rename)
  local change = patch_group("push the change of members", words.change)
  change.batches = { lists = { "removed", "added" }, option = "batch_size" }
  return {
    fill = { rename, patch_group("push all members", words.replace, "push=path members"),
      patch_group("push all members", words.replace_no_path, "push=no path") },
    members = { rename, change },
    rename = { rename },
  }
end

local function put_groups(body)
  local put = { get_group, { method = "PUT", target = "/Groups/{id:segment}", title = "replace the group", body = body } }
  return { fill = put, members = put, rename = put }
end

local put_group2 = '{"schemas":["' .. scim2.group .. '"], "?id":"{put_id}", "displayName":"{group_name}", ' ..
  '"members":["@each members", ' .. member .. "]}"
local put_group11 = "{" .. core11 .. ', "displayName":"{group_name}", "?id":"{put_id}", ' ..
  '"members":["@each members", ' .. member .. "]}"

local function scim_groups(protocol, writes)
  local unlink = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group",
    accept = { 204 } } }, when = "on_unlink=Delete the group in the target app" }
  return {
    when = "push_groups=yes",
    lookup = { target = "/Groups?filter=displayName%20eq%20%22{group_name:quote:percent}%22&startIndex=1&count=100",
      title = "look-up by displayName", not_found = { 404 },
      require_in_answer = { "totalResults:number", "Resources:array" } },
    create = { method = "POST", target = "/Groups", title = "create the group", accept = { 201 },
      require_in_answer = { "displayName" },
      body = '{"schemas":["' .. protocol.group .. '"],"displayName":"{group_name}",' ..
        '"members":["@if with_members", "@each members", ' .. member .. "]}" },
    members_in_create = "new_group=with members",
    fill = { requests = writes.fill }, members = { requests = writes.members },
    rename = { requests = writes.rename, when = "rename_groups=yes" },
    unpush = unlink, erase = unlink,
  }
end

local scim_test = {
  { target = "/Users?{users_page}", title = "list of users", require_in_answer = numbers },
  { target = "/Groups?{groups_page}", title = "list of groups", require_in_answer = numbers, when = "push_groups=yes" },
}

-- What the client does on its own. A pause that 429 asks for holds the whole task; other failures become an admin's task.
local scim_retry = { { statuses = { 429 }, tries = 10, retry_after = "first", wait = 300, factor = 2 } }
local scim_cycle = { failed = "task", active_in_update = false }
local scim_import = {
  users = { target = "/Users?startIndex={start}&count={count}", title = "import of users", require_in_answer = numbers,
    when = "import_users=yes" },
  groups = { target = "/Groups?startIndex={start}&count={count}", title = "import of groups", require_in_answer = numbers,
    when = "import_groups=yes" },
  page = 100, match = { "user_name", "email" },
}

local function scim_variant(title, authentication, protocol, users, groups, own)
  local test, values = {}, {}
  for _, list in ipairs { scim_values, own.values or {} } do
    for name, value in pairs(list) do values[name] = value end
  end
  for _, request in ipairs(scim_test) do test[#test + 1] = request end
  for _, request in ipairs(own.test or {}) do test[#test + 1] = request end
  return {
    title = title, protocol = protocol.version, options = scim_options(authentication, own.options),
    headers = headers_of(protocol), sign_in = sign_in,
    values = values, attributes = attributes_of(protocol, own.attributes or {}), test = test, answer_limit = 60,
    unverified = own.unverified, users = users, groups = groups,
    retry = scim_retry, cycle = scim_cycle, import = scim_import,
  }
end

local catalogue_authentication = { "OAuth Bearer Token", "Header Auth", "Basic Auth", "OAuth 2" }
local wizard_authentication = { "HTTP Header", "Basic Auth", "OAuth 2" }
local when_deactivating = "deactivate_users=yes"

local function catalogue(title, protocol, words, own)
  own.options = own.options or {}
  own.options[#own.options + 1] = push_option
  own.options[#own.options + 1] = batch_option
  local users = scim_users(protocol, patch_active("deactivate the user", words.active, when_deactivating),
    patch_active("reactivate the user", words.active), patch_active("sync the password", words.password), own.body or "")
  return scim_variant(title, catalogue_authentication, protocol, users, scim_groups(protocol, patched_groups(words)), own)
end

local function wizard(title, protocol, put_group)
  local active = { "active" }
  local users = scim_users(protocol, put_user("deactivate the user", when_deactivating, active),
    put_user("reactivate the user", nil, active), put_user("sync the password", nil, { "password" }), "")
  return scim_variant(title, wizard_authentication, protocol, users, scim_groups(protocol, put_groups(put_group)),
    { options = { put_id_option }, values = { put_id = { { pattern = "{id}", when = "put_id=yes" } } } })
end

-- Apps with governed entitlements read what there is to give, resource type by resource type.
local entitlements = {
  unverified = "no request for entitlements has been seen recorded",
  options = { { key = "custom_schemas", label = "The app has custom schema extensions", default = "no", choices = yes_no } },
  test = {
    { target = "/ResourceTypes", title = "list of resource types", require_in_answer = { "Resources:array" },
      collect = { list = "resources", member = "endpoint", except = { "/Users", "/Groups" } } },
    { target = "/Schemas", title = "list of schemas", when = "custom_schemas=yes" },
    { target = "{endpoint}?startIndex=1&count=100", title = "list of entitlements", each = "resources",
      require_in_answer = numbers },
  },
  body = [[, "?entitlements":["@each entitlements", {"value":"{item}", "display":"{item_title}", "type":"Entitlement"}],
    "?roles":["@each roles", {"value":"{item}", "display":"{item_title}"}]
]],
  attributes = {
    { path = "entitlements", compare = { sub = "value", with = '["@each entitlements", "{item}"]' },
      value = '["@each entitlements", {"value":"{item}", "display":"{item_title}", "type":"Entitlement"}]' },
    { path = "roles", compare = { sub = "value", with = '["@each roles", "{item}"]' },
      value = '["@each roles", {"value":"{item}", "display":"{item_title}"}]' },
  },
}

return {
  scim = {
    variants = {
      catalogue = catalogue("Okta, app from the catalogue", scim2, patch2, {}),
      wizard = wizard("Okta, app made with the app wizard", scim2, put_group2),
      entitlements = catalogue("Okta, SCIM 2.0 with Entitlements", scim2, patch2, entitlements),
      catalogue_scim11 = catalogue("Okta, app from the catalogue with SCIM 1.1", scim11, patch11, {}),
      wizard_scim11 = wizard("Okta, app made with the app wizard with SCIM 1.1", scim11, put_group11),
    },
  }, -- scim
  default_scim = "catalogue",

  sources = {
    ["scim.headers"] = "[recorded] okta/okta-developer-docs, SCIM reference of 2019: set, order and values of every header, " ..
      "Content-Type on DELETE too; [doc] HTTP Header is a bearer, Header Auth is the token alone",
    ["scim.options.authentication"] = "[doc] provisioning guide and catalogue's auth settings; [recorded] the test apps' names",
    ["scim.sign_in"] = "[doc] authorization code flow, the refresh token used if given; [inferred] the form",
    ["scim.options.new_group"] = "[recorded] 2019: POST with members; [recorded] later: empty, then filled",
    ["scim.options.push"] = "[recorded] 2019: path members; [recorded, retyped by who reported it] jelhub/scimgateway#113: without " ..
      "path, with id and displayName",
    ["scim.options.member_display"] = "[recorded] jelhub/scimgateway#95: null, [inferred] that this client sent it; [recorded] 2019: " ..
      "the user's name",
    ["scim.options.look_up_by"] = "[doc] SCIM 2.0 reference: userName, but for apps that were submitted with another attribute",
    ["scim.options.import_users"] = "[doc] provisioning guide, supported provisioning actions",
    ["scim.options.import_groups"] = "[doc] provisioning guide, supported provisioning actions",
    ["scim.attributes"] = "[doc] default profile of an app; [inferred] that a locale is told only of those who have one",
    ["scim.groups.answers"] = "[doc] SCIM 2.0 reference: of a group that is answered only members may lack; a PATCH may be answered 204",
    ["scim.options.put_id"] = "[recorded] 2019: PUT of a group with id; [doc] a later sample without",
    ["scim.options.list_order"] = "[recorded] 2019: startIndex first; [doc] okta-scim-beta: count first",
    ["scim.catalogue.strategy"] =
      "[doc] SCIM 2.0 reference and FAQ, \"PATCH versus PUT\": catalogue and test apps PATCH",
    ["scim.wizard.strategy"] = "[doc] SCIM 2.0 reference and FAQ: apps of the wizard always PUT, also to deactivate",
    ["scim.test"] = "[recorded] startIndex=1&count=2 for users, [doc] startIndex=1&count=100 for groups",
    ["scim.users.lookup.target"] = "[recorded] 2019: spaces as +, @ as %40; [doc] a sample of the same year has %20",
    ["scim.users.lookup.not_found"] = "[doc] SCIM 2.0 reference: an empty list or a 404",
    ["scim.users.lookup.require_in_answer"] =
      "[recorded] elimity-com/scim#127: Resources must be there when empty",
    ["scim.users.create.body"] = "[recorded] 2019: key order, emails as primary, value, type; [doc] which attributes an " ..
      "app's profile has; [inferred] the place of those that the recording lacks",
    ["scim.users.create.password"] = "[doc] SCIM 2.0 reference: 8 random characters, also without password sync",
    ["scim.options.locale"] = "[recorded] en_US in 2018 and 2019; [doc] later samples have en-US",
    ["scim.users.update"] = "[doc] SCIM 2.0 reference: GET, then PUT of what was fetched with the changes in it",
    ["scim.users.deactivate.catalogue"] = "[recorded] no path, a JSON boolean, Content-Length 118",
    ["scim.users.erase"] = "[doc] concepts and FAQ: DELETE is never sent; deleting a deactivated user sends nothing",
    ["scim.users.password"] = "[doc] concepts: Sync Password tells the Okta password or a random one; SCIM 2.0 reference and FAQ: apps " ..
      "of the catalogue PATCH it, those of the wizard PUT; [inferred] the bodies, and that a new account gets the Okta password then",
    ["scim.options.batch_size"] = "[doc] submission guide: changes of a group's members may be split into smaller PATCHes; " ..
      "[inferred] that removals go first, that the name goes once, and that Push now is not split",
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
    ["scim.groups.fill"] = "[recorded, retyped by who reported it] jelhub/scimgateway#112: the name's PATCH comes before the members'",
    ["scim.groups.unpush"] = "[doc] SCIM 2.0 reference: DELETE, or nothing where the group is left; [inferred] the same when the group " ..
      "is deleted in the directory",
    ["scim.groups.members.wizard"] = "[recorded] 2019: PUT with id and members as value, display",
    ["scim.catalogue_scim11.patch"] = "[recorded] 2019: active beside id; operation delete in the members; meta.attributes " ..
      "when all are pushed",
    ["scim.wizard_scim11.put"] = "[recorded] 2019: displayName before id",
    ["scim.scim11.enterprise"] = "[inferred] SCIM 1.1's own URN",
    ["scim.entitlements.test"] = "[doc] SCIM with entitlements: ResourceTypes, Schemas where there are custom extensions, " ..
      "each endpoint; [inferred] that it follows the test, and the pages",
    ["scim.entitlements.body"] = "[doc] value, display and, of entitlements, type; [inferred] place and type's value",
  },
}
