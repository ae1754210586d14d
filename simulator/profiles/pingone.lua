-- PingOne, the cloud platform: what it does on the wire, as data.
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
  <ds:KeyInfo>
    <ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>
    <ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{modulus}</ds:Modulus><ds:Exponent>{exponent}</ds:Exponent>
        </ds:RSAKeyValue></ds:KeyValue>
  </ds:KeyInfo>
</ds:Signature>]]

-- The platform's user schema, which every metadata document lists; the order differs from document to document.
local schema = {
  "externalId", "verifyStatus", "accountId", "account.unlockAt", "account.lockedAt", "account.canAuthenticate",
  "account.secondsUntilUnlock", "account.status", "primaryPhone", "mfaEnabled", "username", "lifecycle.status", "id",
  "updatedAt", "locale", "address.region", "address.streetAddress", "address.locality", "address.postalCode",
  "address.countryCode", "lastSignOn.remoteIp", "lastSignOn.at", "photo.href", "name.family", "name.honorificPrefix",
  "name.formatted", "name.middle", "name.honorificSuffix", "name.given", "memberOfGroupNames", "nickname", "createdAt",
  "type", "memberOfGroupIDs", "identityProvider.type", "identityProvider.id", "mobilePhone", "timezone", "enabled",
  "emailVerified", "preferredLanguage", "title", "population.id", "email",
}
local attributes = ""
for _, name in ipairs(schema) do
  attributes = attributes .. '    <saml:Attribute NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" Name="user.' .. name
    .. '" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>\n'
end

local function page(status, sentence)
  return { status = status, title = "PingOne", body = "<h1>Unable to sign on</h1><p>" .. sentence .. "</p>" }
end

return {
  id = "pingone",
  title = "PingOne",
  version = "2026-11-24",
  listed = true,
  variables = {
    environment_id = "{uuid}",
    environment_name = "Production",
    application_id = "{uuid}",
    region = "com",
  },

  saml = {
    entity_id = "https://auth.pingone.{region}/{environment_id}",
    urls = {
      sso = "https://auth.pingone.{region}/{environment_id}/saml20/idp/sso",
      slo = "https://auth.pingone.{region}/{environment_id}/saml20/idp/slo",
      logout = "https://auth.pingone.{region}/{environment_id}/as/signoff",
      metadata = "https://auth.pingone.{region}/{environment_id}/saml20/metadata/{application_id}",
      initiate = "https://auth.pingone.{region}/{environment_id}/saml20/idp/startsso?spEntityId={sp_entity_id}",
      dashboard = "https://apps.pingone.{region}/{environment_id}/myapps/",
      login = "https://auth.pingone.{region}/{environment_id}/signon/",
    },
    initiation = { identifies = { "spEntityId" }, relay_state = "applicationUrl" },

    response_id = "id-{uuid}",
    assertion_id = "id-{uuid}",
    session_index = "{uuid}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
    times = { not_before = -60, not_on_or_after = 300, confirmation = 300, session = 300, authn_instant = "issue" },

    response = [[
<samlp:Response xmlns:t="urn:idpsim:shape" ID="{response_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" InResponseTo="{in_response_to?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="response_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
  <t:part name="assertion"/>
</samlp:Response>]],
    assertion = [[
<saml:Assertion xmlns:t="urn:idpsim:shape" ID="{assertion_id}" Version="2.0" IssueInstant="{assertion_issue_instant}"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="assertion_signature"/>
  <saml:Subject>
    <saml:NameID Format="{name_id_format?}">{name_id}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData InResponseTo="{in_response_to?}" NotOnOrAfter="{confirmation_not_on_or_after}"
          Recipient="{recipient}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">
    <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{authn_instant}" SessionNotOnOrAfter="{session_not_on_or_after?}"
      SessionIndex="{session_index}">
    <saml:AuthnContext>
      <saml:AuthnContextClassRef>{class_ref}</saml:AuthnContextClassRef>
      <saml:AuthenticatingAuthority>{issuer}</saml:AuthenticatingAuthority>
    </saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AttributeStatement t:if="attributes">
    <saml:Attribute t:each="attributes" Name="{name}" NameFormat="{name_format?}">
      <saml:AttributeValue t:each="values" xsi:type="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{value}</saml:AttributeValue>
    </saml:Attribute>
  </saml:AttributeStatement>
</saml:Assertion>]],

    sign = { response = false, assertion = true, certificate = true, key_value = true, shape = signature },

    encryption = {
      algorithm = "aes256-cbc", key_transport = "rsa-oaep-mgf1p",
      shape = [[
<saml:EncryptedAssertion xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
  <xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
    <xenc:EncryptionMethod Algorithm="{block_cipher}"/>
    <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
      <xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{key_transport}"/>
        <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedData>
</saml:EncryptedAssertion>]],
    },

    logout = {
      bindings = { "post", "redirect" }, signed = "verified", id = "id-{uuid}",
      request = [[
<samlp:LogoutRequest xmlns:t="urn:idpsim:shape" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <saml:NameID Format="{name_id_format?}" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{name_id}</saml:NameID>
  <samlp:SessionIndex t:each="session_indexes">{session_index}</samlp:SessionIndex>
</samlp:LogoutRequest>]],
      response = [[
<samlp:LogoutResponse xmlns:t="urn:idpsim:shape" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" InResponseTo="{in_response_to?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
</samlp:LogoutResponse>]],
      title = "Sign Off", done = "<h1>You have signed off</h1>",
      partial = "<h1>You have signed off</h1><p>Not every application could be signed off from.</p>",
    },

    metadata = {
      print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>\n' },
      certificate = { columns = 64, line_end = "\n            " },
      tail = "\n",
      content_type = "application/samlmetadata+xml",
      id = "DUp57Bcq-y4RtkrRLyYj2fYxtqR",
      shape = [[
<md:EntityDescriptor xmlns:t="urn:idpsim:shape" t:space="preserve" entityID="{entity_id}" ID="{metadata_id}"
    xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>
            {certificate}
          </ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Location="{slo_url}" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"/>
    <md:SingleLogoutService Location="{slo_url}" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/>
    <md:SingleSignOnService Location="{sso_url}" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/>
    <md:SingleSignOnService Location="{sso_url}" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"/>
]] .. attributes .. [[
  </md:IDPSSODescriptor>
</md:EntityDescriptor>]],
    },

    certificate = {
      subject = { { "C", "US" }, { "O", "Ping Identity" }, { "OU", "Ping Identity" },
        { "CN", "PingOne SSO Certificate for {environment_name} environment" } },
      bits = 2048, days = 365,
    },

    name_id = { format = "", value = "{person.id}", policy = "ignore" },
    attributes = {
      name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
      empty = "left_out",
      defaults = { { name = "saml_subject", value = "{name_id}" } },
    },
    requests = { acs = "listed", force_authn = true, authn_context = "selects", obey_authn_context = false,
      query_signature_only = true },

    refusals = {
      bad_request = page(400, "The request is not valid. {detail}"),
      unknown_sp = page(404, "The application was not found. {detail}"),
      app_disabled = page(403, "The application is disabled."),
      bad_logout = page(400, "The sign-off could not be carried out. {detail}"),
      acs_mismatch = page(400, "The ACS URL of the request is not one of the application's. {detail}"),
      bad_signature = page(400, "The application demands signed requests. {detail}"),
      not_assigned = page(403, "{person.username} has no access to this application."),
      inactive_user = page(403, "The account {person.username} is disabled."),
      no_name_id = page(400, "saml_subject has no value for {person.username}."),
    },
    login = { cookie = "ST", title = "Sign On", heading = "Sign On", username = "Username", password = "Password",
      button = "Sign On", wrong_password = "Incorrect username or password. Please try again.",
        dashboard = "My Applications" },

    person = { id = "{uuid}", username = "{person.email}", display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  sources = {
    ["saml.encryption"] = "[doc] AES_128, AES_256, TRIPLEDES; the layout [inferred] from PingFederate's",
    ["saml.logout"] = "[capture] metadata: Redirect and POST; [doc] settings; shapes and sign-off address [inferred]",
    ["saml.requests.authn_context"] = "[doc] with Enable Requested AuthnContext the first class selects the policy by name, " ..
      "else it is ignored; that the assertion then names it [inferred]",
    ["saml.requests.query_signature_only"] = "[recorded] Teleport's special case: only SigAlg and Signature in the query count",
    ["saml.refusals.app_disabled"] = "[doc] new apps are off; the page's text [inferred]",
    ["saml.entity_id"] = "[capture] one per environment, the same for all its apps",
    ["saml.urls"] = "[capture] metadata 2022, 2023 and [doc]; dashboard and login (m)",
    ["saml.response"] = "[capture] 2023, IdP-initiated: each namespace last where it is needed; the place of " ..
      "InResponseTo [inferred]",
    ["saml.times"] = "[capture] one minute back, five ahead; one instant for everything; the session ends with the " ..
      "assertion",
    ["saml.class_ref"] = "[capture] unspecified, followed by AuthenticatingAuthority",
    ["saml.sign"] = "[capture] Assertion, one line, certificate and RSAKeyValue; [doc] defaults of the API",
    ["saml.name_id"] = "[capture] the user's UUID without a Format while the format is unspecified",
    ["saml.attributes"] = "[capture] saml_subject is sent as an attribute too; several values [inferred]",
    ["saml.metadata"] = "[capture] 2021 to 2023: the same ID everywhere, no NameIDFormat, the platform's schema as " ..
      "attributes",
    ["saml.certificate"] = "[capture] one year, serial = epoch milliseconds of NotBefore",
    ["saml.requests.force_authn"] = "[inferred] no source",
    ["saml.refusals"] = "[doc] refused with a page of PingOne's; texts and HTTP codes [inferred]",
  }, -- sources
}
