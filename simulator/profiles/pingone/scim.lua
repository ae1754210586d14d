-- The SCIM client: a SCIM Outbound connection. No request of it has been seen recorded; it is built as the
-- add-on of the same vendor's server, whose features and limits are the same.
local users, groups = "{option.users_resource}", "{option.groups_resource}"

local function options_of(ping)
  local common = ping.common_options {
    token_endpoint = "OAuth Token Request", client_id = "OAuth Client ID", client_secret = "OAuth Client Secret",
    header_type = "Auth Type Header", unique_identifier = "User Identifier", create_users = "Create Users",
    update_users = "Update Users", disable_users = "Disable Users", remove_action = "Remove action",
  }
  return {
    common.authentication, common.token_endpoint, common.client_id, common.client_secret, common.username, common.password,
    common.header_type,
    { key = "filter", label = "User Filter Expression", default = 'userName eq "%s"' },
    common.unique_identifier,
    { key = "users_resource", label = "Users Resource", default = "/Users" },
    { key = "groups_resource", label = "Groups Resource", default = "/Groups" },
    common.create_users, common.update_users, common.disable_users, common.second_email, common.custom_urn,
    common.custom_attribute, common.remove_action, common.membership,
  }
end

local function variant(ping, title, protocol)
  return ping.client({
    title = title, users = users, groups = groups, options = options_of(ping), sign_in = ping.sign_in "",
    values = {
      filter = {
        { pattern = 'userName eq "{user_name}"', when = 'filter=' },
        { option = "filter", replace = "%s", with = "{user_name}", when = "unique_identifier=userName" },
        { pattern = 'emails eq "{email}"', when = 'filter=userName eq "%s"' },
        { option = "filter", replace = "%s", with = "{email}" },
      },
      group_filter = 'displayName eq "{group_name}"', group_display = "{group_name}",
    },
    test = { { target = users .. "?count=1", title = "list of users" } },
    cycle = { failed = "next" },
    group_lookup = { target = groups .. "?filter={group_filter:percent}", title = "look-up by displayName" },
  }, protocol)
end

return { uses = "ping-scim", make = function(ping) return {
  scim = {
    variants = {
      outbound = variant(ping, "PingOne, SCIM Outbound connection", ping.scim2),
      outbound_scim11 = variant(ping, "PingOne, SCIM Outbound connection with SCIM 1.1", ping.scim11),
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
    ["scim.sign_in"] = "[doc] client credentials; [inferred] the form",
    ["scim.options.second_email"] = "[doc] limitations: an empty second address may be sent as the first, both primary",
    ["scim.options.custom_urn"] = "[doc] Custom Attribute Schema URNs; [inferred] one attribute stands for the admin's",
    ["scim.outbound_scim11"] = "[doc] SCIM Version 1.1 can be chosen; [inferred] bodies",
    ["scim.users.update"] = "[doc] limitations: no PATCH updates; attributes cannot be cleared",
    ["scim.users.remove"] = "[doc] Remove action; [inferred] that Disable is a PUT",
    ["scim.groups.lookup"] = "[doc] limitations: names are not escaped in the filter; [inferred] its form",
    ["scim.cycle"] = "[doc] near real time on change; [inferred] what failed is sent with the next change",
    ["scim.retry"] = "nothing is known of 429 and time-outs: nothing is sent twice",
    ["scim.on_missing"] = "nothing is known: the failure stays [inferred]",
    ["scim.import"] = "[doc] an outbound connection does not read the service's people",
    ["scim.answer_limit"] = "nothing is known: 60 seconds [inferred]",
    ["scim.groups.unpush"] = "[inferred] deleted in the service",
    ["scim.groups.members"] = "[doc] Merge adds, Overwrite replaces; [inferred] the operations",
  },
} end }
