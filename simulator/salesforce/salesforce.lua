-- Salesforce: a login source by OAuth 2.0, and a SAML service provider of its customers' identity providers, as data.
--
-- Tags: [capture] seen in a real message; [doc] Salesforce's own text; [repo] client code written against the live service;
-- [inferred] general knowledge, to be treated as a guess. Keys of sources:
--   EP    developer.salesforce.com, REST API guide, "Understanding OAuth Endpoints"; help xcloud.remoteaccess_oauth_endpoints
--   FLOW  developer.salesforce.com, REST API guide, "Web Server OAuth flow"
--   OERR  help.salesforce.com xcloud.remoteaccess_oauth_flow_errors
--   OID   help.salesforce.com xcloud.remoteaccess_using_openid
--   DISC  help.salesforce.com xcloud.remoteaccess_using_openid_discovery_endpoint
--   MYD   developer.salesforce.com, Metadata API, MyDomainSettings
--   SUN   cloudsundial.com/salesforce-sso-flows
--   JSF   repository jsforce/jsforce, oauth2;  OMN  repository realdoug/omniauth-salesforce
--   SP19  an AuthnRequest of Salesforce as service provider, captured in 2013 and 2019
return {
  title = "Salesforce",
  version = "2026-11-24",

  hosts = {
    production_login = "https://login.salesforce.com",
    sandbox_login = "https://test.salesforce.com",
    production_domain = "https://{domain}.my.salesforce.com",
    sandbox_domain = "https://{domain}--{sandbox}.sandbox.my.salesforce.com",
  },
  -- A browser that logged in at My Domain is known at the login host: one cookie an org, one for the saved usernames.
  cookies = { domain = "salesforce.com", session = "sid", saved = "oinfo" },

  paths = {
    login = "/", logout = "/secur/logout.jsp", home = "/home/home.jsp",
    authorize = "/services/oauth2/authorize", consent = "/setup/secur/RemoteAccessAuthorizationPage.apexp",
    remote_error = "/setup/secur/RemoteAccessErrorPage.apexp",
    token = "/services/oauth2/token", userinfo = "/services/oauth2/userinfo", revoke = "/services/oauth2/revoke",
    identity = "/id", query = "/services/data/v60.0/query", sobjects = "/services/data/v60.0/sobjects",
  },

  -- Seconds.
  times = { code = 900, session = 7200, token = 7200, request = 600 },
  batch_size = 2000,
  scopes = { "openid", "id", "profile", "email", "address", "phone", "api", "refresh_token", "offline_access", "web", "full", "custom_permissions" },

  refusals = {
    unknown_app = { error = "invalid_client_id", description = "client identifier invalid" },
    redirect_uri = { error = "redirect_uri_mismatch", description = "redirect_uri must match configuration" },
    app_blocked = { error = "OAUTH_APP_BLOCKED", description = "this app is blocked by admin" },
    app_not_installed = { error = "invalid_client", description = "app must be installed into org" },
    bad_display = { error = "invalid_request", description = "invalid display parameter" },
    response_type = { error = "unsupported_response_type", description = "response type not supported" },
    scope = { error = "invalid_scope", description = "the requested scope is not allowed" },
    challenge = { error = "invalid_request", description = "code challenge method not supported" },
    no_challenge = { error = "invalid_request", description = "missing required code challenge" },
    denied = { error = "access_denied", description = "end-user denied authorization" },
    immediate = { error = "immediate_unsuccessful", description = "immediate approval is not possible" },
    app_access = { error = "OAUTH_APP_ACCESS_DENIED", description = "user is not admin approved to access this app" },
    grant_type = { error = "unsupported_grant_type", description = "grant type not supported" },
    unknown_client = { error = "invalid_client_id", description = "client identifier invalid" },
    bad_secret = { error = "invalid_client", description = "invalid client credentials" },
    bad_code = { error = "invalid_grant", description = "invalid authorization code" },
    code_over = { error = "invalid_grant", description = "expired authorization code" },
    code_redirect_uri = { error = "redirect_uri_mismatch", description = "redirect_uri must match configuration" },
    no_verifier = { error = "invalid_grant", description = "missing required code verifier" },
    bad_verifier = { error = "invalid_request", description = "invalid code verifier" },
    bad_refresh = { error = "invalid_grant", description = "expired access/refresh token" },
    inactive_user = { error = "inactive_user", description = "user is inactive" },
    no_run_as = { error = "invalid_grant", description = "no client credentials user enabled" },
    needs_my_domain = { error = "invalid_grant", description = "request not supported on this domain" },
    bad_form = { error = "invalid_request", description = "the request has no form" },
    no_token = { error = "Missing_OAuth_Token", description = "", status = 403 },
    bad_token = { error = "Bad_OAuth_Token", description = "", status = 403 },
    scope_missing = { error = "Wrong_Scope", description = "", status = 403 },
    revoke_unknown = { error = "unsupported_token_type", description = "this token type is not supported" },
    invalid_session = { error = "INVALID_SESSION_ID", description = "Session expired or invalid", status = 401 },
    malformed_query = { error = "MALFORMED_QUERY", description = "unexpected token" },
    invalid_field = { error = "INVALID_FIELD", description = "No such column on entity 'User'." },
    bad_cursor = { error = "INVALID_QUERY_LOCATOR", description = "invalid query locator" },
  },

  words = {
    login_title = "Log in to Salesforce", username = "Username", password = "Password", log_in = "Log In",
    wrong_password = "Please check your username and password. If you still can't log in, contact your Salesforce administrator.",
    saved = "Saved usernames", other_user = "Log in with a different username",
    my_domain = "Your company has a login page of its own? Use Custom Domain.",
    consent_title = "Allow access?", consent_asks = "{app} is asking to:", allow = "Allow", deny = "Deny",
    not_you = "You are logged in as {username}.",
    error_title = "OAuth Error", sso_error = "Single Sign-On Error",
    sso_help = "We can't log you in because of an issue with single sign-on. Contact your Salesforce admin for help.",
    home_title = "Home", log_out = "Log Out", logged_out = "You are logged out.", not_found = "The page does not exist.",
  },

  identity = {
    "id", "asserted_user", "user_id", "organization_id", "username", "nick_name", "display_name", "email", "email_verified",
    "first_name", "last_name", "timezone", "photos", "is_lightning_login_user", "status", "urls", "active", "user_type", "language",
    "locale", "utcOffset", "last_modified_date",
  },
  userinfo = {
    "sub", "user_id", "organization_id", "preferred_username", "nickname", "name", "email", "email_verified", "given_name",
    "family_name", "zoneinfo", "photos", "picture", "urls", "active", "user_type", "language", "locale", "utcOffset", "updated_at",
    "is_app_installed",
  },

  request_id = "_2{pf:232}",
  authn_request = [[
<samlp:AuthnRequest xmlns:t="urn:idpsim:shape" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    AssertionConsumerServiceURL="{acs}" Destination="{destination}" ID="{id}" IssueInstant="{issue_instant}"
    ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Version="2.0">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{entity_id}</saml:Issuer>
</samlp:AuthnRequest>]],

  sources = {
    ["hosts"] = "[doc] EP: the same paths on every host; production and sandbox have users and org ids of their own",
    ["hosts.sandbox_domain"] = "[doc] MYD: enhanced domains",
    ["cookies"] = "[inferred] the login page offers the browser's saved usernames; how they are kept is ours",
    ["paths"] = "[doc] EP, DISC; [repo] JSF, OMN; login, logout, home and consent [inferred]",
    ["paths.remote_error"] = "[inferred] integrators' guides of September 2025, whose text app_not_installed has",
    ["times.code"] = "[inferred] 15 minutes, one use",
    ["times.session"] = "[inferred] the usual session timeout",
    ["batch_size"] = "[inferred] records of a page",
    ["scopes"] = "[doc] the list partly inferred",
    ["refusals.bad_verifier"] = "[doc] FLOW: challenge given and verifier wrong",
    ["refusals.no_verifier"] = "[doc] FLOW: challenge given and verifier missing",
    ["refusals.denied"] = "[inferred] the sample in OERR prints access-denied for this flow, access_denied for the user-agent flow",
    ["refusals.bad_refresh"] = "[doc] OERR",
    ["refusals"] = "[inferred] the other descriptions; redirect_uri, unknown_app, app_blocked and app_not_installed are shown on a page of Salesforce's",
    ["words"] = "[inferred] but for the two login hosts' offer of My Domain: SUN",
    ["identity"] = "[doc] OID",
    ["userinfo"] = "[doc] OID",
    ["token answer"] = "[repo] JSF, OMN: no expires_in, issued_at in ms as text, signature over id and issued_at",
    ["request_id"] = "[capture] SP19: about 230 characters that have to come back whole",
    ["authn_request"] = "[capture] SP19: no NameIDPolicy, no RequestedAuthnContext; the ACS names the org in its query",
  },
}
