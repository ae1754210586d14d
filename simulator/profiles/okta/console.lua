-- The pages of Okta's console where an admin sets up a custom SAML app: the app integration wizard, step by step.
local signed = { { "Signed", "true" }, { "Unsigned", "false" } }
local name_formats = {
  { "Unspecified", "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified" },
  { "URI Reference", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" },
  { "Basic", "urn:oasis:names:tc:SAML:2.0:attrname-format:basic" },
}

return {
  console = {
    { page = "General Settings", label = "App name", help = "for people: no message has it" },
    { label = "App logo", help = "for people: no message has it" },
    { label = "App visibility", key = "tile", default = "Display application icon to users", choices = {
      { "Display application icon to users", "true" }, { "Do not display application icon to users", "false" } } },

    { page = "SAML Settings", label = "Single sign-on URL", key = "acs_url", required = true,
      help = "the ACS URL of the SP" },
    { label = "Use this for Recipient URL and Destination URL", key = "recipient.own", default = "Yes",
      choices = { { "Yes", "false" }, { "No", "true" } }, help = "No shows Recipient URL and Destination URL" },
    { label = "Recipient URL", key = "recipient", help = "when it differs from the Single sign-on URL",
      shown_when = { label = "Use this for Recipient URL and Destination URL", word = "No" } },
    { label = "Destination URL", key = "destination", help = "when it differs from the Single sign-on URL",
      shown_when = { label = "Use this for Recipient URL and Destination URL", word = "No" } },
    { label = "Allow this app to request other SSO URLs", key = "acs_urls.allowed", default = "No",
      choices = { { "No", "false" }, { "Yes", "true" } },
      help = "Yes shows Other Requestable SSO URLs, which say enough here" },
    { label = "Other Requestable SSO URLs", key = "acs_urls", list = true,
      help = "URLs that a request may name besides; the index is the place in the list, from 0" },
    { label = "Audience URI (SP Entity ID)", key = "sp_entity_id", required = true, help = "the entityID of the SP" },
    { label = "Default RelayState", key = "relay_state", help = "posted with IdP-initiated logins" },
    { label = "Name ID format", key = "name_id.format", default = "Unspecified", choices = {
      { "Unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "EmailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "x509SubjectName", "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName" },
      { "Persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "Transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
    { label = "Application username", key = "name_id.value", default = "Okta username", choices = {
      { "Okta username", "{person.username}" }, { "Okta username prefix", "{person.username_prefix}" },
      { "Email", "{person.email}" }, { "Email prefix", "{person.email_prefix}" },
      { "AD SAM account name", "{person.sam_account_name}" },
      { "AD user principal name", "{person.user_principal_name}" }, { "Custom", "" } } },
    { label = "Custom application username", key = "name_id.expression",
      shown_when = { label = "Application username", word = "Custom" }, help = "an expression" },
    { label = "Update application username on", default = "Create and update", choices = {
      { "Create and update", "" }, { "Create only", "" } },
      help = "of names that the directory changes later: here each login tells the present one" },

    { page = "Show Advanced Settings", label = "Response", key = "sign.response", default = "Signed", choices = signed },
    { label = "Assertion Signature", key = "sign.assertion", default = "Signed", choices = signed },
    { label = "Signature Algorithm", key = "algorithm", default = "RSA-SHA256",
      choices = { { "RSA-SHA256", "sha256" }, { "RSA-SHA1", "sha1" } } },
    { label = "Digest Algorithm", key = "digest", default = "SHA256",
      choices = { { "SHA256", "sha256" }, { "SHA1", "sha1" } } },
    { label = "Assertion Encryption", key = "encrypt", default = "Unencrypted",
      choices = { { "Unencrypted", "false" }, { "Encrypted", "true" } } },
    { label = "Encryption Algorithm", key = "encryption.algorithm", default = "AES256-CBC", choices = {
      { "AES256-GCM", "aes256-gcm" }, { "AES256-CBC", "aes256-cbc" }, { "AES128-GCM", "aes128-gcm" },
      { "AES128-CBC", "aes128-cbc" } } },
    { label = "Key Transport Algorithm", key = "encryption.key_transport", default = "RSA-OAEP",
      choices = { { "RSA-OAEP", "rsa-oaep-mgf1p" }, { "RSA-1.5", "rsa-1_5" } } },
    { label = "Encryption Certificate", key = "encryption.certificate", help = "the SP's, as PEM" },
    { label = "Signature Certificate", key = "sp_certificate",
      help = "the SP's, as PEM: for Signed Requests and Single Logout" },
    { label = "Enable Single Logout", key = "slo", default = "No", choices = { { "No", "false" }, { "Yes", "true" } },
      help = "Allow application to initiate Single Logout" },
    { label = "Single Logout URL", key = "slo_url", help = "where Okta's logout messages are posted" },
    { label = "SP Issuer", key = "slo.sp_issuer", help = "the Issuer of the SP's LogoutRequest" },
    { label = "Signed Requests", key = "require_signature", default = "No",
      choices = { { "No", "false" }, { "Yes", "true" } }, help = "Validate SAML requests with signature certificates" },
    { label = "Assertion Inline Hook", default = "None (disabled)", choices = { { "None (disabled)", "" } },
      help = "a service of the customer's that changes assertions: not played here" },
    { label = "Authentication context class", key = "class_ref", default = "PasswordProtectedTransport", choices = {
      { "PasswordProtectedTransport", "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport" },
      { "Integrated Windows Authentication", "urn:federation:authentication:windows" },
      { "Kerberos", "oasis:names:tc:SAML:2.0:ac:classes:Kerberos" },
      { "Password", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password" },
      { "TLS Client", "urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient" },
      { "Unspecified", "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified" },
      { "X509", "urn:oasis:names:tc:SAML:2.0:ac:classes:X509" } } },
    { label = "Honor Force Authentication", key = "force_authn", default = "Yes",
      choices = { { "Yes", "true" }, { "No", "false" } } },
    { label = "SAML Issuer ID", key = "entity_id", help = "replaces the Issuer" },
    { label = "Maximum App Session Lifetime", key = "times.session", scale = 60,
      help = "minutes; adds SessionNotOnOrAfter" },
  },

  tables = {
    { page = "SAML Settings", label = "Attribute Statements", help = "none are there at first",
      columns = {
        { label = "Name", role = "name", required = true },
        { label = "Name format", role = "name_format", default = "Unspecified", choices = name_formats },
        { label = "Value", role = "expression", required = true, help = "user.email, or any expression" },
      } },
    { page = "SAML Settings", label = "Group Attribute Statements", value = "{person.groups}",
      columns = {
        { label = "Name", role = "name", required = true },
        { label = "Name format", role = "name_format", default = "Unspecified", choices = name_formats },
        { label = "Filter", role = "filter", default = "Starts with", choices = {
          { "Starts with", "starts_with" }, { "Equals", "equals" }, { "Contains", "contains" },
          { "Matches regex", "matches" } } },
        { label = "Value", role = "filter_value", required = true },
      } },
  },

  language = {
    title = "Okta Expression Language",
    names = {
      ["user.login"] = "person.username", ["user.email"] = "person.email", ["user.firstName"] = "person.given_name",
      ["user.lastName"] = "person.family_name", ["user.displayName"] = "person.display_name", ["user.id"] = "person.id",
      ["user.middleName"] = "person.middle_name", ["user.nickName"] = "person.nick_name",
      ["user.userType"] = "person.user_type", ["user.employeeNumber"] = "person.employee_number",
      ["user.costCenter"] = "person.cost_center", ["user.*"] = "person.*",
      ["user.profile.login"] = "person.username", ["user.profile.email"] = "person.email",
      ["user.profile.firstName"] = "person.given_name", ["user.profile.lastName"] = "person.family_name",
      ["user.profile.*"] = "person.*",
      ["appuser.userName"] = "person.username", ["appuser.email"] = "person.email", ["appuser.*"] = "person.*",
      ["org.subDomain"] = "org", ["org.name"] = "organisation",
    },
    functions = {
      ["String.append"] = "append", ["String.join"] = "join", ["String.len"] = "length",
      ["String.removeSpaces"] = "remove_spaces", ["String.replace"] = "replace",
      ["String.replaceFirst"] = "replace_first", ["String.stringContains"] = "contains",
      ["String.startsWith"] = "starts_with", ["String.stringSwitch"] = "switch", ["String.substring"] = "substring",
      ["String.substringAfter"] = "after", ["String.substringBefore"] = "before", ["String.toUpperCase"] = "upper",
      ["String.toLowerCase"] = "lower", toUpperCase = "upper", toLowerCase = "lower", substringBefore = "before",
      substringAfter = "after", substring = "substring",
      ["Arrays.add"] = "list_add", ["Arrays.remove"] = "list_remove", ["Arrays.clear"] = "list_clear",
      ["Arrays.get"] = "list_item", ["Arrays.flatten"] = "list", ["Arrays.contains"] = "list_has",
      ["Arrays.size"] = "list_size", ["Arrays.isEmpty"] = "is_empty", ["Arrays.toCsvString"] = "join_list",
      ["Convert.toInt"] = "to_number",
      isMemberOfGroupName = "is_member_of", isMemberOfGroup = "is_member_of_id", isMemberOfAnyGroup = "is_member_of_id",
      isMemberOfGroupNameStartsWith = "is_member_starting", isMemberOfGroupNameContains = "is_member_containing",
      isMemberOfGroupNameRegex = "is_member_matching",
      ["Groups.startsWith"] = "groups_starting", ["Groups.endsWith"] = "groups_ending",
      ["Groups.contains"] = "groups_containing",
    },
    methods = {
      toUpperCase = "upper", toLowerCase = "lower", substringBefore = "before", substringAfter = "after",
      substring = "substring", replace = "replace", replaceFirst = "replace_first", removeSpaces = "remove_spaces",
      contains = "contains", startsWith = "starts_with", length = "length", size = "list_size", isEmpty = "is_empty",
      toString = "to_text",
    },
  },

  sources = {
    ["saml.console"] = "[doc] help.okta.com aiw-saml-reference and the management API's SAML settings; the words of " ..
      "the encryption choices [inferred] from the API's values",
    ["saml.console.class_ref.kerberos"] = "[doc] the console's value lacks the urn: prefix",
    ["saml.tables"] = "[doc] help.okta.com aiw-saml-reference: statements of people and of groups, the four filters",
    ["saml.language"] = "[doc] Okta Expression Language reference: string, array, group functions; nothing is added " ..
      "as an empty text [inferred]; other app profiles, time functions and session.amr are not there",
  },
}
