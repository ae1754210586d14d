-- A bearer assertion is used once, however it is brought again and for as long as it could be good.
local ways = {}
ways["rep-same-response"] = function(t, login) return t.sp:deliver(login) end
ways["rep-same-response-other-browser"] = function(t, login) return t.sp:deliver(login, { browser = "new" }) end
ways["rep-reencoded"] = function(t, login) return t.sp:deliver(login, { browser = "new", fault = "enc-linebreaks" }) end
ways["rep-same-assertion-new-response"] = function(t, login)
  return t.sp:deliver(login, { browser = "new", fault = "rep-response-id" })
end
ways["rep-later"] = function(t, login)
  t.clock:advance { minutes = 4 }
  return t.sp:deliver(login, { browser = "new" })
end

local story = {
  id    = "negative/replay",
  title = "An assertion that was used is refused",
  refs  = { "saml-profiles-4.1.4.5-replay" },
  tags  = { "negative" },
  idps  = { "generic" },
  needs = { "sp.acs", "sp.whoami", "sp.unsolicited", "sp.logout" },
  parameters = {
    "rep-same-response", "rep-same-response-other-browser", "rep-reencoded", "rep-same-assertion-new-response",
    "rep-later",
  },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local login = t.idp:open_tile(ada)
  t:control("the assertion is accepted once", login)
  t.sp:logout(login)   -- what is judged is the second use, not the first one's session
  t:check("sp.login.refused", ways[t.parameter](t, login))
  t:control("a fresh assertion is accepted", t.idp:open_tile(ada))
end
return story
