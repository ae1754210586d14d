-- Each vendor has its own way of saying no, with a page of its own or with an error Response to the product.
local ways = {}
ways["not-assigned"] = {
  why = "not_assigned",
  begin = function(t, ada) t.idp:unassign(ada) end,
  mend = function(t, ada) t.idp:assign(ada) end,
}
ways["inactive"] = {
  why = "inactive_user",
  begin = function(t, ada) t.idp:deactivate(ada) end,
  mend = function(t, ada) t.idp:reactivate(ada) end,
}
ways["acs-elsewhere"] = { why = "acs_mismatch", request = "request-acs-elsewhere" }
ways["unknown-sp"] = { why = "unknown_sp", request = "request-unknown-issuer" }

local story = {
  id    = "negative/idp-refuses",
  title = "Whom the IdP turns away, in whatever way, the product does not let in",
  refs  = { "saml-core-3.2.2.2-status", "saml-core-3.4.1-acs" },
  tags  = { "negative", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = { "not-assigned", "inactive", "acs-elsewhere", "unknown-sp" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local way = ways[t.parameter]
  t:check("sp.login.accepted", t.idp:login(ada))
  if way.begin then way.begin(t, ada) end
  local login = t.idp:login(ada, { request = way.request })
  t:expect("nobody is let in", not login.accepted, login.outcome)
  t:expect("the vendor says no in its own way", t.idp:said_no(login, way.why), login.reason)
  if #login.codes > 0 then t:check("sp.login.refused", login) end
  if way.mend then way.mend(t, ada) end
  t:check("sp.login.accepted", t.idp:login(ada))
end
return story
