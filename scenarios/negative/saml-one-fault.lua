-- A known-good login with exactly one fault, between two good ones: the product must refuse it, and only it.
local story = {
  id    = "negative/saml-one-fault",
  title = "A Response with one fault is refused",
  refs  = { "saml-profiles-4.1.4.3-refuse" },
  tags  = { "negative" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = {
    "byte-flipped", "signature-removed", "replayed", "audience-other", "recipient-other", "issuer-other",
    "in-response-to-other", "confirmation-expired", "conditions-expired", "not-yet-valid", "status-failed",
    "version-other", "method-other", "key-other",
  },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:check("sp.login.refused", t.idp:login(ada, { fault = t.parameter }))
  t:control("a good login is accepted after", t.idp:login(ada))
end
return story
