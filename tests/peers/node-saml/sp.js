"use strict";
// @node-saml/node-saml as a service provider. It reads no metadata: its admin copies URL and certificate from the IdP's.
const { SAML } = require("@node-saml/node-saml");
const { settings, serve, redirect, page, xml, json } = require("../node/http_adapter");
const { read_idp } = require("../node/idp_metadata");

const idp = read_idp(settings.file("idp_metadata"));
const key = settings.file("key"), certificate = settings.file("certificate");
const saml = new SAML({
  callbackUrl: settings.base_url + "/acs",
  issuer: settings.base_url + "/metadata",
  entryPoint: idp.redirect || idp.post,
  skipRequestCompression: !idp.redirect,            // it would deflate for the POST binding too, against its section 3.5.4
  authnRequestBinding: idp.redirect ? "HTTP-Redirect" : "HTTP-POST",
  idpCert: idp.certificates,
  idpIssuer: idp.entity_id,
  validateInResponseTo: "always",
  decryptionPvk: key,
  privateKey: key,                                  // it signs its requests when it has one
  signatureAlgorithm: "sha256",
  ...settings.needs,
});
const people = {};

serve({
  "/login": async () => (idp.redirect ? redirect(await saml.getAuthorizeUrlAsync("", undefined, {}))
                                      : page(await saml.getAuthorizeFormAsync("", undefined, {}))),
  "/acs": async (request) => {
    const { profile } = await saml.validatePostResponseAsync(request.form);
    const attributes = Object.entries(profile.attributes || {}).map(([name, value]) => [name, [].concat(value)]);
    people[request.session] = { name_id: profile.nameID, name_id_format: profile.nameIDFormat, attributes: Object.fromEntries(attributes) };
    return redirect("/whoami");
  },
  "/whoami": (request) => (people[request.session] ? json(people[request.session]) : json({}, 401)),
  "/metadata": () => xml(saml.generateServiceProviderMetadata(certificate, certificate)),
}, { login: "/login", whoami: "/whoami", metadata: "/metadata" });
