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

return {
  id = "jumpcloud",
  title = "JumpCloud",
  version = "2026-11-24",
  listed = true,
  variables = {
    app_name = "exampleapp",
    idp_url = "{app_name}",
  },
  other_tenant = { app_name = "secondapp" },

  saml = {
    entity_id = "jumpcloud/{app_name}",
    urls = {
      sso = "https://sso.jumpcloud.com/saml2/{idp_url}",
      metadata = "https://sso.jumpcloud.com/saml2/{idp_url}/metadata",
      initiate = "https://sso.jumpcloud.com/saml2/{idp_url}",
      logout = "https://console.jumpcloud.com/userconsole/logout",
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
    <md:SingleSignOnService t:if="redirect_endpoint"
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
    requests = { acs = "listed", force_authn = true, signature = "verified" },

    refusals = {
      bad_request = { status = 400, title = "Bad request", body = "<h1>Bad request</h1><p>{detail}</p>" },
      unknown_sp = { status = 404, title = "Application not found",
        body = "<h1>Application not found</h1><p>{detail}</p>" },
      app_disabled = { status = 403, title = "Access denied",
        body = "<h1>Access denied</h1><p>This application is not active.</p>" },
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

    person = { id = "{hex:24}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  sources = {
    ["saml.logout"] = "[capture] none in the metadata; SPs say it is not supported",
    ["saml.encryption"] = "no source speaks of it",
    ["saml.requests.signature"] = "[doc] checked when SP Certificate is set, not demanded",
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
  }, -- sources
}
