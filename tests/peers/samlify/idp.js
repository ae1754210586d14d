"use strict";
// samlify as an identity provider, behind a login form of the adapter's.
const crypto = require("crypto");
const samlify = require("samlify");
const { settings, serve, page, xml, post_form } = require("../node/http_adapter");

samlify.setSchemaValidator(require("@authenio/samlify-node-xmllint"));

const { binding, format } = samlify.Constants.namespace;
const value = (name) => ({ name, valueTag: name, nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", valueXsiType: "xs:string" });
const idp = samlify.IdentityProvider({
  entityID: settings.base_url + "/metadata",
  privateKey: settings.file("key"),
  signingCert: settings.file("certificate"),
  nameIDFormat: [format.emailAddress],
  singleSignOnService: [{ Binding: binding.redirect, Location: settings.base_url + "/sso" }],
  loginResponseTemplate: { context: samlify.SamlLib.defaultLoginResponseTemplate.context, attributes: ["email", "firstName", "lastName"].map(value) },
});
const sp = samlify.ServiceProvider({ metadata: settings.file("sp_metadata") });
const person = settings.person;

/** The template's tags; what no attribute of the person fills is left to samlify's own names. */
function fill(template, asked) {
  const id = () => "_" + crypto.randomBytes(16).toString("hex");
  const now = new Date(), later = new Date(now.getTime() + 5 * 60000);
  const response = id();
  const acs = settings.acs;
  const values = {
    ID: response, AssertionID: id(), Destination: acs, Audience: settings.sp_entity_id, EntityID: settings.sp_entity_id,
    SubjectRecipient: acs, AssertionConsumerServiceURL: acs, Issuer: settings.base_url + "/metadata",
    IssueInstant: now.toISOString(), ConditionsNotBefore: now.toISOString(), ConditionsNotOnOrAfter: later.toISOString(),
    SubjectConfirmationDataNotOnOrAfter: later.toISOString(), NameIDFormat: format.emailAddress, NameID: person.username,
    InResponseTo: asked.request.id, StatusCode: samlify.Constants.StatusCode.Success,
    AuthnStatement: `<saml:AuthnStatement AuthnInstant="${now.toISOString()}"><saml:AuthnContext><saml:AuthnContextClassRef>` +
      "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>",
    attrEmail: person.username, attrFirstName: person.firstName, attrLastName: person.lastName,
  };
  // This tag is samlify's for markup, and it would escape the value.
  const statement = template.replace("{AuthnStatement}", values.AuthnStatement);
  return { id: response, context: samlify.SamlLib.replaceTagsByValue(statement, values) };
}

async function ask(request) {
  const hidden = Object.entries(request.query).map(([name, v]) => `<input type="hidden" name="${name}" value="${encodeURIComponent(v)}">`);
  return page(`<form method="post" action="/login">${hidden.join("")}<input type="text" name="user"><input type="password" name="pass"></form>`);
}

async function log_in(request) {
  if (request.form.user !== person.username || request.form.pass !== person.password) throw new Error("unknown person");
  const query = { SAMLRequest: decodeURIComponent(request.form.SAMLRequest) };
  const { extract } = await idp.parseLoginRequest(sp, "redirect", { query, octetString: "" });
  const answer = await idp.createLoginResponse(sp, { extract }, "post", { email: person.username }, (template) => fill(template, extract));
  const relay_state = request.form.RelayState ? { RelayState: decodeURIComponent(request.form.RelayState) } : {};
  return post_form(settings.acs, { SAMLResponse: answer.context, ...relay_state });
}

serve({ "/sso": ask, "/login": log_in, "/metadata": () => xml(idp.getMetadata()) }, { metadata: "/metadata" });
