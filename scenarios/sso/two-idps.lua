-- Two identity providers of one organisation, as after a merger: each speaks for its own people. The second one is another
-- tenant of the same vendor, on the vendor's common host where it has one, or another vendor's.
local story = {
  id    = "sso/two-idps", claim = "compat-saml",
  title = "Two identity providers of one organisation let their own people in, and nobody else's",
  refs  = { "product-idp-scope", "saml-profiles-4.1.4.3-person" },
  tags  = { "sso", "tenancy" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.idp_choice", "sp.can.add_idp" },
  parameters = { "same-vendor", "other-vendor" },
}
function story.run(t)
  local other_vendor = t.idp.id == "okta" and "entra" or "okta"
  local other = t:second_idp { profile = t.parameter == "other-vendor" and other_vendor or t.idp.id }
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = other:person { given = "Grace", family = "Murray" }
  for _, login in ipairs { t.idp:login(ada), other:login(grace) } do
    t:check("saml.request.destination", login)   -- the one that was chosen is asked
    t:check("sp.login.accepted", login)
    t:check("sp.login.person", login)
  end
  t:check("sp.login.person", t.idp:open_tile(ada))
  t:check("sp.login.person", other:open_tile(grace))

  local false_ada = other:person { given = "Ada", family = "Byron" }
  t:check("sp.login.refused", other:login(false_ada))
  t:check("sp.login.refused", other:open_tile(false_ada))
  local false_grace = t.idp:person { given = "Grace", family = "Murray" }
  t:check("sp.login.refused", t.idp:login(false_grace))
  t:expect("there are two accounts", #t.sp:accounts(ada.email) == 1 and #t.sp:accounts(grace.email) == 1)
  t:check("sp.login.person", t.idp:login(ada))
end
return story
