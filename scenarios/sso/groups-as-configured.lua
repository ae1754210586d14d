-- Which groups are sent is what the admin enters in the vendor's own console.
local all, ours = "app-admins | app-users | staff", "app-admins | app-users"
local ways = {
  okta = { sent = ours, enter = function(t)
    t.idp:add_row("Group Attribute Statements", { Name = "groups", Filter = "Starts with", Value = "app-" })
  end },
  google = { sent = ours, enter = function(t)
    t.idp:add_row("Group membership (optional)", { ["Google groups"] = { "app-admins", "app-users" }, ["App attribute"] = "groups" })
  end },
  jumpcloud = { sent = ours, enter = function(t)
    t.idp:assign_group("app-admins")
    t.idp:assign_group("app-users")
    t.idp:add_row("Group Attributes", { ["Groups Attribute Name"] = "groups" })
  end },
  entra = { sent = ours, enter = function(t)
    t.idp:set { ["groups.which"] = "all", ["groups.form"] = "name", ["groups.filter_by"] = "name",
      ["groups.filter"] = "prefix", ["groups.filter_value"] = "app-", ["groups.name"] = "groups" }
  end },
  onelogin = { sent = all, enter = function(t)
    t.idp:add_row("Parameters", { ["Field name"] = "groups", Value = "User Roles", ["Multi-value parameter"] = "yes",
      ["Include in SAML assertion"] = "yes" })
  end },
  pingfederate = { sent = all, enter = function(t)
    t.idp:add_row("Attribute Contract", { ["Attribute Name"] = "groups", Value = "memberOf" })
  end },
}

local story = {
  id    = "sso/groups-as-configured", claim = "jit-teams-manual",
  title = "The groups that the IdP's admin chose are sent, and no others",
  refs  = { "saml-profiles-4.1.4.3-session" },
  tags  = { "sso", "variants" },
  idps  = { "okta", "google", "jumpcloud", "entra", "onelogin", "pingfederate" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron", groups = { "app-admins", "app-users", "staff" } }
  local way = ways[t.idp.id]
  way.enter(t)
  local login = t.idp:login(ada)
  local sent = table.concat(login:values("groups"), " | ")
  t:expect("the groups are those chosen", sent == way.sent, sent)
  t:check("sp.login.person", login)
end
return story
