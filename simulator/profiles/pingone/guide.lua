-- How a PingOne admin sets up an application, tab by tab, and what goes wrong with it.
return {
  guide = {
    words = { email = "Email Address", given_name = "Given Name", family_name = "Family Name", display_name = "Formatted", id = "User ID",
      username = "Username" },

    saml = {
      { text = "Admin console > Applications > Applications > +: a name, type SAML Application, Configure.", page = "Overview",
        fields = { { label = "Application Name", value = "{company}", optional = true } } },
      { text = "Manually Enter (or Import From URL, with {metadata}).", page = "Configuration",
        fields = {
          { label = "ACS URLs", value = "{acs}" },
          { label = "Entity ID", value = "{entity_id}", note = "of one application only in an environment" },
          { label = "Sign Assertion/Response", value = "Sign Assertion", optional = true },
          { label = "Subject NameID Format", value = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", optional = true },
        } },
      { text = "Attribute Mappings tab > Edit: one row for each.", page = "Attribute Mappings",
        fields = { { label = "saml_subject", value = "Email Address", optional = true } },
        rows = { { table = "Attribute Mappings", cells = { Attributes = "{attribute}", ["PingOne Mappings"] = "{word}" } } } },
      { text = "Access tab: choose the groups that need {company}; without a group everybody of the environment may use it." },
      { text = "Switch the application on with the slider at the top: a new one is off.", page = "Overview",
        fields = { { label = "Enabled", value = "Yes" } } },
      { text = "Configuration tab: copy the IdP Metadata URL and hand it to {company}." },
    },

    scim = {
      { text = "Integrations > Provisioning > + > New connection > Identity Store > SCIM Outbound.",
        fields = {
          { label = "SCIM BASE URL", value = "{scim}", is = "base" },
          { label = "Users Resource", value = "/Users", optional = true },
          { label = "SCIM Version", value = "2.0", is = "shown", optional = true },
          { label = "Groups Resource", value = "/Groups", optional = true },
          { label = "Authentication Method", value = "OAuth 2 Bearer Token", optional = true },
          { label = "OAuth Access Token", value = "{token}", is = "token" },
          { label = "Auth Type Header", value = "Bearer", optional = true },
        } },
      { text = "Test Connection, save, and switch the connection on." },
      { text = "+ > New rule: from PingOne to this connection, with a user filter, and groups if they are to be teams; switch the rule on." },
    },
  },

  advice = {
    { id = "switched-off", field = "Enabled", state = "is", word = "No", seen = { "idp_refused" },
      mistake = { Enabled = "No" },
      says = "The application is switched off, so nobody can sign on. A new application is off until the slider at the top of its page is " ..
        "moved.",
      source = "[doc] new applications are off" },
    { id = "entity-id", field = "Entity ID", state = "other", seen = { "idp_refused" },
      mistake = { ["Entity ID"] = "{acs}" },
      says = "PingOne knows no application with the entity ID of {company}: Entity ID is {entered}; it must be {guided}.",
      source = "[doc] Entity ID" },
    { id = "acs-urls", field = "ACS URLs", state = "other",
      mistake = { ["ACS URLs"] = "{entity_id}" },
      says = "The address that {company} takes logins at is not among the application's ACS URLs. They are {entered}; enter {guided}.",
      source = "[doc] the request's ACS has to be one of them" },
    { id = "sign", field = "Sign Assertion/Response", state = "is", word = "Sign Response", seen = { "sp_refused", "assertion_unsigned" },
      mistake = { ["Sign Assertion/Response"] = "Sign Response" },
      says = "Only the Response is signed: Sign Assertion/Response is {entered}. Choose Sign Assertion, or Sign Assertion & Response, on the " ..
        "Configuration tab.",
      source = "[doc] the provider's application resource" },
    { id = "signed-requests", field = "Enforce Signed AuthnRequest", state = "is", word = "Yes", seen = { "idp_refused" },
      mistake = { ["Enforce Signed AuthnRequest"] = "Yes" },
      says = "PingOne demands signed requests, and {company} does not sign its own. Set Enforce Signed AuthnRequest to No, or have {company} " ..
        "sign them and upload its certificate.",
      source = "[doc] an unsigned request is refused when that is enforced" },
  },

  sources = {
    ["guide.saml"] = "[doc] docs.pingidentity.com, SAML application; WorkOS's PingOne page",
    ["guide.scim"] = "[doc] SCIM Outbound: connection, its fields, rules",
  },
}
