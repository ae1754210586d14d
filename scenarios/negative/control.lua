-- The faults are in src/engine/faults; one vendor for each thing that can be signed stands for all: none depends on more.
local story = {
  id    = "negative/control",
  title = "Unusual messages that are good are accepted",
  refs  = { "saml-profiles-4.1.4.3-session" },
  tags  = { "negative" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = "faults:control",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
