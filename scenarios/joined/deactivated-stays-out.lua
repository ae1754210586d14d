-- The assertion is fresh and good, the person still assigned: what SCIM said about the account decides.
local story = {
  id    = "joined/deactivated-stays-out", claim = "compat-scim",
  title = "Whom SCIM deactivated no good assertion lets in, and JIT does not bring back",
  tags  = { "scim", "jit", "joined" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  t:given("both are provisioned", t.scim:provision(ada).ok and t.scim:provision(grace).ok)
  local session = t.idp:login(ada)
  t:check("sp.login.person", session)
  local account = t.sp:account(ada.email)

  t:given("Ada is deactivated by SCIM", t.scim:deactivate(ada).ok)
  t:expect("her session has ended", t.sp:who_am_i(session) == nil, t.sp:who_am_i(session))
  t.idp:reactivate(ada)   -- the directory would let her in; only the account is closed
  t:check("sp.login.refused", t.idp:login(ada))
  local accounts = t.sp:accounts(ada.email)
  t:expect("there is no second account", #accounts == 1, #accounts)
  t:expect("the account is still closed", accounts[1] and not accounts[1].active)
  t:check("sp.login.person", t.idp:login(grace))   -- so that the refusal means something

  t:given("Ada is reactivated by SCIM", t.scim:reactivate(ada).ok)
  t:check("sp.login.person", t.idp:login(ada))
  t:expect("it is her old account", account and t.sp:account(ada.email).id == account.id)
end
return story
