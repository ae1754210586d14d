-- How an Okta admin sets up an app, in the wizard's own order, and what goes wrong with it.
return {
  guide = {
    words = { email = "user.email", given_name = "user.firstName", family_name = "user.lastName", display_name = "user.displayName",
      id = "user.id", username = "user.login" },

    saml = {
      { text = "Admin Console > Applications > Applications > Create App Integration: choose SAML 2.0, then Next." },
      { text = "1 General Settings: a name that people know.", page = "General Settings",
        fields = { { label = "App name", value = "{company}", optional = true } } },
      { text = "2 Configure SAML: enter the addresses of {company}.", page = "SAML Settings",
        fields = {
          { label = "Single sign-on URL", value = "{acs}",
            note = "leave Use this for Recipient URL and Destination URL ticked" },
          { label = "Audience URI (SP Entity ID)", value = "{entity_id}", note = "not the Single sign-on URL once more" },
          { label = "Name ID format", value = "EmailAddress", optional = true },
          { label = "Application username", value = "Email", optional = true },
        } },
      { text = "Attribute Statements: Okta sends none by itself, so add one row for each.",
        rows = { { table = "Attribute Statements", cells = { Name = "{attribute}", ["Name format"] = "Unspecified", Value = "{word}" } } } },
      { text = "Next, then 3 Feedback: This is an internal app that we have created, Finish." },
      { text = "Assignments tab: assign the people or groups who need {company}; nobody else gets in." },
      { text = "Sign On tab: copy the Metadata URL and hand it to {company}." },
    },

    scim = {
      { text = "Applications > Browse App Catalog: add SCIM 2.0 Test App (OAuth Bearer Token); SAML stays in the app made before." },
      { text = "Provisioning tab > Configure API Integration: tick Enable API Integration, then Test API Credentials and Save.",
        fields = {
          { label = "SCIM 2.0 Base Url", value = "{scim}", is = "base", note = "without an underscore in the host" },
          { label = "OAuth Bearer Token", value = "{token}", is = "token" },
        } },
      { text = "Provisioning tab > To App > Edit: enable what is to follow the directory.",
        fields = {
          { label = "Create Users", value = "yes", optional = true }, { label = "Update User Attributes", value = "yes", optional = true },
          { label = "Deactivate Users", value = "yes", optional = true },
        } },
      { text = "Assignments tab: assign the people or groups. Push Groups tab: the groups that are to be teams." },
    },
  },

  advice = {
    { id = "audience", field = "Audience URI (SP Entity ID)", state = "other",
      mistake = { ["Audience URI (SP Entity ID)"] = "{acs}" },
      says = "Audience URI (SP Entity ID) is {entered}; it must be {guided}. It is the entity ID of {company}, and easily confused with " ..
        "the Single sign-on URL. Correct it under General > SAML Settings > Edit > Configure SAML.",
      source = "[recorded] an issue thread: the two fields were exchanged" },
    { id = "acs", field = "Single sign-on URL", state = "other",
      mistake = { ["Single sign-on URL"] = "{entity_id}" },
      says = "Single sign-on URL is {entered}; it must be {guided}, where {company} takes logins.",
      source = "[doc] aiw-saml-reference" },
    { id = "assertion-signature", field = "Assertion Signature", state = "is", word = "Unsigned",
      seen = { "sp_refused", "assertion_unsigned" }, mistake = { ["Assertion Signature"] = "Unsigned" },
      says = "The assertion is not signed: Assertion Signature is {entered}. Set it to Signed under Show Advanced Settings.",
      source = "[doc] aiw-saml-reference" },
    { id = "destination", field = "Destination URL", state = "other", seen = { "sp_refused" },
      mistake = { ["Use this for Recipient URL and Destination URL"] = "No", ["Destination URL"] = "{entity_id}" },
      says = "Use this for Recipient URL and Destination URL is not ticked, and Destination URL is {entered}. Tick it: Recipient " ..
        "and Destination are then the Single sign-on URL, {acs}.",
      source = "[doc] aiw-saml-reference" },
    { id = "encrypted", field = "Assertion Encryption", state = "is", word = "Encrypted", seen = { "idp_refused" },
      mistake = { ["Assertion Encryption"] = "Encrypted" },
      says = "Assertion Encryption is {entered}, and no certificate says to whom. Set it to Unencrypted, or upload the encryption " ..
        "certificate out of the metadata of {company}.",
      source = "[doc] aiw-saml-reference; that nothing is sent without a certificate [inferred]" },
  },

  sources = {
    ["guide.saml"] = "[doc] help.okta.com, app integration wizard: steps and labels",
    ["guide.scim"] = "[doc] WorkOS's Okta page: the catalogue's test app; Okta's provisioning pages for the tabs; the two labels of the app [inferred]",
  },
}
