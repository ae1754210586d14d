-- The faults are in src/engine/faults; one vendor for each thing that can be signed stands for all: none depends on more.
local story = {
  id    = "negative/encoding",
  title = "A Response comes as one form field in base64, by POST",
  refs  = { "saml-bindings-3.5.4-encoding" },
  tags  = { "negative" },
  idps  = { "generic" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = "faults:encoding",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
