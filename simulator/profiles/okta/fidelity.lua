-- Where recorded messages of Okta's differ from what this profile makes, and why (scripts/fidelity).
local function certificate(key, years)
  return "v3, C, ST, L, O, OU, CN, emailAddress, " .. key .. ", serial of 6 octets, " .. years .. " years, no extensions"
end
local today = certificate("RSA 2048, RSA-SHA256", 10)
local behind = "[capture] until 2019 namespace declarations came before the attributes; since 2020 behind them"
local apart = "[capture] 2013, 2017 and 2020, seldom: the window starts from a clock read a millisecond apart from IssueInstant"
local first = "[capture] until 2017 emailAddress came first, today unspecified"
local anew = "[capture] 2020: the record was laid out anew by whoever kept it"

return {
  fidelity = {
    { at = "end()", root = "EntityDescriptor", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "declaration()", root = "EntityDescriptor", edited = true,
      recorded = "(none)", made = '<?xml version="1.0" encoding="UTF-8"?>',
      because = "[capture] 2020: the record lost its declaration" },
    { at = "/EntityDescriptor/layout()", recorded = "lines", made = "(none)", edited = true, because = anew },
    { at = "*/KeyDescriptor/*/X509Certificate/text()", recorded = "base64, parts of 76, framed",
      made = "base64, lines of 76", edited = true, because = anew .. ": the certificate's lines were joined" },
    { at = "*/NameIDFormat*/text()", recorded = "\n{}\n", made = "{}", edited = true,
      because = anew .. ", line feeds inside values among it" },
    { at = "*/KeyDescriptor/*/X509Certificate/text()", recorded = "base64, lines of 76, indented",
      made = "base64, lines of 76", edited = true,
      because = "[capture] 2014 and 2017: the certificate's lines are indented in the record, which is laid out anew" },

    { at = "/Response/@*", years = "..2019", recorded = "xmlns:saml2p, {}", made = "{}, xmlns:saml2p", because = behind },
    { at = "/Response/@*", years = "..2019", recorded = "xmlns:saml2p, {}, xmlns:xs", made = "{}, xmlns:saml2p, xmlns:xs",
      because = behind },
    { at = "/Response/Assertion/@*", years = "..2019", recorded = "xmlns:saml2, {}", made = "{}, xmlns:saml2", because = behind },
    { at = "/Response/Assertion/@*", years = "..2019", recorded = "xmlns:saml2, {}, xmlns:xs", made = "{}, xmlns:saml2, xmlns:xs",
      because = behind },
    { at = "/Response/Issuer/@*", years = "..2019", recorded = "xmlns:saml2, Format", made = "Format, xmlns:saml2",
      because = behind },
    { at = "*/InclusiveNamespaces/@*", years = "..2019", recorded = "xmlns:ec, PrefixList", made = "PrefixList, xmlns:ec",
      because = behind },
    { at = "/Response/EncryptedAssertion/Encrypted*/@*", years = "..2019", recorded = "xmlns:xenc, {}", made = "{}, xmlns:xenc",
      because = behind },
    { at = "*/EncryptionMethod/DigestMethod/@*", years = "..2019", recorded = "xmlns:ds, Algorithm",
      made = "Algorithm, xmlns:ds", because = behind },
    { at = "/EntityDescriptor/@*", years = "..2020", recorded = "xmlns:md, entityID", made = "entityID, xmlns:md",
      because = "[capture] until 2020 namespace declarations came before the attributes; in 2024 behind them" },

    { at = "*/certificate()", years = "..2014", recorded = certificate("RSA 1024, RSA-SHA1", 30), made = today,
      because = "[capture] organisations before 2015: RSA 1024, SHA-1, thirty years" },
    { at = "*/SignatureValue/text()", years = "..2014", recorded = "base64, 128 octets", made = "base64, 256 octets",
      because = "[capture] organisations before 2015 have RSA 1024" },
    { at = "*/certificate()", years = "..2018", recorded = certificate("RSA 2048, RSA-SHA1", 10), made = today,
      because = "[capture] certificates made before 2017 are signed with SHA-1" },

    { at = "*/Conditions/@NotBefore", years = "..2020", recorded = "time, 3 digits, issue-300s about",
      made = "time, 3 digits, issue-300s", because = apart },
    { at = "*/@NotOnOrAfter", years = "..2020", recorded = "time, 3 digits, issue+300s about",
      made = "time, 3 digits, issue+300s", because = apart },

    { at = "*/IDPSSODescriptor/@WantAuthnRequestsSigned", years = "..2017", recorded = "true", made = "false",
      because = "[capture] until 2017 the metadata of some apps asked for signed requests; no later one does" },
    { at = "*/NameIDFormat/text()", years = "..2017", recorded = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      made = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", because = first },
    { at = "*/NameIDFormat[2]/text()", years = "..2017", recorded = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
      made = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", because = first },
    { at = "/Response/Assertion/AttributeStatement/*/form()", years = "2024", recorded = "<a></a>", made = "<a/>", edited = true,
      because = "[capture] 2024-10: the record was laid out anew by whoever kept it" },
  },

  -- Recorded SCIM exchanges.
  scim_fidelity = {
    { at = "scim-rec-first-push-rename: keys ", recorded = "Operations", made = "schemas,Operations",
      because = "[recorded] retyped by who reported it: the envelope is left out" },
    { at = "scim-rec-first-push-rename: body /schemas/0", recorded = "(none)", made = "urn:ietf:params:scim:api:messages:2.0:PatchOp",
      because = "[recorded] retyped by who reported it: the envelope is left out" },
    { at = "scim-rec-nopath-replace-members-empty: keys ", recorded = "Operations", made = "schemas,Operations",
      because = "[recorded] retyped by who reported it: the envelope is left out" },
    { at = "scim-rec-nopath-replace-members-empty: body /schemas/0", recorded = "(none)",
      made = "urn:ietf:params:scim:api:messages:2.0:PatchOp",
      because = "[recorded] retyped by who reported it: the envelope is left out" },
  },
}
