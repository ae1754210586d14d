-- How an Entra ID admin sets up an app, card by card, and what goes wrong with it.
return {
  guide = {
    words = { email = "user.mail", given_name = "user.givenname", family_name = "user.surname", display_name = "user.displayname",
      id = "user.objectid", username = "user.userprincipalname" },

    saml = {
      { text = "Entra admin centre > Entra ID > Enterprise apps > New application > Create your own application: name it {company}, choose " ..
          "Integrate any other application you don't find in the gallery, Create." },
      { text = "Single sign-on > SAML, card 1 Basic SAML Configuration > Edit.", page = "1 Basic SAML Configuration",
        fields = {
          { label = "Identifier (Entity ID)", value = "{entity_id}" },
          { label = "Reply URL (Assertion Consumer Service URL)", value = "{acs}" },
        } },
      { text = "Card 2 Attributes & Claims > Edit > Add new claim: one for each row, with the field Namespace left empty. The claims that are " ..
          "there may stay.",
        rows = { { table = "Additional claims", cells = { Name = "{attribute}", Source = "Attribute", ["Source attribute"] = "{word}" } } } },
      { text = "Users and groups > Add user/group: whoever needs {company}; nobody else gets in. People without a mailbox have no user.mail." },
      { text = "Card 3 SAML Certificates: copy the App Federation Metadata Url and hand it to {company}. The tenant's own metadata address " ..
          "is not the app's." },
    },

    scim = {
      { text = "The app > Provisioning > New configuration: Test Connection, then Create.",
        fields = {
          { label = "Authentication Method", value = "Bearer authentication", optional = true },
          { label = "Tenant URL", value = "{scim}", is = "base" },
          { label = "Secret Token", value = "{token}", is = "token" },
        } },
      { text = "Attribute mapping > Provision Microsoft Entra ID Users: the mapping that is there will do. Groups are provisioned as long as " ..
          "their mapping is enabled.",
        fields = { { label = "Provision Microsoft Entra ID Groups", value = "Yes", optional = true } } },
      { text = "Users and groups decides who is provisioned. Overview > Start provisioning; a cycle comes about every 40 minutes." },
    },
  },

  advice = {
    { id = "identifier", field = "Identifier (Entity ID)", state = "other", seen = { "idp_refused" },
      mistake = { ["Identifier (Entity ID)"] = "{acs}" },
      says = "Entra does not find the app that {company} asks for: Identifier (Entity ID) is {entered}; it must be {guided}. Correct it on " ..
        "card 1, Basic SAML Configuration.",
      source = "[doc] AADSTS700016" },
    { id = "reply-url", field = "Reply URL (Assertion Consumer Service URL)", state = "other", seen = { "idp_refused" },
      mistake = { ["Reply URL (Assertion Consumer Service URL)"] = "{entity_id}" },
      says = "Entra turns the login away since the address that {company} wants the answer at is no Reply URL of the app. Reply URL is " ..
        "{entered}; add {guided} on card 1, Basic SAML Configuration.",
      source = "[doc] AADSTS50011" },
    { id = "sign-on-url", field = "Sign on URL (Optional)", state = "other", seen = { "astray" },
      mistake = { ["Sign on URL (Optional)"] = "{acs}" },
      says = "The tile opens the Sign on URL, {entered}, and no login starts there. Clear Sign on URL (Optional) on card 1: the tile then " ..
        "signs people in by itself.",
      source = "[doc] a Sign on URL makes the tile begin at the service provider" },
    { id = "signing-option", field = "Signing Option", state = "is", word = "Sign SAML response", seen = { "sp_refused", "assertion_unsigned" },
      mistake = { ["Signing Option"] = "Sign SAML response" },
      says = "The assertion is not signed: Signing Option is {entered}. Choose Sign SAML assertion, or Sign SAML response and assertion, on " ..
        "card 3, SAML Certificates, Token signing certificate > Edit.",
      source = "[doc] certificate-signing-options" },
    { id = "verification", field = "Require verification certificates", state = "is", word = "Yes", seen = { "idp_refused" },
      mistake = { ["Require verification certificates"] = "Yes" },
      says = "Entra demands signed requests (Require verification certificates is {entered}) and turns those of {company} away. Set it to No " ..
        "on card 3, or upload the certificate out of the metadata of {company} and have it sign its requests.",
      source = "[doc] Verification certificates" },
  },

  sources = {
    ["guide.saml"] = "[doc] Learn: single sign-on by SAML, card by card; custom claims; the menu path as of 2025",
    ["guide.scim"] = "[doc] Learn: use-scim-to-provision-users-and-groups: New configuration, Tenant URL, Secret Token",
  },
}
