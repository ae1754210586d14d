-- The pages of JumpCloud's console where an admin sets up a custom SAML app.
local off_on = { { "off", "" }, { "on", "true" } }
local user = {
  { "email", "{person.email}" }, { "username", "{person.username}" }, { "firstname", "{person.given_name}" },
  { "lastname", "{person.family_name}" }, { "fullname", "{person.display_name}" }, { "displayname", "{person.display_name}" },
  { "description", "{person.description}" }, { "employeeIdentifier", "{person.employee_number}" },
  { "jobTitle", "{person.title}" }, { "department", "{person.department}" }, { "costCenter", "{person.cost_center}" },
  { "company", "{person.company}" }, { "location", "{person.location}" }, { "id", "{person.id}" },
}

return {
  console = {
    { page = "General Info", label = "Display Label", help = "for people: no message has it" },
    { label = "Description", help = "for people: no message has it" },
    { label = "Display Option", default = "Logo", choices = { { "Logo", "" }, { "Color Indicator", "" } },
      help = "of the tile: no message has it" },
    { label = "Show in User Portal", key = "tile", default = "on", choices = { { "on", "true" }, { "off", "false" } } },

    { page = "SSO", label = "IdP Entity ID", key = "entity_id", required = true,
      help = "free text; becomes the Issuer" },
    { label = "IdP Private Key", help = "always generated here: a tenant file says when its certificates end" },
    { label = "IdP Certificate", help = "always generated here: a tenant file says when its certificates end" },
    { label = "SP Entity ID", key = "sp_entity_id", required = true, help = "becomes the Audience; capitals count" },
    { label = "ACS URLs", key = "acs_url", required = true, list = true, help = "the first is the default one" },
    { label = "SP Certificate", key = "sp_certificate", help = "as PEM; verifies signed requests" },
    { label = "SAMLSubject NameID", key = "name_id.value", default = "email", choices = {
      { "email", "{person.email}" }, { "username", "{person.username}" }, { "firstname", "{person.given_name}" },
      { "lastname", "{person.family_name}" }, { "description", "{person.description}" } } },
    { label = "SAMLSubject NameID Format", key = "name_id.format",
      default = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified", choices = {
      { "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified", "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
    { label = "Signature Algorithm", key = "algorithm", default = "RSA-SHA256",
      choices = { { "RSA-SHA256", "sha256" }, { "RSA-SHA1", "sha1" } } },
    { label = "Sign", key = "sign", default = "Assertion",
      choices = { { "Assertion", "assertion" }, { "Response", "response" }, { "Assertion and Response", "both" } } },
    { label = "Default RelayState", key = "relay_state", help = "posted with IdP-initiated logins" },
    { label = "Login URL", key = "login_url", help = "when set, the tile opens it and the SP starts the login" },
    { label = "Declare Redirect Endpoint", key = "metadata.redirect_endpoint", default = "off", choices = off_on,
      help = "adds HTTP-Redirect to the metadata; tick it before exporting" },
    { label = "IdP URL", key = "idp_url", help = "the last part of the SSO URL; fixed once the app exists" },

    { page = "User Groups", label = "Status", key = "enabled", default = "Active",
      choices = { { "Active", "true" }, { "Inactive", "false" } },
      help = "nobody may use the app until a user group is bound to it" },
  },

  tables = {
    { page = "SSO", label = "User Attribute Mapping", help = "none are there at first",
      columns = {
        { label = "Service Provider Attribute Name", role = "name", required = true },
        { label = "JumpCloud Attribute Name", role = "value", required = true, choices = user, open = "{person.*}",
          help = "any other word is the name of a custom attribute" },
      } },
    { page = "SSO", label = "Constant Attributes",
      columns = {
        { label = "Service Provider Attribute Name", role = "name", required = true },
        { label = "Value", role = "constant", required = true },
      } },
    { page = "SSO", label = "Group Attributes", value = "{person.groups}", assigned_only = true, most = 1,
      help = "the user groups that are bound to the app, one value each",
      columns = {
        { label = "include group attribute", role = "include", default = "on",
          choices = { { "on", "true" }, { "off", "false" } } },
        { label = "Groups Attribute Name", role = "name", default = "memberOf" },
      } },
  },

  sources = {
    ["saml.console"] = "[doc] jumpcloud.com/support/sso-application-connector-fields; General Info changes no message",
    ["saml.tables"] = "[doc] jumpcloud.com/support/sso-application-connector-fields; that the groups are those bound to " ..
      "the app, one value each [inferred]",
  },
}
