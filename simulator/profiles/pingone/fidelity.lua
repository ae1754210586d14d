-- Where recorded messages of PingOne's differ from what this profile makes, and why (scripts/fidelity).
local endpoints = "KeyDescriptor, SingleLogoutService, SingleLogoutService[2], SingleSignOnService, SingleSignOnService[2]"

return {
  other_products = {
    { issuer = "PingConnect",
      because = "[capture] 2013: PingConnect, the fore-runner of PingOne for Enterprise, built on PingFederate; another " ..
        "product than today's PingOne platform, which this profile plays" },
  },
  fidelity = {
    { at = "end()", root = "EntityDescriptor", recorded = "(none)", made = "line feed",
      because = "[capture] the last line feed was cut off by whoever kept the record" },
    -- Orders speak of what both have: nothing else differs.
    { at = "/EntityDescriptor/IDPSSODescriptor/*", years = "..2022",
      recorded = endpoints .. ", Attribute[user.*", made = endpoints .. ", Attribute[user.*",
      because = "[capture] 2022: the order of the attributes that metadata lists differs from document to document" },
    { at = "/EntityDescriptor/IDPSSODescriptor/Attribute[user.emailVerified]", years = "..2022", recorded = "(none)", made = "saml:Attribute",
      because = "[capture] 2022: without an attribute that there is in 2023" },
  },
}
