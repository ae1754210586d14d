-- Nobody but an Account Admin of this very organisation sets up SSO; whoever else tries changes nothing.
local calls = { "connect_idp", "add_idp", "change_settings", "renew_scim_token", "roll_key" }
local pages = { "page_settings", "page_connect", "page_sso", "page_people", "page_teams", "page_audit" }

local function values(t, metadata) return { metadata = metadata, settings = '{"allow_unsolicited":false}', use = "signing" } end

local function refused(t, person, who, status, metadata)
  for _, name in ipairs(calls) do
    local answer = person:act(name, values(t, metadata))
    t:expect(name .. " refuses " .. who, answer.status == status, answer.status)
  end
end

local story = {
  id    = "product/admin-only", claim = "admin-only",
  title = "Only an Account Admin of the organisation may set up SSO",
  tags  = { "product" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.admin", "sp.scim_tokens", "sp.tenants", "product.pages", "sp.unsolicited",
            "sp.can.connect_idp", "sp.can.add_idp", "sp.can.change_settings", "sp.can.renew_scim_token", "sp.can.roll_key" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local login = t.idp:login(ada)
  t:control("Ada is signed in as a Viewer", login)
  local viewer, nobody = t.product:of(login), t.product:nobody()
  local other = t:second_idp { connected = false }
  local metadata = other:metadata()

  local tokens = t.sp:scim_tokens()
  refused(t, viewer, "a Viewer", 403, metadata)
  refused(t, nobody, "who is not signed in", 401, metadata)
  for _, name in ipairs(pages) do
    t:expect(name .. " refuses a Viewer", viewer:open(name).status == 403)
    local page = nobody:open(name)
    t:expect(name .. " leads who is not signed in to the sign-in page", page.url:find("/sign%-in") ~= nil and page:has_form("sign-in"), page.url)
  end
  for role in t.names.roles:gmatch("[^,]+") do
    role = role:match("^%s*(.-)%s*$")
    if role ~= t.names.admin_role then
      t.sp:change_account(ada.email, { role = role })
      refused(t, viewer, "the role " .. role, 403, metadata)
    end
  end
  local b = t:second_organisation()
  local bob = b.idp:person { given = "Bob", family = "Stone" }
  local theirs = b.idp:login(bob)
  t:control("Bob is signed in in another organisation", theirs)
  b.sp:change_account(bob.email, { role = t.names.admin_role })
  refused(t, t.product:of(theirs), "another organisation's Account Admin", 403, metadata)

  t:expect("no SCIM token was issued", t.sp:scim_tokens() == tokens, t.sp:scim_tokens())
  t:check("sp.login.accepted", t.idp:open_tile(ada))        -- the IdP and the settings are what they were
  t:check("sp.login.refused", other:open_tile(other:person { given = "Mal", family = "Stone" }))

  t.sp:change_account(ada.email, { role = t.names.admin_role })
  for _, name in ipairs(calls) do
    local answer = viewer:act(name, values(t, t.idp:metadata()))
    -- add_idp meets the one that is connected already: refused for that, and not for who asks
    t:expect(name .. " answers an Account Admin", answer.status < 300 or answer.status == 409, answer.status)
  end
end
return story
