-- The pages of PingFederate's console where an admin sets up a custom SAML app.
return {
  console = {
    { page = "Federation Info", label = "SAML 2.0 Entity ID", key = "entity_id", help = "becomes the Issuer" },
    { page = "General Info", label = "Partner's Entity ID (Connection ID)", key = "sp_entity_id", required = true,
      help = "becomes the Audience" },
    { page = "Assertion Consumer Service URL", label = "Endpoint URL", key = "acs_url", required = true,
      help = "binding POST" },
    { page = "Assertion Lifetime", label = "Minutes Before", key = "times.not_before", default = "5", scale = 60 },
    { page = "Assertion Lifetime", label = "Minutes After", key = "times.not_on_or_after", default = "5",
      scale = 60 },
    { page = "Attribute Contract", label = "SAML_SUBJECT Name Format", key = "name_id.format",
      default = "unspecified", choices = {
      { "unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" } } },
    { page = "Attribute Contract Fulfillment", label = "SAML_SUBJECT", key = "name_id.value", default = "username",
      choices = {
      { "username", "{person.username}" }, { "mail", "{person.email}" }, { "uid", "{person.id}" } } },
    { page = "Signature Policy", label = "Sign response as required / Always sign assertion", key = "sign",
      default = "Sign response as required",
      choices = { { "Sign response as required", "response" }, { "Always sign assertion", "assertion" },
        { "Both", "both" } } },
    { page = "Signature Policy", label = "Require AuthN requests to be signed", key = "require_signature",
      default = "No",
      choices = { { "No", "false" }, { "Yes", "true" } } },
    { page = "Digital Signature Settings", label = "Signature <KEYINFO> element", key = "key_info",
      default = "Nothing", choices = {
      { "Nothing", "none" }, { "Include the certificate", "certificate" }, { "Include the certificate and the raw key", "both" } } },
    { page = "Digital Signature Settings", label = "Signing Algorithm", key = "algorithm", default = "RSA SHA256",
      choices = {
      { "RSA SHA1", "sha1" }, { "RSA SHA256", "sha256" }, { "RSA SHA384", "sha384" }, { "RSA SHA512", "sha512" } } },
  },
}
