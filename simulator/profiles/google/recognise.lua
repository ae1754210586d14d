-- By what a message is known as Google Workspace's: places and words of its shape, as `idpsim inspect` reads it.
return {
  recognise = {
    { weight = 60, at = "*/Issuer/text()", value = "https://accounts.google.com/o/saml2*",
      says = "The Issuer has the form https://accounts.google.com/o/saml2?idpid=<customer>." },
    { weight = 60, at = "*@entityID", value = "https://accounts.google.com/o/saml2*",
      says = "The entityID has the form https://accounts.google.com/o/saml2?idpid=<customer>." },
    { weight = 50, at = "*/certificate()", value = "*OU=Google For Work*",
      says = "The certificate's subject names OU=Google For Work." },
    { weight = 50, at = "/EntityDescriptor/IDPSSODescriptor/SingleSignOnService*@Location",
      value = "https://accounts.google.com/o/saml2/*",
      says = "The single sign-on URL is one of https://accounts.google.com/o/saml2/." },
    { weight = 60, at = "/AuthnRequest/@Destination", value = "https://accounts.google.com/o/saml2/*",
      says = "It is addressed to https://accounts.google.com/o/saml2/." },
    { weight = 25, at = "*/X509Data/X509SubjectName/text()", shape = "ST, C, OU, CN, L, O",
      says = "KeyInfo tells the certificate's subject, ST first." },
    { weight = 5, at = "*/Assertion/AuthnStatement/@SessionIndex", shape = "the Assertion's ID",
      says = "The SessionIndex is the Assertion's ID." },
    { weight = 1, at = "/Response", shape = "saml2p:Response",
      says = "The messages' prefixes are saml2p and saml2." },
    { weight = 10, at = "declaration()", shape = "*standalone=\"no\"?>",
      says = "The XML declaration says standalone=\"no\"." },
  },
}
