-- OneLogin, SAML Custom Connector (Advanced): what it does on the wire, as data.
local signature = [[
<ds:Signature xmlns:t="urn:idpsim:shape" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <ds:SignedInfo>
    <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    <ds:SignatureMethod Algorithm="{signature_method}"/>
    <ds:Reference URI="#{reference_id}">
      <ds:Transforms>
        <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
        <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
      </ds:Transforms>
      <ds:DigestMethod Algorithm="{digest_method}"/>
      <ds:DigestValue/>
    </ds:Reference>
  </ds:SignedInfo>
  <ds:SignatureValue/>
  <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
</ds:Signature>]]

-- The SCIM client. The body is the admin's JSON template, its macros replaced; request targets carry a stray ? or &.
local core_template = [[
{
  "schemas": ["urn:scim:schemas:core:2.0"],
  "userName": "{$parameters.scimusername}",
  "name": {
    "givenName": "{$user.firstname}",
    "familyName": "{$user.lastname}",
    "formatted": "{$user.display_name}"
  }
}]]

local enterprise_template = [[
{
  "schemas": ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"],
  "userName": "{$parameters.scimusername}",
  "name": {
    "familyName": "{$user.lastname}",
    "givenName": "{$user.firstname}",
    "formatted": "{$user.display_name}"
  },
  "emails": {
    "value": "{$user.email}",
    "type": "work",
    "primary": true
  },
  "title": "{$parameters.title}",
  "urn:scim:schemas:extension:enterprise:2.0": {
    "department": "{$parameters.department}",
    "manager": {
      "managerId": "{$parameters.external_manager_id}",
      "displayName": "{$user.manager_firstname} {$user.manager_lastname}"
    }
  }
}]]

local names = { "name.givenName", "name.familyName" }
local when_deleted, when_suspended = "when_deleted", "when_suspended"

local function put_user(title, active, when)
  return { method = "PUT", target = "/Users/{id:segment}?", title = title, body_option = "template",
    merge = active and '{"active":' .. active .. "}" or nil, when = when, require_in_answer = names, needs_body = true }
end

local function patch_member(title, each, operation)
  return { method = "PATCH", target = "/Groups/{id:segment}?", title = title, each = each,
    body = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' .. operation .. "]}" }
end

local change_members = {
  patch_member("remove a member", "removed", [[{"op":"remove","path":"members[value eq \"{member_id:quote}\"]"}]]),
  patch_member("add a member", "added", [[{"op":"add","path":"members","value":[{"value":"{member_id}"}]}]]),
}
local end_access = {
  { method = "DELETE", target = "/Users/{id:segment}?", title = "delete the user", when = when_deleted .. "=Delete" },
  put_user("suspend the user", "false", when_deleted .. "=Suspend"),
}
local groups_stay = { nothing = "this client deletes no group of the service" }

local function scim_variant(title, template)
  return {
    title = title,
    unverified = "of the group requests only the PATCH that adds a member is known, by its length",
    options = {
      { key = "template", label = "SCIM JSON Template", default = template },
      { key = "custom_headers", label = "Custom Headers" },
      { key = when_deleted, default = "Delete", choices = { "Delete", "Suspend", "Do nothing" },
        label = "When users are deleted in OneLogin, or the user's app access is removed, perform the below action" },
      { key = when_suspended, default = "Suspend", choices = { "Suspend", "Do nothing" },
        label = "When user accounts are suspended in OneLogin, perform the following action" },
    },
    custom_headers_option = "custom_headers",
    headers = {
      { name = "Content-Type", value = "application/json", methods = { "POST", "PUT", "PATCH" } },
      { name = "User-Agent", value = "" },
      { name = "Authorization", value = "Bearer {token}" },
    },
    values = {
      ["$parameters.scimusername"] = "{user_name}",
      ["$parameters.external_manager_id"] = { "{manager_id}", "" },
      ["$parameters.*"] = { "{*}", "" },
      ["$user.firstname"] = { "{given_name}", "" },
      ["$user.lastname"] = { "{family_name}", "" },
      ["$user.email"] = { "{email}", "" },
      ["$user.display_name"] = { "{full_name}", "" },
      ["$user.active"] = "{active}",
      ["$user.custom_fields.*"] = { "{*}", "" },
      ["$user.*"] = { "{*}", "" },
      probe = "{uuid}",
    },
    test = {
      { target = "/Users?filter=userName+eq+%22{probe}%22&", title = "look-up of a user who does not exist",
        not_found = { 404 } },
      { target = "/Groups?", title = "list of groups" },
    },
    users = {
      match = "userName",
      lookup = { target = "/Users?filter=userName+eq+%22{user_name:quote:form}%22&", title = "look-up by userName",
        not_found = { 404 } },
      lookup_when_linked = true,
      create = { method = "POST", target = "/Users?", title = "create the user", body_option = "template",
        require_in_answer = names },
      on_found = { "update", "reactivate" },
      update = { requests = { put_user("update the user") } },
      deactivate = { requests = { put_user("suspend the user", "false", when_suspended .. "=Suspend") } },
      reactivate = { requests = { put_user("reactivate the user", "true") } },
      remove = { requests = end_access },
      erase = { requests = end_access },
    },
    groups = {
      lookup = { target = "/Groups?", title = "list of groups" },
      create = { method = "POST", target = "/Groups?", title = "create the group",
        body = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{group_name}"}' },
      fill = { requests = change_members },
      members = { requests = change_members },
      rename = { nothing = "groups are the service's own; this client only reads their names" },
      unpush = groups_stay, erase = groups_stay,
    },
  }
end

return {
  id = "onelogin",
  title = "OneLogin",
  version = "2026-11-24",
  listed = true,
  variables = {
    org = "example-works",
    account_number = "{digits:6}",
    app_uuid = "{uuid}",
    app_number = "{digits:7}",
  },

  saml = {
    entity_id = "https://app.onelogin.com/saml/metadata/{app_uuid}",
    urls = {
      sso = "https://{org}.onelogin.com/trust/saml2/http-post/sso/{app_uuid}",
      sso_redirect = "https://{org}.onelogin.com/trust/saml2/http-redirect/sso/{app_uuid}",
      soap = "https://{org}.onelogin.com/trust/saml2/soap/sso/{app_uuid}",
      slo = "https://{org}.onelogin.com/trust/saml2/http-redirect/slo/{app_number}",
      metadata = "https://app.onelogin.com/saml/metadata/{app_uuid}",
      initiate = "https://{org}.onelogin.com/launch/{app_number}",
      dashboard = "https://{org}.onelogin.com/portal/",
      login = "https://{org}.onelogin.com/login",
    },

    response_id = { signed = "pfx{uuid}", unsigned = "R{hex:40}" },
    assertion_id = { signed = "pfx{uuid}", unsigned = "A{hex:40}" },
    session_index = "_{uuid}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    times = { second_digits = 0, not_before = -180, not_on_or_after = 180, confirmation = 180, session = 86400,
      authn_instant = "issue", authn_offset = -1 },

    print = { ascii_only = true },
    response = [[
<samlp:Response xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    ID="{response_id}" Version="2.0" IssueInstant="{issue_instant}" Destination="{destination}" InResponseTo="{in_response_to?}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="response_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
  <t:part name="assertion"/>
</samlp:Response>]],
    assertion = [[
<saml:Assertion xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Version="2.0" ID="{assertion_id}" IssueInstant="{assertion_issue_instant}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="assertion_signature"/>
  <saml:Subject>
    <saml:NameID Format="{name_id_format?}">{name_id}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotOnOrAfter="{confirmation_not_on_or_after}" Recipient="{recipient}"
          InResponseTo="{in_response_to?}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">
    <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{authn_instant}" SessionNotOnOrAfter="{session_not_on_or_after?}"
      SessionIndex="{session_index}">
    <saml:AuthnContext><saml:AuthnContextClassRef>{class_ref}</saml:AuthnContextClassRef></saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AttributeStatement t:if="attributes">
    <saml:Attribute t:each="attributes" NameFormat="{name_format?}" Name="{name}">
      <saml:AttributeValue t:each="values" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:type="xs:string">{value}</saml:AttributeValue>
    </saml:Attribute>
  </saml:AttributeStatement>
</saml:Assertion>]],

    sign = { response = true, assertion = false, shape = signature },

    metadata = {
      print = { declaration = '<?xml version="1.0"?>\n' },
      certificate = { columns = 64 },
      tail = "\n",
      content_type = "application/xml",
      -- The lines of four blanks around NameIDFormat are OneLogin's own.
      shape = [[
<EntityDescriptor xmlns:t="urn:idpsim:shape" t:space="preserve" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"
    entityID="{entity_id}">
  <IDPSSODescriptor xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>{certificate}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </KeyDescriptor>
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{slo_url}"/>
]] .. "    \n" .. [[
      <NameIDFormat>{name_id_format}</NameIDFormat>
]] .. "    \n" .. [[
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_redirect_url}"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="{soap_url}"/>
  </IDPSSODescriptor>
</EntityDescriptor>]],
    },

    certificate = {
      subject = { { "C", "US" }, { "O", "{organisation}" }, { "OU", "OneLogin IdP" },
        { "CN", "OneLogin Account {account_number}" } },
      bits = 2048, days = 1826, serial_octets = 20, hash = "sha1", extensions = true,
    },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      value = "{person.email}",
      policy = "ignore",
    },
    attributes = { name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", empty = "left_out", join = ";" },
    requests = { acs = "validator", force_authn = true },

    refusals = {
      bad_request = { status = 400, title = "Invalid request", body = "<h1>Invalid request</h1><p>{detail}</p>" },
      unknown_sp = { status = 404, title = "App not found", body = "<h1>App not found</h1><p>{detail}</p>" },
      acs_mismatch = { status = 400, title = "ACS URL refused",
        body = "<h1>ACS URL refused</h1><p>It does not match the ACS URL validator. {detail}</p>" },
      not_assigned = { status = 403, title = "You do not have access to this application",
        body = "<h1>You do not have access to this application</h1><p>{person.username}: please contact your " ..
          "administrator.</p>" },
      inactive_user = { status = 403, title = "Account not active",
        body = "<h1>Account not active</h1><p>The account {person.username} is suspended.</p>" },
    },
    login = { cookie = "sub_session_onelogin.com", title = "OneLogin", heading = "Log in", username = "Username",
      password = "Password",
      button = "Continue", wrong_password = "Invalid user credentials", dashboard = "Company apps" },

    console = {
      { page = "Configuration", label = "RelayState", key = "relay_state", help = "posted with IdP-initiated logins" },
      { page = "Configuration", label = "Audience (EntityID)", key = "sp_entity_id", help = "becomes the Audience" },
      { page = "Configuration", label = "Recipient", key = "recipient" },
      { page = "Configuration", label = "ACS (Consumer) URL Validator", key = "acs_validator", required = true,
        help = "a regular expression; unanchored it is wider than meant" },
      { page = "Configuration", label = "ACS (Consumer) URL", key = "acs_url", required = true },
      { page = "Configuration", label = "Login URL", key = "login_url",
        help = "with SAML initiator Service Provider: the tile opens it" },
      { page = "Configuration", label = "SAML not valid before", key = "times.not_before", default = "3", scale = 60,
        help = "minutes" },
      { page = "Configuration", label = "SAML not valid on or after", key = "times.not_on_or_after", default = "3",
        scale = 60, help = "minutes" },
      { page = "Configuration", label = "SAML nameID format", key = "name_id.format", default = "Email", choices = {
        { "Email", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
        { "Unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
        { "Transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
        { "Persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" } } },
      { page = "Configuration", label = "SAML signature element", key = "sign", default = "Response",
        choices = { { "Response", "response" }, { "Assertion", "assertion" }, { "Both", "both" } } },
      { page = "Configuration", label = "Generate AttributeValue tag for empty values", key = "attributes.empty",
        default = "off",
        choices = { { "off", "left_out" }, { "on", "empty_value" } } },
      { page = "Configuration", label = "SAML sessionNotOnOrAfter", key = "times.session", default = "1440", scale = 60,
        help = "minutes" },
      { page = "SSO", label = "SAML Signature Algorithm", key = "algorithm", default = "SHA-256",
        choices = { { "SHA-1", "sha1" }, { "SHA-256", "sha256" }, { "SHA-384", "sha384" }, { "SHA-512", "sha512" } } },
    },
    person = { id = "{digits:9}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  scim = {
    variants = {
      enterprise = scim_variant("OneLogin, SCIM Provisioner with SAML (SCIM v2 Enterprise)", enterprise_template),
      core = scim_variant("OneLogin, SCIM Provisioner with SAML (SCIM v2 Core)", core_template),
    },
  }, -- scim
  default_scim = "enterprise",

  sources = {
    ["saml.entity_id"] = "[capture] the host is always app.onelogin.com; UUID since about 2019",
    ["saml.urls"] = "[capture] metadata 2021; SLO carries the number, everything else the UUID; launch, portal and " ..
      "login (m)",
    ["saml.response"] = "[capture] 2016 to 2022: no declaration, xmlns:saml repeated on Assertion, xs and xsi bound " ..
      "there",
    ["saml.response_id"] = "[capture] the signed element has pfx and a UUID, the other R or A and 40 hexadecimal " ..
      "digits",
    ["saml.times"] = "[capture] whole seconds, three minutes each way, AuthnInstant one second before IssueInstant, " ..
      "session of a day",
    ["saml.print"] = "[capture] 2018: non-ASCII as hexadecimal character references",
    ["saml.sign"] = "[doc] SAML signature element is Response at first; [capture] RSA-SHA1 in every message up to " ..
      "2022; what a new app has today was not found, SHA-256 is [inferred], SHA-1 a choice on the SSO tab",
    ["saml.attributes"] = "[capture] NameFormat before Name; values of a parameter without the multi-value flag are " ..
      "joined by ; [recorded] SP issue threads",
    ["saml.requests.acs"] = "[doc] the ACS URL Validator is a regular expression; that the Response goes to the URL " ..
      "that matched [inferred]",
    ["saml.metadata"] = "[capture] 2021, white space included",
    ["saml.certificate"] = "[capture] extensions, SHA-1, five years, 20-octet serial",
    ["saml.refusals"] = "[inferred] OneLogin's own pages; texts and HTTP codes ours",
    ["scim.headers.user_agent"] = "[recorded] goauthentik/authentik#11249: present and empty",
    ["scim.headers.content_type"] = "[recorded] goauthentik/authentik#11249: application/json on user calls",
    ["scim.users.lookup.target"] =
      "[recorded] goauthentik/authentik#11249: spaces as +, a trailing &, no startIndex or count",
    ["scim.users.update.target"] =
      "[recorded] goauthentik/authentik#11249: a trailing ?; [inferred] on POST, DELETE and " ..
      "GET of a collection",
    ["scim.enterprise.template"] = "[recorded] goauthentik/authentik#11249: schema URNs and the beginning; " ..
      "[doc] developers.onelogin.com: the rest, emails as one object",
    ["scim.core.template"] = "[doc] developers.onelogin.com: members; [inferred] the URN's version",
    ["scim.test"] =
      "[doc] developers.onelogin.com: a user known not to exist, by an empty list or 404; then the groups",
    ["scim.users.require_in_answer"] = "[doc] Zabbix manual: without name.givenName and familyName provisioning failed",
    ["scim.users.deactivate"] = "[inferred] PUT of the template with active false",
    ["scim.users.on_found"] = "[inferred] a suspended account that is assigned again is reactivated",
    ["scim.options.when_deleted"] = "[inferred] the default",
    ["scim.groups.members.add"] = "[inferred] the body; its length of 165 octets with one UUID is [recorded]",
    ["scim.groups.members.remove"] = "[inferred]",
    ["scim.groups.create"] = "[doc] developers.onelogin.com names the call; [inferred] its body",
    ["scim.groups.unpush"] = "[inferred] groups are not deleted in the service",
  }, -- sources
}
