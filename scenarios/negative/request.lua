-- A Response answers one request, of the browser that made it, once and in time.
local ways = {}
ways["irt-other-request"] = function(t, ada)
  local held = t.idp:login(ada, { deliver = false })
  return t.sp:deliver(held, { browser = "new" })
end
ways["irt-consumed"] = function(t, ada)
  local first = t.idp:login(ada)
  t:control("the first answer is accepted", first)
  t.sp:logout(first)
  return t.sp:deliver(t.idp:answer_again(first))
end
ways["irt-expired-request"] = function(t, ada)
  local held = t.idp:login(ada, { deliver = false })
  t.clock:advance { days = 30 }
  return t.sp:deliver(t.idp:answer_again(held))
end

local story = {
  id    = "negative/request",
  title = "A Response counts for the one request that it answers",
  refs  = { "saml-profiles-4.1.4.2-in-response-to" },
  tags  = { "negative" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.logout" },
  parameters = { "irt-other-request", "irt-consumed", "irt-expired-request" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:check("sp.login.refused", ways[t.parameter](t, ada))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
