-- The product asks whether somebody is logged in, without bothering anybody. The answer no is an answer, too.
local story = {
  id    = "sso/passive", claim = "compat-saml",
  title = "Asked to bother nobody, the IdP lets in by its session or says no",
  refs  = { "saml-core-3.4.1-is-passive", "saml-core-3.2.2.2-status" },
  tags  = { "sso", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.logout", "sp.can.change_settings" },
}
local function passive(t, on)
  t:given("IsPassive is set", t.sp:act("change_settings", { settings = '{"is_passive":' .. tostring(on) .. "}" }).ok)
end
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local known = t.idp:login(ada)
  t:control("a login with a password is accepted", known)
  t.sp:logout(known)
  passive(t, true)
  local quiet = t.idp:login(ada, { browser = known })
  t:expect("the request has IsPassive", quiet.request and quiet.request.is_passive)
  t:expect("nobody is asked", not quiet.asked_password)
  t:check("sp.login.person", quiet)

  local stranger = t.idp:login(ada)      -- in a browser that the IdP does not know
  if t.idp.rules.passive == "obeyed" then
    t:expect("nobody is asked", not stranger.asked_password)
    t:expect("the vendor says no in its own way", t.idp:said_no(stranger, "no_passive"), stranger.reason)
    if #stranger.codes > 0 then t:check("sp.login.refused", stranger) end
  else
    t:expect("a vendor that reads over IsPassive asks", stranger.asked_password)
    t:check("sp.login.person", stranger)
  end
  passive(t, false)
  t:check("sp.login.person", t.idp:login(ada))
end
return story
