-- How a JumpCloud admin sets up an app, tab by tab, and what goes wrong with it.
return {
  guide = {
    words = { email = "email", given_name = "firstname", family_name = "lastname", display_name = "fullname", id = "id", username = "username" },

    saml = {
      { text = "Admin Portal > User Authentication > SSO Applications > Add New Application > Custom Application: Manage Single Sign-On (SSO), " ..
          "Configure SSO with SAML.", page = "General Info",
        fields = { { label = "Display Label", value = "{company}", optional = true } } },
      { text = "SSO tab.", page = "SSO",
        fields = {
          { label = "IdP Entity ID", value = "jumpcloud/{app}", note = "any name that no other app of yours has; never the SP Entity ID" },
          { label = "SP Entity ID", value = "{entity_id}", note = "capitals count" },
          { label = "ACS URLs", value = "{acs}" },
          { label = "SAMLSubject NameID", value = "email", optional = true },
          { label = "SAMLSubject NameID Format", value = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", optional = true },
          { label = "Signature Algorithm", value = "RSA-SHA256", optional = true },
          { label = "Sign", value = "Assertion", optional = true, note = "an app made long ago may sign the Response alone" },
          { label = "Declare Redirect Endpoint", value = "on", optional = true,
            note = "before the metadata is exported: many service providers send people by redirect" },
        } },
      { text = "SSO tab, User Attribute Mapping: one row for each.",
        rows = { { table = "User Attribute Mapping", cells = { ["Service Provider Attribute Name"] = "{attribute}",
          ["JumpCloud Attribute Name"] = "{word}" } } } },
      { text = "User Groups tab: bind the groups that need {company}; nobody else gets in. Activate." },
      { text = "SSO tab > Export Metadata: hand the file to {company}." },
    },

    scim = {
      { text = "The same app > Identity Management tab.",
        fields = {
          { label = "API Type", value = "SCIM API", is = "shown", optional = true },
          { label = "SCIM Version", value = "SCIM 2.0", is = "shown", optional = true },
          { label = "Base URL", value = "{scim}", is = "base", note = "without a slash at its end" },
          { label = "Token Key", value = "{token}", is = "token" },
          { label = "Test User Email", value = "scim.test@example.com", optional = true,
            note = "needed for the test: an address that nobody has; the test makes an account of it" },
        } },
      { text = "Test Connection, then Activate and save.",
        fields = { { label = "Enable management of User Groups and Group Membership in this application", value = "yes", optional = true } } },
    },
  },

  advice = {
    { id = "sp-entity-id", field = "SP Entity ID", state = "other", seen = { "idp_refused" },
      mistake = { ["SP Entity ID"] = "{acs}" },
      says = "JumpCloud does not know the service provider that asks: SP Entity ID is {entered}; it must be {guided}, capitals included.",
      source = "[doc] sso-application-connector-fields" },
    { id = "acs-urls", field = "ACS URLs", state = "other",
      mistake = { ["ACS URLs"] = "{entity_id}" },
      says = "The address that {company} takes logins at is not among the app's ACS URLs. They are {entered}; enter {guided}.",
      source = "[doc] sso-application-connector-fields" },
    { id = "sign", field = "Sign", state = "is", word = "Response", seen = { "sp_refused", "assertion_unsigned" },
      mistake = { Sign = "Response" },
      says = "Only the Response is signed: Sign is {entered}. Choose Assertion on the app's SSO tab.",
      source = "[doc] service providers' guides: Sign Assertion" },
    { id = "login-url", field = "Login URL", state = "other", seen = { "astray" },
      mistake = { ["Login URL"] = "{acs}" },
      says = "The tile opens the Login URL, {entered}, and no login starts there. Clear Login URL on the SSO tab: the tile then signs people " ..
        "in by itself.",
      source = "[doc] Login URL makes the tile begin at the service provider" },
    { id = "status", field = "Status", state = "is", word = "Inactive", seen = { "idp_refused" },
      mistake = { Status = "Inactive" },
      says = "The app is not active, so JumpCloud lets nobody use it. Activate it, and bind a user group to it.",
      source = "[doc] an app has to be active and bound to a group" },
  },

  sources = {
    ["guide.saml"] = "[doc] jumpcloud.com, custom SAML app connector and its fields; WorkOS's JumpCloud page for the order",
    ["guide.scim"] = "[doc] Identity Management: API Type, SCIM Version, Base URL, Token Key, Test User Email",
  },
}
