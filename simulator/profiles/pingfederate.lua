-- PingFederate: what it does on the wire, as data. It is installed by the customer, so host, names and key are theirs.
-- Line feeds between the signature's elements are the server's own (Apache Santuario).
local signature = [[
<ds:Signature xmlns:t="urn:idpsim:shape" t:space="preserve" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
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
<ds:KeyInfo t:if="key_info">
<ds:X509Data t:if="certificate">
<ds:X509Certificate>{certificate}</ds:X509Certificate>
</ds:X509Data>{line_feed_if_certificate}<ds:KeyValue t:if="modulus">
<ds:RSAKeyValue>
<ds:Modulus>{modulus}</ds:Modulus>
<ds:Exponent>{exponent}</ds:Exponent>
</ds:RSAKeyValue>
</ds:KeyValue>{line_feed_if_modulus}</ds:KeyInfo>{line_feed_if_key_info}</ds:Signature>]]

-- The connection and the server's own errors end on its page; what the user may not do goes to the SP as a Response.
local function page(status, sentence)
  return { status = status, title = "Error",
    body = "<h1>Error</h1><p>" .. sentence .. "</p><p>Reference ID: {alnum:6}</p>" }
end
local function response(nested, sentence)
  local refusal = page(403, sentence)
  refusal.response = { code = "urn:oasis:names:tc:SAML:2.0:status:Responder",
    nested = "urn:oasis:names:tc:SAML:2.0:status:" .. nested }
  return refusal
end

-- The SCIM client: the SCIM Provisioner add-on with SCIM Version 2.0. No request of it has been seen recorded.
local users, groups = "{option.users_path}", "{option.groups_path}"
local user_body = [[
  {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
              "@if enterprise", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "?externalId":"{external_id}", "userName":"{user_name}",
   "?name":{"?formatted":"{formatted_name}", "?familyName":"{family_name}", "?givenName":"{given_name}",
     "?middleName":"{middle_name}"},
   "?displayName":"{display_name}", "?nickName":"{nick_name}", "?title":"{title}", "?userType":"{user_type}",
   "?preferredLanguage":"{preferred_language}", "?locale":"{locale}", "?timezone":"{timezone}",
   "active":"{active:bool}",
   "?emails":[{"type":"work", "value":"{email}", "primary":true}],
   "?phoneNumbers":[{"type":"work", "value":"{phone}"}, {"type":"mobile", "value":"{mobile}"}],
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
     "?employeeNumber":"{employee_number}", "?costCenter":"{cost_center}", "?organization":"{organization}",
     "?division":"{division}", "?department":"{department}"}}]]

local function put_user(title, when)
  return { method = "PUT", target = users .. "/{id:segment}", title = title, body = user_body, when = when }
end

local function patch_group(title, operation, more)
  local out = { method = "PATCH", target = groups .. "/{id:segment}", title = title,
    body = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[' .. operation .. "]}" }
  for name, value in pairs(more) do out[name] = value end
  return out
end

-- Merge only adds; Overwrite replaces the list.
local send_members = { requests = {
  patch_group("add members", '{"op":"add","path":"members","value":["@each added", {"value":"{member_id}"}]}',
    { when = "membership=Merge", needs = "added" }),
  patch_group("replace the members",
    '{"op":"replace","path":"members","value":["@each members", {"value":"{member_id}"}]}',
    { when = "membership=Overwrite" }),
} }
local rename_group = { requests = {
  patch_group("rename the group", '{"op":"replace","path":"displayName","value":"{group_name}"}', {}),
} }

local end_access = { requests = {
  put_user("disable the user", "remove_action=Disable"),
  { method = "DELETE", target = users .. "/{id:segment}", title = "delete the user", when = "remove_action=Delete" },
} }
local delete_group = { requests = {
  { method = "DELETE", target = groups .. "/{id:segment}", title = "delete the group" },
} }

return {
  id = "pingfederate",
  title = "PingFederate",
  version = "2026-11-24",
  listed = true,
  variables = {
    host = "sso.example-works.test:9031",
    metadata_key = "{letter}{pf:26}",
  },

  saml = {
    entity_id = "https://{host}",
    urls = {
      sso = "https://{host}/idp/SSO.saml2",
      metadata = "https://{host}/pf/federation_metadata.ping?PartnerSpId={sp_entity_id}",
      initiate = "https://{host}/idp/startSSO.ping?PartnerSpId={sp_entity_id}",
      dashboard = "https://{host}/portal",
      login = "https://{host}/idp/resumeSAML20/idp/SSO.ping",
    },
    initiation = { identifies = { "PartnerSpId" }, relay_state = "TargetResource" },

    response_id = "{letter}{pf:26}",
    assertion_id = "{letter}{pf:26}",
    session_index = "{assertion_id}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
    times = { not_before = -300, not_on_or_after = 300, confirmation = 300, response_issue_ms = -8,
      authn_whole_seconds = true },

    response = [[
<samlp:Response xmlns:t="urn:idpsim:shape" Version="2.0" ID="{response_id}" IssueInstant="{issue_instant}"
    InResponseTo="{in_response_to?}" Destination="{destination?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="response_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
  <t:part name="assertion"/>
</samlp:Response>]],
    destination_only_when_signed = true,
    assertion = [[
<saml:Assertion xmlns:t="urn:idpsim:shape" ID="{assertion_id}" IssueInstant="{assertion_issue_instant}" Version="2.0"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="assertion_signature"/>
  <saml:Subject>
    <saml:NameID Format="{name_id_format?}">{name_id}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData Recipient="{recipient}" NotOnOrAfter="{confirmation_not_on_or_after}"
          InResponseTo="{in_response_to?}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">
    <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement SessionIndex="{session_index}" AuthnInstant="{authn_instant}">
    <saml:AuthnContext><saml:AuthnContextClassRef>{class_ref}</saml:AuthnContextClassRef></saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AttributeStatement t:if="attributes">
    <saml:Attribute t:each="attributes" Name="{name}" NameFormat="{name_format?}">
      <saml:AttributeValue t:each="values" xsi:type="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{value}</saml:AttributeValue>
    </saml:Attribute>
  </saml:AttributeStatement>
</saml:Assertion>]],

    sign = { response = true, assertion = false, certificate = false, key_value = false, shape = signature,
      certificate_base64 = { columns = 76, framed = true }, signature_base64 = { columns = 76, framed = true } },

    metadata = {
      certificate = { columns = 76, framed = true },
      content_type = "application/samlmetadata+xml",
      id = "{metadata_key}",
      shape = [[
<md:EntityDescriptor xmlns:t="urn:idpsim:shape" ID="{metadata_id}" cacheDuration="PT1440M" entityID="{entity_id}"
    xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"
      WantAuthnRequestsSigned="{wants_signed_requests}">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
          <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>{name_id_format}</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
  </md:IDPSSODescriptor>
  <md:ContactPerson contactType="administrative"/>
</md:EntityDescriptor>]],
    },

    certificate = { subject = { { "C", "US" }, { "O", "{organisation}" }, { "CN", "{host}" } }, bits = 2048,
      days = 3650, serial_octets = 6 },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
      value = "{person.username}",
      policy = "ignore",
    },
    attributes = { name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", empty = "left_out" },
    requests = { acs = "listed", acs_index = true, force_authn = true },

    refusals = {
      bad_request = page(400, "The message could not be processed. {detail}"),
      unknown_sp = page(404, "There is no active connection for this partner. {detail}"),
      acs_mismatch = page(400, "The Assertion Consumer Service URL is no endpoint of the connection. {detail}"),
      bad_signature = page(400, "The message is not signed as the connection demands. {detail}"),
      not_assigned = response("RequestDenied", "{person.username} may not use this application."),
      inactive_user = response("AuthnFailed", "The account {person.username} is not active."),
      no_passive = response("NoPassive", "Nobody is signed on."),
      no_name_id = response("AuthnFailed", "SAML_SUBJECT could not be fulfilled."),
    },
    login = { cookie = "PF", title = "Sign On", heading = "Please sign on", username = "Username",
      password = "Password",
      button = "Sign On",
        wrong_password = "We didn't recognize the username or password you entered. Please try again.",
        dashboard = "Applications" },
    auto_post = {
      page = [[<html><head><title>Submit Form</title></head><body onload="document.forms[0].submit()"><noscript><p>Script is disabled. Choose Resume to go on.</p></noscript><form method="post" action="{action}">{fields}<noscript><input type="submit" value="Resume"/></noscript></form></body></html>]],
      field = '<input type="hidden" name="{name}" value="{value}"/>',
    },

    console = {
      { page = "Federation Info", label = "SAML 2.0 Entity ID", key = "entity_id", help = "becomes the Issuer" },
      { page = "General Info", label = "Partner's Entity ID (Connection ID)", key = "sp_entity_id", required = true,
        help = "becomes the Audience" },
      { page = "Assertion Consumer Service URL", label = "Endpoint URL", key = "acs_url", required = true,
        help = "binding POST" },
      { page = "Assertion Lifetime", label = "Minutes Before", key = "times.not_before", default = "5", scale = 60 },
      { page = "Assertion Lifetime", label = "Minutes After", key = "times.not_on_or_after", default = "5",
        scale = 60 },
      { page = "Attribute Contract", label = "SAML_SUBJECT Name Format", key = "name_id.format",
        default = "unspecified", choices = {
        { "unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" },
        { "emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
        { "persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" } } },
      { page = "Attribute Contract Fulfillment", label = "SAML_SUBJECT", key = "name_id.value", default = "username",
        choices = {
        { "username", "{person.username}" }, { "mail", "{person.email}" }, { "uid", "{person.id}" } } },
      { page = "Signature Policy", label = "Sign response as required / Always sign assertion", key = "sign",
        default = "Sign response as required",
        choices = { { "Sign response as required", "response" }, { "Always sign assertion", "assertion" },
          { "Both", "both" } } },
      { page = "Signature Policy", label = "Require AuthN requests to be signed", key = "require_signature",
        default = "No",
        choices = { { "No", "false" }, { "Yes", "true" } } },
      { page = "Digital Signature Settings", label = "Signature <KEYINFO> element", key = "key_info",
        default = "Nothing", choices = {
        { "Nothing", "none" }, { "Include the certificate", "certificate" }, { "Include the certificate and the raw key", "both" } } },
      { page = "Digital Signature Settings", label = "Signing Algorithm", key = "algorithm", default = "RSA SHA256",
        choices = {
        { "RSA SHA1", "sha1" }, { "RSA SHA256", "sha256" }, { "RSA SHA384", "sha384" }, { "RSA SHA512", "sha512" } } },
    },
    person = { id = "{hex:32}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  scim = {
    variants = {
      provisioner = {
        title = "PingFederate, SCIM Provisioner add-on",
        unverified = "no request of this client has been seen recorded; bodies and headers are inferred",
        options = {
          { key = "authentication", label = "Authentication Method", default = "OAuth 2 Bearer Token",
            choices = { "None", "Basic", "OAuth 2 Bearer Token" } },
          { key = "username", label = "Username" },
          { key = "password", label = "Password" },
          { key = "header_type", label = "Authorization Header Type", default = "Bearer" },
          { key = "unique_identifier", label = "Unique User Identifier", default = "userName",
            choices = { "userName", "workEmail" } },
          { key = "filter", label = "Filter Expression" },
          { key = "users_path", label = "Users API Path", default = "/Users" },
          { key = "groups_path", label = "Groups API Path", default = "/Groups" },
          { key = "provision_disabled", label = "Provision Disabled Users", default = "true",
            choices = { "true", "false" } },
          { key = "remove_action", label = "Remove User Action", default = "Disable",
            choices = { "Disable", "Delete" } },
          { key = "membership", label = "Group Membership Handling", default = "Merge",
            choices = { "Merge", "Overwrite" } },
        },
        headers = {
          { name = "Accept", value = "application/scim+json, application/json" },
          { name = "Content-Type", value = "application/scim+json", methods = { "POST", "PUT", "PATCH" } },
          { name = "Authorization", value = "{option.header_type} {token}",
            when = "authentication=OAuth 2 Bearer Token" },
          { name = "Authorization", value = "Basic {credentials:base64}", when = "authentication=Basic" },
        },
        values = {
          credentials = "{option.username}:{option.password}",
          filter = {
            { option = "filter", replace = "%s", with = "{email}", when = "unique_identifier=workEmail" },
            { option = "filter", replace = "%s", with = "{user_name}" },
            { pattern = 'emails eq "{email}"', when = "unique_identifier=workEmail" },
            'userName eq "{user_name}"',
          },
          match_path = { { pattern = "userName", when = "unique_identifier=userName" } },
          formatted_name = "{full_name}",
          enterprise = { "{employee_number}", "{cost_center}", "{organization}", "{division}", "{department}" },
        },
        users = {
          match = "{match_path}",
          lookup = { target = users .. "?filter={filter:percent}", title = "look-up by the filter expression" },
          create = { method = "POST", target = users, title = "create the user", body = user_body },
          on_found = { "update" },
          skip_inactive = "provision_disabled=false",
          update = { requests = { put_user("update the user") } },
          deactivate = end_access,
          reactivate = { requests = { put_user("enable the user") } },
          remove = end_access, erase = end_access,
        },
        groups = {
          lookup = { target = groups, title = "list of all groups" },
          create = { method = "POST", target = groups, title = "create the group", body = [[
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName":"{group_name}",
             "members":["@each members", {"value":"{member_id}"}]}]] },
          members_in_create = true,
          fill = send_members, members = send_members, rename = rename_group,
          unpush = delete_group, erase = delete_group,
        },
      },
    },
  }, -- scim
  default_scim = "provisioner",

  sources = {
    ["saml.entity_id"] = "[capture] free text of the customer's",
    ["saml.urls"] = "[doc] fixed endpoint names; the portal stands for a page of the customer's with startSSO.ping " ..
      "links [inferred]",
    ["saml.response"] = "[capture] 2017 to 2021: Version first, namespace last, no declaration",
    ["saml.destination_only_when_signed"] = "[capture] a Destination stands in signed Responses alone",
    ["saml.response_id"] = "[capture] 27 characters of letters, digits, _ . -",
    ["saml.times"] = "[capture] five minutes each way; the Assertion is milliseconds younger than the Response; " ..
      "AuthnInstant cut to the second with the form adapter",
    ["saml.class_ref"] = "[capture] unspecified unless the adapter says otherwise",
    ["saml.sign"] = "[doc] Sign response as required is on, Always sign assertion off, KEYINFO empty; [capture] " ..
      "Santuario's line feeds, 76 columns",
    ["saml.name_id"] = "[capture] 1.1 unspecified unless the contract says so",
    ["saml.attributes"] = "[capture] NameFormat per contract attribute; a list gives several values [inferred]",
    ["saml.metadata"] = "[inferred] from redacted documents: attribute order unknown; cacheDuration is written PT1440M",
    ["saml.certificate"] = "[capture] the customer's own; this one is a self-signed one of usual size",
    ["saml.refusals"] = "[recorded] failures of the user go to the SP as signed error Responses; which second-level " ..
      "codes [inferred]; pages [inferred]",
    ["saml.auto_post"] = "(m)",
    ["scim.options"] =
      "[doc] SCIM Provisioner configuration reference; the console's default for Authentication Method is " ..
      "None, here the method that fits a token",
    ["scim.headers"] = "[inferred] pingidentity/scim2, RequestBuilder: whether the add-on uses it is not known",
    ["scim.test"] = "[doc] there is no test button",
    ["scim.users.lookup.target"] = "[doc] userName eq, or emails eq for workEmail; [inferred] the encoding",
    ["scim.users.create.body"] = "[inferred] from the table of supported attributes",
    ["scim.users.update"] = "[doc] supported features: PUT, no PATCH for users; attributes cannot be cleared",
    ["scim.users.remove"] = "[doc] Remove User Action; [inferred] that Disable is a PUT",
    ["scim.groups.lookup"] = "[doc] all groups are read and compared by name in the client; [inferred] without paging",
    ["scim.groups.create.body"] = "[doc] only displayName and members, no externalId",
    ["scim.groups.members"] = "[doc] Merge adds, Overwrite replaces; [inferred] the operations",
  }, -- sources
}
