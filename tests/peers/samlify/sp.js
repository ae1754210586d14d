"use strict";
// samlify as a service provider, its messages checked against the OASIS schemas by xmllint.
const samlify = require("samlify");
const { settings, serve, redirect, xml, json, post_form } = require("../node/http_adapter");

samlify.setSchemaValidator(require("@authenio/samlify-node-xmllint"));

const binding = samlify.Constants.namespace.binding;
const idp = samlify.IdentityProvider({ metadata: settings.file("idp_metadata"), ...settings.needs.idp });
const sp = samlify.ServiceProvider({
  entityID: settings.base_url + "/metadata",
  assertionConsumerService: [{ Binding: binding.post, Location: settings.base_url + "/acs" }],
  privateKey: settings.file("key"),
  signingCert: settings.file("certificate"),
  encPrivateKey: settings.file("key"),
  encryptCert: settings.file("certificate"),
  ...settings.needs.sp,
});
const people = {}, outstanding = new Set();

function log_in() {
  const way = settings.needs.binding || "redirect";
  const request = sp.createLoginRequest(idp, way);
  outstanding.add(request.id);
  return way === "redirect" ? redirect(request.context)
                            : post_form(request.entityEndpoint, { SAMLRequest: request.context });
}

async function acs(request) {
  const { extract } = await sp.parseLoginResponse(idp, "post", { body: request.form });
  if (!outstanding.delete(extract.response.inResponseTo)) throw new Error("answers no request of ours");
  const attributes = Object.entries(extract.attributes || {}).map(([name, value]) => [name, [].concat(value)]);
  people[request.session] = { name_id: extract.nameID, attributes: Object.fromEntries(attributes) };
  return redirect("/whoami");
}

serve({
  "/login": log_in,
  "/acs": acs,
  "/whoami": (request) => (people[request.session] ? json(people[request.session]) : json({}, 401)),
  "/metadata": () => xml(sp.getMetadata()),
}, { login: "/login", whoami: "/whoami", metadata: "/metadata" });
