-- The pages of Google Workspace's console where an admin sets up a custom SAML app.
return {
  console = {
    { page = "Service provider details", label = "ACS URL", key = "acs_url", required = true, help = "https only" },
    { page = "Service provider details", label = "Entity ID", key = "sp_entity_id", required = true,
      help = "compared with the request's Issuer, capitals included" },
    { page = "Service provider details", label = "Start URL", key = "relay_state",
      help = "posted as RelayState with IdP-initiated logins" },
    { page = "Service provider details", label = "Signed response", key = "sign", default = "off",
      choices = { { "off", "assertion" }, { "on", "response" } },
        help = "on signs the Response instead of the Assertion" },
    { page = "Service provider details", label = "Name ID format", key = "name_id.format", default = "UNSPECIFIED",
      choices = {
      { "UNSPECIFIED", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "EMAIL", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "PERSISTENT", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "TRANSIENT", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
      { "X509_SUBJECT", "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName" },
      { "WINDOWS_DOMAIN", "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName" },
      { "KERBEROS", "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos" },
      { "ENTITY", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity" } } },
    { page = "Service provider details", label = "Name ID", key = "name_id.value",
      default = "Basic Information > Primary email", choices = {
      { "Basic Information > Primary email", "{person.email}" },
      { "Basic Information > First name", "{person.given_name}" },
      { "Basic Information > Last name", "{person.family_name}" },
      { "Employee details > Employee ID", "{person.employee_id}" } } },
  },
}
