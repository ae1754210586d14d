-- The pages of PingOne's console where an admin sets up a custom SAML app.
return {
  console = {
    { page = "Configuration", label = "ACS URLs", key = "acs_url", required = true },
    { page = "Configuration", label = "Entity ID", key = "sp_entity_id", required = true,
      help = "becomes the Audience" },
    { page = "Configuration", label = "Sign Assertion/Response", key = "sign", default = "Sign Assertion", choices = {
      { "Sign Assertion", "assertion" }, { "Sign Response", "response" }, { "Sign Assertion & Response", "both" } } },
    { page = "Configuration", label = "Signing Algorithm", key = "algorithm", default = "RSA_SHA256",
      choices = { { "RSA_SHA256", "sha256" }, { "RSA_SHA384", "sha384" }, { "RSA_SHA512", "sha512" } } },
    { page = "Configuration", label = "Subject NameID Format", key = "name_id.format",
      default = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", choices = {
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
    { page = "Configuration", label = "Assertion Validity Duration (seconds)", key = "times.not_on_or_after",
      default = "300", required = true },
    { page = "Configuration", label = "Session Not On Or After", key = "times.session",
      help = "seconds; else the assertion's duration" },
    { page = "Configuration", label = "Target Application URL", key = "relay_state",
      help = "posted as RelayState with IdP-initiated logins" },
    { page = "Configuration", label = "Enforce Signed AuthnRequest", key = "require_signature", default = "No",
      choices = { { "No", "false" }, { "Yes", "true" } } },
    { page = "Attribute Mappings", label = "saml_subject", key = "name_id.value", default = "User ID", choices = {
      { "User ID", "{person.id}" }, { "Username", "{person.username}" }, { "Email Address", "{person.email}" },
      { "External ID", "{person.external_id}" } } },
  },
}
