-- The product's admin wants logins of a certain class. Some vendors answer no, some choose, most go on as if nobody had
-- asked; what counts is that the product looks at the answer.
local mfa = "https://refeds.org/profile/mfa"

local function ask_for(t, class)
  t:given("the class is asked for", t.sp:act("change_settings", { settings = '{"authn_contexts":["' .. class .. '"]}' }).ok)
end
--- The vendor's no, or an answer that the product has to compare.
local function judge(t, login, class)
  t:expect("the request asks for the class", login.request and login.request.class_refs[1] == class)
  local rule = t.idp.rules.authn_context
  if login.refused_by == "idp" then
    t:expect("a vendor that heeds the class says no in its own way",
      rule ~= "ignored" and t.idp:said_no(login, "authn_context"), rule .. ": " .. login.reason)
  else
    t:check("sp.authn_context", login)
  end
end

local ways = {}
ways["its-own"] = function(t, ada)
  ask_for(t, t.idp.rules.class_ref)
  local login = t.idp:login(ada)
  judge(t, login, t.idp.rules.class_ref)
  t:check("sp.login.accepted", login)
  t:check("sp.login.accepted", t.idp:open_tile(ada))
end
ways["stronger"] = function(t, ada)
  ask_for(t, mfa)
  local login = t.idp:login(ada)
  judge(t, login, mfa)
  t:expect("nobody is let in", not login.accepted, login.outcome)
  t:check("sp.login.refused", t.idp:open_tile(ada))   -- nor by not asking at all
end
ways["as-chosen"] = function(t, ada)
  ask_for(t, mfa)
  if #t.idp:choices("authn_context.obey") > 0 then t.idp:set { ["authn_context.obey"] = true } end
  judge(t, t.idp:login(ada), mfa)
end

local story = {
  id    = "sso/authn-context", claim = "compat-saml",
  title = "A login of another class of authentication than the product asked for lets nobody in",
  refs  = { "saml-core-3.3.2.2.1-context" },
  tags  = { "sso", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.can.change_settings" },
  parameters = { "its-own", "stronger", "as-chosen" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a login without conditions is accepted", t.idp:login(ada))
  ways[t.parameter](t, ada)
end
return story
