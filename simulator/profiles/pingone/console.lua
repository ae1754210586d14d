-- The pages of PingOne's console where an admin sets up a custom SAML application.
local no_yes = { { "No", "false" }, { "Yes", "true" } }

return {
  console = {
    { page = "Overview", label = "Application Name", help = "for people: no message has it" },
    { label = "Description", help = "for people: no message has it" },
    { label = "Icon", help = "for people: no message has it" },
    { label = "Enabled", key = "enabled", default = "Yes", at_first = "No", choices = { { "Yes", "true" }, { "No", "false" } },
      help = "the switch at the top; a new application is off" },

    { page = "Configuration", label = "ACS URLs", key = "acs_url", required = true, list = true,
      help = "the first is the default one" },
    { label = "Always accept ACS URL in signed SAML 2.0 AuthnRequest", key = "acs_any_if_signed", default = "No",
      choices = no_yes },
    { label = "Entity ID", key = "sp_entity_id", required = true, help = "becomes the Audience" },
    { label = "Signing Key", default = "PingOne SSO Certificate", choices = { { "PingOne SSO Certificate", "" } },
      help = "one is made here: a tenant file says which are active and when they end" },
    { label = "Sign Assertion/Response", key = "sign", default = "Sign Assertion", choices = {
      { "Sign Assertion", "assertion" }, { "Sign Response", "response" }, { "Sign Assertion & Response", "both" } } },
    { label = "Signing Algorithm", key = "algorithm", default = "RSA_SHA256",
      choices = { { "RSA_SHA256", "sha256" }, { "RSA_SHA384", "sha384" }, { "RSA_SHA512", "sha512" } } },
    { label = "Encryption", key = "encrypt", default = "No", choices = no_yes },
    { label = "Encryption Algorithm", key = "encryption.algorithm", default = "AES_256",
      choices = { { "AES_128", "aes128-cbc" }, { "AES_256", "aes256-cbc" }, { "TRIPLEDES", "3des-cbc" } } },
    { label = "Encryption Certificate", key = "encryption.certificate", help = "the SP's, as PEM" },
    { label = "SLO Endpoint", key = "slo_url" },
    { label = "SLO Response Endpoint", key = "slo_response_url" },
    { label = "SLO Binding", key = "slo_binding", default = "HTTP POST",
      choices = { { "HTTP POST", "post" }, { "HTTP Redirect", "redirect" } } },
    { label = "SLO Window", help = "hours, 0 to 24, in which a logout may follow the login; here there is no end to it" },
    { label = "Subject NameID Format", key = "name_id.format",
      default = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", choices = {
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
    { label = "Assertion Validity Duration (seconds)", key = "times.not_on_or_after", default = "300", required = true },
    { label = "Session Not On Or After", key = "times.session", help = "seconds; else the assertion's duration" },
    { label = "Target Application URL", key = "relay_state", help = "posted as RelayState with IdP-initiated logins" },
    { label = "Enforce Signed AuthnRequest", key = "require_signature", default = "No", choices = no_yes },
    { label = "Verification Certificate", key = "sp_certificate", help = "the SP's, as PEM" },
    { label = "Enable Requested AuthnContext", key = "authn_context.obey", default = "No", choices = no_yes },
    { label = "Virtual Server ID", key = "entity_id", help = "another Issuer for this application" },

    { page = "Attribute Mappings", label = "saml_subject", key = "name_id.value", default = "User ID", choices = {
      { "User ID", "{person.id}" }, { "Username", "{person.username}" }, { "Email Address", "{person.email}" },
      { "External ID", "{person.external_id}" }, { "Expression", "" } } },
    { label = "saml_subject expression", key = "name_id.expression",
      shown_when = { label = "saml_subject", word = "Expression" }, help = "with saml_subject Expression" },

    { page = "Access", label = "Display this application in the Application Portal", key = "tile", default = "Yes",
      choices = { { "Yes", "true" }, { "No", "false" } } },
  },

  tables = {
    { page = "Attribute Mappings", label = "Attribute Mappings", help = "beside saml_subject, which is always sent",
      columns = {
        { label = "Attributes", role = "name", required = true, help = "the name in the assertion" },
        { label = "PingOne Mappings", role = "value", default = "Expression", open = "{person.*}", choices = {
          { "Expression", "" },
          { "User ID", "{person.id}" }, { "Username", "{person.username}" }, { "Email Address", "{person.email}" },
          { "Given Name", "{person.given_name}" }, { "Family Name", "{person.family_name}" },
          { "Formatted", "{person.display_name}" }, { "Nickname", "{person.nick_name}" }, { "Title", "{person.title}" },
          { "External ID", "{person.external_id}" }, { "Type", "{person.user_type}" }, { "Locale", "{person.locale}" },
          { "Group Names", "{person.groups}" }, { "Group IDs", "{person.group_ids}" } } },
        { label = "Expression", role = "expression", help = "with the mapping Expression" },
        { label = "Required", role = "required", default = "No", choices = { { "No", "false" }, { "Yes", "true" } } },
        { label = "NameFormat", role = "name_format", default = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", choices = {
          { "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", "urn:oasis:names:tc:SAML:2.0:attrname-format:basic" },
          { "urn:oasis:names:tc:SAML:2.0:attrname-format:uri", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" },
          { "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified",
            "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified" } } },
      } },
  },

  language = {
    title = "PingOne expression language",
    names = {
      ["user.id"] = "person.id", ["user.username"] = "person.username", ["user.email"] = "person.email",
      ["user.name.given"] = "person.given_name", ["user.name.family"] = "person.family_name",
      ["user.name.formatted"] = "person.display_name", ["user.name.middle"] = "person.middle_name",
      ["user.nickname"] = "person.nick_name", ["user.externalId"] = "person.external_id",
      ["user.type"] = "person.user_type", ["user.memberOfGroupNames"] = "person.groups",
      ["user.memberOfGroupIDs"] = "person.group_ids", ["user.*"] = "person.*",
    },
    functions = {
      ["#string.upperCase"] = "upper", ["#string.lowerCase"] = "lower", ["#string.trim"] = "trim",
      ["#string.substring"] = "substring", ["#string.isNotEmpty"] = "is_not_empty",
      ["#string.isNotBlank"] = "is_not_blank", ["#string.replace"] = "replace", ["#string.contains"] = "contains",
      ["#string.startsWith"] = "starts_with", ["#string.endsWith"] = "ends_with", ["#string.indexOf"] = "index_of",
      ["#string.length"] = "length", ["#regex.matches"] = "matches", ["#regex.replaceAll"] = "replace_pattern",
      ["#data.join"] = "join_list",
    },
    methods = { contains = "list_has", size = "list_size", isEmpty = "is_empty", toString = "to_text" },
  },

  sources = {
    ["saml.console"] = "[doc] docs.pingidentity.com, apidocs.pingidentity.com, the provider's application resource; the " ..
      "words of the choices partly from API values [inferred]",
    ["saml.console.enabled"] = "[doc] a new application is off until it is switched on",
    ["saml.tables"] = "[doc] the provider's attribute mapping resource: Required and NameFormat per row; group values " ..
      "one by one [inferred]",
    ["saml.language"] = "[doc] docs.pingidentity.com, PingOne expression language: paths, projection, string library; " ..
      "the rest of the libraries [inferred] or not there: dates, cryptography, maps",
  },
}
