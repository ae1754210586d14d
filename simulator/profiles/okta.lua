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
          <ec:InclusiveNamespaces t:if="signed_xs" PrefixList="xs"
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
      slo = "https://{org}.okta.com/app/{app_name}/{app_key}/slo/saml",
      slo_callback = "https://{org}.okta.com/app/{app_name}/{app_key}/slo/saml/callback",
      logout = "https://{org}.okta.com/login/signout",
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
    IssueInstant="{issue_instant}" Version="2.0" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs="{response_xs?}">
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
    xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="{assertion_xs?}">
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

    encryption = {
      algorithm = "aes256-cbc", key_transport = "rsa-oaep-mgf1p", plaintext = "physical",
      certificate_base64 = { columns = 76 },
      shape = [[
<saml2:EncryptedAssertion xmlns:t="urn:idpsim:shape" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">
  <xenc:EncryptedData Id="{data_id}" Type="http://www.w3.org/2001/04/xmlenc#Element"
      xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
    <xenc:EncryptionMethod Algorithm="{block_cipher}" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"/>
    <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
      <ds:RetrievalMethod Type="http://www.w3.org/2001/04/xmlenc#EncryptedKey" URI="#{key_id}"/></ds:KeyInfo>
    <xenc:CipherData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedData>
  <xenc:EncryptedKey Id="{key_id}" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
    <xenc:EncryptionMethod Algorithm="{key_transport}" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
      <ds:DigestMethod t:if="oaep" Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"
          xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>
    </xenc:EncryptionMethod>
    <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
        <ds:X509Certificate>{recipient_certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    <xenc:CipherData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherValue/></xenc:CipherData>
    <xenc:ReferenceList><xenc:DataReference URI="#{data_id}"/></xenc:ReferenceList>
  </xenc:EncryptedKey>
</saml2:EncryptedAssertion>]],
    },

    logout = {
      enabled = false, bindings = { "post", "redirect" }, signed = "required", response_binding = "post",
      participates = false, id = "id{id_stem}{digits:16}",
      request = [[
<saml2p:LogoutRequest xmlns:t="urn:idpsim:shape" Destination="{destination}" ID="{logout_id}"
    IssueInstant="{issue_instant}" Version="2.0" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
      xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml2:Issuer>
  <t:part name="logout_signature"/>
  <saml2:NameID Format="{name_id_format?}" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{name_id}</saml2:NameID>
  <saml2p:SessionIndex t:each="session_indexes">{session_index}</saml2p:SessionIndex>
</saml2p:LogoutRequest>]],
      response = [[
<saml2p:LogoutResponse xmlns:t="urn:idpsim:shape" Destination="{destination}" ID="{logout_id}"
    InResponseTo="{in_response_to?}" IssueInstant="{issue_instant}" Version="2.0"
    xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
      xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml2:Issuer>
  <t:part name="logout_signature"/>
  <saml2p:Status xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol">
    <saml2p:StatusCode Value="{status_code}"><saml2p:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </saml2p:StatusCode>
    <saml2p:StatusMessage t:if="status_message">{status_message}</saml2p:StatusMessage>
  </saml2p:Status>
</saml2p:LogoutResponse>]],
      title = "Sign In", done = "<h1>You have signed out</h1>",
      partial = "<h1>You have signed out</h1><p>Some apps could not be signed out of.</p>",
    },

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
    <md:SingleLogoutService t:if="slo" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{slo_url}"/>
    <md:SingleLogoutService t:if="slo" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{slo_url}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>]],
    },

    certificate = {
      subject = { { "C", "US" }, { "ST", "California" }, { "L", "San Francisco" }, { "O", "Okta" },
        { "OU", "SSOProvider" },
        { "CN", "{org}" }, { "emailAddress", "info@okta.com" } },
      bits = 2048, days = 3652, backdate_seconds = 60,
    },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
      value = "{person.username}",
      policy = "ignore",
    },
    attributes = { name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", empty = "empty_value" },
    requests = { acs = "listed", acs_index = true, force_authn = true, relay_state_always = true,
      strict_when_signed = true, login_hints = { "username" } },

    refusals = {
      bad_request = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The request could not be understood.</p><p>{detail}</p>" },
      unknown_sp = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The request does not come from this app.</p><p>{detail}</p>" },
      acs_mismatch = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The request names an address that this app may not use.</p><p>{detail}</p>" },
      app_disabled = { status = 403, title = "403 App Not Enabled",
        body = "<h1>403</h1><p>This app is not active. Ask an administrator.</p>" },
      bad_logout = { status = 400, title = "400 Bad Request",
        body = "<h1>400</h1><p>The sign-out could not be carried out.</p><p>{detail}</p>" },
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

    person = { id = "00u{alnum:17}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  sources = {
    ["saml.encryption"] = "[capture] 2016 to 2020: EncryptedKey beside EncryptedData, reached by RetrievalMethod; " ..
      "attributes alphabetical since 2020; aes256-cbc and rsa-oaep-mgf1p; [doc] the other choices",
    ["saml.encryption.plaintext"] = "[capture] decrypted assertions: namespaces first, end tags for empty elements",
    ["saml.logout.response"] = "[capture] 2025: posted, with an enveloped signature",
    ["saml.logout.signed"] = "[doc] single logout guide: the LogoutRequest has to be signed",
    ["saml.logout.request"] = "[doc] exists since front-channel single logout; its shape [inferred] from the answer's, and " ..
      "told by the page itself instead of a hidden frame",
    ["saml.logout.enabled"] = "[doc] Enable Single Logout is off at first",
    ["saml.requests.strict_when_signed"] = "[doc] release notes 2023 and an SP's guide: with Signed Requests the ACS URL " ..
      "and the app's own NameIDPolicy are demanded",
    ["saml.requests.login_hints"] = "[doc] release notes 2024: the parameter username",
    ["saml.entity_id"] = "[capture] every recorded Response; [doc] management API default " ..
      "http://www.okta.com/${org.externalKey}",
    ["saml.urls.sso"] = "[capture] metadata of 2015 to 2024: one URL for POST and Redirect",
    ["saml.urls.metadata"] = "[doc] public sample of the Sustainsys.Saml2 project: no app name in the path",
    ["saml.urls.initiate"] = "[doc] App Embed Link exists; its path [inferred]",
    ["saml.response"] = "[capture] 2020 to 2024: attributes in alphabetical order, namespace declarations last",
    ["saml.response_id"] = "[capture] id and 24 to 27 digits, the first ten shared by Response and Assertion",
    ["saml.session_index"] = "[capture] the AuthnRequest's ID, or id<epoch ms>.<integer> when unsolicited",
    ["saml.sign"] = "[capture] both signed, xs declared and in PrefixList on what is signed, exactly when there are attributes to be seen; [doc] defaults of the " ..
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
  }, -- sources
}
