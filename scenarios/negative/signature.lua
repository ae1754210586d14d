-- The faults are in src/engine/faults; one vendor for each thing that can be signed stands for all: none depends on more.
local story = {
  id    = "negative/signature",
  title = "A Response whose signature is missing, empty or wrong is refused",
  refs  = { "saml-core-5.4-signature" },
  tags  = { "negative" },
  idps  = { "generic", "onelogin", "okta" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = "faults:signature",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
