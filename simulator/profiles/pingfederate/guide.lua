-- How a PingFederate admin sets up an SP connection, screen by screen, and what goes wrong with it.
return {
  guide = {
    words = { email = "mail", given_name = "givenName", family_name = "sn", display_name = "displayName", id = "uid", username = "username" },

    saml = {
      { text = "Applications > Integration > SP Connections > Create Connection: no template, Browser SSO profiles by SAML 2.0." },
      { text = "General Info.", page = "General Info",
        fields = {
          { label = "Partner's Entity ID (Connection ID)", value = "{entity_id}" },
          { label = "Connection Name", value = "{company}", optional = true },
        } },
      { text = "Browser SSO > Configure Browser SSO, SAML Profiles: tick both; what is not ticked is refused.", page = "SAML Profiles",
        fields = { { label = "IdP-Initiated SSO", value = "Yes" }, { label = "SP-Initiated SSO", value = "Yes" } } },
      { text = "Assertion Creation: Standard identity mapping. Extend the contract by one row for each attribute, map an adapter instance, and " ..
          "fulfil the contract from it.", page = "Attribute Contract Fulfillment",
        fields = { { label = "SAML_SUBJECT", value = "username", optional = true } },
        rows = { { table = "Attribute Contract", cells = { ["Attribute Name"] = "{attribute}", Source = "Adapter", Value = "{word}" } } } },
      { text = "Protocol Settings, Assertion Consumer Service URL.", page = "Assertion Consumer Service URL",
        fields = {
          { label = "Binding", value = "POST", optional = true },
          { label = "Endpoint URL", value = "{acs}" },
        } },
      { text = "Protocol Settings, Allowable SAML Bindings: POST and Redirect.", page = "Allowable SAML Bindings",
        fields = { { label = "POST", value = "Yes", optional = true }, { label = "Redirect", value = "Yes", optional = true } } },
      { text = "Protocol Settings, Signature Policy.", page = "Signature Policy",
        fields = { { label = "Always sign assertion", value = "Yes", note = "by itself only the Response is signed" } } },
      { text = "Credentials, Digital Signature Settings: choose a signing certificate.", page = "Digital Signature Settings",
        fields = {
          { label = "Signature <KEYINFO> element", value = "Include the certificate in the signature <KEYINFO> element", optional = true,
            note = "some service providers look for the certificate there" },
          { label = "Signing Algorithm", value = "RSA SHA256", optional = true },
        } },
      { text = "Activation & Summary: switch the connection on and save.", page = "Activation & Summary",
        fields = { { label = "Connection Status", value = "Active" } } },
      { text = "SP Connections > the connection's Select Action > Export Metadata: hand the file to {company}. Who may sign in is for the adapter, " ..
          "or an authentication policy, to say." },
    },

    scim = {
      { text = "Install the SCIM provisioner add-on. SP connection > Connection Type: tick Outbound Provisioning, type SCIM Connector. Outbound " ..
          "Provisioning > Configure Provisioning > Target.",
        fields = {
          { label = "SCIM URL", value = "{scim}", is = "base" },
          { label = "SCIM Version", value = "2.0", is = "shown", optional = true },
          { label = "Authentication Method", value = "OAuth 2 Bearer Token", optional = true },
          { label = "Access Token", value = "{token}", is = "token" },
          { label = "Unique User Identifier", value = "userName", optional = true },
        } },
      { text = "Manage Channels: the directory that people come from, and the attributes. Switch channel and connection on." },
    },
  },

  advice = {
    { id = "inactive", field = "Connection Status", state = "is", word = "Inactive", seen = { "idp_refused" },
      mistake = { ["Connection Status"] = "Inactive" },
      says = "The SP connection is {entered}. Switch it on under Activation & Summary, and save.",
      source = "[doc] Activation & Summary" },
    { id = "sp-initiated", field = "SP-Initiated SSO", state = "is", word = "No", seen = { "idp_refused" },
      mistake = { ["SP-Initiated SSO"] = "No" },
      says = "The connection refuses logins that {company} starts: SP-Initiated SSO is not ticked under Browser SSO, SAML Profiles. Tick it.",
      source = "[doc] SAML Profiles: an unticked flow is refused" },
    { id = "entity-id", field = "Partner's Entity ID (Connection ID)", state = "other",
      mistake = { ["Partner's Entity ID (Connection ID)"] = "{acs}" },
      says = "No connection has the entity ID of {company}: Partner's Entity ID (Connection ID) is {entered}; it must be {guided}.",
      source = "[doc] General Info" },
    { id = "endpoint", field = "Assertion Consumer Service URL / Endpoint URL", state = "other",
      mistake = { ["Assertion Consumer Service URL / Endpoint URL"] = "{entity_id}" },
      says = "The Assertion Consumer Service URL is {entered}; it must be {guided}.",
      source = "[doc] Assertion Consumer Service URL: a requested one has to be listed" },
    { id = "sign-assertion", field = "Always sign assertion", state = "is", word = "No", seen = { "sp_refused", "assertion_unsigned" },
      mistake = { ["Always sign assertion"] = "No" },
      says = "Only the Response is signed, which is what PingFederate does by itself. Tick Always sign assertion under Protocol Settings, " ..
        "Signature Policy.",
      source = "[doc] Signature Policy; [capture] the default" },
  },

  sources = {
    ["guide.saml"] = "[doc] docs.pingidentity.com, SP connection screen by screen; WorkOS's PingFederate page",
    ["guide.scim"] = "[doc] SCIM provisioner add-on: the target's fields; menu names [inferred]",
  },
}
