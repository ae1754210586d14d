-- How a Google Workspace admin sets up an app, page by page, and what goes wrong with it.
return {
  guide = {
    words = { email = "Basic Information > Primary email", given_name = "Basic Information > First name",
      family_name = "Basic Information > Last name", display_name = "display_name", id = "id", username = "Basic Information > Username" },

    saml = {
      { text = "Admin console > Apps > Web and mobile apps > Add app > Add custom SAML app.", page = "App details",
        fields = { { label = "App name", value = "{company}", optional = true } } },
      { text = "Google Identity Provider details: Download metadata and hand the file to {company}, then Continue." },
      { text = "Service provider details.", page = "Service provider details",
        fields = {
          { label = "ACS URL", value = "{acs}" },
          { label = "Entity ID", value = "{entity_id}", note = "capitals count" },
          { label = "Signed response", value = "off", optional = true, note = "on would leave the assertion unsigned" },
          { label = "Name ID format", value = "EMAIL", optional = true },
          { label = "Name ID", value = "Basic Information > Primary email", optional = true },
        } },
      { text = "Attribute mapping: ADD MAPPING for each row, then Finish.",
        rows = { { table = "Attributes", cells = { ["Google Directory attributes"] = "{word}", ["App attributes"] = "{attribute}" } } } },
      { text = "User access: a new app is off for everybody. Switch it on for everyone, or for the units and groups that need {company}. It may " ..
          "take up to a day to reach everybody.", page = "User access",
        fields = { { label = "Service status", value = "ON for everyone" } } },
    },
  },

  advice = {
    { id = "entity-id", field = "Entity ID", state = "other", seen = { "idp_refused" },
      mistake = { ["Entity ID"] = "{acs}" },
      says = "Google does not find the app that {company} asks for (app_not_configured): Entity ID is {entered}; it must be {guided}, " ..
        "capitals included.",
      source = "[doc] support.google.com 6301076" },
    { id = "acs-url", field = "ACS URL", state = "other", seen = { "idp_refused" },
      mistake = { ["ACS URL"] = "{acs}/" },
      says = "Google turns the login away because the ACS URL that {company} asks for is not the app's: ACS URL is {entered}; it must be " ..
        "{guided}.",
      source = "[doc] support.google.com 6087519 and 6301076" },
    { id = "service-status", field = "Service status", state = "is", word = "OFF for everyone", seen = { "idp_refused" },
      mistake = { ["Service status"] = "OFF for everyone" },
      says = "The app is switched off for this person (app_not_enabled_for_user): Service status is {entered}. Open User access of the app and " ..
        "switch it on for everyone, or for the person's unit or group; it may take up to a day.",
      source = "[doc] support.google.com 6301076" },
    { id = "signed-response", field = "Signed response", state = "is", word = "on", seen = { "sp_refused", "assertion_unsigned" },
      mistake = { ["Signed response"] = "on" },
      says = "Signed response is {entered}, so Google signs the Response instead of the assertion, which has to be signed itself. Clear the box " ..
        "under Service provider details.",
      source = "[doc] support.google.com 6087519" },
  },

  sources = {
    ["guide.saml"] = "[doc] support.google.com 6087519: pages, labels, User access; 24 hours",
    ["guide.words"] = "[doc] the same; display name and id are custom attributes there [inferred]",
  },
}
