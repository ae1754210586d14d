-- JumpCloud: what it does on the wire, as data.
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

-- The SCIM client: full PUTs, keys in alphabetical order at every level.
local function sorted_user(id, schemas)
  return [[
  {"active":"{active:bool}",
   "addresses":["@if address", {"?country":"{country}", "?locality":"{city}", "?postalCode":"{postal_code}",
     "primary":true, "?region":"{state}", "?streetAddress":"{street_address}", "type":"work"}],
   "?displayName":"{display_name}",
   "emails":[{"primary":true, "type":"work", "value":"{email}"}],
   "externalId":"{person_id}",]] .. id .. [[
   "locale":"{locale}",
   "name":{"?familyName":"{family_name}", "?givenName":"{given_name}"},
   "phoneNumbers":[{"primary":true, "type":"work", "value":"{phone}"}],
   "?photos":[{"value":"{photo}"}],
   "preferredLanguage":"{preferred_language}",
   "schemas":]] .. schemas .. [[,
   "?title":"{title}",
   "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"?department":"{department}"},
   "userName":"{user_name}"}]]
end

local core, enterprise = '"urn:ietf:params:scim:schemas:core:2.0:User"',
  '"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"'
local create_body = sorted_user("", "[" .. core .. "," .. enterprise .. "]")
local put_body = sorted_user('"id":"{id}",', "[" .. enterprise .. "," .. core .. "]")
local patch_schemas = '"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]'

local function put_user(title)
  return { method = "PUT", target = "/Users/{id:segment}", title = title, body = put_body }
end

local function change_members(op, list, title)
  return { method = "PATCH", target = "/Groups/{id:segment}", title = title, needs = list, when = "membership=PATCH",
    body = '{"Operations":[{"op":"' .. op .. '","path":"members","value":["@each ' .. list ..
      '", {"value":"{member_id}"}]}],' .. patch_schemas .. "}" }
end

local put_group = { method = "PUT", target = "/Groups/{id:segment}", title = "replace the group", body = [[
  {"displayName":"{group_name}", "id":"{id}", "members":["@each members", {"value":"{member_id}"}],
   "schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}]] }
local put_members = { method = "PUT", target = put_group.target, title = "replace the group", body = put_group.body,
  when = "membership=PUT" }

-- Test Connection writes: a user and a group are created, changed and deleted again.
local test_user = [[
  {"active":true,
   "addresses":[{"country":"US", "locality":"Springfield", "postalCode":"00000", "primary":true, "region":"IL",
     "streetAddress":"1 Test Street", "type":"work"}],
   "displayName":"Test Connection",
   "emails":[{"primary":true, "type":"work", "value":"{option.test_user_email}"}],
   "externalId":"{probe_id}", "locale":"en-US", "name":{"familyName":"Connection", "givenName":"Test"},
   "phoneNumbers":[{"primary":true, "type":"work", "value":"tel:+1-555-555-0100"}],
   "preferredLanguage":"en-US",
   "schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
   "userName":"{option.test_user_email}"}]]

local function minimal_test_user(active)
  return '{"active":' .. active .. [[, "emails":null, "id":"{test_user_id}",
    "name":{"familyName":"Connection", "givenName":"Test"},
    "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"], "userName":"{option.test_user_email}"}]]
end

local test_connection = {
  { target = "/Users?filter=userName+eq+%22{option.test_user_email:quote:form}%22",
    title = "look-up of the test user" },
  { method = "POST", target = "/Users", title = "create the test user", body = test_user,
    store = { test_user_id = "id" },
    require_in_answer = { "id" } },
  { method = "PUT", target = "/Users/{test_user_id:segment}", title = "update the test user",
    body = minimal_test_user("true") },
  { method = "POST", target = "/Groups", title = "create the test group", when = "groups=yes",
    store = { test_group_id = "id" }, require_in_answer = { "id" },
    body = '{"displayName":"{test_group}", "schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}' },
  { method = "PATCH", target = "/Groups/{test_group_id:segment}", title = "add the test user to the test group",
    when = "groups=yes",
    body = '{"Operations":[{"op":"add","path":"members","value":[{"value":"{test_user_id}"}]}],' .. patch_schemas .. "}" },
  { method = "DELETE", target = "/Groups/{test_group_id:segment}", title = "delete the test group", always = true,
    needs = "test_group_id" },
  { method = "DELETE", target = "/Users/{test_user_id:segment}", title = "delete the test user", always = true,
    needs = "test_user_id", otherwise = {
      { method = "PUT", target = "/Users/{test_user_id:segment}",
        title = "deactivate the test user, who could not be deleted",
        body = minimal_test_user("false") } } },
}

return {
  id = "jumpcloud",
  title = "JumpCloud",
  version = "2026-11-24",
  listed = true,
  variables = {
    app_name = "exampleapp",
    idp_url = "{app_name}",
  },

  saml = {
    entity_id = "jumpcloud/{app_name}",
    urls = {
      sso = "https://sso.jumpcloud.com/saml2/{idp_url}",
      metadata = "https://sso.jumpcloud.com/saml2/{idp_url}/metadata",
      initiate = "https://sso.jumpcloud.com/saml2/{idp_url}",
      dashboard = "https://console.jumpcloud.com/userconsole",
      login = "https://console.jumpcloud.com/login",
    },

    response_id = "{LETTER}{upper:39}",
    assertion_id = "{LETTER}{upper:39}",
    session_index = "{uuid}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    times = { not_before = -300, not_on_or_after = 300, confirmation = 300, authn_instant = "issue" },

    print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
    response = [[
<saml2p:Response xmlns:t="urn:idpsim:shape" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"
    Consent="urn:oasis:names:tc:SAML:2.0:consent:unspecified" Destination="{destination}" ID="{response_id}"
    InResponseTo="{in_response_to?}" IssueInstant="{issue_instant}" Version="2.0">
  <saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"
      Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{issuer}</saml2:Issuer>
  <t:part name="response_signature"/>
  <saml2p:Status>
    <saml2p:StatusCode Value="{status_code}"><saml2p:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </saml2p:StatusCode>
    <saml2p:StatusMessage t:if="status_message">{status_message}</saml2p:StatusMessage>
  </saml2p:Status>
  <t:part name="assertion"/>
</saml2p:Response>]],
    assertion = [[
<saml2:Assertion xmlns:t="urn:idpsim:shape" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="{assertion_id}"
    IssueInstant="{assertion_issue_instant}" Version="2.0">
  <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{issuer}</saml2:Issuer>
  <t:part name="assertion_signature"/>
  <saml2:Subject>
    <saml2:NameID Format="{name_id_format?}">{name_id}</saml2:NameID>
    <saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml2:SubjectConfirmationData InResponseTo="{in_response_to?}" NotOnOrAfter="{confirmation_not_on_or_after}"
          Recipient="{recipient}"/>
    </saml2:SubjectConfirmation>
  </saml2:Subject>
  <saml2:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">
    <saml2:AudienceRestriction><saml2:Audience>{audience}</saml2:Audience></saml2:AudienceRestriction>
  </saml2:Conditions>
  <saml2:AuthnStatement AuthnInstant="{authn_instant}" SessionIndex="{session_index}">
    <saml2:AuthnContext><saml2:AuthnContextClassRef>{class_ref}</saml2:AuthnContextClassRef></saml2:AuthnContext>
  </saml2:AuthnStatement>
  <saml2:AttributeStatement t:if="attributes">
    <saml2:Attribute t:each="attributes" Name="{name}" NameFormat="{name_format?}">
      <saml2:AttributeValue t:each="values" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">{value}</saml2:AttributeValue>
    </saml2:Attribute>
  </saml2:AttributeStatement>
</saml2:Assertion>]],

    sign = { response = false, assertion = true, shape = signature },

    metadata = {
      print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
      content_type = "application/xml",
      shape = [[
<md:EntityDescriptor xmlns:t="urn:idpsim:shape" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
          <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>{name_id_format}</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
    <md:SingleSignOnService t:if="setting.redirect_endpoint"
        Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>]],
    },

    certificate = {
      subject = { { "C", "US" }, { "ST", "CO" }, { "L", "Boulder" }, { "O", "{organisation}" },
        { "OU", "JumpCloudSAMLIdP" },
        { "CN", "JumpCloudSAMLUser" } },
      bits = 4096, days = 1826, serial_octets = 20,
    },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
      value = "{person.email}",
      policy = "ignore",
    },
    attributes = { name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", empty = "left_out" },
    requests = { acs = "listed", force_authn = true },

    refusals = {
      bad_request = { status = 400, title = "Bad request", body = "<h1>Bad request</h1><p>{detail}</p>" },
      unknown_sp = { status = 404, title = "Application not found",
        body = "<h1>Application not found</h1><p>{detail}</p>" },
      not_assigned = { status = 403, title = "Access denied",
        body = "<h1>Access denied</h1><p>{person.username} is in no user group that is bound to this " ..
          "application.</p>" },
      inactive_user = { status = 403, title = "Access denied",
        body = "<h1>Access denied</h1><p>The account {person.username} is suspended.</p>" },
    },
    login = { cookie = "_xsrf_session", title = "User Portal Login", heading = "User Portal Login",
      username = "User Email",
      password = "Password", button = "Log in", wrong_password = "Incorrect email or password",
        dashboard = "Applications" },

    console = {
      { page = "SSO", label = "IdP Entity ID", key = "entity_id", required = true,
        help = "free text; becomes the Issuer" },
      { page = "SSO", label = "SP Entity ID", key = "sp_entity_id", required = true,
        help = "becomes the Audience; capitals count" },
      { page = "SSO", label = "ACS URLs", key = "acs_url", required = true },
      { page = "SSO", label = "SAMLSubject NameID", key = "name_id.value", default = "email", choices = {
        { "email", "{person.email}" }, { "username", "{person.username}" }, { "firstname", "{person.given_name}" },
        { "lastname", "{person.family_name}" }, { "description", "{person.description}" } } },
      { page = "SSO", label = "SAMLSubject NameID Format", key = "name_id.format",
        default = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified", choices = {
        { "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified", "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified" },
        { "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" },
        { "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
        { "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" } } },
      { page = "SSO", label = "Signature Algorithm", key = "algorithm", default = "RSA-SHA256",
        choices = { { "RSA-SHA256", "sha256" }, { "RSA-SHA1", "sha1" } } },
      { page = "SSO", label = "Sign", key = "sign", default = "Assertion",
        choices = { { "Assertion", "assertion" }, { "Response", "response" }, { "Assertion and Response", "both" } } },
      { page = "SSO", label = "Default RelayState", key = "relay_state", help = "posted with IdP-initiated logins" },
      { page = "SSO", label = "Login URL", key = "login_url",
        help = "when set, the tile opens it and the SP starts the login" },
      { page = "SSO", label = "Declare Redirect Endpoint", key = "redirect_endpoint", default = "off",
        choices = { { "off", "" }, { "on", "true" } },
          help = "adds HTTP-Redirect to the metadata; tick it before exporting" },
      { page = "SSO", label = "IdP URL", key = "idp_url",
        help = "the last part of the SSO URL; fixed once the app exists" },
    },
    person = { id = "{hex:24}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  scim = {
    variants = {
      scim2 = {
        title = "JumpCloud, custom application with SCIM 2.0",
        unverified = "headers, the look-ups' text and the groups' bodies have not been seen recorded",
        options = {
          { key = "test_user_email", label = "Test User Email", default = "scim.test@example.com" },
          { key = "groups", default = "yes", choices = { "yes", "no" },
            label = "Enable management of User Groups and Group Membership in this application" },
          { key = "membership", label = "Group membership is sent as", default = "PATCH",
            choices = { "PATCH", "PUT" } },
        },
        headers = {
          { name = "Authorization", value = "Bearer {token}" },
          { name = "Content-Type", value = "application/scim+json", methods = { "POST", "PUT", "PATCH" } },
        },
        values = {
          locale = { "{locale}", "en-US" }, preferred_language = { "{preferred_language}", "en-US" },
          probe_id = "{hex:24}", test_group = "Test Group {hex:8}",
          address = { "{street_address}", "{city}", "{state}", "{postal_code}", "{country}" },
        },
        test = test_connection,
        users = {
          match = "userName",
          lookup = { target = "/Users?filter=userName+eq+%22{user_name:quote:form}%22", title = "look-up by userName" },
          create = { method = "POST", target = "/Users", title = "create the user", body = create_body },
          on_found = { "update" },
          update = { requests = { put_user("update the user") } },
          deactivate = { requests = { put_user("deactivate the user") } },
          reactivate = { requests = { put_user("reactivate the user") } },
          remove = { requests = { put_user("deactivate the user") } },
          erase = { requests = { put_user("deactivate the user") }, skip_when_inactive = true },
        },
        groups = {
          skip_empty = true,
          lookup = { target = "/Groups?filter=displayName+eq+%22{group_name:quote:form}%22",
            title = "look-up by displayName" },
          create = { method = "POST", target = "/Groups", title = "create the group",
            body = '{"displayName":"{group_name}", "schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}' },
          fill = { requests = { change_members("remove", "removed", "remove members"),
            change_members("add", "added", "add members"), put_members } },
          members = { requests = { change_members("remove", "removed", "remove members"),
            change_members("add", "added", "add members"), put_members } },
          rename = { requests = { put_group } },
          unpush = { nothing = "a group that is unbound from the application stays in the service" },
          erase = { requests = { { method = "DELETE", target = "/Groups/{id:segment}", title = "delete the group" } } },
        },
      },
    },
  }, -- scim
  default_scim = "scim2",

  sources = {
    ["saml.entity_id"] = "[capture] and [doc]: free text of the admin's; this one is a form that was seen",
    ["saml.urls.sso"] = "[capture] metadata; the last part is the admin's choice",
    ["saml.urls.metadata"] = "[doc] Copy Metadata URL exists; its path [inferred]",
    ["saml.urls.initiate"] = "[inferred] from a command line tool: the SSO URL without a message",
    ["saml.urls.login"] = "[inferred] from a command line tool: without a session the browser goes to the user " ..
      "console and back",
    ["saml.response"] = "[capture] 2023, IdP-initiated: Consent, then alphabetical; the place of InResponseTo " ..
      "[inferred]",
    ["saml.response_id"] = "[capture] 40 capitals and digits without prefix; that the first is never a digit " ..
      "[inferred]",
    ["saml.times"] = "[capture] five minutes each way; one instant for everything, AuthnInstant included",
    ["saml.sign"] = "[capture] Assertion only, nothing wrapped; [doc] a choice in the console, its wording [inferred]",
    ["saml.name_id"] = "[capture] the SAML 1.0 unspecified URN with the e-mail; whether a NameIDPolicy counts was " ..
      "not found",
    ["saml.attributes"] = "[inferred] no message with attributes was found: the writing of OpenSAML",
    ["saml.metadata"] = "[capture] POST alone unless Declare Redirect Endpoint is ticked; one line [inferred]",
    ["saml.certificate"] = "[capture] RSA-4096, five years, random 20-octet serial, the customer's name as O",
    ["saml.requests.force_authn"] = "[inferred] no source",
    ["saml.refusals"] = "[doc] access is denied until a user group is bound; wording and HTTP codes [inferred]",
    ["scim.headers"] = "[doc] support article: a bearer token; [inferred] the content type and the order",
    ["scim.test"] =
      "[doc] support article: a test user and, with groups, a test group are written and deleted, the user " ..
      "deactivated where it cannot be deleted; [inferred] the order and the look-up",
    ["scim.test.put"] =
      "[recorded] Paul-E/scim-v2-rust: emails is null, no externalId; [inferred] that it is part of the test",
    ["scim.users.create.body"] =
      "[recorded] Paul-E/scim-v2-rust: alphabetical keys, both URNs without an extension object; " ..
      "[inferred] empty lists as in the PUT",
    ["scim.users.update.body"] = "[recorded] Paul-E/scim-v2-rust: PUT with id, empty lists, enterprise URN first",
    ["scim.users.deactivate"] = "[doc] support article: active false; [inferred] by PUT",
    ["scim.users.erase"] = "[doc] support article: people are deactivated, never deleted",
    ["scim.users.lookup.target"] = "[inferred] no recorded look-up",
    ["scim.groups.lookup"] = "[doc] support article: a group of the same name is taken over; [inferred] by this filter",
    ["scim.groups.members"] = "[inferred] PATCH with a list of values, or PUT by the option",
    ["scim.groups.unpush"] = "[doc] support article: unbound groups stay, deleted groups are deleted",
    ["scim.groups.skip_empty"] = "[doc] support article: empty groups are not created",
  }, -- sources
}
