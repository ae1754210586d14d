-- The built-in service provider, by its URLs alone (ARCHITECTURE.md, section 6).
local admin = { Authorization = "Bearer {admin_token}" }
local staff = { Authorization = "Bearer {staff_token}" }

return {
  id = "builtin",
  title = "The built-in service provider",
  in_process = true,
  values = { base = "https://{product.app_host}" },
  provides = {
    "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.relay_state", "sp.logout", "sp.slo", "sp.artifact",
    "sp.accounts", "sp.teams", "sp.admin", "sp.scim_tokens", "sp.tenants", "sp.idp_choice", "scim", "scim.groups",
  },

  -- What is done before a case: an organisation of its own, switched on, the IdP connected; SCIM when it is first used.
  setup = {
    { name = "make an organisation", method = "POST", url = "{base}/api/orgs", headers = staff,
      body = [[{{"name":"{case}"}}]],
      save = { org = "/id", entity_id = "/entity_id", metadata = "/metadata", acs = "/acs", login = "/login", logout = "/logout", scim = "/scim",
        admin_token = "/admin_token" } },
    { name = "switch SSO on", method = "PUT", url = "{base}/api/orgs/{org}/enabled", headers = staff,
      body = [[{{"enabled":true}}]] },
    { name = "connect the IdP", stage = "idp", method = "PUT", url = "{base}/api/orgs/{org}/idp", headers = admin,
      content_type = "application/samlmetadata+xml", body = "{idp.metadata}", save = { idp = "/id" } },
    { name = "issue a SCIM token", stage = "scim", method = "POST", url = "{base}/api/orgs/{org}/scim-token", headers = admin,
      save = { scim_token = "/token" } },
  },

  sp = { entity_id = "{entity_id}", metadata = "{metadata}", acs = "{acs}", login = "{login}", start = "{base}{product.start_path}",
    relay_state_parameter = "relay_state", idp_parameter = "idp", single_logout = "{logout}", organisation = "{org}" },
  probe = { url = "{base}/whoami", signed_in_status = 200, person = "/email", organisation = "/org", headers = { Accept = "application/json" } },
  logout = { page = "{base}/", url = "{base}/logout" },

  accounts = {
    look_up = { name = "look accounts up", url = "{base}/api/orgs/{org}/accounts?email={email}", headers = admin },
    list = "/accounts",
    fields = { id = "/id", email = "/email", role = "/role", teams = "/teams", active = "/active" },
    change = { name = "change an account", method = "PATCH", url = "{base}/api/orgs/{org}/accounts/{id}", headers = admin,
               body = "{body}" },
    create_team = { name = "make a team", method = "POST", url = "{base}/api/orgs/{org}/teams", headers = admin,
                    body = [[{{"name":"{team}"}}]] },
    scim_tokens = { name = "count SCIM tokens", url = "{base}/api/orgs/{org}/settings", headers = admin,
                    save = { scim_tokens = "/scim_tokens" } },
  },

  connect_idp = { name = "connect the IdP", method = "PUT", url = "{base}/api/orgs/{org}/idp", headers = admin,
                  content_type = "application/samlmetadata+xml", body = "{metadata}", save = { idp = "/id" } },
  add_idp = { name = "add an IdP", method = "POST", url = "{base}/api/orgs/{org}/idps", headers = admin,
              content_type = "application/samlmetadata+xml", body = "{metadata}", save = { idp = "/id" } },
  add_idp_by_url = { name = "add an IdP by URL", method = "POST", url = "{base}/api/orgs/{org}/idps", headers = admin,
                     body = [[{{"url":"{url}"}}]], save = { idp = "/id" } },
  replace_metadata = { name = "replace metadata", method = "PUT", url = "{base}/api/orgs/{org}/idps/{idp}", headers = admin,
                       content_type = "application/samlmetadata+xml", body = "{metadata}" },
  refresh_idp = { name = "refresh metadata", method = "POST", url = "{base}/api/orgs/{org}/idps/{idp}/refresh", headers = admin },
  remove_idp = { name = "remove an IdP", method = "DELETE", url = "{base}/api/orgs/{org}/idps/{idp}", headers = admin },
  set_domains = { name = "set mail domains", method = "PATCH", url = "{base}/api/orgs/{org}/idps/{idp}", headers = admin,
                  body = [[{{"domains":{domains}}}]] },
  require_signature = { name = "require signed metadata", method = "PATCH", url = "{base}/api/orgs/{org}/idps/{idp}",
                        headers = admin, body = [[{{"metadata_certificate":"{certificate}"}}]] },
  trust_certificate = { name = "trust a certificate", method = "POST", url = "{base}/api/orgs/{org}/idps/{idp}/certificates",
                        headers = admin, content_type = "application/x-pem-file", body = "{certificate}" },
  distrust_certificate = { name = "distrust a certificate", method = "DELETE", headers = admin,
                           url = "{base}/api/orgs/{org}/idps/{idp}/certificates/{sha256}" },
  change_settings = { name = "change settings", method = "PATCH", url = "{base}/api/orgs/{org}/settings", headers = admin,
                      body = "{settings}" },
  renew_scim_token = { name = "issue a new SCIM token", method = "POST", url = "{base}/api/orgs/{org}/scim-token", headers = admin,
                       save = { renewed_scim_token = "/token" } },
  limit_scim_token = { name = "issue a limited SCIM token", method = "POST", url = "{base}/api/orgs/{org}/scim-token", headers = admin,
                       body = "{{{limits}}}", save = { limited_scim_token = "/token" } },
  renew_admin_token = { name = "issue a new admin token", method = "POST", url = "{base}/api/orgs/{org}/admin-token", headers = staff,
                        save = { renewed_admin_token = "/admin_token" } },
  roll_key = { name = "begin a key rollover", method = "POST", url = "{base}/api/orgs/{org}/keys/{use}", headers = admin },
  retire_key = { name = "end a key rollover", method = "DELETE", url = "{base}/api/orgs/{org}/keys/{use}", headers = admin },

  scim = { base = "{scim}", token = "{scim_token}" },
}
