-- SCIM and SAML on the same people.
local rows = {}

-- Somebody who logs in, and is known to SCIM by the same name.
local function known(a, t, word)
  local person = t.idp:person { given = "Ada", family = "Byron", email = "idpsim-" .. t.unique .. "-" .. a:word(word) .. "@" .. t.email_domain }
  local user, path = a:user(word, { userName = person.email, emails = { { value = person.email, type = "work", primary = true } } })
  return person, user, path
end
local function logs_in(a, t, person, ...)
  local login = t.idp:open_tile(person, ...)
  t:given("logs in", login.accepted, login.outcome)
  return login
end
local off = { { op = "replace", path = "active", value = false } }

rows["deact-login"] = function(a, t)
  local person, _, path = known(a, t, "leaver")
  local login = logs_in(a, t, person)
  t:given("has a session", t.sp:who_am_i(login) ~= nil)
  a:accepted(a:patch(path, off), { 200, 204 })
  a:judge(t.sp:who_am_i(login) == nil, "no session any more", "the session goes on")
  local again = t.idp:open_tile(person)
  a:judge(not again.accepted, "a fresh assertion refused", "a session")
  a:judge(a:now(path).active == false, "inactive", "active again")
end
rows["race-deactivate-login"] = function(a, t)
  local person, _, path = known(a, t, "leaver")
  logs_in(a, t, person)
  local held = t.idp:open_tile(person, { deliver = false })
  a:accepted(a:patch(path, off), { 200, 204 })
  local late = t.sp:deliver(held)
  a:judge(not late.accepted, "the late assertion refused", "a session")
  a:judge(t.sp:who_am_i(late) == nil, "no session", "a session")
end
rows["link-adopt-email"] = function(a, t)
  local person = t.idp:person { given = "Vic", family = "Tim", email = "idpsim-" .. t.unique .. "-victim@" .. t.email_domain }
  logs_in(a, t, person)
  local before = t.sp:account(person.email)
  t:given("has an account", before ~= nil)
  local step = a:send { method = "POST", path = "/Users", json = a:body("taker", { emails = { { value = person.email, type = "work", primary = true } } }) }
  a:answered(step)
  a:judge(step.status ~= 201 or step.json.id ~= before.id, "refused, or somebody new", "the account is taken over", step)
  local login = logs_in(a, t, person)
  a:judge(t.sp:who_am_i(login) == person.email, "the login lands where it did", tostring(t.sp:who_am_i(login)), step)
  local after = t.sp:account(person.email)
  a:judge(after and after.id == before.id and after.role == before.role, "the account as it was", "another", step)
end
rows["link-email-rewrite"] = function(a, t)
  local person = t.idp:person { given = "Vic", family = "Tim", email = "idpsim-" .. t.unique .. "-victim@" .. t.email_domain }
  logs_in(a, t, person)
  local before = t.sp:account(person.email)
  local user, path = a:user("taker", { emails = { { value = "taker@example.test", type = "work", primary = true } } })
  local step = a:patch(path, { { op = "replace", path = 'emails[type eq "work"].value', value = person.email } })
  a:answered(step)
  a:answered(a:patch(path, off))   -- who landed in that account would be shut out with it
  local login = t.idp:open_tile(person)
  a:judge(login.accepted, "the login lands in its own account", login.outcome, step)
  local after = t.sp:account(person.email)
  a:judge(after and after.id == before.id and after.id ~= user.id, "the account that was there", "another", step)
end
rows["link-adm-deactivate"] = function(a, t)
  local person, user, path = known(a, t, "admin")
  logs_in(a, t, person)
  t.sp:change_account(person.email, { role = t.names.admin_role })
  local before = a:now(path)
  local step = a:patch(path, off)
  a:answered(step)
  if step.status >= 400 then a:kept(path, before) else a:judge(a:now(path).active == false, "inactive", "active", step) end
  a:reads(step.status >= 400 and "an administrator cannot be deactivated by SCIM" or "an administrator is deactivated by SCIM as anybody else", step)
end
rows["grp-admin-member"] = function(a, t)
  local person, user, path = known(a, t, "admin")
  logs_in(a, t, person)
  t.sp:change_account(person.email, { role = t.names.admin_role })
  local other, low = known(a, t, "plain")
  logs_in(a, t, other)
  local role = t.sp:account(other.email).role
  local direct = a:patch(path, { { op = "replace", path = "displayName", value = "x" } })
  local _, group = a:group("crew")
  local before = a:now(group)
  local step = a:patch(group, { { op = "add", path = "members", value = { { value = user.id }, { value = low.id } } } })
  a:answered(step)
  if direct.status == 403 then
    a:refused(step, { 403 })
    a:kept(group, before)
  end
  logs_in(a, t, other)
  local after = t.sp:account(other.email)
  a:judge(after.role == role, "the role " .. role, after.role, step)
  a:judge(t.sp:account(person.email).role == t.names.admin_role, "the administrator one still", t.sp:account(person.email).role, step)
end
-- Nobody is more than before by a group of such a name.
local function no_role(a, t, make)
  local person, user = known(a, t, "climber")
  logs_in(a, t, person)
  local role = t.sp:account(person.email).role
  for _, name in ipairs { t.names.admin_role, "Administrators", "admins", "Owners" } do
    local step = make(name, user)
    a:answered(step)
    logs_in(a, t, person)
    local after = t.sp:account(person.email)
    a:judge(after.role == role, "the role " .. role, after.role, step)
  end
end
rows["mass-roles"] = function(a, t, scim)
  local person, user, path = known(a, t, "climber")
  logs_in(a, t, person)
  local role = t.sp:account(person.email).role
  local roles = { { value = t.names.admin_role, primary = true } }
  local put = { schemas = { scim.user_urn }, userName = user.userName, emails = user.emails, roles = roles }
  for _, request in ipairs { { method = "PUT", path = path, json = put }, { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "add", path = "roles", value = roles } } } },
                             { method = "PATCH", path = path, json = { schemas = { scim.patch_urn }, Operations = { { op = "replace", value = { roles = roles } } } } } } do
    local step = a:send(request)
    a:answered(step)
    local after = t.sp:account(person.email)
    a:judge(after and after.role == role, "the role " .. role, after and after.role, step)
    logs_in(a, t, person)
    a:judge(t.sp:account(person.email).role == role, "the role " .. role .. " after a login", t.sp:account(person.email).role, step)
  end
  local made = a:body("new", { roles = roles })
  made.emails = { { value = made.userName, type = "work", primary = true } }
  local step = a:send { method = "POST", path = "/Users", json = made }
  a:answered(step)
  if step.status == 201 then
    local account = t.sp:account(made.userName)
    a:judge(account == nil or account.role ~= t.names.admin_role, "no administrator", account and account.role, step)
  end
end
rows["mass-group-privileged"] = function(a, t)
  no_role(a, t, function(name, user) return a:send { method = "POST", path = "/Groups", json = a:group_body("g", { displayName = name, members = { { value = user.id } } }) } end)
end
rows["mass-group-rename"] = function(a, t)
  local path
  no_role(a, t, function(name, user)
    if not path then path = select(2, a:group("g", { members = { { value = user.id } } })) end
    return a:patch(path, { { op = "replace", path = "displayName", value = name } })
  end)
end
rows["uniq-unicode"] = function(a, t)
  local stem = "idpsim-" .. t.unique
  for number, pair in ipairs { { "vi\u{e9}", "vie\u{301}" }, { "vic", "\u{ff56}\u{ff49}\u{ff43}" }, { "kim", "\u{212a}im" }, { "vic", "v\u{131}c" }, { "stra\u{df}e", "strasse" }, { "vic", "vic\u{200b}" } } do
    local first, second = stem .. number .. pair[1] .. "@" .. t.email_domain, stem .. number .. pair[2] .. "@" .. t.email_domain
    local made = a:send { method = "POST", path = "/Users", json = a:body("u", { userName = first }) }
    local found = a:count(second)
    local step = a:send { method = "POST", path = "/Users", json = a:body("u", { userName = second }) }
    if made.status == 201 then
      a:judge(step.status == 201 or step.status == 409 or step.status == 400, "201, 409 or 400", a.attack.shown(step), step)
      a:judge((step.status == 409) == (found == 1), "taken just when it is found", "HTTP " .. step.status .. ", found " .. found, step)
      if step.status == 201 then a:judge(a:count(first) == 1 and a:count(second) == 1, "each found by its own name", "they are mixed up", step) end
      -- Who logs in with the second name is the one whom SCIM has by it.
      local login = t.idp:open_tile(t.idp:person { given = "Vic", family = "Tim", email = second })
      if login.accepted then
        local me = t.sp:who_am_i(login)
        a:judge(step.status == 201 and me ~= first or step.status ~= 201 and me ~= second, "one person or two, as SCIM says", "HTTP " .. step.status .. ", then logged in as " .. tostring(me), step)
      end
      a:reads(pair[1] .. " and " .. pair[2] .. ": " .. (step.status == 409 and "one" or step.status == 201 and "two" or "the second is refused"), step)
    end
  end
  if #a.told == 0 then t:skip("no such userName is taken") end
end

local story = {
  id    = "negative/scim-login",
  title = "What SCIM says of people holds for their logins, and gives them nothing else",
  tags  = { "scim", "negative" },
  idps  = "unlisted", parameters = "requirements:scim-attack-login", uses = { "scim", "scim-attack" },
  needs = { "scim", "scim.groups", "sp.login", "sp.whoami", "sp.accounts" },
}
function story.run(t, scim, attack) attack.play(t, scim, rows) end
return story
