-- By what a message is known as PingOne's: places and words of its shape, as `idpsim inspect` reads it.
return {
  recognise = {
    { weight = 60, at = "*/Issuer/text()", value = "https://auth.pingone.*",
      says = "The Issuer has the form https://auth.pingone.com/<environment>." },
    { weight = 60, at = "*@entityID", value = "https://auth.pingone.*",
      says = "The entityID has the form https://auth.pingone.com/<environment>." },
    { weight = 50, at = "*/certificate()", value = "*PingOne SSO Certificate*",
      says = "The certificate is a \"PingOne SSO Certificate\"." },
    { weight = 50, at = "/EntityDescriptor/IDPSSODescriptor/SingleSignOnService*@Location",
      value = "https://auth.pingone.*/saml20/idp/*",
      says = "The single sign-on URL is https://auth.pingone.com/<environment>/saml20/idp/sso." },
    { weight = 60, at = "/AuthnRequest/@Destination", value = "https://auth.pingone.*/saml20/idp/*",
      says = "It is addressed to https://auth.pingone.com/<environment>/saml20/idp/sso." },
    { weight = 60, at = "/LogoutRequest/@Destination", value = "https://auth.pingone.*/saml20/idp/*",
      says = "It is addressed to https://auth.pingone.com/<environment>/saml20/idp/slo." },
    { weight = 10, at = "/*Response/@ID", shape = "id id-{uuid}", says = "The ID is \"id-\" and a UUID." },
    { weight = 10, at = "*/Assertion/@ID", shape = "id id-{uuid}",
      says = "The Assertion's ID is \"id-\" and a UUID." },
    { weight = 15, at = "*/Attribute*/@Name", value = "saml_subject", says = "It has the attribute saml_subject." },
    { weight = 5, at = "*/KeyInfo/*", shape = "X509Data, KeyValue",
      says = "KeyInfo holds the certificate and the bare key." },
    { weight = 60, at = "*/Issuer/text()", value = "PingConnect",
      says = "The Issuer is PingConnect: the fore-runner of PingOne for Enterprise" ..
        ", not today's PingOne platform, and its messages differ." },
    { weight = 40, at = "*/Attribute*/@Name", value = "PingOne.*",
      says = "It has an attribute PingOne...: PingOne for Enterprise" ..
        " sends those, today's PingOne platform does not." },
    { weight = 60, at = "*/Issuer/text()", value = "https://pingone.com/idp/*",
      says = "The Issuer has the form https://pingone.com/idp/<account>" ..
        ": PingOne for Enterprise, not today's PingOne platform." },
    { weight = 60, at = "*@entityID", value = "https://pingone.com/idp/*",
      says = "The entityID has the form https://pingone.com/idp/<account>" ..
        ": PingOne for Enterprise, not today's PingOne platform." },
  },
}
