-- The pages of JumpCloud's console where an admin sets up a custom SAML app.
return {
  console = {
    { page = "SSO", label = "IdP Entity ID", key = "entity_id", required = true,
      help = "free text; becomes the Issuer" },
    { page = "SSO", label = "SP Entity ID", key = "sp_entity_id", required = true,
      help = "becomes the Audience; capitals count" },
    { page = "SSO", label = "ACS URLs", key = "acs_url", required = true },
    { page = "SSO", label = "SAMLSubject NameID", key = "name_id.value", default = "email", choices = {
      { "email", "{person.email}" }, { "username", "{person.username}" }, { "firstname", "{person.given_name}" },
      { "lastname", "{person.family_name}" }, { "description", "{person.description}" } } },
    { page = "SSO", label = "SAMLSubject NameID Format", key = "name_id.format",
      default = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified", choices = {
      { "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified", "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
    { page = "SSO", label = "Signature Algorithm", key = "algorithm", default = "RSA-SHA256",
      choices = { { "RSA-SHA256", "sha256" }, { "RSA-SHA1", "sha1" } } },
    { page = "SSO", label = "Sign", key = "sign", default = "Assertion",
      choices = { { "Assertion", "assertion" }, { "Response", "response" }, { "Assertion and Response", "both" } } },
    { page = "SSO", label = "Default RelayState", key = "relay_state", help = "posted with IdP-initiated logins" },
    { page = "SSO", label = "Login URL", key = "login_url",
      help = "when set, the tile opens it and the SP starts the login" },
    { page = "SSO", label = "Declare Redirect Endpoint", key = "metadata.redirect_endpoint", default = "off",
      choices = { { "off", "false" }, { "on", "true" } },
        help = "adds HTTP-Redirect to the metadata; tick it before exporting" },
    { page = "SSO", label = "IdP URL", key = "idp_url",
      help = "the last part of the SSO URL; fixed once the app exists" },
  },
}
