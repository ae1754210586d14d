-- Where recorded messages of OneLogin's differ from what this profile makes, and why (scripts/fidelity).
local extensions = ", basicConstraints, subjectKeyIdentifier, authorityKeyIdentifier, keyUsage"
local function certificate(names, key, serial, validity)
  return "v3, " .. names .. ", " .. key .. ", serial of " .. serial .. " octets, " .. validity .. extensions
end
local today = certificate("C, O, OU, CN", "RSA 2048, RSA-SHA1", 20, "5 years")
local anew = "[capture] 2015: the record was written anew by a test's XML writer"
local by_hand = "[capture] 2014: a request that a library's tests wrote after OneLogin's"
local before_own = "[capture] 2010 and 2013: accounts before there were certificates of their own"

return {
  fidelity = {
    { at = "end()", root = "EntityDescriptor", recorded = "(none)", made = "line feed",
      because = "[capture] the last line feed was cut off by whoever kept the record" },

    { at = "*/certificate()", years = "2022", recorded = certificate("O, OU, CN", "RSA 2048, RSA-SHA1", 20, "5 years"),
      made = today, because = "[capture] 2022: an account that names no country" },
    { at = "*/certificate()", years = "..2015", recorded = certificate("C, O, OU, CN", "RSA 2048, RSA-SHA1", 20, "1828 days"),
      made = today, because = "[capture] 2015: some days more than five years" },
    { at = "*/certificate()", years = "2013", recorded = certificate("C, ST, L, O, CN", "RSA 2048, RSA-SHA1", 1, "5 years"),
      made = today, because = before_own },
    { at = "*/certificate()", years = "2010", made = today, because = before_own,
      recorded = "v3, C, ST, L, O, CN, RSA 1024, UNDEF, serial of 1 octets, 5 years, no extensions" },
    { at = "*/certificate()", made = today, recorded = certificate("C, O, OU, CN", "RSA 4096, RSA-SHA256", 20, "5 years"),
      because = "[doc] a certificate of 4096 bits and SHA-256, made by the admin under Security, Certificates" },
    { at = "*/SignatureValue/text()", years = "2010", recorded = "base64, 128 octets", made = "base64, 256 octets",
      because = "[capture] 2010: RSA 1024" },
    { at = "*/SignatureValue/text()", recorded = "base64, 512 octets", made = "base64, 256 octets",
      because = "[doc] a certificate of 4096 bits, made by the admin under Security, Certificates" },

    { at = "*/KeyDescriptor/*/X509Certificate/text()", years = "..2015", recorded = "base64", made = "base64, lines of 64",
      because = "[capture] 2015: metadata had the certificate on one line" },
    { at = "/EntityDescriptor/ContactPerson", years = "..2015", recorded = "ContactPerson", made = "(none)",
      because = "[capture] 2015: metadata had a ContactPerson" },
    { at = "*/SingleLogoutService", years = "..2015", recorded = "(none)", made = "SingleLogoutService",
      because = "[capture] 2015: metadata had no SingleLogoutService" },

    { at = "/Response/@ID", years = "..2013", recorded = "id {upper:21}", made = "id R{hex:40}",
      because = "[capture] 2010 and 2013: IDs of 21 capital letters and digits" },
    { at = "/Response/Assertion/@xmlns:saml", years = "..2013", recorded = "(none)",
      made = "urn:oasis:names:tc:SAML:2.0:assertion",
      because = "[capture] 2010 and 2013: the Assertion did not declare saml anew" },
    { at = "*/Attribute[*/@*", years = "..2015", recorded = "Name, NameFormat", made = "NameFormat, Name",
      because = "[capture] until 2015 Name came before NameFormat; in 2016 and 2018 behind it" },
    { at = "*/Attribute[*/@*", years = "2017", recorded = "Name, NameFormat", made = "NameFormat, Name", edited = true,
      because = "[capture] 2017: written by hand after an older message, Name before NameFormat" },

    { at = "*/AuthnStatement/@AuthnInstant", years = "2010", recorded = "time, 0 digits, issue",
      made = "time, 0 digits, before issue", because = "[capture] 2010: AuthnInstant was IssueInstant" },
    { at = "*/AuthnStatement/@SessionIndex", years = "2010", recorded = "id _{hex:32}", made = "id _{uuid}",
      because = "[capture] 2010: a SessionIndex of 32 hexadecimal digits" },
    { at = "*/AuthnContextClassRef/text()", years = "2010", recorded = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
      made = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
      because = "[capture] 2010: the class was Password" },
    { at = "/Response/Issuer", years = "2010", recorded = "(none)", made = "saml:Issuer",
      because = "[capture] 2010: the Response had no Issuer" },
    { at = "*/AttributeValue/@xmlns:xs", years = "2010", recorded = "http://www.w3.org/2001/XMLSchema", made = "(none)",
      edited = true,
      because = "[capture] 2010: each value declared xs; the attributes of the record were added by whoever kept it" },
    { at = "*/Attribute[*/@NameFormat", years = "2010", recorded = "(none)",
      made = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", edited = true,
      because = "[capture] 2010: attributes had no NameFormat; they were added by whoever kept the record" },

    { at = "/Response*/@*", recorded = "{}, '..'", made = "{}", edited = true, because = anew .. ", with single quotes" },
    { at = "declaration()", root = "Response", recorded = "<?xml version='1.0' encoding='UTF-8'?>", made = "(none)", edited = true,
      because = anew },
    { at = "/Response/@*", recorded = "Destination, ID, InResponseTo, IssueInstant, Version, xmlns:saml, xmlns:samlp",
      made = "xmlns:saml, xmlns:samlp, ID, Version, IssueInstant, Destination, InResponseTo", edited = true,
      because = anew .. ", attributes by name" },
    { at = "/Response/Assertion/@*", recorded = "ID, IssueInstant, Version, xmlns:saml, xmlns:xs, xmlns:xsi",
      made = "xmlns:saml, xmlns:xs, xmlns:xsi, Version, ID, IssueInstant", edited = true, because = anew .. ", attributes by name" },
    { at = "*/SubjectConfirmationData/@*", recorded = "InResponseTo, NotOnOrAfter, Recipient",
      made = "NotOnOrAfter, Recipient, InResponseTo", edited = true, because = anew .. ", attributes by name" },
    { at = "*/AuthnStatement/@*", recorded = "AuthnInstant, SessionIndex, SessionNotOnOrAfter",
      made = "AuthnInstant, SessionNotOnOrAfter, SessionIndex", edited = true, because = anew .. ", attributes by name" },
    { at = "*/AttributeValue/@*", recorded = "xsi:type, xmlns:xsi", made = "xmlns:xsi, xsi:type", edited = true,
      because = anew .. ", attributes by name" },
    { at = "*/@NotOnOrAfter", recorded = "time, 0 digits, issue+133608s, '..'", made = "time, 0 digits, issue+180s", edited = true,
      because = anew .. ", to hold for longer" },
    { at = "/Response/Assertion/Signature", years = "2015", recorded = "(none)", made = "ds:Signature", edited = true,
      because = "[capture] the record's signature was cut out by whoever kept it" },

    { at = "end()", root = "LogoutRequest", recorded = "line feed", made = "(none)", edited = true, because = by_hand },
    { at = "/LogoutRequest/@*", recorded = "{}, '..'", made = "{}", edited = true, because = by_hand .. ", with single quotes" },
    { at = "/LogoutRequest/@IssueInstant", recorded = "2014-03-21T19:20:13, '..'", made = "time, 0 digits, issue", edited = true,
      because = by_hand .. ", without the time's Z" },
    { at = "/LogoutRequest/*/@xmlns:saml", recorded = "urn:oasis:names:tc:SAML:2.0:assertion, '..'", made = "(none)", edited = true,
      because = by_hand .. ", the namespace declared where it is used" },
    { at = "/LogoutRequest/@xmlns:saml", recorded = "(none)", made = "urn:oasis:names:tc:SAML:2.0:assertion", edited = true,
      because = by_hand .. ", the namespace declared where it is used" },
    { at = "/LogoutRequest/@Destination", recorded = "(none)", made = "url", edited = true, because = by_hand .. ", for no address" },
    { at = "/LogoutRequest/SessionIndex", recorded = "(none)", made = "samlp:SessionIndex", edited = true,
      because = by_hand .. ", for every session" },
    { at = "/LogoutRequest/layout()", recorded = "lines", made = "(none)", edited = true, because = by_hand .. ", line by line" },
    { at = "/LogoutRequest/@*", recorded = "Version, ID, xmlns:samlp, IssueInstant",
      made = "xmlns:samlp, ID, Version, IssueInstant", edited = true, because = by_hand },
  },
}
