-- The pages of OneLogin's console where an admin sets up SAML Custom Connector (Advanced), or another connector.
local off_on = { { "off", "false" }, { "on", "true" } }
-- Which connector an app is made from is chosen once, and decides which fields it has.
local advanced = "SAML Custom Connector (Advanced)"
local function only_advanced(field)
  field.shown_when = { label = "Connector", word = advanced }
  return field
end

return {
  console = {
    { page = "Find Applications", label = "Connector", key = "connector", default = advanced, at_first = "", required = true,
      choices = { { advanced, "advanced" }, { "SAML Test Connector (IdP)", "test" },
        { "SAML Test Connector (IdP w/attr)", "test_attributes" },
        { "SAML Test Connector (IdP w/attr w/ sign response)", "test_response" } },
      implies = { ["SAML Test Connector (IdP)"] = { sign = "assertion" },
        ["SAML Test Connector (IdP w/attr)"] = { sign = "assertion" },
        ["SAML Test Connector (IdP w/attr w/ sign response)"] = { sign = "response" } },
      help = "Applications > Add App: cannot be changed afterwards" },

    { page = "Info", label = "Display Name", help = "for people: no message has it" },
    { label = "Visible in portal", key = "tile", default = "on", choices = { { "on", "true" }, { "off", "false" } } },
    { label = "Description", help = "for people: no message has it" },

    { page = "Configuration", label = "RelayState", key = "relay_state", help = "posted with IdP-initiated logins" },
    { label = "Audience (EntityID)", key = "sp_entity_id", blank = "{audience}",
      help = "becomes the Audience" },
    { label = "Recipient", key = "recipient", blank = "{recipient}" },
    { label = "ACS (Consumer) URL Validator", key = "acs_validator", required = true,
      help = "a regular expression; unanchored it is wider than meant" },
    { label = "ACS (Consumer) URL", key = "acs_url", required = true },
    { label = "Single Logout URL", key = "slo_url" },
    only_advanced { label = "Login URL", key = "login_url", help = "with SAML initiator Service Provider: the tile opens it" },
    only_advanced { label = "SAML not valid before", key = "times.not_before", default = "3", scale = 60, help = "minutes" },
    only_advanced { label = "SAML not valid on or after", key = "times.not_on_or_after", default = "3", scale = 60, help = "minutes" },
    only_advanced { label = "SAML initiator", key = "initiator", default = "OneLogin", always = true,
      choices = { { "OneLogin", "idp" }, { "Service Provider", "sp" } } },
    only_advanced { label = "SAML nameID format", key = "name_id.format", default = "Email", choices = {
      { "Email", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "Transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
      { "Unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "Persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" } } },
    only_advanced { label = "SAML issuer type", default = "Specific", choices = { { "Specific", "" }, { "Generic", "" } },
      help = "what Generic makes of the Issuer is not known: it changes nothing here" },
    only_advanced { label = "SAML signature element", key = "sign", default = "Response",
      choices = { { "Response", "response" }, { "Assertion", "assertion" }, { "Both", "both" } } },
    only_advanced { label = "Encrypt assertion", key = "encrypt", default = "off", choices = off_on },
    only_advanced { label = "SAML encryption method", key = "encryption.algorithm", default = "TRIPLEDES-CBC", choices = {
      { "TRIPLEDES-CBC", "3des-cbc" }, { "AES-128-CBC", "aes128-cbc" }, { "AES-192-CBC", "aes192-cbc" },
      { "AES-256-CBC", "aes256-cbc" } } },
    only_advanced { label = "Send NameID Format in SLO Request", key = "slo.name_id_format", default = "off", choices = off_on },
    only_advanced { label = "Generate AttributeValue tag for empty values", key = "attributes.empty", default = "off",
      choices = { { "off", "left_out" }, { "on", "empty_value" } } },
    only_advanced { label = "SAML sessionNotOnOrAfter", key = "times.session", default = "1440", scale = 60, help = "minutes" },
    only_advanced { label = "Sign SLO Request", key = "slo.sign_request", default = "off", choices = off_on },
    only_advanced { label = "Sign SLO Response", key = "slo.sign_response", default = "off", choices = off_on },
    only_advanced { label = "Public key", key = "encryption.certificate", help = "SAML Encryption: the SP's certificate as PEM" },

    { page = "Parameters", label = "NameID value", key = "name_id.value", default = "Email", choices = {
      { "Email", "{person.email}" }, { "Username", "{person.username}" }, { "First Name", "{person.given_name}" },
      { "Last Name", "{person.family_name}" }, { "OneLogin ID", "{person.id}" }, { "UUID", "{person.uuid}" },
      { "External ID", "{person.external_id}" }, { "AD user name", "{person.sam_account_name}" },
      { "userPrincipalName", "{person.user_principal_name}" }, { "Email name part", "{person.email_prefix}" } } },

    { page = "SSO", label = "SAML Signature Algorithm", key = "algorithm", default = "SHA-256",
      choices = { { "SHA-1", "sha1" }, { "SHA-256", "sha256" }, { "SHA-384", "sha384" }, { "SHA-512", "sha512" } } },

    { page = "Access", label = "Policy", help = "of OneLogin's own login: no message has it" },
  },

  tables = {
    { page = "Parameters", label = "Parameters",
      columns = {
        { label = "Field name", role = "name", required = true },
        { label = "Value", role = "value", required = true, open = "{person.*}", choices = {
          { "- Macro -", "" }, { "- No default -", "" },
          { "Email", "{person.email}" }, { "First Name", "{person.given_name}" },
          { "Last Name", "{person.family_name}" }, { "Username", "{person.username}" },
          { "Email name part", "{person.email_prefix}" }, { "OneLogin ID", "{person.id}" },
          { "UUID", "{person.uuid}" }, { "External ID", "{person.external_id}" },
          { "Department", "{person.department}" }, { "Title", "{person.title}" }, { "Company", "{person.company}" },
          { "Phone", "{person.phone}" }, { "MemberOf", "{person.member_of}" }, { "User Roles", "{person.groups}" },
          { "Group", "{person.group}" }, { "Distinguished Name", "{person.distinguished_name}" },
          { "AD user name", "{person.sam_account_name}" }, { "userPrincipalName", "{person.user_principal_name}" },
          { "Manager", "{person.manager}" } } },
        { label = "Macro", role = "macro", help = "with the value - Macro -: a text with {firstname} and the like" },
        { label = "Include in SAML assertion", role = "include", default = "no",
          choices = { { "no", "false" }, { "yes", "true" } } },
        { label = "Multi-value parameter", role = "multi_value", default = "no",
          choices = { { "no", "false" }, { "yes", "true" } },
          help = "without it several values are one text, joined by semicolons" },
      } },
  },

  language = {
    title = "OneLogin's macros",
    names = {
      firstname = "person.given_name", lastname = "person.family_name", email = "person.email",
      username = "person.username", email_name_part = "person.email_prefix", company = "person.company",
      department = "person.department", title = "person.title", phone = "person.phone", id = "person.id",
      external_id = "person.external_id", samaccountname = "person.sam_account_name",
      userprincipalname = "person.user_principal_name", distinguished_name = "person.distinguished_name",
    },
  },

  sources = {
    ["saml.console"] = "[doc] SP guides and API v2 of connector 110016: every row of the Configuration tab; Info and " ..
      "Access change no message",
    ["saml.console.connector"] = "[doc] set-up guides of service providers for the test connectors (Benchling, DataLocker, " ..
      "spring-security-saml-onelogin-demo): they have RelayState, Audience, Recipient, validator, ACS and Single Logout " ..
      "URL, and sign the Assertion, the one named so the Response; that they have nothing else [inferred]",
    ["saml.console.recipient"] = "[capture] a field left blank goes out as its own name in braces, in Audience and, of older " ..
      "connectors, in Recipient and Destination; that the Advanced one does so with Recipient, too [inferred]",
    ["saml.console.login_url"] = "[doc] with initiator Service Provider the tile opens it; without one it is a dead end [inferred]",
    ["saml.tables"] = "[doc] the two flags of a parameter; the names of the values and macros [inferred] from SP guides",
  },
}
