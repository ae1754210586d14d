-- The pages of Google's Admin console where an admin sets up a custom SAML app.
local directory = {
  { "Basic Information > First name", "{person.given_name}" }, { "Basic Information > Last name", "{person.family_name}" },
  { "Basic Information > Primary email", "{person.email}" }, { "Basic Information > Username", "{person.email_prefix}" },
  { "Contact Information > Phone number", "{person.phone}" },
  { "Employee Details > Employee ID", "{person.employee_id}" }, { "Employee Details > Title", "{person.title}" },
  { "Employee Details > Type of employee", "{person.user_type}" },
  { "Employee Details > Manager's email", "{person.manager_email}" },
  { "Employee Details > Department", "{person.department}" }, { "Employee Details > Cost center", "{person.cost_center}" },
  { "Employee details > Employee ID", "{person.employee_id}" }, { "Employee details > Title", "{person.title}" },
  { "Employee details > Department", "{person.department}" },
  { "Address > Formatted", "{person.address}" }, { "Address > Country", "{person.country}" },
}

return {
  console = {
    { page = "App details", label = "App name", help = "for people: no message has it" },
    { label = "Description", help = "for people: no message has it" },
    { label = "App icon", help = "for people: no message has it" },

    { page = "Service provider details", label = "ACS URL", key = "acs_url", required = true, help = "https only" },
    { label = "Entity ID", key = "sp_entity_id", required = true,
      help = "compared with the request's Issuer, capitals included" },
    { label = "Start URL", key = "relay_state", help = "optional; posted as RelayState with IdP-initiated logins" },
    { label = "Signed response", key = "sign", default = "off", choices = { { "off", "assertion" }, { "on", "response" } },
      help = "on signs the Response instead of the Assertion" },
    { label = "Name ID format", key = "name_id.format", default = "UNSPECIFIED", choices = {
      { "UNSPECIFIED", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
      { "EMAIL", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
      { "PERSISTENT", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      { "TRANSIENT", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
      { "X509_SUBJECT", "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName" },
      { "WINDOWS_DOMAIN", "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName" },
      { "KERBEROS", "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos" },
      { "ENTITY", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity" } } },
    { label = "Name ID", key = "name_id.value", default = "Basic Information > Primary email", choices = directory },

    { page = "User access", label = "Service status", key = "enabled", default = "ON for everyone", at_first = "OFF for everyone",
      choices = { { "ON for everyone", "true" }, { "OFF for everyone", "false" } },
      help = "a new app is OFF for everyone; ON for some: assign the people and groups" },
  },

  tables = {
    { page = "Attribute mapping", label = "Attributes", most = 500, help = "none are there at first",
      columns = {
        { label = "Google Directory attributes", role = "value", required = true, choices = directory, open = "{person.*}",
          help = "any other word is the name of a custom attribute" },
        { label = "App attributes", role = "name", required = true },
      } },
    { page = "Attribute mapping", label = "Group membership (optional)", value = "{person.groups}", most = 75,
      help = "up to 75 groups, sent by name; memberships through other groups count",
      columns = {
        { label = "Google groups", role = "groups", required = true },
        { label = "App attribute", role = "name", required = true },
      } },
  },

  sources = {
    ["saml.console"] = "[doc] support.google.com 6087519; the words of the Name ID formats partly from SP guides; an " ..
      "app that is set up here is on for those assigned",
    ["saml.console.enabled"] = "[doc] support.google.com 6087519: User access is OFF for everyone at first",
    ["saml.tables"] = "[doc] support.google.com 6087519 and 11143403: 75 groups, names, nested memberships; the names " ..
      "of the directory's attributes beyond those of the pages [inferred]",
  },
}
