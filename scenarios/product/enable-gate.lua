-- The vendor's own team gives an organisation the option, and may take it again; until then nothing of it can be used.
local option = "Connect with SSO/SCIM"
local calls = { "connect_idp", "add_idp", "change_settings", "renew_scim_token" }

local function refused(t, org, admin, moment)
  local connect = admin:open("page_connect")
  t:expect("Settings > Connect is there, without the option " .. moment, connect.status == 200 and not connect:has_link(option), connect.text)
  t:expect("the page of the option refuses " .. moment, admin:open("page_sso").status == 403)
  for _, name in ipairs(calls) do
    local answer = org.sp:act(name, { metadata = t.idp:metadata(), settings = '{"allow_unsolicited":true}' })
    t:expect(name .. " answers that it is not enabled " .. moment, answer.status == 403, answer.status)
  end
end

local story = {
  id    = "product/enable-gate", claim = "enable-gate",
  title = "SSO/SCIM is off until the vendor's team enables it; then it stands under Settings > Connect",
  tags  = { "product" },
  needs = { "sp.acs", "product.pages", "product.enablement", "sp.can.set_enabled", "sp.can.invite_person", "sp.can.connect_idp",
            "sp.can.add_idp", "sp.can.change_settings", "sp.can.renew_scim_token" },
}
function story.run(t)
  local org = t.product:new_organisation()
  local admin = org:invite { email = "first.admin@" .. t.email_domain, role = t.names.admin_role }
  local home = admin:accept()
  t:given("the first Account Admin chose a password and is signed in", home.status == 200 and home:has_link("Settings"), home.text)
  refused(t, org, admin, "before it is enabled")

  org:enable()
  local page = admin:follow(admin:follow(admin:follow(admin:open("page_home"), "Settings"), "Connect"), option)
  t:expect("Settings > Connect > " .. option .. " leads to the option", page.status == 200, page.text)
  local connected = org.sp:act("connect_idp", { metadata = t.idp:metadata() })
  t:expect("an IdP can be connected", connected.ok, connected.status)

  t:given("the vendor's team switches the option off", org.sp:act("set_enabled", { enabled = "false" }).ok)
  refused(t, org, admin, "after it was switched off")
end
return story
