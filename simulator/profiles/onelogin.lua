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
  other_tenant = { org = "second-works" },

  saml = {
    entity_id = "https://app.onelogin.com/saml/metadata/{app_uuid}",
    urls = {
      sso = "https://{org}.onelogin.com/trust/saml2/http-post/sso/{app_uuid}",
      sso_redirect = "https://{org}.onelogin.com/trust/saml2/http-redirect/sso/{app_uuid}",
      soap = "https://{org}.onelogin.com/trust/saml2/soap/sso/{app_uuid}",
      slo = "https://{org}.onelogin.com/trust/saml2/http-redirect/slo/{app_number}",
      logout = "https://{org}.onelogin.com/logout",
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

    encryption = {
      algorithm = "3des-cbc", key_transport = "rsa-oaep-mgf1p", cipher_base64 = { columns = 64 },
      shape = [[
<saml:EncryptedAssertion xmlns:t="urn:idpsim:shape">
  <xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">
    <xenc:EncryptionMethod Algorithm="{block_cipher}"/>
    <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
      <xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{key_transport}"/>
        <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedData>
</saml:EncryptedAssertion>]],
    },

    logout = {
      bindings = { "redirect" }, signed = "verified", response_binding = "redirect", request_binding = "redirect",
      sign_request = false, sign_response = false, name_id_format = false, id = "_{uuid}",
      request = [[
<samlp:LogoutRequest xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <saml:NameID Format="{name_id_format?}">{name_id}</saml:NameID>
  <samlp:SessionIndex t:each="session_indexes">{session_index}</samlp:SessionIndex>
</samlp:LogoutRequest>]],
      response = [[
<samlp:LogoutResponse xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" InResponseTo="{in_response_to?}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
</samlp:LogoutResponse>]],
      title = "OneLogin", done = "<h1>You have been logged out</h1>",
      partial = "<h1>You have been logged out</h1><p>An app could not be logged out of.</p>",
    },

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
      no_login_url = { status = 400, title = "App not available",
        body = "<h1>App not available</h1><p>The app has no address to go to. {detail}</p>" },
      app_disabled = { status = 403, title = "App disabled", body = "<h1>App disabled</h1><p>{detail}</p>" },
      other_protocol = { status = 400, title = "Invalid request", body = "<h1>Invalid request</h1><p>{detail}</p>" },
      not_assigned = { status = 403, title = "You do not have access to this application",
        body = "<h1>You do not have access to this application</h1><p>{person.username}: please contact your " ..
          "administrator.</p>" },
      inactive_user = { status = 403, title = "Account not active",
        body = "<h1>Account not active</h1><p>The account {person.username} is suspended.</p>" },
    },
    login = { cookie = "sub_session_onelogin.com", title = "OneLogin", heading = "Log in", username = "Username",
      password = "Password",
      button = "Continue", wrong_password = "Invalid user credentials", dashboard = "Company apps" },

    person = { id = "{digits:9}", username = "{person.email}",
      display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  sources = {
    ["saml.encryption"] = "[capture] 2022: EncryptedKey inside KeyInfo, no DigestMethod, no certificate, 64 columns; " ..
      "[doc] TRIPLEDES-CBC is the console's default",
    ["saml.logout"] = "[doc] Redirect; Sign SLO Request, Sign SLO Response and Send NameID Format are off at first; the " ..
      "shapes [inferred] from the Response's",
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
  }, -- sources
}
