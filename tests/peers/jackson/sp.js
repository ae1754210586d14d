"use strict";
// @boxyhq/saml-jackson: SAML on one side, OAuth on the other. This app logs people in by its OAuth.
const { settings, serve, redirect, page, xml, json } = require("../node/http_adapter");

const who = { tenant: "example.test", product: "peers" };
const callback = settings.base_url + "/callback";
const base64 = (name) => Buffer.from(settings.file(name)).toString("base64");
const people = {};

async function main() {
  const jackson = await require("@boxyhq/saml-jackson").controllers({
    externalUrl: settings.base_url,
    samlAudience: settings.base_url + "/metadata",
    samlPath: "/acs",
    oidcPath: "/oidc",
    db: { engine: "mem" },
    clientSecretVerifier: "a secret of the adapter's own",
    noAnalytics: true,
    certs: { publicKey: base64("certificate"), privateKey: base64("key") },
    ...settings.needs.options,
  });
  await jackson.connectionAPIController.createSAMLConnection({
    ...who, rawMetadata: settings.file("idp_metadata"), defaultRedirectUrl: callback, redirectUrl: [callback], ...settings.needs.connection,
  });
  const oauth = jackson.oauthController;

  async function log_in(request) {
    const asked = { ...who, client_id: "dummy", response_type: "code", redirect_uri: callback, state: request.session };
    const { redirect_url, authorize_form } = await oauth.authorize(asked);
    return redirect_url ? redirect(redirect_url) : page(authorize_form);
  }
  async function acs(request) {
    const { redirect_url, response_form } = await oauth.samlResponse(request.form);
    return redirect_url ? redirect(redirect_url) : page(response_form);
  }
  async function finish(request) {
    if (request.query.error) throw new Error(request.query.error_description || request.query.error);
    const client = `tenant=${who.tenant}&product=${who.product}`;
    const token = await oauth.token({ grant_type: "authorization_code", code: request.query.code, redirect_uri: callback,
                                      client_id: client, client_secret: "a secret of the adapter's own" });
    const person = await oauth.userInfo(token.access_token);
    const attributes = Object.entries(person.raw).map(([name, value]) => [name, [].concat(value)]);
    people[request.session] = { name_id: person.id, attributes: Object.fromEntries(attributes), person };
    return redirect("/whoami");
  }
  serve({
    "/login": log_in,
    "/acs": acs,
    "/callback": finish,
    "/whoami": (request) => (people[request.session] ? json(people[request.session]) : json({}, 401)),
    "/metadata": async () => xml(await jackson.spConfig.toXMLMetadata(true)),
  }, { login: "/login", whoami: "/whoami", metadata: "/metadata" });
}

main().catch((error) => { console.error(error); process.exit(1); });
