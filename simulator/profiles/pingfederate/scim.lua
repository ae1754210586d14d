-- The SCIM clients: the SCIM Provisioner add-on, with either version of SCIM, and the server's own outbound plugin, which
-- knows SCIM 1.1 alone. No request of theirs has been seen recorded.
local users, groups = "{option.users_path}", "{option.groups_path}"

local function options_of(ping)
  local common = ping.common_options {
    token_endpoint = "Token Request Endpoint", client_id = "Client ID", client_secret = "Client Secret",
    header_type = "Authorization Header Type", unique_identifier = "Unique User Identifier", create_users = "User Create",
    update_users = "User Update", disable_users = "User Disable/Delete", remove_action = "Remove User Action",
  }
  return {
    common.authentication, common.token_endpoint, common.client_id, common.client_secret,
    { key = "scope", label = "Scope" },
    common.username, common.password, common.header_type, common.unique_identifier,
    { key = "filter", label = "Filter Expression" },
    { key = "users_path", label = "Users API Path", default = "/Users" },
    { key = "groups_path", label = "Groups API Path", default = "/Groups" },
    { key = "provision_disabled", label = "Provision Disabled Users", default = "true", choices = { "true", "false" } },
    common.create_users, common.update_users, common.disable_users, common.second_email, common.custom_urn,
    common.custom_attribute,
    { key = "sign_of_life", label = "A user 0 is asked for first", default = "false", choices = { "true", "false" } },
    { key = "group_name", label = "Group Name Source", default = "Common Name",
      choices = { "Common Name", "Distinguished Name" } },
    common.remove_action, common.membership,
  }
end

local function variant(ping, title, protocol)
  local out = ping.client({
    title = title, users = users, groups = groups, options = options_of(ping),
    sign_in = ping.sign_in "&scope={option.scope:form}",
    values = {
      filter = {
        { option = "filter", replace = "%s", with = "{email}", when = "unique_identifier=workEmail" },
        { option = "filter", replace = "%s", with = "{user_name}" },
        { pattern = 'emails eq "{email}"', when = "unique_identifier=workEmail" },
        'userName eq "{user_name}"',
      },
      group_display = {
        { pattern = "cn={group_name},ou=groups,dc=example,dc=com", when = "group_name=Distinguished Name" }, "{group_name}" },
    },
    test = { { target = users .. "/0", title = "a user who does not exist", accept = { 404 }, when = "sign_of_life=true" } },
    cycle = { interval = 60 },
    group_lookup = { target = groups, title = "list of all groups" },
  }, protocol)
  out.users.skip_inactive = "provision_disabled=false"
  out.users.rename_creates = true
  return out
end

-- The plugin that the server brings: SCIM 1.1, PUT or, ticked, PATCH of the whole user.
local function bundled(ping)
  local scim11 = ping.scim11
  local out = variant(ping, "PingFederate, the outbound plugin of its own", scim11)
  out.options[1] = { key = "authentication", label = "Authentication Method", default = "OAuth 2.0 Bearer",
    choices = { "None", "Basic Authentication", "OAuth 2.0 Bearer" } }
  out.options[#out.options + 1] = { key = "patch_updates", label = "SCIM SP Supports Patch Updates", default = "false",
    choices = { "true", "false" } }
  out.sign_in = { { method = "POST", target = "{option.token_endpoint}", absolute = true, title = "fetch an access token",
    when = "token_endpoint!=", headers = ping.form_headers,
    form = "grant_type=password&username={option.username:form}&password={option.password:form}" ..
      "&client_id={option.client_id:form}&client_secret={option.client_secret:form}" } }
  for _, header in ipairs(out.headers) do
    if header.when == "authentication=Basic" then header.when = "authentication=Basic Authentication" end
    if header.when == "authentication=OAuth 2 Bearer Token" then header.when = "authentication=OAuth 2.0 Bearer" end
  end
  table.remove(out.headers, 4)
  out.users.update = { requests = {
    ping.put_user(users, "update the user", scim11, "patch_updates=false"),
    { method = "PATCH", target = users .. "/{id:segment}", title = "update the user", body = scim11.user, when = "patch_updates=true" },
  }, when = "update_users=true" }
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

return { uses = "ping-scim", make = function(ping) return {
  scim = {
    variants = {
      provisioner = variant(ping, "PingFederate, SCIM Provisioner add-on", ping.scim2),
      provisioner_scim11 = variant(ping, "PingFederate, SCIM Provisioner add-on with SCIM 1.1", ping.scim11),
      bundled_scim11 = bundled(ping),
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
} end }
