-- Passwords: chosen by an invitation, for people who are not under SSO, and for Account Admins when SSO is down.
local ways = {}
local function signed_in(page) return page.status == 200 and page:has("Signed in as") end

--- An organisation without SSO, with a Viewer and an Account Admin who have passwords.
local function plain_organisation(t)
  local org = t.product:new_organisation()
  local admin = org:invite { email = "ada.pass@" .. t.email_domain, role = t.names.admin_role }
  local viewer = org:invite { email = "vic.pass@" .. t.email_domain, role = t.names.default_role }
  t:given("both chose a password and are signed in", signed_in(admin:accept()) and signed_in(viewer:accept()))
  return org, admin, viewer
end

ways["invitation-once"] = function(t)
  local org, admin, viewer = plain_organisation(t)
  t:expect("the password signs in", signed_in(viewer:sign_in {}))
  local again = viewer:accept()
  t:expect("the invitation does not open again", again.status == 410, again.status)
  t:expect("another password does not sign in", viewer:sign_in { password = "another one altogether" }.status == 403)
end
ways["invitation-expires"] = function(t)
  local org = t.product:new_organisation()
  local late = org:invite { email = "late.pass@" .. t.email_domain, role = t.names.default_role }
  t.clock:advance { days = 7 }
  local page = late:accept()
  t:expect("an old invitation does not open", page.status == 410, page.status)
end
ways["tries-are-limited"] = function(t)
  local org, admin, viewer = plain_organisation(t)
  for i = 1, 5 do t:expect("a wrong password is refused", viewer:sign_in { password = "wrong one number " .. i }.status == 403) end
  t:expect("then even the right one has to wait", viewer:sign_in {}.status == 429)
  t:expect("others do not", signed_in(admin:sign_in {}))
  t.clock:advance { hours = 1 }
  t:expect("and it signs in after a while", signed_in(viewer:sign_in {}))
end
ways["sso-instead"] = function(t)
  local org, admin, viewer = plain_organisation(t)
  org:enable()
  t:given("the IdP is connected", org.sp:act("connect_idp", { metadata = t.idp:metadata() }).ok)
  t:expect("a password is refused where SSO is connected", not signed_in(viewer:sign_in {}))
  t:expect("an Account Admin's is not: somebody has to mend a connection that is down", signed_in(admin:sign_in {}))
end

local story = {
  id    = "product/sign-in",
  title = "Invitations open once and for a while, tries are limited, and SSO takes the place of passwords",
  tags  = { "product" },
  idps  = { "generic", "okta" },
  needs = { "sp.acs", "product.pages", "product.enablement", "sp.can.invite_person", "sp.can.connect_idp" },
  parameters = { "invitation-once", "invitation-expires", "tries-are-limited", "sso-instead" },
}
function story.run(t) ways[t.parameter](t) end
return story
