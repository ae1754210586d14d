-- The pages of Microsoft Entra ID's console where an admin sets up a custom SAML app.
return {
  console = {
    { page = "1 Basic SAML Configuration", label = "Identifier (Entity ID)", key = "sp_entity_id", required = true,
      help = "compared with the request's Issuer" },
    { page = "1 Basic SAML Configuration", label = "Reply URL (Assertion Consumer Service URL)", key = "acs_url",
      required = true },
    { page = "1 Basic SAML Configuration", label = "Sign on URL (Optional)", key = "login_url",
      help = "when set, the tile opens it and the SP starts the login" },
    { page = "1 Basic SAML Configuration", label = "Relay State (Optional)", key = "relay_state",
      help = "posted with IdP-initiated logins" },
    { page = "2 Attributes & Claims", label = "Unique User Identifier (Name ID)", key = "name_id.value",
      default = "user.userprincipalname", choices = {
      { "user.userprincipalname", "{person.username}" }, { "user.mail", "{person.email}" }, { "user.objectid", "{person.id}" },
      { "user.employeeid", "{person.employee_id}" } } },
    { page = "2 Attributes & Claims", label = "Name identifier format", key = "name_id.format",
      default = "Email address", choices = {
      { "Email address", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "Persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "Unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "Windows domain qualified name", "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName" } } },
    { page = "2 Attributes & Claims", label = "Group claim", key = "group_claim", default = "None", choices = {
      { "None", "" }, { "All groups", "ids" }, { "Groups assigned to the application", "ids" },
      { "Cloud-only group display names", "names" } } },
    { page = "2 Attributes & Claims", label = "Override audience claim", key = "audience" },
    { page = "3 SAML Certificates", label = "Signing Option", key = "sign", default = "Sign SAML assertion",
      choices = {
      { "Sign SAML assertion", "assertion" }, { "Sign SAML response", "response" },
      { "Sign SAML response and assertion", "both" } } },
    { page = "3 SAML Certificates", label = "Signing Algorithm", key = "algorithm", default = "SHA-256",
      choices = { { "SHA-256", "sha256" }, { "SHA-1", "sha1" } } },
    { page = "3 SAML Certificates", label = "Require verification certificates", key = "require_signature",
      default = "No",
      choices = { { "No", "false" }, { "Yes", "true" } } },
  },
}
