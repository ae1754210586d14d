-- Where recorded messages of Entra ID's differ from what this profile makes, and why (scripts/fidelity).
local ds, wsa = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2005/08/addressing"
local user = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
local own = "http://schemas.microsoft.com/identity/claims/"
local function order(...)
  local out = {}
  for i, claim in ipairs({ ... }) do out[i] = "Attribute[" .. claim .. "]" end
  return table.concat(out, ", ")
end

local app_key = "v3, CN, RSA 2048, RSA-SHA256, serial of 16 octets, 3 years, no extensions"
local tenant_key = "v3, CN, RSA 2048, RSA-SHA256, serial of 16 octets, 5 years, subjectKeyIdentifier"
local early_keys = "[capture] 2013 to 2015: the key of accounts.accesscontrol.windows.net signed for apps: two years"
local tenant_keys = "[capture] until 2018 the tenant-wide keys were made for two years; today five (m)"
local prefix = "[capture] until 2017 the signature had the prefix ds, its KeyInfo none"
local key_info = "[capture] until 2024 KeyInfo in metadata's signature had no prefix; in 2025 it has"
local reference = "[capture] 2014: EndpointReference had no prefix"
local wsfed = "[capture] 2013: the WS-Federation endpoint's assertion"
local window = "[capture] 2015 to 2018: the window was 5 minutes before to 55 after, the confirmation's 5 minutes"
local anew = "[capture] 2018-12: the record was written anew by whoever kept it"
local resigned = "[capture] 2021-05: the record was laid out and signed anew with a test's key"
local one_time = "[capture] the edited records of 2018-12 and 2020 have one time for all"

return {
  fidelity = {
    { at = "end()", root = "EntityDescriptor", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "byte-order-mark()", root = "EntityDescriptor", recorded = "(none)", made = "UTF-8",
      because = "[capture] the byte order mark was cut off by whoever kept the record; those of 2014 and 2019 have it" },

    { at = "*/Signature*", years = "..2017", recorded = "ds:{}", made = "{}", because = prefix },
    { at = "*/Signature/@xmlns:ds", years = "..2017", recorded = ds, made = "(none)", because = prefix },
    { at = "*/Signature/@xmlns", years = "..2017", recorded = "(none)", made = ds, because = prefix },
    { at = "*/Signature/KeyInfo/@xmlns", years = "..2017", recorded = ds, made = "(none)", because = prefix },
    { at = "/EntityDescriptor/Signature/KeyInfo*", years = "..2024", recorded = "{}", made = "ds:{}", because = key_info },
    { at = "/EntityDescriptor/Signature/KeyInfo/@xmlns:ds", years = "..2024", recorded = "(none)", made = ds, because = key_info },

    { at = "*/Signature/KeyInfo/*/certificate()", years = "2013", made = app_key, because = early_keys,
      recorded = "v3, CN, RSA 2048, RSA-SHA1-2, serial of 16 octets, 2 years, 2.5.29.1" },
    { at = "*/Signature/KeyInfo/*/certificate()", years = "2015", made = app_key, because = early_keys,
      recorded = "v3, CN, RSA 2048, RSA-SHA256, serial of 16 octets, 2 years, no extensions" },
    { at = "/EntityDescriptor/*/certificate()", years = "..2018", made = tenant_key, because = tenant_keys,
      recorded = "v3, CN, RSA 2048, RSA-SHA1-2, serial of 16 octets, 2 years, 2.5.29.1" },
    { at = "/EntityDescriptor/*/certificate()", years = "..2018", made = tenant_key, because = tenant_keys,
      recorded = "v3, CN, RSA 2048, RSA-SHA256, serial of 16 octets, 2 years, 2.5.29.1" },
    { at = "/EntityDescriptor/*/certificate()", years = "..2018", made = tenant_key, because = tenant_keys,
      recorded = "v3, CN, RSA 2048, RSA-SHA256, serial of 16 octets, 2 years, no extensions" },
    { at = "/EntityDescriptor/*/certificate()", years = "..2018", made = tenant_key, because = tenant_keys,
      recorded = "v3, CN, RSA 2048, RSA-SHA256, serial of 16 octets, 2 years, subjectKeyIdentifier" },

    { at = "*/ClaimType*/@Optional", years = "..2014", recorded = "true", made = "(none)",
      because = "[capture] 2014: claims were marked as optional" },
    { at = "*/EndpointReference*", years = "..2014", recorded = "{}", made = "wsa:{}", because = reference },
    { at = "*/EndpointReference/@xmlns", years = "..2014", recorded = wsa, made = "(none)", because = reference },
    { at = "*/EndpointReference/@xmlns:wsa", years = "..2014", recorded = "(none)", made = wsa, because = reference },

    { at = "/Assertion/Signature/*/form()", years = "2013", recorded = "<a />", made = "<a/>", because = wsfed },
    { at = "/Assertion/Subject/NameID/@Format", years = "2013", recorded = "(none)",
      made = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", because = wsfed .. ", no NameID format" },
    { at = "/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData", years = "2013", recorded = "(none)",
      made = "SubjectConfirmationData", because = wsfed .. ", no SubjectConfirmationData" },
    { at = "/Assertion/Subject/SubjectConfirmation/form()", years = "2013", recorded = "<a />", made = "(none)",
      because = wsfed .. ", no SubjectConfirmationData" },
    { at = "/Assertion/AuthnStatement/@SessionIndex", years = "2013", recorded = "(none)", made = "the Assertion's ID",
      because = wsfed .. ", no SessionIndex" },
    { at = "/Assertion/Conditions/@NotBefore", years = "2013", recorded = "time, 3 digits, issue about",
      made = "time, 3 digits, issue-300s about", because = wsfed .. ": twelve hours from IssueInstant" },
    { at = "/Assertion/Conditions/@NotOnOrAfter", years = "2013", recorded = "time, 3 digits, issue+43200s about",
      made = "time, 3 digits, issue+3600s about", because = wsfed .. ": twelve hours from IssueInstant" },
    { at = "/Assertion/AttributeStatement/*", years = "2013",
      recorded = order(own .. "tenantid", user .. "givenname", user .. "name", user .. "surname", own .. "identityprovider"),
      made = order(own .. "tenantid", own .. "identityprovider", user .. "givenname", user .. "surname", user .. "name"),
      because = wsfed .. ": the claims in another order" },

    { at = "/Response/Assertion/AttributeStatement/*", years = "2015",
      recorded = order(own .. "tenantid", own .. "objectidentifier", user .. "name", user .. "surname", user .. "givenname",
        own .. "displayname", own .. "identityprovider"),
      made = order(own .. "tenantid", own .. "objectidentifier", own .. "displayname", own .. "identityprovider",
        user .. "givenname", user .. "surname", user .. "name"),
      because = "[capture] 2015: the user's claims came before displayname and identityprovider" },
    { at = "*/Conditions/@NotOnOrAfter", years = "2015..2018", recorded = "time, 3 digits, issue+3300s about",
      made = "time, 3 digits, issue+3600s about", because = window },
    { at = "*/SubjectConfirmationData/@NotOnOrAfter", years = "2015..2018", recorded = "time, 3 digits, issue+300s about",
      made = "time, 3 digits, issue+3600s about", because = window },
    { at = "*/Conditions/@NotOnOrAfter", years = "2018", recorded = "time, 3 digits, issue+3300s", edited = true,
      made = "time, 3 digits, issue+3600s about", because = window .. "; the record's times are rounded" },
    { at = "*/SubjectConfirmationData/@NotOnOrAfter", years = "2018", recorded = "time, 3 digits, issue+300s", edited = true,
      made = "time, 3 digits, issue+3600s about", because = window .. "; the record's times are rounded" },
    { at = "*/Conditions/@NotBefore", years = "2018", recorded = "time, 3 digits, issue-300s", edited = true,
      made = "time, 3 digits, issue-300s about", because = "[capture] 2018-12: the anonymised record's times are rounded" },

    { at = "byte-order-mark()", root = "Response", years = "2018", recorded = "UTF-8", made = "(none)", edited = true, because = anew },
    { at = "declaration()", root = "Response", years = "2018", recorded = '<?xml version="1.0" encoding="utf-8" ?>', made = "(none)",
      edited = true, because = anew },
    { at = "/Response/@*", years = "2018", recorded = "xmlns:samlp, {}", made = "{}, xmlns:samlp", edited = true,
      because = anew .. ", declarations first" },
    { at = "/Response/Assertion/@*", years = "2018", recorded = "xmlns, {}", made = "{}, xmlns", edited = true,
      because = anew .. ", declarations first" },

    { at = "/Response/layout()", years = "2021", recorded = "indented", made = "(none)", because = resigned },
    { at = "/Response/tag()", years = "2021", recorded = "white space", made = "(none)", because = resigned },
    { at = "/Response/Assertion/Signature/layout()", years = "2021", recorded = "none", made = "(none)", because = resigned },
    { at = "/Response/Assertion/Signature*", years = "2021", recorded = "ds:{}", made = "{}", because = resigned },
    { at = "/Response/Assertion/Signature/@xmlns:ds", years = "2021", recorded = ds, made = "(none)", because = resigned },
    { at = "/Response/Assertion/Signature/@xmlns", years = "2021", recorded = "(none)", made = ds, because = resigned },
    { at = "/Response/Assertion/Signature/*/certificate()", years = "2021", made = app_key, because = resigned,
      recorded = "v3, CN, O, C, ST, L, RSA 2048, RSA-SHA1, serial of 8 octets, 30 days, subjectKeyIdentifier, " ..
        "authorityKeyIdentifier, basicConstraints" },

    { at = "/Response/Assertion/@IssueInstant", years = "2018..2020", recorded = "time, 3 digits, issue",
      made = "time, 3 digits, issue about", edited = true, because = one_time },
    { at = "*/Conditions/@NotBefore", years = "2020", recorded = "time, 3 digits, issue",
      made = "time, 3 digits, issue-300s about", edited = true, because = one_time },
    { at = "*/@NotOnOrAfter", years = "2020", recorded = "time, 3 digits, issue", made = "time, 3 digits, issue+3600s about",
      edited = true, because = one_time },
    { at = "/Response/Issuer/text()", years = "2020", recorded = "text, white space around", made = "text", edited = true,
      because = "[capture] 2020: the edited record's two Issuers differ, with white space" },
    { at = "/Response/Assertion/Issuer/text()", years = "2020", recorded = "another text", made = "text", edited = true,
      because = "[capture] 2020: the edited record's two Issuers differ, with white space" },
    { at = "*/SignatureValue/text()", years = "2020", recorded = "base64, not base64", made = "base64, 256 octets", edited = true,
      because = "[capture] 2020: the edited record's signature is no base64" },
    { at = "*/AuthnContextClassRef/text()", years = "2020", edited = true,
      recorded = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
      made = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
      because = "[capture] 2020: a federated user, whose class the other directory tells" },
  },

  -- Recorded SCIM exchanges.
  other_records = {
    { record = "scim-validator-*", because = "[recorded] Microsoft's SCIM validator, a tool that tests services: not the engine" },
    { record = "scim-old-doc-create-user-nulls",
      because = "[doc] an illustration of old with nulls and a URN without its colon; nulls are not supported, says the text" },
    { record = "scim-old-doc-lookup-externalId", because = "[doc] prose: the value stands there without quotes" },
  },
  scim_fidelity = {
    { at = "scim-disable-user-doc-boolean: keys ", recorded = "Operations,schemas", made = "schemas,Operations",
      because = "[doc] a sample that the SCIM compatibility page contradicts; in the field the string False is seen" },
    { at = "scim-disable-user-doc-boolean: body /Operations/0/op", recorded = "Replace", made = "replace",
      because = "[doc] a boolean goes with the flag, and with it a small letter, says the SCIM compatibility page" },
    { at = "scim-old-doc-manager-add: header Content-type", recorded = "application/scim+json",
      made = "application/scim+json; charset=utf-8", because = "[recorded] azure-docs#12728: with the charset" },
    { at = "scim-roles-*-post: keys ", recorded = "schemas,externalId,userName,active,*roles", made = "schemas,externalId,userName,active,*meta,roles",
      because = "[doc] a sample cut down to the roles" },
    { at = "scim-roles-*-post: body /schemas/1", recorded = "(none)",
      made = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", because = "[doc] both URNs stand in every creation" },
    { at = "scim-roles-assertive-post: keys /meta", recorded = "(none)", made = "resourceType",
      because = "[doc] a sample cut down to the roles" },
    { at = "scim-roles-assertive-post: body /meta/resourceType", recorded = "(none)", made = "User",
      because = "[doc] a sample cut down to the roles" },
  },
}
