-- The artifact that the browser brings and what the IdP answers to it, with one fault each; src/engine/faults/artifact.cpp.
local story = {
  id    = "negative/artifact",
  title = "An artifact that is no good, or an answer that breaks a rule, gives no session",
  refs  = { "saml-core-3.5.3-artifact", "saml-profiles-4.1.4.3-refuse" },
  tags  = { "negative", "artifact" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.artifact", "sp.can.connect_idp", "sp.can.change_settings" },
  parameters = "faults:artifact",
}
function story.run(t)
  t.idp:set { response_binding = "artifact" }
  t.sp:act("connect_idp", { metadata = t.idp:metadata() })
  t.sp:act("change_settings", { settings = '{"response_binding":"artifact"}' })
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
