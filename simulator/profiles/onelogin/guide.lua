-- How a OneLogin admin sets up an app, in the console's own order, and what goes wrong with it.
return {
  guide = {
    words = { email = "Email", given_name = "First Name", family_name = "Last Name", display_name = "display_name", id = "UUID",
      username = "Username" },

    saml = {
      { text = "Administration > Applications > Applications > Add App: search for SAML Custom Connector (Advanced) and choose it. The " ..
          "test connectors that the search finds, too, lack fields that are needed below.", page = "Find Applications",
        fields = { { label = "Connector", value = "SAML Custom Connector (Advanced)",
          note = "cannot be changed afterwards: an app made from another connector has to be made anew" } } },
      { text = "Give the app a name that people know, and save: the other tabs appear.", page = "Info",
        fields = { { label = "Display Name", value = "{company}", optional = true } } },
      { text = "Configuration tab: enter the addresses of {company}.", page = "Configuration",
        fields = {
          { label = "Audience (EntityID)", value = "{entity_id}", note = "left blank, OneLogin sends a placeholder's name in its place" },
          { label = "Recipient", value = "{acs}" },
          { label = "ACS (Consumer) URL Validator", value = "{acs_pattern}",
            note = "a regular expression: slashes and dots have a backslash before them" },
          { label = "ACS (Consumer) URL", value = "{acs}" },
          { label = "Login URL", value = "{start}", when = "start", note = "the tile opens it, and {company} starts the login" },
          { label = "SAML initiator", value = "Service Provider", when = "start",
            note = "with OneLogin the tile would send people in unasked" },
          { label = "SAML signature element", value = "Assertion", note = "Response, the default, leaves the assertion unsigned" },
        } },
      { text = "Parameters tab: add one parameter for each row with +, tick Include in SAML assertion, save, and choose its value.",
        rows = { { table = "Parameters", cells = { ["Field name"] = "{attribute}", Value = "{word}",
          ["Include in SAML assertion"] = "yes" } } } },
      { text = "SSO tab.", page = "SSO",
        fields = { { label = "SAML Signature Algorithm", value = "SHA-256", optional = true,
          note = "older accounts begin with SHA-1, which is refused" } } },
      { text = "Save. Users (or a role under Access): give the app to whoever needs {company}; nobody else gets in." },
      { text = "More Actions > SAML Metadata: hand the file, or the Issuer URL of the SSO tab, which is the metadata's address, to {company}." },
    },

    scim = {
      { text = "SCIM comes with an app of its own: Applications > Add App, search for SCIM Provisioner with SAML (SCIM v2 Core)." },
      { text = "Configuration tab, API Connection.",
        fields = {
          { label = "SCIM Base URL", value = "{scim}", is = "base", note = "without /Users at its end" },
          { label = "SCIM Bearer Token", value = "{token}", is = "token" },
          { label = "API Status", value = "Enabled", is = "shown", optional = true, note = "the button Enable tries the connection" },
        } },
      { text = "Provisioning tab: tick Enable provisioning, and untick Require admin approval where accounts are to follow at once.",
        fields = {
          { label = "When users are deleted in OneLogin, or the user's app access is removed, perform the below action",
            value = "Suspend", optional = true, note = "keeps the account's history" },
        } },
      { text = "Parameters tab, Groups: tick Include in User Provisioning.",
        fields = { { label = "Groups: Include in User Provisioning", value = "yes", optional = true } } },
    },
  },

  advice = {
    { id = "other-connector", field = "Login URL", state = "hidden", seen = { "sp_refused" },
      mistake = { Connector = "SAML Test Connector (IdP)" },
      says = "The OneLogin app was made from another connector than SAML Custom Connector (Advanced), so its Configuration tab has no " ..
        "fields \"{missing}\", which {company} needs. The connector of an app cannot be changed: add a new app (Applications > Add " ..
        "App), search for SAML Custom Connector (Advanced), and fill it in by the set-up guide; then give it to the same users and " ..
        "hand its metadata to {company}.",
      source = "[doc] field lists of the test connectors in service providers' guides" },
    { id = "login-url", field = "Login URL", state = "other", seen = { "astray" },
      mistake = { ["Login URL"] = "{acs}" },
      says = "The tile's Login URL is {entered}; it must be {guided}. With SAML initiator Service Provider OneLogin only opens that " ..
        "address, and the login starts there: at any other page people stand without having been signed in. Correct it on the " ..
        "Configuration tab of the app and save.",
      source = "[doc] Login URL and SAML initiator in connector 110016's fields" },
    { id = "login-url-blank", field = "Login URL", state = "blank", seen = { "idp_refused" },
      mistake = { ["Login URL"] = "" },
      says = "The app's Login URL is blank while its SAML initiator is Service Provider, so the tile leads nowhere. Enter {guided} as " ..
        "Login URL on the Configuration tab.",
      source = "[inferred] a usual support case" },
    { id = "initiator", field = "SAML initiator", state = "is", word = "OneLogin", seen = { "sp_refused", "unsolicited" },
      mistake = { ["SAML initiator"] = "OneLogin" },
      says = "OneLogin sent the login without having been asked, since SAML initiator is {entered}, and this organisation takes only " ..
        "logins that it asked for. Set SAML initiator to {guided} on the Configuration tab, with the Login URL of {company} beside it.",
      source = "[doc] service providers' guides set Service Provider" },
    { id = "audience-blank", field = "Audience (EntityID)", state = "blank", seen = { "sp_refused", "audience" },
      mistake = { ["Audience (EntityID)"] = "" },
      says = "Audience (EntityID) was left blank, so OneLogin sends a placeholder's name in braces in its place. Enter {guided}.",
      source = "[capture] 2017 and an issue thread" },
    { id = "audience", field = "Audience (EntityID)", state = "other",
      mistake = { ["Audience (EntityID)"] = "{acs}" },
      says = "Audience (EntityID) is {entered}; it must be {guided}, character by character. It is the entity ID of {company}, not the " ..
        "ACS URL.",
      source = "[doc] connector 110016" },
    { id = "signature-element", field = "SAML signature element", state = "is", word = "Response",
      seen = { "sp_refused", "assertion_unsigned" }, mistake = { ["SAML signature element"] = "Response" },
      says = "OneLogin signed only the Response around the assertion: SAML signature element is {entered}. Set it to {guided} on the " ..
        "Configuration tab.",
      source = "[doc] default, and service providers that need Assertion" },
    { id = "validator", field = "ACS (Consumer) URL Validator", state = "other", seen = { "idp_refused" },
      mistake = { ["ACS (Consumer) URL Validator"] = "^{entity_id}$" },
      says = "OneLogin turned the login away because the ACS URL of {company} does not fit the ACS (Consumer) URL Validator, {entered}. " ..
        "It is a regular expression; enter {guided}.",
      source = "[inferred] from the field's meaning" },
  },

  sources = {
    ["guide.saml"] = "[doc] WorkOS's OneLogin page for fields and order, connector 110016's field list; menu paths from service providers' guides",
    ["guide.scim"] = "[doc] OneLogin's knowledge base and service providers' guides: API Connection, Provisioning; the app's name [inferred]",
    ["guide.words.display_name"] = "[inferred] a custom field: the list of values has none",
  },
}
