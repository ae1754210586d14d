-- A service provider of your own: copy this file, enter your URLs, and run
--
--   idpsim run --target my-sp.lua --idp okta
--
-- Only id, title, sp and probe are needed. Everything else lets more scenarios run: a scenario whose needs are not in
-- `provides` is skipped, and the report names the need. Texts hold {placeholders}: the names in `values`, what `save` of an
-- earlier call kept, and from the run {case}, {seed}, {idp.metadata} (the IdP's metadata document), {idp.entity_id} and
-- {idp.sso_url}. Two braces stand for one: '{{"name": "{case}"}}'.
return {
  id = "example",
  title = "An example service provider",
  -- Whose claims it is held against: a claims file beside this one (conformance/claims/example.lua is one to start from).
  -- Without it nothing is claimed, and the report shows what was played. `--product FILE` wins.
  -- product = "my-product.lua",

  -- Your own names for what is used more than once.
  values = {
    base = "https://sp.example.com",
    api_token = "enter-a-token",
  },

  -- What this SP can do for a scenario.
  provides = {
    "sp.login",         -- sp.login starts SP-initiated SSO
    "sp.acs",           -- there is an assertion consumer service
    "sp.whoami",        -- the probe names the person
    "sp.unsolicited",   -- IdP-initiated SSO is accepted
    "sp.relay_state",   -- RelayState leads back to where the person wanted to go
    "sp.logout",        -- `logout` below ends a session
    "sp.slo",           -- single logout: the metadata has a SingleLogoutService, and sp.single_logout begins one
    "sp.artifact",      -- its ACS takes artifacts, and it reaches the IdP's ArtifactResolutionService
    "sp.accounts",      -- `accounts` below looks accounts up
    "scim",             -- `scim` below is a SCIM 2.0 server
    -- "sp.tenants",    -- `setup`, made once more, gives another organisation
    -- "product.pages", "product.enablement", "product.guide", "product.audit",   -- an admin's pages, the vendor's switch, guides, log
    -- "sp.idp_choice", -- an organisation may have several IdPs, and the login URL takes one
  },

  -- Where SAML happens. With metadata, the entity ID and the ACS are read from it; without, name both:
  --   sp = { entity_id = "{base}/saml", acs = "{base}/saml/acs", login = "{base}/saml/login" },
  sp = {
    metadata = "{base}/saml/metadata",
    login = "{base}/saml/login",              -- a browser that opens it is sent to the IdP
    -- start = "{base}/sso",                  -- where a tile sends people who begin there; without it, `login`
    relay_state_parameter = "return_to",      -- of the login URL; leave it out when there is none
    single_logout = "{base}/saml/logout",     -- a browser that opens it is logged out here and sent to the IdP
    -- idp_parameter = "idp",                 -- of the login URL: takes the entityID of one of several IdPs ("sp.idp_choice")
    -- organisation = "{org}",                -- what the probe calls the organisation, where it names one
  },

  -- "Who am I": asked with the browser's cookies after each login. A session and no session must differ in it.
  probe = {
    url = "{base}/api/me",
    headers = { Accept = "application/json" },
    signed_in_status = 200,
    person = "/user/email",                   -- a JSON pointer (RFC 6901) to the e-mail address
    -- organisation = "/organisation/id",     -- a JSON pointer to the organisation whose session it is
    -- body_has = "Sign out",                 -- for a page instead of JSON: a text that only a signed-in person sees
  },

  -- `page` is opened first and its form to `url` is submitted; without `page`, `url` is called.
  logout = { method = "POST", url = "{base}/logout" },

  -- What connects the SP with the IdP, in order: stage "start" before anything else, "enable" next, "idp" when the IdP is known, "scim"
  -- when SCIM is first used. Leave `setup` out when you connect them by hand, with the metadata that `idpsim serve` shows.
  setup = {
    { name = "upload the IdP's metadata", stage = "idp", method = "PUT", url = "{base}/api/sso",
      headers = { Authorization = "Bearer {api_token}" },
      content_type = "application/samlmetadata+xml", body = "{idp.metadata}" },
    { name = "issue a SCIM token", stage = "scim", method = "POST", url = "{base}/api/scim-tokens",
      headers = { Authorization = "Bearer {api_token}" },
      body = '{{"name": "{case}"}}', save = { scim_token = "/token" } },
  },

  -- How an account is looked up, and where its fields stand in each entry of the list.
  accounts = {
    look_up = { name = "look an account up", url = "{base}/api/users?email={email}",
                headers = { Authorization = "Bearer {api_token}" } },
    list = "/users",
    fields = { id = "/id", email = "/email", role = "/role", active = "/active" },
    -- Needed by scenarios whose admin disables accounts; {body} is the JSON with the changed fields:
    -- change = { name = "change an account", method = "PATCH", url = "{base}/api/users/{id}", body = "{body}" },
  },

  -- What an admin can do besides; each lets the scenarios run that need it as "sp.can.NAME". {metadata}, {url}, {idp} and so
  -- on are the scenario's; {idp} is what `save` kept as `idp` when the IdP was connected.
  --   connect_idp {metadata}              the organisation's IdP, and no other
  --   add_idp {metadata}                  one more
  --   add_idp_by_url {url}                one more, its metadata fetched
  --   replace_metadata {idp} {metadata}   a newer document of the same IdP
  --   refresh_idp {idp}                   its metadata is fetched now
  --   remove_idp {idp}
  --   set_domains {idp} {domains}         the mail domains it speaks for, a JSON list
  --   require_signature {idp} {certificate}   its metadata has to be signed by that one (base64)
  --   trust_certificate {idp} {certificate}, distrust_certificate {idp} {sha256}
  --   change_settings {settings}          JSON
  --   roll_key {use}, retire_key {use}    one more key pair of the SP's own, the older one gone; {use}: signing, encryption
  --   renew_scim_token                    a new one, saved as renewed_scim_token; the one before ends
  --   limit_scim_token {limits}           one more, saved as limited_scim_token; {limits}: members of a JSON object, "scope":"read",
  --                                       or "scope":"self" and a person's id as "user"
  --   invite_person {email} {role}        saves invitation_secret, a URL where that person chooses a password ("product.pages")
  --   set_enabled {enabled}               the vendor's team gives the organisation the SSO option, or takes it ("product.enablement")
  --   list_audit                          who did what ("product.audit")
  --   page_home, page_sign_in, page_settings, page_connect, page_sso, page_people, page_teams, page_audit   pages, by URL alone
  --   show_settings                       JSON
  --   download_mapping                    the mapping workbook; its file name in Content-Disposition ("product.mapping")
  --   upload_mapping {workbook} {file_name}   the octets and the name of the file
  --   renew_admin_token                   of the product's own API, saved as renewed_admin_token
  --   salesforce_urls                     where logins with Salesforce lead: saves `callback` and `login`
  --   connect_salesforce {environment} {organization_id} {my_domain} {client_id} {client_secret}   {environment}: production, sandbox
  --   pull_people {environment}           out of the connected Salesforce org
  -- add_idp = { name = "add an IdP", method = "POST", url = "{base}/api/sso", body = "{metadata}",
  --             content_type = "application/samlmetadata+xml", save = { idp = "/id" } },

  -- The product's browser extension ("product.extension"): the page that hands a signed-in person over (with a challenge, as in
  -- RFC 7636, and a state), the extension's own page that it leads back to, and the calls that a code and a token are for.
  -- extension = { connect = "{base}/extension/connect", organisation_parameter = "org", redirect = "https://ID.chromiumapp.org/connected",
  --               token = "{base}/api/extension/token", account = "{base}/api/extension/me", session = "{base}/api/extension/session" },

  scim = { base = "{base}/scim/v2", token = "{scim_token}" },

  -- The people of the scenarios have addresses in this domain.
  email_domain = "example.test",
  -- Seconds: how long an answer may take in all (by default as long as the vendor waits), and how long the pauses that the
  -- server asks for (429 with Retry-After) may be in a case. They are waited for; a case that would wait longer is unverified.
  -- answer_limit = 10, max_wait = 60,
  -- PEM files of certificate authorities to trust besides the system's, beside this file.
  -- ca_files = { "internal-ca.pem" },
}
