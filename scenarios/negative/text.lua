-- Ada's address holds another one: cut at the right place, it is somebody else's.
local story = {
  id    = "negative/text",
  title = "A name is the whole text of its element, whatever stands in it",
  refs  = { "saml-core-2.2.3-name-id" },
  tags  = { "negative" },
  idps  = { "generic", "onelogin" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = "faults:text",
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron", email = "ada@" .. t.email_domain .. ".evil.example" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:judge(t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
