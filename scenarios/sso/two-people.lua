-- Two people log in one after the other in browsers of their own; neither becomes the other.
local story = {
  id    = "sso/two-people", claim = "compat-saml",
  title = "Each person's session is the person's own",
  refs  = { "saml-profiles-4.1.4.3-person" },
  tags  = { "sso" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local first = t.idp:login(ada)
  local second = t.idp:login(grace)
  t:check("sp.login.person", first)
  t:check("sp.login.person", second)
  t:expect("the first session is still the first person's", t.sp:who_am_i(first) == ada.email, t.sp:who_am_i(first))
end
return story
