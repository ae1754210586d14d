-- The pages of PingFederate's SP connection, in the order of its summary.
local no_yes = { { "No", "false" }, { "Yes", "true" } }
local name_formats = {
  { "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", "urn:oasis:names:tc:SAML:2.0:attrname-format:basic" },
  { "urn:oasis:names:tc:SAML:2.0:attrname-format:uri", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" },
  { "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified" },
}

return {
  console = {
    { page = "Federation Info", label = "SAML 2.0 Entity ID", key = "entity_id",
      help = "of the server; becomes the Issuer" },

    { page = "Connection Type", label = "Browser SSO Profiles", default = "SAML 2.0", choices = { { "SAML 2.0", "" } },
      help = "the only protocol that is played here" },

    { page = "General Info", label = "Partner's Entity ID (Connection ID)", key = "sp_entity_id", required = true,
      help = "becomes the Audience" },
    { label = "Connection Name", help = "for people: no message has it" },
    { label = "Virtual Server IDs", help = "another Issuer; enter it as SAML 2.0 Entity ID" },
    { label = "Base URL", help = "lets the endpoints below be relative; enter them whole here" },
    { label = "Company", help = "for people: no message has it" },
    { label = "Contact Name", help = "for people: no message has it" },

    { page = "SAML Profiles", label = "IdP-Initiated SSO", key = "flows.from_idp", default = "Yes", at_first = "No", choices = no_yes },
    { label = "SP-Initiated SSO", key = "flows.from_sp", default = "Yes", at_first = "No", choices = no_yes },
    { label = "IdP-Initiated SLO", key = "slo.participate", default = "No", choices = no_yes,
      help = "a sign-out at the server is told to the SP; here only with SP-Initiated SLO" },
    { label = "SP-Initiated SLO", key = "slo", default = "No", choices = no_yes },

    { page = "Assertion Lifetime", label = "Minutes Before", key = "times.not_before", default = "5", scale = 60 },
    { label = "Minutes After", key = "times.not_on_or_after", default = "5", scale = 60 },

    { page = "Identity Mapping", label = "Identity Mapping", default = "Standard",
      choices = { { "Standard", "" } }, help = "Pseudonym and Transient: choose the Name Format below" },

    { page = "Attribute Contract", label = "SAML_SUBJECT Name Format", key = "name_id.format",
      default = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", choices = {
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName", "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },

    { page = "Attribute Contract Fulfillment", label = "SAML_SUBJECT", key = "name_id.value", default = "username",
      choices = {
      { "username", "{person.username}" }, { "mail", "{person.email}" }, { "uid", "{person.id}" },
      { "sAMAccountName", "{person.sam_account_name}" }, { "userPrincipalName", "{person.user_principal_name}" },
      { "Expression", "" } } },
    { label = "SAML_AUTHN_CTX", key = "class_ref",
      help = "the AuthnContextClassRef; without it the adapter's, which is unspecified here" },
    { label = "SAML_SUBJECT expression", key = "name_id.expression",
      shown_when = { label = "SAML_SUBJECT", word = "Expression" }, help = "with SAML_SUBJECT Expression: OGNL" },

    { page = "Assertion Consumer Service URL", label = "Endpoint URL", key = "acs_url", required = true, list = true,
      help = "binding POST; the first is the default one, the index is the place in the list" },
    { label = "Binding", key = "response_binding", default = "POST",
      choices = { { "POST", "post" }, { "Artifact", "artifact" } } },

    { page = "SLO Service URLs", label = "Endpoint URL", key = "slo_url" },
    { label = "Response URL", key = "slo_response_url" },
    { label = "Binding", key = "slo_binding", default = "POST",
      choices = { { "POST", "post" }, { "Redirect", "redirect" } } },

    { page = "Allowable SAML Bindings", label = "Artifact", default = "No", choices = { { "No", "" }, { "Yes", "" } },
      help = "of requests, which no SP is known to send so: they are not taken here" },
    { label = "POST", key = "bindings.post", default = "Yes", choices = no_yes, help = "of requests and logout messages" },
    { label = "Redirect", key = "bindings.redirect", default = "Yes", choices = no_yes, help = "of requests and logout messages" },
    { label = "SOAP", key = "slo.soap", default = "No", choices = no_yes,
      help = "logout requests that the SP sends itself; nothing but the signature says whose they are" },

    { page = "Signature Policy", label = "Require AuthN requests to be signed when received via the POST or Redirect bindings",
      key = "require_signature", default = "No", choices = no_yes },
    { label = "Always sign assertion", key = "sign.assertion", default = "No", choices = no_yes },
    { label = "Sign response as required", key = "sign.response", default = "Yes", choices = no_yes,
      help = "may be cleared only when Always sign assertion is set" },

    { page = "Encryption Policy", label = "The entire assertion", key = "encrypt", default = "No", choices = no_yes },
    { label = "Encrypt the SAML_SUBJECT", key = "encrypt.name_id", default = "No", choices = no_yes },
    { label = "Block Encryption Algorithm", key = "encryption.algorithm", default = "AES-256", choices = {
      { "AES-128", "aes128-cbc" }, { "AES-256", "aes256-cbc" }, { "Triple DES", "3des-cbc" },
      { "AES-128-GCM", "aes128-gcm" }, { "AES-192-GCM", "aes192-gcm" }, { "AES-256-GCM", "aes256-gcm" } } },
    { label = "Key Transport Algorithm", key = "encryption.key_transport", default = "RSA-OAEP", choices = {
      { "RSA-OAEP", "rsa-oaep-mgf1p" }, { "RSA-OAEP-256", "rsa-oaep" }, { "RSA-v1.5", "rsa-1_5" } } },
    { label = "Encryption certificate", key = "encryption.certificate", help = "the SP's, as PEM" },

    { page = "Digital Signature Settings", label = "Signing Certificate",
      help = "one is made here: a tenant file says which are active and when they end" },
    { label = "Signature <KEYINFO> element", key = "key_info", default = "Nothing", choices = {
      { "Nothing", "none" }, { "Include the certificate in the signature <KEYINFO> element", "certificate" },
      { "Include the certificate and the raw key", "both" } } },
    { label = "Signing Algorithm", key = "algorithm", default = "RSA SHA256", choices = {
      { "RSA SHA1", "sha1" }, { "RSA SHA256", "sha256" }, { "RSA SHA384", "sha384" }, { "RSA SHA512", "sha512" } } },

    { page = "Signature Verification Settings", label = "Signature verification certificate", key = "sp_certificate",
      help = "the SP's, as PEM" },

    { page = "Activation & Summary", label = "Connection Status", key = "enabled", default = "Active", at_first = "Inactive",
      choices = { { "Active", "true" }, { "Inactive", "false" } } },
  },

  tables = {
    { page = "Attribute Contract Fulfillment", label = "Attribute Contract",
      help = "the extended contract with its fulfillment, beside SAML_SUBJECT",
      columns = {
        { label = "Attribute Name", role = "name", required = true },
        { label = "Attribute Name Format", role = "name_format",
          default = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", choices = name_formats },
        { label = "Source", role = "none", default = "Adapter", choices = {
          { "Adapter", "" }, { "LDAP", "" }, { "Authentication Policy Contract", "" }, { "Text", "" }, { "Expression", "" } } },
        { label = "Value", role = "value", open = "{person.*}",
          help = "with an adapter, directory or contract: the attribute there", choices = {
          { "username", "{person.username}" }, { "mail", "{person.email}" }, { "givenName", "{person.given_name}" },
          { "sn", "{person.family_name}" }, { "displayName", "{person.display_name}" }, { "cn", "{person.display_name}" },
          { "uid", "{person.id}" }, { "department", "{person.department}" },
          { "memberOf", "{person.groups}" }, { "sAMAccountName", "{person.sam_account_name}" },
          { "userPrincipalName", "{person.user_principal_name}" } } },
        { label = "Text", role = "constant", help = "with the source Text" },
        { label = "Expression", role = "expression", help = "with the source Expression: OGNL" },
      } },
  },

  language = {
    title = "OGNL",
    names = {
      username = "person.username", mail = "person.email", givenName = "person.given_name", sn = "person.family_name",
      displayName = "person.display_name", cn = "person.display_name", uid = "person.id", memberOf = "person.groups",
      sAMAccountName = "person.sam_account_name", userPrincipalName = "person.user_principal_name",
      department = "person.department", title = "person.title", employeeNumber = "person.employee_number",
      ["ds.*"] = "person.*", ["ds.mail"] = "person.email", ["ds.givenName"] = "person.given_name",
      ["ds.sn"] = "person.family_name", ["ds.memberOf"] = "person.groups", ["ds.cn"] = "person.display_name",
    },
    functions = { ["#this.get"] = "attribute" },
    methods = {
      toString = "to_text", toLowerCase = "lower", toUpperCase = "upper", trim = "trim", substring = "substring",
      indexOf = "index_of", replace = "replace", replaceAll = "replace_pattern", concat = "append",
      contains = "contains", startsWith = "starts_with", endsWith = "ends_with", equals = "equals",
      equalsIgnoreCase = "equals_nocase", matches = "matches", length = "length", isEmpty = "is_empty", split = "split",
      size = "list_size", get = "list_item", getValue = "to_text",
    },
  },

  sources = {
    ["saml.console.class_ref"] = "[doc] SAML_AUTHN_CTX in the attribute contract; [capture] 2017: a server that tells Password",
    ["saml.console"] = "[doc] docs.pingidentity.com and the provider's SP connection resource: screens, policies and their " ..
      "defaults; an unticked profile or binding is refused, and " ..
      "metadata lists the bindings that are ticked",
    ["saml.console.at_first"] = "[doc] a profile is chosen by ticking it, and the provider's resource has active = false; that a " ..
      "new connection begins so in the console too [inferred]",
    ["saml.tables"] = "[doc] the same: name format per attribute, sources adapter, data store, text, expression",
    ["saml.language"] = "[doc] OGNL over the attributes by #this.get; the methods are Java's of texts and lists, " ..
      "static members and assignments are not there",
  },
}
