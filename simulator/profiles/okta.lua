-- Okta: what it does on the wire, as data.
local signature = [[
<ds:Signature xmlns:t="urn:idpsim:shape" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <ds:SignedInfo>
    <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    <ds:SignatureMethod Algorithm="{signature_method}"/>
    <ds:Reference URI="#{reference_id}">
      <ds:Transforms>
        <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
        <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">
          <ec:InclusiveNamespaces t:if="xs_if_attributes" PrefixList="xs"
              xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#"/>
        </ds:Transform>
      </ds:Transforms>
      <ds:DigestMethod Algorithm="{digest_method}"/>
      <ds:DigestValue/>
    </ds:Reference>
  </ds:SignedInfo>
  <ds:SignatureValue/>
  <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
</ds:Signature>]]

-- The SCIM client. An app from the catalogue changes accounts and groups with PATCH, one made with the app wizard with
-- PUT; the rest is the same.
local scim_headers = {
  { name = "Accept", value = "application/scim+json" },
  { name = "Accept-Charset", value = "utf-8" },
  { name = "Content-Type", value = "application/scim+json; charset=utf-8",
    methods = { "POST", "PUT", "PATCH", "DELETE" } },
  { name = "User-Agent", value = "Okta SCIM Client 1.0.0" },
  { name = "Authorization", value = "Bearer {token}", when = "authentication=OAuth Bearer Token" },
  { name = "Authorization", value = "Bearer {token}", when = "authentication=HTTP Header" },
  { name = "Authorization", value = "Bearer {token}", when = "authentication=OAuth 2" },
  { name = "Authorization", value = "{token}", when = "authentication=Header Auth" },
  { name = "Authorization", value = "Basic {credentials:base64}", when = "authentication=Basic Auth" },
  { name = "Accept-Encoding", value = "gzip,deflate" },
}

local function scim_options(authentication)
  return {
    { key = "unique_identifier", label = "Unique identifier field for users", default = "userName",
      choices = { "userName", "email" } },
    { key = "authentication", label = "Authentication Mode", default = authentication[1], choices = authentication },
    { key = "username", label = "Username" },
    { key = "password", label = "Password" },
    { key = "push_groups", label = "Push Groups", default = "yes", choices = { "yes", "no" } },
    { key = "on_unlink", label = "When a push group is unlinked", default = "Delete the group in the target app",
      choices = { "Delete the group in the target app", "Leave the group in the target app" } },
  }
end

local scim_values = {
  match_value = { { pattern = "{email}", when = "unique_identifier=email" }, "{user_name}" },
  locale = { "{locale}", "en_US" },
  password = "{alnum:8}",
  credentials = "{option.username}:{option.password}",
  enterprise = { "{department}", "{employee_number}", "{division}", "{organization}", "{cost_center}" },
}

-- What the app's profile maps, as far as the person has it.
local enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
local scim_attributes = {
  { path = "userName", value = '"{user_name}"' },
  { path = "name.givenName", value = '"{given_name}"' },
  { path = "name.middleName", value = '"{middle_name}"' },
  { path = "name.familyName", value = '"{family_name}"' },
  { path = "emails[primary eq true].value", value = '"{email}"' },
  { path = "emails[primary eq true].type", value = '"work"' },
  { path = "displayName", value = '"{display_name}"' },
  { path = "title", value = '"{title}"' },
  { path = "nickName", value = '"{nick_name}"' },
  { path = "userType", value = '"{user_type}"' },
  { path = enterprise_urn .. ":employeeNumber", value = '"{employee_number}"' },
  { path = enterprise_urn .. ":costCenter", value = '"{cost_center}"' },
  { path = enterprise_urn .. ":organization", value = '"{organization}"' },
  { path = enterprise_urn .. ":division", value = '"{division}"' },
  { path = enterprise_urn .. ":department", value = '"{department}"' },
  { path = "active", value = '"{active:bool}"' },
}

local numbers = { "totalResults:number", "startIndex?:number", "itemsPerPage?:number" }
local get_user = { target = "/Users/{id:segment}", title = "fetch the user" }
local get_group = { target = "/Groups/{id:segment}", title = "fetch the group" }

local function put_user(title, only)
  return {
    strategy = "get_then_put_merged", get = get_user, only = only, except = not only and { "active" } or nil,
    requests = { { method = "PUT", target = "/Users/{id:segment}", title = title, body = '"{resource:json}"' } },
  }
end

local function patch_active(title)
  return { requests = { { method = "PATCH", target = "/Users/{id:segment}", title = title, body = [[
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
     "Operations":[{"op":"replace","value":{"active":"{active:bool}"}}]}]] } } }
end

local function skipping_inactive(write)
  local out = { skip_when_inactive = true }
  for name, value in pairs(write) do out[name] = value end
  return out
end

local create_user = { method = "POST", target = "/Users", title = "create the user", accept = { 201 }, body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "@if enterprise", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "userName":"{user_name}",
   "name":{"?givenName":"{given_name}", "?middleName":"{middle_name}", "?familyName":"{family_name}"},
   "emails":[{"primary":true, "value":"{email}", "type":"work"}],
   "?displayName":"{display_name}",
   "?title":"{title}", "?nickName":"{nick_name}", "?userType":"{user_type}",
   "locale":"{locale}", "externalId":"{person_id}", "groups":[], "password":"{password}", "active":"{active:bool}",
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?costCenter":"{cost_center}", "?organization":"{organization}",
     "?division":"{division}", "?department":"{department}"}}]] }

local function scim_users(deactivate, reactivate)
  return {
    match = "userName", match_value = "{match_value}",
    lookup = {
      target = "/Users?filter=userName+eq+%22{match_value:quote:form}%22&startIndex=1&count=100",
      title = "look-up by userName", not_found = { 404 },
      require_in_answer = { "totalResults:number", "Resources:array" },
    },
    lookup_when_linked = true,
    create = create_user,
    on_found = { "update", "reactivate" },
    update = put_user("update the user"),
    deactivate = deactivate, reactivate = reactivate, remove = deactivate, erase = skipping_inactive(deactivate),
  }
end

-- Group Push. The PATCH of the name comes before every PATCH of the members.
local rename_op = { method = "PATCH", target = "/Groups/{id:segment}", title = "push the group's name", body = [[
  {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
   "Operations":[{"op":"replace","value":{"id":"{id}","displayName":"{group_name}"}}]}]] }
local replace_members = { method = "PATCH", target = "/Groups/{id:segment}", title = "push all members", body = [[
  {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
   "Operations":[{"op":"replace","path":"members",
                  "value":["@each members", {"value":"{member_id}","display":"{user_name}"}]}]}]] }
local change_members = { method = "PATCH", target = "/Groups/{id:segment}", title = "push the change of members",
  body = [[
  {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
   "Operations":["@each removed", {"op":"remove","path":"members[value eq \"{member_id:quote}\"]"},
                 "@if added", {"op":"add","path":"members",
                               "value":["@each added", {"value":"{member_id}","display":"{user_name}"}]}]}]] }
local put_group = { method = "PUT", target = "/Groups/{id:segment}", title = "replace the group", body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"], "id":"{id}", "displayName":"{group_name}",
   "members":["@each members", {"value":"{member_id}","display":"{user_name}"}]}]] }

local function scim_groups(fill, members, rename)
  local unlink = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group",
    accept = { 204 }, when = "on_unlink=Delete the group in the target app" } } }
  return {
    lookup = { target = "/Groups?filter=displayName%20eq%20%22{group_name:quote:percent}%22&startIndex=1&count=100",
      title = "look-up by displayName", not_found = { 404 },
        require_in_answer = { "totalResults:number", "Resources:array" } },
    create = { method = "POST", target = "/Groups", title = "create the group", accept = { 201 },
      body = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{group_name}","members":[]}' },
    fill = { requests = fill }, members = { requests = members }, rename = { requests = rename },
    unpush = unlink, erase = unlink,
  }
end

local scim_test = {
  { target = "/Users?startIndex=1&count=2", title = "list of users", require_in_answer = numbers },
  { target = "/Groups?startIndex=1&count=100", title = "list of groups", require_in_answer = numbers,
    when = "push_groups=yes" },
}

local function scim_variant(title, authentication, users, groups)
  return {
    title = title, options = scim_options(authentication), headers = scim_headers, values = scim_values,
    attributes = scim_attributes, test = scim_test, answer_limit = 60, users = users, groups = groups,
  }
end

return {
  id = "okta",
  title = "Okta",
  version = "2026-11-24",
  listed = true,
  variables = {
    org = "dev-{digits:8}",
    app_label = "exampleapp",
    app_name = "{org}_{app_label}_1",
    app_key = "exk{alnum:17}",
    app_instance = "0oa{alnum:17}",
  },

  saml = {
    entity_id = "http://www.okta.com/{app_key}",
    urls = {
      sso = "https://{org}.okta.com/app/{app_name}/{app_key}/sso/saml",
      metadata = "https://{org}.okta.com/app/{app_key}/sso/saml/metadata",
      initiate = "https://{org}.okta.com/home/{app_name}/{app_instance}/aln{app_label}",
      dashboard = "https://{org}.okta.com/app/UserHome",
      login = "https://{org}.okta.com/login/login.htm",
    },

    message = { id_stem = "{digits:10}" },
    response_id = "id{id_stem}{digits:16}",
    assertion_id = "id{id_stem}{digits:16}",
    session_index = "{request_id}",
    session_index_unsolicited = "id{epoch_ms}.{digits:9}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    times = { not_before = -300, not_on_or_after = 300, confirmation = 300 },

    print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
    response = [[
<saml2p:Response xmlns:t="urn:idpsim:shape" Destination="{destination}" ID="{response_id}"
    InResponseTo="{in_response_to?}"
    IssueInstant="{issue_instant}" Version="2.0" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs="{xs_if_attributes?}">
  <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
      xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml2:Issuer>
  <t:part name="response_signature"/>
  <saml2p:Status xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol">
    <saml2p:StatusCode Value="{status_code}"><saml2p:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </saml2p:StatusCode>
    <saml2p:StatusMessage t:if="status_message">{status_message}</saml2p:StatusMessage>
  </saml2p:Status>
  <t:part name="assertion"/>
</saml2p:Response>]],
    assertion = [[
<saml2:Assertion xmlns:t="urn:idpsim:shape" ID="{assertion_id}" IssueInstant="{assertion_issue_instant}" Version="2.0"
    xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="{xs_if_attributes?}">
  <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
      xmlns:saml2="{saml_if_signed?}">{issuer}</saml2:Issuer>
  <t:part name="assertion_signature"/>
  <saml2:Subject xmlns:saml2="{saml_if_signed?}">
    <saml2:NameID Format="{name_id_format?}">{name_id}</saml2:NameID>
    <saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml2:SubjectConfirmationData InResponseTo="{in_response_to?}" NotOnOrAfter="{confirmation_not_on_or_after}"
          Recipient="{recipient}"/>
    </saml2:SubjectConfirmation>
  </saml2:Subject>
  <saml2:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}" xmlns:saml2="{saml_if_signed?}">
    <saml2:AudienceRestriction><saml2:Audience>{audience}</saml2:Audience></saml2:AudienceRestriction>
  </saml2:Conditions>
  <saml2:AuthnStatement AuthnInstant="{authn_instant}" SessionIndex="{session_index}"
      SessionNotOnOrAfter="{session_not_on_or_after?}" xmlns:saml2="{saml_if_signed?}">
    <saml2:AuthnContext><saml2:AuthnContextClassRef>{class_ref}</saml2:AuthnContextClassRef></saml2:AuthnContext>
  </saml2:AuthnStatement>
  <saml2:AttributeStatement t:if="attributes" xmlns:saml2="{saml_if_signed?}">
    <saml2:Attribute t:each="attributes" Name="{name}" NameFormat="{name_format?}">
      <saml2:AttributeValue t:each="values" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">{value}</saml2:AttributeValue>
    </saml2:Attribute>
  </saml2:AttributeStatement>
</saml2:Assertion>]],

    sign = { response = true, assertion = true, shape = signature, certificate_base64 = { columns = 76 } },

    metadata = {
      print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
      certificate = { columns = 76 },
      content_type = "application/xml",
      shape = [[
<md:EntityDescriptor xmlns:t="urn:idpsim:shape" entityID="{entity_id}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
          <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat t:if="name_id_format_chosen">{name_id_format}</md:NameIDFormat>
    <md:NameIDFormat t:unless="name_id_format_chosen">urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>
    <md:NameIDFormat t:unless="name_id_format_chosen">urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>]],
    },

    certificate = {
      subject = { { "C", "US" }, { "ST", "California" }, { "L", "San Francisco" }, { "O", "Okta" },
        { "OU", "SSOProvider" },
        { "CN", "{org}" }, { "emailAddress", "info@okta.com" } },
      bits = 2048, days = 3650, backdate_seconds = 60,
    },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
      value = "{person.username}",
      policy = "ignore",
    },
    attributes = { name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", empty = "empty_value" },
    requests = { acs = "listed", acs_index = true, force_authn = true, relay_state_always = true },

    refusals = {
      bad_request = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The request could not be understood.</p><p>{detail}</p>" },
      unknown_sp = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The request does not come from this app.</p><p>{detail}</p>" },
      acs_mismatch = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The request names an address that this app may not use.</p><p>{detail}</p>" },
      not_assigned = { status = 403, title = "403 App Not Assigned",
        body = "<h1>403 App Not Assigned</h1><p>{person.username} is not assigned to this app. Ask an administrator " ..
          "for access.</p>" },
      inactive_user = { status = 403, title = "Unable to sign in",
        body = "<h1>Unable to sign in</h1><p>The account {person.username} is not active.</p>" },
    },
    login = { cookie = "sid", title = "Sign In", heading = "Sign In", username = "Username", password = "Password",
      button = "Sign in", wrong_password = "Unable to sign in", dashboard = "My Apps" },
    auto_post = {
      page = [[<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Signing in...</title></head>
<body onload="document.forms[0].submit()"><form id="appForm" action="{action}" method="POST">{fields}<noscript>
    <button type="submit">Continue</button></noscript></form></body></html>
]],
      field = '<input name="{name}" type="hidden" value="{value}"/>',
      hex_entities = true,
    },

    console = {
      { page = "SAML Settings", label = "Single sign-on URL", key = "acs_url", required = true,
        help = "the ACS URL of the SP" },
      { page = "SAML Settings", label = "Recipient URL", key = "recipient",
        help = "only when it differs from the Single sign-on URL" },
      { page = "SAML Settings", label = "Destination URL", key = "destination",
        help = "only when it differs from the Single sign-on URL" },
      { page = "SAML Settings", label = "Audience URI (SP Entity ID)", key = "sp_entity_id", required = true,
        help = "the entityID of the SP" },
      { page = "SAML Settings", label = "Default RelayState", key = "relay_state",
        help = "posted with IdP-initiated logins" },
      { page = "SAML Settings", label = "Name ID format", key = "name_id.format", default = "Unspecified", choices = {
        { "Unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
        { "EmailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
        { "x509SubjectName", "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName" },
        { "Persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
        { "Transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
      { page = "SAML Settings", label = "Application username", key = "name_id.value", default = "Okta username",
        choices = {
        { "Okta username", "{person.username}" }, { "Okta username prefix", "{person.username_prefix}" },
        { "Email", "{person.email}" }, { "Email prefix", "{person.email_prefix}" } } },
      { page = "Advanced Settings", label = "Response", key = "sign.response", default = "Signed",
        choices = { { "Signed", "true" }, { "Unsigned", "false" } } },
      { page = "Advanced Settings", label = "Assertion Signature", key = "sign.assertion", default = "Signed",
        choices = { { "Signed", "true" }, { "Unsigned", "false" } } },
      { page = "Advanced Settings", label = "Signature Algorithm", key = "algorithm", default = "RSA-SHA256",
        choices = { { "RSA-SHA256", "sha256" }, { "RSA-SHA1", "sha1" } } },
      { page = "Advanced Settings", label = "Digest Algorithm", key = "digest", default = "SHA256",
        choices = { { "SHA256", "sha256" }, { "SHA1", "sha1" } } },
      { page = "Advanced Settings", label = "Signed Requests", key = "require_signature", default = "No",
        choices = { { "No", "false" }, { "Yes", "true" } } },
      { page = "Advanced Settings", label = "Authentication context class", key = "class_ref",
        default = "PasswordProtectedTransport", choices = {
        { "PasswordProtectedTransport", "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport" },
        { "Password", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password" },
        { "TLS Client", "urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient" },
        { "Unspecified", "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified" },
        { "X509", "urn:oasis:names:tc:SAML:2.0:ac:classes:X509" } } },
      { page = "Advanced Settings", label = "Honor Force Authentication", key = "force_authn", default = "Yes",
        choices = { { "Yes", "true" }, { "No", "false" } } },
      { page = "Advanced Settings", label = "SAML Issuer ID", key = "entity_id", help = "replaces the Issuer" },
      { page = "Advanced Settings", label = "Maximum App Session Lifetime", key = "times.session", scale = 60,
        help = "minutes; adds SessionNotOnOrAfter" },
    },
    person = { id = "00u{alnum:17}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  scim = {
    variants = {
      catalogue = scim_variant("Okta, app from the catalogue",
        { "OAuth Bearer Token", "Header Auth", "Basic Auth" },
        scim_users(patch_active("deactivate the user"), patch_active("reactivate the user")),
        scim_groups({ rename_op, replace_members }, { rename_op, change_members }, { rename_op })),
      wizard = scim_variant("Okta, app made with the app wizard",
        { "HTTP Header", "Basic Auth", "OAuth 2" },
        scim_users(put_user("deactivate the user", { "active" }), put_user("reactivate the user", { "active" })),
        scim_groups({ get_group, put_group }, { get_group, put_group }, { get_group, put_group })),
    },
  }, -- scim
  default_scim = "catalogue",

  sources = {
    ["saml.entity_id"] = "[capture] every recorded Response; [doc] management API default " ..
      "http://www.okta.com/${org.externalKey}",
    ["saml.urls.sso"] = "[capture] metadata of 2015 to 2024: one URL for POST and Redirect",
    ["saml.urls.metadata"] = "[doc] public sample of the Sustainsys.Saml2 project: no app name in the path",
    ["saml.urls.initiate"] = "[doc] App Embed Link exists; its path [inferred]",
    ["saml.response"] = "[capture] 2020 to 2024: attributes in alphabetical order, namespace declarations last",
    ["saml.response_id"] = "[capture] id and 24 to 27 digits, the first ten shared by Response and Assertion",
    ["saml.session_index"] = "[capture] the AuthnRequest's ID, or id<epoch ms>.<integer> when unsolicited",
    ["saml.sign"] = "[capture] both signed, PrefixList xs exactly when there are attributes; [doc] defaults of the " ..
      "app wizard",
    ["saml.times"] = "[capture] five minutes each way, to the millisecond",
    ["saml.attributes"] = "[capture] no default attributes; an empty value is an empty xs:string element",
    ["saml.metadata"] = "[capture] 2024: entityID before xmlns:md; two NameIDFormats while the setting is Unspecified",
    ["saml.certificate"] = "[capture] org-wide subject, serial = epoch milliseconds, NotBefore a minute early, ten " ..
      "years",
    ["saml.name_id"] = "[capture] the username under any format; [doc] a differing NameIDPolicy is not refused",
    ["saml.requests.relay_state_always"] = "[capture] the form field is there even when empty",
    ["saml.refusals.not_assigned"] = "[doc] support article App Sign-on Error 403: a page, nothing is posted",
    ["saml.refusals.bad_request"] = "[doc] 400 page instead of a Response; for unknown Issuer and ACS [inferred]",
    ["saml.auto_post"] = "[capture] form appForm, attribute values as hexadecimal entities",
    ["scim.headers"] =
      "[recorded] okta/okta-developer-docs, SCIM reference of 2019: order and values of every header; " ..
      "Host and Connection are the network's",
    ["scim.catalogue.strategy"] =
      "[doc] SCIM 2.0 reference and FAQ, \"PATCH versus PUT\": catalogue and test apps PATCH",
    ["scim.wizard.strategy"] = "[doc] SCIM 2.0 reference and FAQ: apps of the wizard always PUT, also to deactivate",
    ["scim.test"] = "[recorded] startIndex=1&count=2 for users, [doc] startIndex=1&count=100 for groups",
    ["scim.users.lookup.target"] = "[recorded] 2019: spaces as +, @ as %40; a sample of the same year has %20",
    ["scim.users.lookup.not_found"] = "[doc] SCIM 2.0 reference: an empty list or a 404",
    ["scim.users.lookup.require_in_answer"] =
      "[recorded] elimity-com/scim#127: Resources must be there when empty",
    ["scim.users.create.body"] = "[recorded] 2019: key order, emails as primary, value, type; " ..
      "[inferred] the place of title, nickName, userType and the enterprise extension",
    ["scim.users.create.password"] = "[doc] SCIM 2.0 reference: 8 random characters, also without password sync",
    ["scim.users.create.locale"] = "[recorded] en_US in 2018 and 2019; later samples have en-US",
    ["scim.users.update"] = "[doc] SCIM 2.0 reference: GET, then PUT of what was fetched with the changes in it",
    ["scim.users.deactivate.catalogue"] = "[recorded] no path, a JSON boolean, Content-Length 118",
    ["scim.users.erase"] = "[doc] concepts and FAQ: DELETE is never sent; deleting a deactivated user sends nothing",
    ["scim.groups.lookup"] = "[doc] SCIM 2.0 reference: by displayName since May 2024 when the group is not known",
    ["scim.groups.rename"] = "[recorded] 2019: the read-only id stands in the value",
    ["scim.groups.fill"] = "[recorded] jelhub/scimgateway#112: the name's PATCH comes before the members'; " ..
      "[inferred] the group is created without members",
    ["scim.groups.members.wizard"] = "[recorded] 2019: PUT with id and members as value, display",
  }, -- sources
}
