-- One browser, several people, and messages that were used before somebody logged out.
local ways = {}
local function new(t, given) return t.idp:person { given = given, family = "Stone" } end

ways["ses-existing-other-user"] = function(t)
  local ada = t.idp:login(new(t, "Ada"))
  t:check("sp.login.accepted", ada)
  local mal = t.sp:deliver(t.idp:login(new(t, "Mal"), { deliver = false }), { browser = "new" })
  t:check("sp.login.refused", mal)                              -- the request was another browser's
  local unasked = t.idp:open_tile(new(t, "Eve"), { deliver = false })
  t:check("sp.login.person", t.sp:deliver(unasked, { browser = ada }))   -- Eve's session, and Ada's no more
end
ways["rep-logout-then-replay"] = function(t)
  local login = t.idp:open_tile(new(t, "Ada"))
  t:check("sp.login.accepted", login)
  t.sp:logout(login)
  t:expect("nobody is logged in afterwards", t.sp:who_am_i(login) == nil)
  t:check("sp.login.refused", t.sp:deliver(login))
  t:check("sp.login.refused", t.sp:deliver(login, { browser = "new" }))
end

local story = {
  id    = "negative/session",
  title = "A session is of the person who logged in last, and a used message opens none",
  refs  = { "saml-profiles-4.1.4.3-person", "saml-profiles-4.1.4.3-refuse" },
  tags  = { "negative" },
  idps  = { "generic", "okta" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.logout" },
  parameters = { "ses-existing-other-user", "rep-logout-then-replay" },
}
function story.run(t)
  t:control("a good login is accepted before", t.idp:login(new(t, "Olive")))
  ways[t.parameter](t)
end
return story
