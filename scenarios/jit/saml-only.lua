-- Only SAML was set up: no SCIM token was ever issued, and a login works.
local story = {
  id    = "jit/saml-only", claim = "jit-saml-only",
  title = "With JIT only the SAML part is set up; SCIM is not needed",
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.scim_tokens" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("no SCIM token was issued", t.sp:scim_tokens() == 0, t.sp:scim_tokens())
  t:check("sp.login.accepted", t.idp:login(ada))
  t:expect("still no SCIM token", t.sp:scim_tokens() == 0, t.sp:scim_tokens())
end
return story
