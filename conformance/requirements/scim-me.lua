-- /Me: RFC 7644 section 3.11.
local function row(name, level, sentence, reading)
  return { name = name, of = "rfc7644", section = "3.11", level = level, sentence = sentence, reading = reading }
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("me-answered", "SHOULD", "/Me is served, leads on by 308, or is answered with 501.",
        "404 is let pass and told: many servers answer so; 403 where the token is nobody's"),
    row("me-leads-on", "MAY", "A 308 of /Me leads to a user."),
    row("me-location", "MUST", "Where /Me is served, Location is the user's own URI."),
  },
}
