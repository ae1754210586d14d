-- The pages of Microsoft Entra ID's console where an admin sets up a custom SAML app: Single sign-on, card by card.
local no_yes = { { "No", "false" }, { "Yes", "true" } }
local user = {
  { "user.userprincipalname", "{person.username}" }, { "user.mail", "{person.email}" },
  { "user.objectid", "{person.id}" }, { "user.employeeid", "{person.employee_id}" },
  { "user.onpremisessamaccountname", "{person.sam_account_name}" },
  { "user.onpremisesuserprincipalname", "{person.user_principal_name}" },
  { "user.mailnickname", "{person.email_prefix}" },
}
for i = 1, 15 do user[#user + 1] = { "user.extensionattribute" .. i, "{person.extensionattribute" .. i .. "}" } end

local name_id_sources = { { "Transformation", "" }, { "user.pairwiseid", "{person.pairwise}" } }
for _, one in ipairs(user) do name_id_sources[#name_id_sources + 1] = one end

return {
  console = {
    { page = "1 Basic SAML Configuration", label = "Identifier (Entity ID)", key = "sp_entity_id", required = true,
      list = true, help = "compared with the request's Issuer; the first is the default one" },
    { label = "Reply URL (Assertion Consumer Service URL)", key = "acs_url", required = true, list = true,
      help = "the first is the default one" },
    { label = "Sign on URL (Optional)", key = "login_url", help = "when set, the tile opens it and the SP starts the login" },
    { label = "Relay State (Optional)", key = "relay_state", help = "posted with IdP-initiated logins" },
    { label = "Logout Url (Optional)", key = "slo_url" },

    { page = "2 Attributes & Claims", label = "Unique User Identifier (Name ID)", key = "name_id.value",
      default = "user.userprincipalname", choices = name_id_sources },
    { label = "Unique User Identifier (Name ID) transformation", key = "name_id.expression",
      shown_when = { label = "Unique User Identifier (Name ID)", word = "Transformation" },
      help = "with Transformation: ExtractMailPrefix(user.mail) and the like" },
    { label = "Name identifier format", key = "name_id.format", default = "Email address", choices = {
      { "Default", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "Email address", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "Persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "Unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "Windows domain qualified name", "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName" } } },

    { page = "2 Attributes & Claims, Group Claims",
      label = "Which groups associated with the user should be returned in the claim?", key = "groups.which",
      default = "None", choices = {
      { "None", "" }, { "All groups", "all" }, { "Security groups", "security" }, { "Directory roles", "roles" },
      { "Groups assigned to the application", "assigned" } } },
    { label = "Source attribute", key = "groups.form", default = "Group ID", choices = {
      { "Group ID", "id" }, { "sAMAccountName", "sam" }, { "NetBIOSDomain\\sAMAccountName", "netbios" },
      { "DNSDomain\\sAMAccountName", "dns" }, { "On Premises Group Security Identifier", "sid" },
      { "Cloud-only group display names", "name" } } },
    { label = "Attribute to match", key = "groups.filter_by", default = "Display name",
      choices = { { "Display name", "name" }, { "SAMAccountName", "sam" } }, help = "Advanced options, Filter groups" },
    { label = "Match with", key = "groups.filter", choices = {
      { "Prefix", "prefix" }, { "Suffix", "suffix" }, { "Contains", "contains" } } },
    { label = "String", key = "groups.filter_value" },
    { label = "Name", key = "groups.name", help = "Customize the name of the group claim" },
    { label = "Namespace (optional)", key = "groups.namespace" },
    { label = "Emit groups as role claims", key = "groups.as_roles", default = "No", choices = {
      { "No", "" }, { "Yes", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role" } } },
    { label = "Regex pattern", key = "groups.pattern", help = "Apply regex replace to groups claim content" },
    { label = "Regex replacement pattern", key = "groups.replacement", help = "{name} is a named group of the pattern" },

    { page = "2 Attributes & Claims, Advanced settings", label = "Append application ID to issuer",
      key = "entity_id.pattern", default = "No",
      choices = { { "No", "" }, { "Yes", "https://sts.windows.net/{tenant_id}/{app_id}" } } },
    { label = "Override audience claim", key = "audience" },
    { label = "Include attribute name format", key = "attributes.name_format", default = "No", choices = {
      { "No", "" }, { "Yes", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" } } },

    { page = "3 SAML Certificates", label = "Signing Option", key = "sign", default = "Sign SAML assertion", choices = {
      { "Sign SAML assertion", "assertion" }, { "Sign SAML response", "response" },
      { "Sign SAML response and assertion", "both" } } },
    { label = "Signing Algorithm", key = "algorithm", default = "SHA-256",
      choices = { { "SHA-256", "sha256" }, { "SHA-1", "sha1" } } },
    { label = "Notification Email", list = true, help = "mail 60, 30 and 7 days before the certificate ends; none is sent here" },
    { label = "Require verification certificates", key = "require_signature", default = "No", choices = no_yes },
    { label = "Allow requests signed with RSA-SHA1", key = "allow_sha1", default = "No", choices = no_yes },
    { label = "Verification certificates", key = "sp_certificate", help = "the SP's, as PEM" },

    { page = "Token encryption", label = "Status", key = "encrypt", default = "Inactive",
      choices = { { "Inactive", "false" }, { "Active", "true" } } },
    { label = "Import Certificate", key = "encryption.certificate", help = "the SP's, as PEM" },

    { page = "Properties", label = "Enabled for users to sign-in?", key = "enabled", default = "Yes",
      choices = { { "Yes", "true" }, { "No", "false" } } },
    { label = "Assignment required?", key = "everybody", default = "Yes", choices = { { "Yes", "false" }, { "No", "true" } },
      help = "with No everybody of the tenant may sign in" },
    { label = "Visible to users?", key = "tile", default = "Yes", choices = { { "Yes", "true" }, { "No", "false" } } },
  },

  tables = {
    { page = "2 Attributes & Claims", label = "Additional claims",
      help = "a tenant file that has the table lists every claim, those that are there at first too",
      rows = {
        { Name = "givenname", Namespace = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims", ["Source attribute"] = "user.givenname" },
        { Name = "surname", Namespace = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims", ["Source attribute"] = "user.surname" },
        { Name = "emailaddress", Namespace = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims", ["Source attribute"] = "user.mail" },
        { Name = "name", Namespace = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims", ["Source attribute"] = "user.userprincipalname" },
      },
      columns = {
        { label = "Name", role = "name", required = true },
        { label = "Namespace", role = "namespace", help = "the claim's name is both, with / between" },
        { label = "Name format", role = "name_format", choices = {
          { "Omitted", "" }, { "URI", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" },
          { "Basic", "urn:oasis:names:tc:SAML:2.0:attrname-format:basic" },
          { "Unspecified", "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified" } } },
        { label = "Source", role = "none", default = "Attribute",
          choices = { { "Attribute", "" }, { "Transformation", "" } } },
        { label = "Source attribute", role = "expression", help = 'user.mail, or a constant in quotes: "London"' },
        { label = "Transformation", role = "expression",
          help = 'Join(user.givenname, ".", user.surname); its parameters in order, constants in quotes' },
      } },
  },

  language = {
    title = "Entra's list of attributes and transformations",
    names = {
      ["user.userprincipalname"] = "person.username", ["user.mail"] = "person.email", ["user.email"] = "person.email",
      ["user.othermail"] = "person.other_mail", ["user.objectid"] = "person.id", ["user.givenname"] = "person.given_name",
      ["user.surname"] = "person.family_name", ["user.displayname"] = "person.display_name",
      ["user.mailnickname"] = "person.email_prefix", ["user.employeeid"] = "person.employee_id",
      ["user.jobtitle"] = "person.title", ["user.department"] = "person.department",
      ["user.companyname"] = "person.company", ["user.onpremisessamaccountname"] = "person.sam_account_name",
      ["user.onpremisesuserprincipalname"] = "person.user_principal_name",
      ["user.assignedroles"] = "person.app_roles", ["user.groups"] = "person.group_ids", ["user.*"] = "person.*",
    },
    functions = {
      ExtractMailPrefix = "mail_prefix", Join = "append", ToLowercase = "lower", ToUppercase = "upper", ToLower = "lower",
      ToUpper = "upper", Contains = "output_if_contains", EndWith = "output_if_ends", StartWith = "output_if_starts",
      ExtractAfterMatching = "after", ExtractBeforeMatching = "before", ExtractBetweenMatching = "between",
      ExtractAlphaPrefix = "letters_at_start", ExtractAlphaSuffix = "letters_at_end",
      ExtractNumericPrefix = "digits_at_start", ExtractNumericSuffix = "digits_at_end",
      IfEmpty = "output_if_empty", IfNotEmpty = "output_if_not_empty", SubstringFixedLength = "substring_length",
      SubstringEndOfString = "substring", RegexReplace = "replace_pattern",
    },
  },

  sources = {
    ["saml.console"] = "[doc] Learn: saml-claims-customization, how-to-connect-fed-group-claims, " ..
      "certificate-signing-options, howto-saml-token-encryption, tutorial-manage-certificates-for-federated-single-sign-on",
    ["saml.console.entity_id.pattern"] = "[doc] saml-claims-customization: the application's id behind the tenant's, without " ..
      "a slash at the end; that the metadata with appid says the same [inferred]",
    ["saml.console.attributes.name_format"] = "[inferred] that Include attribute name format sends the URI format",
    ["saml.tables"] = "[doc] saml-claims-customization: name and namespace, constants, two transformations at most",
    ["saml.language"] = "[doc] saml-claims-customization: the transformations; written as calls, parameters in the " ..
      "portal's order, a portal name like Extract() - After matching as ExtractAfterMatching",
    ["saml.console.groups"] = "[doc] how-to-connect-fed-group-claims; that a group without such a name is left out [inferred]",
  },
}
