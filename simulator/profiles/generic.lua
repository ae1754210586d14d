-- A SAML 2.0 IdP by the book (saml-core-2.0, saml-profiles-2.0 section 4.1), for IdPs that have no profile of their own.
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

local function same(words)
  local out = {}
  for _, word in ipairs(words) do out[#out + 1] = { word, word } end
  return out
end
local switch = same { "true", "false" }

local function page(status, title, sentence)
  return { status = status, title = title, body = "<h1>" .. title .. "</h1><p>" .. sentence .. "</p>" }
end
local function response(code, nested, title, sentence)
  local refusal = page(403, title, sentence)
  refusal.response = { code = "urn:oasis:names:tc:SAML:2.0:status:" .. code,
    nested = "urn:oasis:names:tc:SAML:2.0:status:" .. nested }
  return refusal
end

-- The SCIM client: RFC 7644 by the letter, with nothing of any vendor.
local patch_schemas = '"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]'

local function patch(target, title, operations, more)
  local out = { method = "PATCH", target = target .. "/{id:segment}", title = title,
    body = "{" .. patch_schemas .. ',"Operations":' .. operations .. "}" }
  for name, value in pairs(more or {}) do out[name] = value end
  return out
end

local function set_active(title)
  return { requests = { patch("/Users", title, '[{"op":"replace","path":"active","value":"{active:bool}"}]') } }
end

local function delete(target, title)
  return { requests = { { method = "DELETE", target = target .. "/{id:segment}", title = title } } }
end

local change_members = { requests = {
  patch("/Groups", "remove a member", [==[[{"op":"remove","path":"members[value eq \"{member_id:quote}\"]"}]]==],
    { each = "removed" }),
  patch("/Groups", "add members", '[{"op":"add","path":"members","value":["@each added", {"value":"{member_id}"}]}]',
    { needs = "added" }),
} }

local enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

return {
  id = "generic",
  title = "Generic SAML 2.0 and SCIM 2.0",
  version = "2026-11-24",
  listed = false,
  variables = {
    host = "idp.example-works.test",
  },
  other_tenant = { host = "idp.second-works.test" },

  saml = {
    entity_id = "https://{host}/saml2",
    urls = {
      sso = "https://{host}/saml2/sso",
      slo = "https://{host}/saml2/slo",
      artifact = "https://{host}/saml2/artifact",
      logout = "https://{host}/logout",
      metadata = "https://{host}/saml2/metadata",
      initiate = "https://{host}/saml2/start?entityID={sp_entity_id}",
      dashboard = "https://{host}/apps",
      login = "https://{host}/login",
    },
    initiation = { identifies = { "entityID" }, relay_state = "target" },

    response_id = "_{hex:40}",
    assertion_id = "_{hex:40}",
    session_index = "_{hex:32}",
    class_ref = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    times = { not_before = -300, not_on_or_after = 300, confirmation = 300 },

    print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
    response = [[
<samlp:Response xmlns:t="urn:idpsim:shape" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
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
<saml:Assertion xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{assertion_id}"
    Version="2.0" IssueInstant="{assertion_issue_instant}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="assertion_signature"/>
  <saml:Subject>
    <saml:NameID Format="{name_id_format?}" SPNameQualifier="{sp_name_qualifier?}">{name_id}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotOnOrAfter="{confirmation_not_on_or_after}" Recipient="{recipient}"
          InResponseTo="{in_response_to?}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">
    <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{authn_instant}" SessionIndex="{session_index}"
      SessionNotOnOrAfter="{session_not_on_or_after?}">
    <saml:AuthnContext><saml:AuthnContextClassRef>{class_ref}</saml:AuthnContextClassRef></saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AttributeStatement t:if="attributes">
    <saml:Attribute t:each="attributes" Name="{name}" NameFormat="{name_format?}" FriendlyName="{friendly_name?}">
      <saml:AttributeValue t:each="values" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">{value}</saml:AttributeValue>
    </saml:Attribute>
  </saml:AttributeStatement>
</saml:Assertion>]],

    sign = { response = false, assertion = true, shape = signature },

    encryption = {
      shape = [[
<saml:EncryptedAssertion xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
  <xenc:EncryptedData Id="{data_id}" Type="http://www.w3.org/2001/04/xmlenc#Element"
      xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
    <xenc:EncryptionMethod Algorithm="{block_cipher}"/>
    <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
      <xenc:EncryptedKey Id="{key_id}"><xenc:EncryptionMethod Algorithm="{key_transport}">
          <ds:DigestMethod t:if="mgf" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
          <xenc11:MGF t:if="mgf" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"
              xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"/></xenc:EncryptionMethod>
        <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{recipient_certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
        <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedData>
</saml:EncryptedAssertion>]],
      name_id_shape = [[
<saml:EncryptedID xmlns:t="urn:idpsim:shape" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
  <xenc:EncryptedData Id="{data_id}" Type="http://www.w3.org/2001/04/xmlenc#Element"
      xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
    <xenc:EncryptionMethod Algorithm="{block_cipher}"/>
    <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
      <xenc:EncryptedKey Id="{key_id}"><xenc:EncryptionMethod Algorithm="{key_transport}">
          <ds:DigestMethod t:if="mgf" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
          <xenc11:MGF t:if="mgf" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"
              xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"/></xenc:EncryptionMethod>
        <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{recipient_certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
        <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedData>
</saml:EncryptedID>]],
    },

    logout = {
      bindings = { "redirect", "post" }, signed = "required", id = "_{hex:40}",
      unknown_session = { code = "urn:oasis:names:tc:SAML:2.0:status:Requester",
        nested = "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal" },
      request = [[
<samlp:LogoutRequest xmlns:t="urn:idpsim:shape" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}" Destination="{destination}"
    NotOnOrAfter="{not_on_or_after}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <saml:NameID Format="{name_id_format?}" SPNameQualifier="{sp_name_qualifier?}">{name_id}</saml:NameID>
  <samlp:SessionIndex t:each="session_indexes">{session_index}</samlp:SessionIndex>
</samlp:LogoutRequest>]],
      response = [[
<samlp:LogoutResponse xmlns:t="urn:idpsim:shape" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{logout_id}" Version="2.0" IssueInstant="{issue_instant}" Destination="{destination}"
    InResponseTo="{in_response_to?}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="logout_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
    <samlp:StatusMessage t:if="status_message">{status_message}</samlp:StatusMessage>
  </samlp:Status>
</samlp:LogoutResponse>]],
      title = "Logged out", done = "<h1>Logged out</h1>",
      partial = "<h1>Logged out</h1><p>Not every service could be told.</p>",
    },

    artifact = {
      id = "_{hex:40}",
      shape = [[
<samlp:ArtifactResponse xmlns:t="urn:idpsim:shape" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{artifact_response_id}" Version="2.0" IssueInstant="{issue_instant}"
    InResponseTo="{in_response_to?}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <t:part name="artifact_signature"/>
  <samlp:Status>
    <samlp:StatusCode Value="{status_code}"><samlp:StatusCode t:if="status_nested" Value="{status_nested}"/>
        </samlp:StatusCode>
  </samlp:Status>
</samlp:ArtifactResponse>]],
    },

    metadata = {
      print = { declaration = '<?xml version="1.0" encoding="UTF-8"?>' },
      shape = [[
<md:EntityDescriptor xmlns:t="urn:idpsim:shape" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="{wants_signed_requests}"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor t:each="certificates" use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
          <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:ArtifactResolutionService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP"
        Location="{artifact_url}"/>
    <md:SingleLogoutService t:if="slo" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{slo_url}"/>
    <md:SingleLogoutService t:if="slo" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{slo_url}"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso_url}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{sso_url}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>]],
    },

    certificate = { subject = { { "O", "{organisation}" }, { "CN", "{host}" } }, bits = 2048, days = 3650,
      serial_octets = 16 },

    name_id = {
      format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      value = "{person.email}",
      policy = "honour",
      formats = {
        ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"] = "",
        ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"] = "{person.pairwise}",
        ["urn:oasis:names:tc:SAML:2.0:nameid-format:transient"] = "_{hex:40}",
      },
      echo_sp_name_qualifier = true, obey_allow_create = true,
    },
    attributes = {
      name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
      empty = "left_out",
      defaults = {
        { name = "email", value = "{person.email}" },
        { name = "firstName", value = "{person.given_name}" },
        { name = "lastName", value = "{person.family_name}" },
        { name = "displayName", value = "{person.display_name}" },
      },
    },
    requests = { acs = "listed", acs_index = true, force_authn = true, authn_context = "compared", signature = "verified",
      subject = "prefills", login_hints = { "login_hint" } },

    refusals = {
      bad_request = page(400, "Bad request", "{detail}"),
      unknown_sp = page(403, "Unknown service provider", "{detail}"),
      app_disabled = page(403, "Service disabled", "{detail}"),
      no_recipient_key = page(500, "Nobody to encrypt to", "{detail}"),
      no_signing_key = page(500, "No signing key", "{detail}"),
      acs_mismatch = page(400, "Unknown assertion consumer service", "{detail}"),
      unsupported_binding = response("Requester", "UnsupportedBinding", "Unsupported binding", "{detail}"),
      name_id_policy = response("Requester", "InvalidNameIDPolicy", "Invalid NameIDPolicy", "{detail}"),
      authn_context = response("Requester", "NoAuthnContext", "No such authentication context", "{detail}"),
      no_passive = response("Responder", "NoPassive", "Nobody is logged in", "{detail}"),
      not_assigned = response("Responder", "RequestDenied", "Not assigned", "{person.username} is not assigned to this service."),
      inactive_user = response("Responder", "AuthnFailed", "Account not active", "{person.username} is not active."),
      no_name_id = response("Responder", "AuthnFailed", "No identifier", "{detail}"),
    },
    login = { cookie = "idp_session", title = "Log in", heading = "Log in", username = "Username",
      password = "Password",
      button = "Log in", wrong_password = "Wrong username or password.", dashboard = "Apps" },

    console = {
      { page = "Service provider", label = "Entity ID", key = "sp_entity_id", required = true },
      { page = "Service provider", label = "ACS URL", key = "acs_url", required = true },
      { page = "Service provider", label = "Default RelayState", key = "relay_state" },
      { page = "Service provider", label = "Login URL", key = "login_url",
        help = "when set, the tile opens it and the SP starts the login" },
      { page = "Identity provider", label = "Issuer", key = "entity_id" },
      { page = "Identity provider", label = "NameID format", key = "name_id.format" },
      { page = "Identity provider", label = "NameID value", key = "name_id.value",
        help = "a pattern such as {person.email}" },
      { page = "Identity provider", label = "Sign", key = "sign", default = "assertion",
        choices = { { "assertion", "assertion" }, { "response", "response" }, { "both", "both" } } },
      { page = "Identity provider", label = "Algorithm", key = "algorithm", default = "sha256",
        choices = { { "sha1", "sha1" }, { "sha256", "sha256" }, { "sha384", "sha384" }, { "sha512", "sha512" } } },
      { page = "Identity provider", label = "Signed requests", key = "require_signature", default = "false",
        choices = { { "false", "false" }, { "true", "true" } } },
      { page = "Identity provider", label = "Minutes before", key = "times.not_before", default = "5", scale = 60 },
      { page = "Identity provider", label = "Minutes after", key = "times.not_on_or_after", default = "5", scale = 60 },
      { page = "Identity provider", label = "Session minutes", key = "times.session", scale = 60 },
      { page = "Service provider", label = "SP certificate", key = "sp_certificate" },
      { page = "Service provider", label = "Any ACS URL of signed requests", key = "acs_any_if_signed", default = "false",
        choices = switch },
      { page = "Service provider", label = "Single logout URL", key = "slo_url" },
      { page = "Service provider", label = "Single logout response URL", key = "slo_response_url" },
      { page = "Service provider", label = "Single logout binding", key = "slo_binding",
        choices = { { "post", "post" }, { "redirect", "redirect" } } },
      { page = "Service provider", label = "Single logout Issuer", key = "slo.sp_issuer" },
      { page = "Service provider", label = "Enabled", key = "enabled", default = "true", choices = switch },
      { page = "Identity provider", label = "Response binding", key = "response_binding", default = "post",
        choices = { { "post", "post" }, { "artifact", "artifact" } } },
      { page = "Identity provider", label = "Encrypt assertions", key = "encrypt", default = "false", choices = switch },
      { page = "Identity provider", label = "Encrypt NameIDs", key = "encrypt.name_id", default = "false", choices = switch },
      { page = "Identity provider", label = "Encryption algorithm", key = "encryption.algorithm", default = "aes256-cbc",
        choices = same { "aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-gcm", "aes192-gcm", "aes256-gcm", "3des-cbc" } },
      { page = "Identity provider", label = "Key transport", key = "encryption.key_transport", default = "rsa-oaep-mgf1p",
        choices = same { "rsa-oaep-mgf1p", "rsa-oaep", "rsa-1_5" } },
      { page = "Identity provider", label = "Encryption certificate", key = "encryption.certificate" },
      { page = "Identity provider", label = "Single logout", key = "slo", default = "true", choices = switch },
      { page = "Identity provider", label = "Sign logout requests", key = "slo.sign_request", default = "true",
        choices = switch },
      { page = "Identity provider", label = "Sign logout responses", key = "slo.sign_response", default = "true",
        choices = switch },
      { page = "Identity provider", label = "NameID Format in logout requests", key = "slo.name_id_format",
        default = "true", choices = switch },
      { page = "Identity provider", label = "Obey RequestedAuthnContext", key = "authn_context.obey", default = "true",
        choices = switch },
    },
    person = { id = "{uuid}", username = "{person.email}", display_name = "{person.given_name} {person.family_name}" },
  }, -- saml

  scim = {
    variants = {
      rfc = {
        title = "a client by RFC 7644",
        headers = {
          { name = "Accept", value = "application/scim+json" },
          { name = "Content-Type", value = "application/scim+json", methods = { "POST", "PUT", "PATCH" } },
          { name = "Authorization", value = "Bearer {token}" },
        },
        values = { enterprise = { "{employee_number}", "{department}" } },
        attributes = {
          { path = "userName", value = '"{user_name}"' },
          { path = "name.givenName", value = '"{given_name}"' },
          { path = "name.familyName", value = '"{family_name}"' },
          { path = "displayName", value = '"{display_name}"' },
          { path = 'emails[type eq "work"].value', value = '"{email}"' },
          { path = "title", value = '"{title}"' },
          { path = "active", value = '"{active:bool}"' },
          { path = enterprise_urn .. ":employeeNumber", value = '"{employee_number}"' },
          { path = enterprise_urn .. ":department", value = '"{department}"' },
        },
        test = {
          { target = "/ServiceProviderConfig", title = "service provider configuration" },
          { target = "/Users?startIndex=1&count=1", title = "list of users",
            require_in_answer = { "totalResults:number" } },
        },
        retry = { { statuses = { 429, 503 }, tries = 4, retry_after = "each", wait = 30, factor = 2, longest = 3600 } },
        on_missing = "create", on_conflict = "link",
        import = {
          users = { target = "/Users?startIndex={start}&count={count}", title = "list of users",
            require_in_answer = { "totalResults:number" } },
          groups = { target = "/Groups?startIndex={start}&count={count}", title = "list of groups",
            require_in_answer = { "totalResults:number" } },
          page = 100, match = { "user_name" },
        },
        users = {
          match = "userName",
          lookup = { target = "/Users?filter=userName%20eq%20%22{user_name:quote:percent}%22",
            title = "look-up by userName",
            require_in_answer = { "totalResults:number" } },
          create = { method = "POST", target = "/Users", title = "create the user", accept = { 201 }, body = [[
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                        "@if enterprise", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "externalId":"{person_id}", "userName":"{user_name}",
             "?name":{"?givenName":"{given_name}", "?familyName":"{family_name}"},
             "?displayName":"{display_name}", "?title":"{title}",
             "?emails":[{"value":"{email}", "type":"work", "primary":true}],
             "active":"{active:bool}",
             "?urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
               "?employeeNumber":"{employee_number}", "?department":"{department}"}}]] },
          on_found = { "update" },
          update = { strategy = "patch_per_attribute",
            get = { target = "/Users/{id:segment}", title = "fetch the user" },
            requests = { patch("/Users", "update the user", '"{operations:json}"') } },
          deactivate = set_active("deactivate the user"), reactivate = set_active("reactivate the user"),
          remove = set_active("deactivate the user"), erase = delete("/Users", "delete the user"),
        },
        groups = {
          external_id = "{uuid}",
          lookup = { target = "/Groups?filter=displayName%20eq%20%22{group_name:quote:percent}%22",
            title = "look-up by displayName",
            require_in_answer = { "totalResults:number" } },
          create = { method = "POST", target = "/Groups", title = "create the group", accept = { 201 }, body = [[
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"], "externalId":"{group_external_id}",
             "displayName":"{group_name}", "?members":["@each members", {"value":"{member_id}"}]}]] },
          members_in_create = "always",
          fill = change_members, members = change_members,
          rename = { requests = { patch("/Groups", "rename the group",
            '[{"op":"replace","path":"displayName","value":"{group_name}"}]') } },
          unpush = delete("/Groups", "delete the group"), erase = delete("/Groups", "delete the group"),
        },
      },
    },
  }, -- scim
  default_scim = "rfc",

  sources = {
    ["scim.rfc.retry"] = "[doc] RFC 9110 section 10.2.3: Retry-After, each time; the rest is a client's choice",
    ["saml"] = "[doc] saml-core-2.0, saml-bindings-2.0, saml-profiles-2.0: no vendor is meant",
  }, -- sources
}
