-- Microsoft Entra ID: what it does on the wire, as data.
local signature = [[
<Signature xmlns:t="urn:idpsim:shape" xmlns="http://www.w3.org/2000/09/xmldsig#">
  <SignedInfo>
    <CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    <SignatureMethod Algorithm="{signature_method}"/>
    <Reference URI="#{reference_id}">
      <Transforms>
        <Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
        <Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
      </Transforms>
      <DigestMethod Algorithm="{digest_method}"/>
      <DigestValue/>
    </Reference>
  </SignedInfo>
  <SignatureValue/>
  <KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo>
</Signature>]]
-- The metadata's signature has a prefixed KeyInfo inside the default namespace.
local metadata_signature = signature:gsub("<KeyInfo>.*</KeyInfo>",
  '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>')

local key = [[<KeyDescriptor t:each="certificates" use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>]]

-- The claim types that the WS-Federation role offers: URI, display name, what it is.
local offered = {
  { "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "Name" },
  { "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", "Subject" },
  { "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "Given Name" },
  { "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "Surname" },
  { "http://schemas.microsoft.com/identity/claims/displayname", "Display Name" },
  { "http://schemas.microsoft.com/identity/claims/nickname", "Nick Name" },
  { "http://schemas.microsoft.com/ws/2008/06/identity/claims/authenticationinstant", "Authentication Instant" },
  { "http://schemas.microsoft.com/ws/2008/06/identity/claims/authenticationmethod", "Authentication Method" },
  { "http://schemas.microsoft.com/identity/claims/objectidentifier", "ObjectIdentifier" },
  { "http://schemas.microsoft.com/identity/claims/tenantid", "TenantId" },
  { "http://schemas.microsoft.com/identity/claims/identityprovider", "IdentityProvider" },
  { "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "Email" },
  { "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", "Groups" },
  { "http://schemas.microsoft.com/identity/claims/accesstoken", "External Access Token" },
  { "http://schemas.microsoft.com/ws/2008/06/identity/claims/expiration", "External Access Token Expiration" },
  { "http://schemas.microsoft.com/identity/claims/openid2_id", "External OpenID 2.0 Identifier" },
  { "http://schemas.microsoft.com/claims/groups.link", "GroupsOverageClaim" },
  { "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "Role Claim" },
  { "http://schemas.microsoft.com/ws/2008/06/identity/claims/wids", "RoleTemplate Id Claim" },
}
local claim_types = ""
for _, claim in ipairs(offered) do
  claim_types = claim_types .. '<auth:ClaimType Uri="' .. claim[1]
    .. '" xmlns:auth="http://docs.oasis-open.org/wsfed/authorization/200706"><auth:DisplayName>' .. claim[2]
    .. "</auth:DisplayName><auth:Description>" .. claim[2] .. "</auth:Description></auth:ClaimType>"
end
local function at(element, address)
  return "<" .. element .. '><wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsa:Address>'
    .. address .. "</wsa:Address></wsa:EndpointReference></" .. element .. ">"
end
local function role(kind, content)
  return '<RoleDescriptor xsi:type="fed:' .. kind .. '" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706"'
    .. ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706">'
    .. key .. content .. "</RoleDescriptor>"
end

-- Failures end on Microsoft's page; nothing is posted to the SP.
local function page(code, sentence)
  return { status = 400, title = "Sign in to your account",
    body = "<h1>Sign in</h1><p>Sorry, but we're having trouble signing you in.</p><p>AADSTS" .. code .. ": " .. sentence
      .. "</p><p>Request Id: {uuid}<br>Correlation Id: {uuid}<br>Timestamp: {timestamp}</p>" }
end

return {
  id = "entra",
  title = "Microsoft Entra ID",
  version = "2026-11-24",
  listed = true,
  variables = {
    tenant_id = "{uuid}",
    tenant_domain = "exampleworks.onmicrosoft.com",
    app_id = "{uuid}",
    app_label = "exampleapp",
  },
  other_tenant = { tenant_domain = "secondworks.onmicrosoft.com" },

  saml = {
    entity_id = "https://sts.windows.net/{tenant_id}/",
    urls = {
      sso = "https://login.microsoftonline.com/{tenant_id}/saml2",
      slo = "https://login.microsoftonline.com/{tenant_id}/saml2",
      logout = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/logout",
      wsfed = "https://login.microsoftonline.com/{tenant_id}/wsfed",
      metadata = "" ..
        "https://login.microsoftonline.com/{tenant_id}/federationmetadata/2007-06/federationmetadata.xml?appid={app_id}",
      initiate = "https://myapps.microsoft.com/signin/{app_label}/{app_id}?tenantId={tenant_id}",
      dashboard = "https://myapps.microsoft.com/",
      login = "https://login.microsoftonline.com/{tenant_id}/login",
    },
    initiation = { identifies = { "tenantId" }, refused_when_signed = true },

    response_id = "_{uuid}",
    assertion_id = "_{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:10}00",
    session_index = "{assertion_id}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
    times = { not_before = -300, not_on_or_after = 3600, confirmation = 3600, assertion_issue_ms = -3,
      conditions_ms = -110 },
    audience_prefix_unless_uri = "spn:",

    response = [[
<samlp:Response xmlns:t="urn:idpsim:shape" ID="{response_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" InResponseTo="{in_response_to?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</Issuer>
  <t:part name="response_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
  <t:part name="assertion"/>
</samlp:Response>]],
    assertion = [[
<Assertion xmlns:t="urn:idpsim:shape" ID="{assertion_id}" IssueInstant="{assertion_issue_instant}" Version="2.0"
    xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
  <Issuer>{issuer}</Issuer>
  <t:part name="assertion_signature"/>
  <Subject>
    <NameID Format="{name_id_format?}" SPNameQualifier="{sp_name_qualifier?}">{name_id}</NameID>
    <SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <SubjectConfirmationData InResponseTo="{in_response_to?}" NotOnOrAfter="{confirmation_not_on_or_after}"
          Recipient="{recipient}"/>
    </SubjectConfirmation>
  </Subject>
  <Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">
    <AudienceRestriction><Audience>{audience}</Audience></AudienceRestriction>
  </Conditions>
  <AttributeStatement>
    <Attribute t:each="attributes" Name="{name}" NameFormat="{name_format?}">
      <AttributeValue t:each="values">{value}</AttributeValue>
    </Attribute>
  </AttributeStatement>
  <AuthnStatement AuthnInstant="{authn_instant}" SessionIndex="{session_index}">
    <AuthnContext><AuthnContextClassRef>{class_ref}</AuthnContextClassRef></AuthnContext>
  </AuthnStatement>
</Assertion>]],

    sign = { response = false, assertion = true, shape = signature },

    encryption = {
      algorithm = "aes256-cbc", key_transport = "rsa-oaep-mgf1p",
      shape = [[
<EncryptedAssertion xmlns:t="urn:idpsim:shape" xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
  <xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
    <xenc:EncryptionMethod Algorithm="{block_cipher}"/>
    <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
      <e:EncryptedKey xmlns:e="http://www.w3.org/2001/04/xmlenc#">
        <e:EncryptionMethod Algorithm="{key_transport}">
          <DigestMethod t:if="oaep" Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></e:EncryptionMethod>
        <KeyInfo><ds:X509Data xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
          <ds:X509IssuerSerial><ds:X509IssuerName>{recipient_issuer}</ds:X509IssuerName>
            <ds:X509SerialNumber>{recipient_serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></KeyInfo>
        <e:CipherData><e:CipherValue/></e:CipherData>
      </e:EncryptedKey>
    </KeyInfo>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedData>
</EncryptedAssertion>]],
    },

    logout = {
      bindings = { "redirect" }, signed = "ignored", session = "browser", response_binding = "redirect",
      request_binding = "redirect", lower_case_escapes = true, id = "_{uuid}",
      response_issuer = "https://login.microsoftonline.com/{tenant_id}/",
      request = [[
<samlp:LogoutRequest xmlns:t="urn:idpsim:shape" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</Issuer>
  <t:part name="logout_signature"/>
  <NameID Format="{name_id_format?}" xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{name_id}</NameID>
  <samlp:SessionIndex t:each="session_indexes">{session_index}</samlp:SessionIndex>
</samlp:LogoutRequest>]],
      response = [[
<samlp:LogoutResponse xmlns:t="urn:idpsim:shape" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}"
    Destination="{destination}" InResponseTo="{in_response_to?}" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</Issuer>
  <t:part name="logout_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
</samlp:LogoutResponse>]],
      title = "Sign out", done = "<h1>You signed out of your account</h1>",
      partial = "<h1>You signed out of your account</h1><p>Close all browser windows to end the other sessions.</p>",
    },

    metadata = {
      identifies = { "appid" },
      federation = { count = 2, certificate = { subject = { { "CN", "accounts.accesscontrol.windows.net" } },
        bits = 2048, days = 1826, serial_octets = 16, key_id = true } },
      print = { declaration = '<?xml version="1.0" encoding="utf-8"?>', space_before_slash = true,
        byte_order_mark = true },
      content_type = "application/samlmetadata+xml",
      id = "_{uuid}",
      signature = metadata_signature,
      shape = [[
<EntityDescriptor xmlns:t="urn:idpsim:shape" ID="{metadata_id}" entityID="{entity_id}"
    xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <t:part name="metadata_signature"/>]]
        .. role("SecurityTokenServiceType", "<fed:ClaimTypesOffered>" .. claim_types .. "</fed:ClaimTypesOffered>"
          .. at("fed:SecurityTokenServiceEndpoint", "{wsfed_url}") .. at("fed:PassiveRequestorEndpoint", "{wsfed_url}"))
        .. role("ApplicationServiceType", at("fed:TargetScopes", "{entity_id}")
          .. at("fed:ApplicationServiceEndpoint", "{wsfed_url}") .. at("fed:PassiveRequestorEndpoint", "{wsfed_url}"))
        .. '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">' .. key .. [[
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{slo_url}"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
  </IDPSSODescriptor>
</EntityDescriptor>]],
    },

    certificate = { subject = { { "CN", "Microsoft Azure Federated SSO Certificate" } }, bits = 2048, days = 1096,
      serial_octets = 16, expired = "replaced" },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      value = "{person.username}",
      policy = "honour",
      formats = {
        ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"] = "",
        ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"] = "{person.pairwise}",
        ["urn:oasis:names:tc:SAML:2.0:nameid-format:transient"] = "_{uuid}",
      },
      echo_sp_name_qualifier = true,
    },
    attributes = {
      empty = "left_out",
      group_limit = 150,
      group_overage = { name = "http://schemas.microsoft.com/claims/groups.link",
        value = "https://graph.windows.net/{tenant_id}/users/{person.id}/getMemberObjects" },
      defaults = {
        { name = "http://schemas.microsoft.com/identity/claims/tenantid", value = "{tenant_id}" },
        { name = "http://schemas.microsoft.com/identity/claims/objectidentifier", value = "{person.id}" },
        { name = "http://schemas.microsoft.com/identity/claims/displayname", value = "{person.display_name}" },
        { name = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", value = "{group_claim}" },
        { name = "http://schemas.microsoft.com/identity/claims/identityprovider",
          value = "https://sts.windows.net/{tenant_id}/" },
        { name = "http://schemas.microsoft.com/claims/authnmethodsreferences",
          value = "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password" },
        { name = "http://schemas.microsoft.com/ws/2008/06/identity/claims/wids", value = "{role_claim}" },
        { name = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", value = "{person.app_roles}" },
        { name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", value = "{person.given_name}",
          table = "Additional claims" },
        { name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", value = "{person.family_name}",
          table = "Additional claims" },
        { name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", value = "{person.email}",
          table = "Additional claims" },
        { name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", value = "{person.username}",
          table = "Additional claims" },
      },
    },
    requests = { acs = "listed", force_authn = true, authn_context = "exact",
      class_refs_met = { "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport" }, allow_sha1 = false,
      id_without_digit = true, subject = "refused", login_hints = { "login_hint" } },

    refusals = {
      bad_request = page("75005", "The request is not a valid SAML2 protocol message. {detail}"),
      no_message = page("750054", "SAMLRequest or SAMLResponse is missing from the query of the request. {detail}"),
      app_disabled = page("7000112", "The application {app_id} is disabled."),
      unsigned_request = page("76021", "The application demands signed requests. {detail}"),
      signature_algorithm = page("76026", "The algorithm that the request is signed by is not allowed. {detail}"),
      bad_subject = page("75005", "The request is not a valid SAML2 protocol message. {detail}"),
      no_signing_key = page("50003", "There is no signing key for this application. {detail}"),
      other_protocol = page("90023", "The request is not valid for this endpoint. {detail}"),
      bad_logout = page("750054", "The logout message cannot be answered. {detail}"),
      unknown_sp = page("700016", "The application of this request was not found in the directory {tenant_id}. {detail}"),
      acs_mismatch = page("50011", "The reply URL of the request is not one of the application's. {detail}"),
      unsupported_binding = page("75003", "The only response binding that is offered is HTTP-POST."),
      bad_signature = page("50006", "The signature of the request cannot be verified. {detail}"),
      name_id_policy = page("75016", "The NameIDPolicy of the request is invalid. {detail}"),
      authn_context = page("75011", "The way in which the user signed in does not match the requested AuthnContext. {detail}"),
      no_passive = page("50058", "A silent sign-in was asked for, but nobody is signed in."),
      not_assigned = page("50105", "{person.username} is not assigned to a role of the application {app_id}."),
      inactive_user = page("50057", "The account {person.username} is disabled."),
      no_name_id = page("501241", "The claim that was chosen as Name ID has no value for {person.username}."),
    },
    login = { cookie = "ESTSAUTH", title = "Sign in to your account", heading = "Sign in",
      username = "Email, phone, or Skype",
      password = "Password", button = "Sign in", wrong_password = "Your account or password is incorrect.",
        dashboard = "My Apps" },
    auto_post = {
      page = [[<html><head><title>Working...</title></head><body><form method="POST" name="hiddenform" action="{action}">{fields}<noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit" /></noscript></form><script language="javascript">document.forms[0].submit();</script></body></html>]],
      field = '<input type="hidden" name="{name}" value="{value}" />',
    },

    person = { id = "{uuid}", username = "{person.email}", display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  sources = {
    ["saml.encryption"] = "[doc] AES-256, only the Assertion; the layout [inferred] from AD FS, which the same software makes",
    ["saml.logout"] = "[doc] single sign-out: Redirect only, the NameID chooses nothing, the browser's session ends",
    ["saml.logout.response_issuer"] = "[doc] the sample answer's Issuer is the login host, unlike an assertion's; " ..
      "azure-docs#108484; of a LogoutRequest nothing is told, so the entityID [inferred]",
    ["saml.logout.lower_case_escapes"] = "[recorded] php-saml#433, python3-saml#252: signed over %3d",
    ["saml.logout.request"] = "[inferred] the shape, and that it is told by the page itself instead of a frame",
    ["saml.metadata.federation"] = "[capture] without appid: two certificates of the tenant-wide keys in each role, " ..
      "with a key identifier; five years (m)",
    ["saml.certificate.expired"] = "[doc] an expired active certificate is replaced by a valid inactive one",
    ["saml.requests.allow_sha1"] = "[doc] RSA-SHA1 is admitted only where the admin opts in",
    ["saml.requests.subject"] = "[doc] a Subject is an error, its code [inferred]; login_hint takes its place",
    ["saml.initiation.refused_when_signed"] = "[doc] verification certificates also block IdP-initiated logins",
    ["saml.refusals.app_disabled"] = "[doc] code 7000112", ["saml.refusals.other_protocol"] = "[doc] code 90023",
    ["saml.entity_id"] = "[capture] all: with trailing slash, without Format, the same for every app of the tenant",
    ["saml.urls.metadata"] = "[doc] App Federation Metadata Url; without appid it carries keys that do not sign " ..
      "this app's messages",
    ["saml.urls.initiate"] = "[doc] the User access URL exists; its form [inferred]",
    ["saml.response"] = "[capture] 2018 to 2025: default namespaces but for samlp, attributes before " ..
      "AuthnStatement, no XML declaration",
    ["saml.assertion_id"] = "[capture] 2021 to 2025: a UUID that ends in 00 to 03",
    ["saml.times"] = "[capture] 2021 to 2025: -5 and +60 minutes from a moment just before IssueInstant; the " ..
      "documentation says otherwise",
    ["saml.class_ref"] = "[capture] Password, also after several factors",
    ["saml.sign"] = "[capture] Assertion only, one line; [doc] the three Signing Options; the form of a signed " ..
      "Response [inferred]",
    ["saml.audience_prefix_unless_uri"] = "[capture] an Identifier that is no URI is sent with spn: before it",
    ["saml.name_id"] = "[doc] the asked format wins, others give an error, unspecified leaves it to the IdP; " ..
      "[capture] pairwise persistent value of 43 characters",
    ["saml.attributes.defaults"] = "[capture] 2023 to 2025, in this order, role and wids in 2018 and 2020; a claim " ..
      "without source value is left out",
    ["saml.attributes.group_limit"] = "[doc] above 150 groups a link is sent instead",
    ["saml.metadata"] = "[capture] 2025: byte order mark, signed, three roles with the same certificate; our own " ..
      "claim descriptions",
    ["saml.certificate"] = "[capture] fixed subject, three years, 16-octet serial",
    ["saml.requests.class_refs_met"] = "[doc] issue threads of python3-saml, node-saml and others, which ask for it by " ..
      "default: AADSTS75011 names 'Password, ProtectedTransport' and comes to people with other methods alone",
    ["saml.requests.authn_context"] = "[doc] AADSTS75011 when the class differs from the session's",
    ["saml.refusals"] = "[doc] error codes; sentences ours, HTTP status [inferred]; 50057 (m)",
    ["saml.auto_post"] = "[capture] title, form name and fields",
  }, -- sources
}
