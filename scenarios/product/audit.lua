-- What was done by whom stands in the audit log, and no secret does.
local story = {
  id    = "product/audit",
  title = "The audit log tells who signed in, who was refused, and what was changed by whom",
  tags  = { "product" },
  idps  = { "generic", "okta" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.admin", "product.pages", "product.audit", "sp.can.list_audit",
            "sp.can.set_enabled", "sp.can.invite_person", "sp.can.renew_scim_token" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("Ada signs in", t.idp:login(ada))
  local admin = t.product:invite { email = "root.audit@" .. t.email_domain, role = t.names.admin_role }
  t:given("the Account Admin is signed in", admin:accept().status == 200)
  t:given("a wrong password is refused", admin:sign_in { password = "not the right one" }.status == 403)
  t.sp:change_account(ada.email, { role = t.names.admin_role })
  local token = t.sp:act("renew_scim_token", {}).saved.renewed_scim_token
  t:given("SSO is switched off and on", t.sp:act("set_enabled", { enabled = "false" }).ok and t.sp:act("set_enabled", { enabled = "true" }).ok)

  local log = t.sp:act("list_audit", {}).answer
  local function has(action, more)
    for entry in log:gmatch('"number":.-"detail":"[^"]*"') do
      if entry:find('"' .. action .. '"', 1, true) and (not more or entry:find(more, 1, true)) then return true end
    end
    return false
  end
  t:expect("who signed in", has("signed_in", ada.email), log)
  t:expect("whose account a first login created", has("account_created", ada.email), log)
  t:expect("who was refused", has("sign_in_refused", admin.email), log)
  t:expect("whose role was changed, from which to which", has("role_changed", t.names.default_role .. " -> " .. t.names.admin_role), log)
  t:expect("that a SCIM token was issued", has("scim_token_issued"), log)
  t:expect("that the vendor's team switched SSO off and on", has("sso_switched_off", "staff") and has("sso_enabled", "staff"), log)
  t:expect("no secret stands in it", token and not log:find(token, 1, true), log)
  local page = admin:open("page_audit")
  t:expect("the page tells it, too", page.status == 200 and page:has(ada.email), page.text)
end
return story
