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

-- EncryptedAssertion and EncryptedID are laid out alike.
local function encrypted(element)
  return '<saml:' .. element .. [[ xmlns:t="urn:idpsim:shape" t:space="preserve" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:EncryptionMethod Algorithm="{block_cipher}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{key_transport}"><ds:DigestMethod t:if="mgf" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><xenc11:MGF t:if="mgf" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"/></xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData></saml:]] .. element .. '>'
end

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

return {
  id = "pingfederate",
  title = "PingFederate",
  version = "2026-11-24",
  listed = true,
  variables = {
    host = "sso.example-works.test:9031",
    metadata_key = "{letter}{pf:26}",
  },
  other_tenant = { host = "sso.second-works.test:9031" },

  saml = {
    entity_id = "https://{host}",
    urls = {
      sso = "https://{host}/idp/SSO.saml2",
      slo = "https://{host}/idp/SLO.saml2",
      slo_soap = "https://{host}/idp/SLO.ssaml2",
      artifact = "https://{host}/idp/ARS.ssaml2",
      logout = "https://{host}/idp/startSLO.ping",
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

    encryption = {
      algorithm = "aes256-cbc", key_transport = "rsa-oaep-mgf1p", plaintext = "physical",
      cipher_base64 = { columns = 76 },
      shape = encrypted("EncryptedAssertion"), name_id_shape = encrypted("EncryptedID"),
    },

    logout = {
      enabled = false, participates = false, bindings = { "post", "redirect" }, signed = "required", id = "{letter}{pf:26}",
      unknown_session = { code = "urn:oasis:names:tc:SAML:2.0:status:Requester",
        nested = "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal" },
      request = [[
<samlp:LogoutRequest xmlns:t="urn:idpsim:shape" Version="2.0" ID="{logout_id}" IssueInstant="{issue_instant}"
    Destination="{destination}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <saml:NameID Format="{name_id_format?}" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{name_id}</saml:NameID>
  <samlp:SessionIndex t:each="session_indexes">{session_index}</samlp:SessionIndex>
</samlp:LogoutRequest>]],
      response = [[
<samlp:LogoutResponse xmlns:t="urn:idpsim:shape" Version="2.0" ID="{logout_id}" IssueInstant="{issue_instant}"
    InResponseTo="{in_response_to?}" Destination="{destination?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
</samlp:LogoutResponse>]],
      title = "Sign Off", done = "<h1>Sign Off Successful</h1><p>Thank you. You have signed off.</p>",
      partial = "<h1>Sign Off</h1><p>Not every application could be signed off from.</p>",
    },

    artifact = {
      id = "{letter}{pf:26}", lifetime = 60, sign = true, sign_message = false,
      shape = [[
<samlp:ArtifactResponse xmlns:t="urn:idpsim:shape" Version="2.0" ID="{artifact_response_id}"
    IssueInstant="{issue_instant}" InResponseTo="{in_response_to?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="artifact_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
  </samlp:Status>
</samlp:ArtifactResponse>]],
    },

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
    <md:ArtifactResolutionService t:if="artifact" Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP"
        Location="{artifact_url}" index="0" isDefault="true"/>
    <md:SingleLogoutService t:if="slo_post" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{slo_url}"/>
    <md:SingleLogoutService t:if="slo_redirect" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{slo_url}"/>
    <md:SingleLogoutService t:if="slo_soap" Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="{slo_soap_url}"/>
    <md:NameIDFormat>{name_id_format}</md:NameIDFormat>
    <md:SingleSignOnService t:if="takes_post" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
    <md:SingleSignOnService t:if="takes_redirect" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
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
    requests = { acs = "listed", acs_index = true, acs_any_if_signed = true, force_authn = true,
      signature = "verified" },

    refusals = {
      bad_request = page(400, "The message could not be processed. {detail}"),
      unknown_sp = page(404, "There is no active connection for this partner. {detail}"),
      app_disabled = page(403, "The connection is not active."),
      flow_disabled = page(403, "The profile is not enabled for this connection. {detail}"),
      bad_logout = page(400, "The logout could not be processed. {detail}"),
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

    person = { id = "{hex:32}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  sources = {
    ["saml.encryption"] = "[capture] 2017: a line feed before EncryptedKey, no DigestMethod, no certificate, 76 columns; " ..
      "[doc] the algorithms; EncryptedID alike [inferred], and so is the OAEP of RSA-OAEP-256",
    ["saml.encryption.plaintext"] = "[capture] decrypted: namespaces first, attributes sorted, no empty-element tags",
    ["saml.logout"] = "[doc] endpoints and bindings; shapes [inferred] from the Response's, signed as the profile demands of " ..
      "the front channel; its profiles are unticked at first; UnknownPrincipal [inferred] from saml-core-2.0 section 3.7.3.2",
    ["saml.urls.slo_soap"] = "[doc] the SOAP endpoint beside SLO.saml2, where the connection allows SOAP; that a request is " ..
      "known by its signature alone [inferred], a client certificate would do as well",
    ["saml.artifact"] = "[doc] resolved at ARS.ssaml2 over SOAP with an authenticated back channel, neither Response nor " ..
      "Assertion signed unless asked; one minute, the shape and the signature [inferred]",
    ["saml.requests.acs_any_if_signed"] = "[doc] a signed and verified request may name another endpoint",
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
  }, -- sources
}
