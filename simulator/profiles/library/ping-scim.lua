-- What the SCIM clients of PingFederate and PingOne have in common: bodies, headers, events. A part of a profile that says
-- `uses = "ping-scim"` is given this table; see src/engine/load_profile.hpp.
local ping = {}

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
ping.scim2, ping.scim11 = scim2, scim11

-- OAuth 2 Client Credentials: a token is fetched first.
ping.form_headers = { { name = "Content-Type", value = "application/x-www-form-urlencoded" } }
function ping.sign_in(more)
  return { { method = "POST", target = "{option.token_endpoint}", absolute = true, title = "fetch an access token",
    when = "authentication=OAuth 2 Client Credentials", headers = ping.form_headers,
    form = "grant_type=client_credentials&client_id={option.client_id:form}&client_secret={option.client_secret:form}" .. more } }
end

function ping.put_user(users, title, protocol, when)
  return { method = "PUT", target = users .. "/{id:segment}", title = title, body = protocol.user, when = when }
end

local function headers_of(protocol)
  return {
    { name = "Accept", value = protocol.accept },
    { name = "Content-Type", value = protocol.media, methods = { "POST", "PUT", "PATCH" } },
    { name = "Authorization", value = "{option.header_type} {token}",
      when = "authentication=OAuth 2 Bearer Token" },
    { name = "Authorization", value = "{option.header_type} {token}",
      when = "authentication=OAuth 2 Client Credentials" },
    { name = "Authorization", value = "Basic {credentials:base64}", when = "authentication=Basic" },
  }
end

local function values_with(own)
  local out = {
    credentials = "{option.username}:{option.password}",
    match_path = { { pattern = "userName", when = "unique_identifier=userName" } },
    formatted_name = "{full_name}",
    new_password = "{initial_password}",
    -- A second address that is mapped and empty comes out as the first once more.
    email_again = { { pattern = "{email}", when = "second_email=mapped and empty" } },
    custom = { { pattern = "{custom_value}", when = "custom_urn!=" } },
    address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
    client = "{option.client_id}:{option.client_secret}",
    enterprise = { "{employee_number}", "{cost_center}", "{organization}", "{division}", "{department}" },
  }
  for name, value in pairs(own) do out[name] = value end
  return out
end

local function users_of(users, protocol)
  local function put(title, when) return ping.put_user(users, title, protocol, when) end
  local function end_access()
    return { requests = { put("disable the user", "remove_action=Disable"),
      { method = "DELETE", target = users .. "/{id:segment}", title = "delete the user", when = "remove_action=Delete" } },
      when = "disable_users=true" }
  end
  return {
    match = "{match_path}",
    lookup = { target = users .. "?filter={filter:percent}", title = "look-up by the filter expression" },
    create = { method = "POST", target = users, title = "create the user", body = protocol.user, when = "create_users=true" },
    on_found = { "update" },
    update = { requests = { put("update the user") }, when = "update_users=true" },
    deactivate = end_access(), reactivate = { requests = { put("enable the user") } },
    remove = end_access(), erase = end_access(),
  }
end

local function groups_of(groups, protocol, lookup)
  local function patch(title, body, more)
    local out = { method = "PATCH", target = groups .. "/{id:segment}", title = title, body = body }
    for name, value in pairs(more or {}) do out[name] = value end
    return out
  end
  -- Merge only adds; Overwrite replaces the list.
  local function send_members()
    return { requests = {
      patch("add members", protocol.change("add", "added"), { when = "membership=Merge", needs = "added" }),
      patch("replace the members", protocol.change("replace", "members"), { when = "membership=Overwrite" }),
    } }
  end
  local delete = { requests = { { method = "DELETE", target = groups .. "/{id:segment}", title = "delete the group" } } }
  return {
    lookup = lookup,
    create = { method = "POST", target = groups, title = "create the group", body =
      '{"schemas":["' .. protocol.group .. '"],"displayName":"{group_display}",' ..
      '"members":["@each members", {"value":"{member_id}"}]}' },
    members_in_create = "always",
    fill = send_members(), members = send_members(),
    rename = { requests = { patch("rename the group", protocol.rename) } },
    unpush = delete, erase = delete,
  }
end

-- `own`: title, options, values besides the common ones, sign_in, test, cycle; users and groups are the paths, group_lookup
-- how a group is found.
function ping.client(own, protocol)
  return {
    title = own.title, protocol = protocol.version, sign_in = own.sign_in,
    unverified = "no request of this client has been seen recorded; bodies and headers are inferred",
    options = own.options, headers = headers_of(protocol), values = values_with(own.values),
    test = own.test, cycle = own.cycle,
    users = users_of(own.users, protocol), groups = groups_of(own.groups, protocol, own.group_lookup),
  }
end

-- Fields that both consoles have, under labels of their own.
function ping.common_options(labels)
  local both = { "true", "false" }
  return {
    token_endpoint = { key = "token_endpoint", label = labels.token_endpoint },
    client_id = { key = "client_id", label = labels.client_id },
    client_secret = { key = "client_secret", label = labels.client_secret, secret = true },
    authentication = { key = "authentication", label = "Authentication Method", default = "OAuth 2 Bearer Token",
      choices = { "None", "Basic", "OAuth 2 Bearer Token", "OAuth 2 Client Credentials" } },
    username = { key = "username", label = "Username" },
    password = { key = "password", label = "Password", secret = true },
    header_type = { key = "header_type", label = labels.header_type, default = "Bearer" },
    unique_identifier = { key = "unique_identifier", label = labels.unique_identifier, default = "userName",
      choices = { "userName", "workEmail" } },
    create_users = { key = "create_users", label = labels.create_users, default = "true", choices = both },
    update_users = { key = "update_users", label = labels.update_users, default = "true", choices = both },
    disable_users = { key = "disable_users", label = labels.disable_users, default = "true", choices = both },
    second_email = { key = "second_email", label = "A second e-mail address is", default = "not mapped",
      choices = { "not mapped", "mapped and empty" } },
    custom_urn = { key = "custom_urn", label = "Custom Attribute Schema URNs" },
    custom_attribute = { key = "custom_attribute", label = "Name of the custom attribute", default = "custom" },
    remove_action = { key = "remove_action", label = labels.remove_action, default = "Disable", choices = { "Disable", "Delete" } },
    membership = { key = "membership", label = "Group Membership Handling", default = "Merge",
      choices = { "Merge", "Overwrite" } },
  }
end

return ping
