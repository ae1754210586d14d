-- The faults are in src/engine/faults; one vendor for each thing that can be signed stands for all: none depends on more.
local story = {
  id    = "negative/key",
  title = "A key is the IdP's because it was configured, never because the message says so",
  refs  = { "saml-core-5.4.5-key-info" },
  tags  = { "negative" },
  idps  = { "generic", "onelogin" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = "faults:key",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
