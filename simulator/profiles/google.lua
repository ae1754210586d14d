-- Google Workspace: what it does on the wire, as data.
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
  <ds:KeyInfo><ds:X509Data><ds:X509SubjectName>{subject_name}</ds:X509SubjectName>
      <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
</ds:Signature>]]

-- Every refusal is Google's own page of this form; nothing is posted to the SP.
local function page(status, name, sentence)
  return { status = status, title = "Error " .. status,
    body = "<p><b>" .. status .. ".</b> That is an error.</p><p>Error: " .. name .. "</p><p>" .. sentence
      .. "</p><p>Request Details: idpid={customer_id}</p>" }
end
return {
  id = "google",
  title = "Google Workspace",
  version = "2026-11-24",
  listed = true,
  variables = {
    customer_id = "C0{digits:1}{hex:6}",
    sp_id = "{digits:12}",
  },

  saml = {
    entity_id = "https://accounts.google.com/o/saml2?idpid={customer_id}",
    urls = {
      sso = "https://accounts.google.com/o/saml2/idp?idpid={customer_id}",
      metadata = "https://admin.google.com/GoogleIDPMetadata.xml?idpid={customer_id}",
      initiate = "https://accounts.google.com/o/saml2/initsso?idpid={customer_id}&spid={sp_id}&forceauthn=false",
      logout = "https://accounts.google.com/Logout",
      dashboard = "https://workspace.google.com/dashboard",
      login = "https://accounts.google.com/v3/signin/identifier",
    },
    initiation = { identifies = { "idpid", "spid" } },

    response_id = "_{hex:32}",
    assertion_id = "_{hex:32}",
    session_index = "{assertion_id}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
    times = { not_before = -300, not_on_or_after = 300, confirmation = 300, authn_whole_seconds = true },

    print = { declaration = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>' },
    response = [[
<saml2p:Response xmlns:t="urn:idpsim:shape" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"
    Destination="{destination}"
    ID="{response_id}" InResponseTo="{in_response_to?}" IssueInstant="{issue_instant}" Version="2.0">
  <saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml2:Issuer>
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
  <saml2:Issuer>{issuer}</saml2:Issuer>
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
  <saml2:AttributeStatement t:if="attributes">
    <saml2:Attribute t:each="attributes" Name="{name}">
      <saml2:AttributeValue t:each="values" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:anyType">{value}</saml2:AttributeValue>
    </saml2:Attribute>
  </saml2:AttributeStatement>
  <saml2:AuthnStatement AuthnInstant="{authn_instant}" SessionIndex="{session_index}">
    <saml2:AuthnContext><saml2:AuthnContextClassRef>{class_ref}</saml2:AuthnContextClassRef></saml2:AuthnContext>
  </saml2:AuthnStatement>
</saml2:Assertion>]],

    sign = { response = false, assertion = true, shape = signature,
      certificate_base64 = { columns = 76 }, signature_base64 = { columns = 76 } },

    metadata = {
      print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
      certificate = { columns = 76 },
      tail = "\n",
      content_type = "application/xml",
      shape = [[
<md:EntityDescriptor xmlns:t="urn:idpsim:shape" t:space="preserve" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
    entityID="{entity_id}" validUntil="{valid_until}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor t:each="certificates" use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>{certificate}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>]],
    },

    certificate = {
      subject = { { "O", "Google Inc." }, { "L", "Mountain View" }, { "CN", "Google" }, { "OU", "Google For Work" },
        { "C", "US" }, { "ST", "California" } },
      bits = 2048, days = 1825, most = 2, expired = "signs",
    },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
      value = "{person.email}",
      policy = "echo",
    },
    attributes = { empty = "without_value" },
    requests = { acs = "equal", force_authn = true },

    refusals = {
      bad_request = page(400, "malformed_request", "The SAML request is malformed."),
      unknown_sp = page(403, "app_not_configured", "No app of this account has the requested entity ID."),
      acs_mismatch = page(403, "app_not_configured", "The requested ACS URL is not the one of the app."),
      unknown_app = page(400, "saml_invalid_sp_id", "The spid of the request names no app."),
      app_disabled = page(403, "app_not_enabled_for_user", "The app is off for everyone."),
      no_signing_key = page(500, "certificate_unavailable", "The certificate of the account is not available."),
      not_assigned = page(403, "app_not_enabled_for_user", "The app is not enabled for {person.username}."),
      inactive_user = page(403, "app_not_configured_for_user", "Service is not configured for this user."),
      no_name_id = page(400, "saml_invalid_user_id_mapping", "The Name ID mapping has no value for this user."),
      no_passive = { status = 400, title = "Error 400", body = "<p>400. Nobody is signed in.</p>",
        response = { code = "urn:oasis:names:tc:SAML:2.0:status:Responder",
          nested = "urn:oasis:names:tc:SAML:2.0:status:NoPassive" } },
    },
    login = { cookie = "SID", title = "Sign in", heading = "Sign in", username = "Email", password = "Password",
      button = "Next", wrong_password = "Wrong email or password. Try again.", dashboard = "Apps" },

    person = { id = "1{digits:20}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  scim = {
  }, -- scim
  no_scim_reason =
    "Google Workspace provisions only apps of its own catalogue by connectors it runs itself; a custom app " ..
    "has no field for a SCIM URL or token. Services read its directory with the Admin SDK instead.",

  sources = {
    ["saml.logout"] = "[recorded] php-saml#299, samly#44: none; a LogoutRequest is a malformed request",
    ["saml.encryption"] = "[doc] the console has no field for it",
    ["saml.certificate.most"] = "[doc] answer 7394709: at most two, both in the metadata [capture]",
    ["saml.refusals.unknown_app"] = "[doc] saml_invalid_sp_id", ["saml.refusals.no_signing_key"] = "[doc] 500; its name [inferred]",
    ["saml.entity_id"] = "[capture] all: the account's, not the app's, without /idp and without a Format",
    ["saml.urls.sso"] = "[capture] metadata 2016 to 2023; it has a query already",
    ["saml.urls.metadata"] = "[doc] there is no public URL, the admin console offers the file; this address stands " ..
      "for that download [inferred]",
    ["saml.urls.initiate"] = "[recorded] command line tools for AWS that follow the link",
    ["saml.response"] = "[capture] unchanged from 2016 to 2023: namespaces first, attributes alphabetical, " ..
      "AttributeStatement before AuthnStatement",
    ["saml.sign"] = "[capture] the Assertion or the Response, never both; [doc] Signed response is off at first",
    ["saml.times"] = "[capture] five minutes each way; AuthnInstant in whole seconds",
    ["saml.class_ref"] = "[capture] unspecified, whatever the factors",
    ["saml.attributes"] = "[capture] Name only, xs:anyType; an empty directory field is an Attribute without value",
    ["saml.name_id"] = "[capture] the asked Format with the mapped value, transient included",
    ["saml.metadata"] = "[capture] 2023; validUntil is the certificate's end, NameIDFormat always emailAddress",
    ["saml.certificate"] = "[capture] one subject for all customers, serial = epoch milliseconds of NotBefore, 1825 " ..
      "days",
    ["saml.refusals"] = "[doc] answer 6301076: names and HTTP codes; sentences ours",
    ["saml.refusals.acs_mismatch"] = "[doc] the URL must match the app's; the page's name [inferred]",
    ["saml.refusals.no_passive"] = "[doc] the audit log knows failure_no_passive with SAML status codes; its form " ..
      "[inferred]",
  }, -- sources
}
