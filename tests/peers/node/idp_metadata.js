"use strict";
// What an admin copies out of an IdP's metadata by hand.
const { DOMParser } = require("@xmldom/xmldom");

const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata", DSIG = "http://www.w3.org/2000/09/xmldsig#";
const BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:";

/** {entity_id, redirect, post, certificates}: SSO URLs by binding, undefined where there is none; certificates in base64.
 *  A byte order mark, as Entra's metadata has one, is no part of XML for this parser. */
function read_idp(text) {
  const entity = new DOMParser().parseFromString(text.replace(/^\uFEFF/, ""), "text/xml").documentElement;
  const role = entity.getElementsByTagNameNS(METADATA, "IDPSSODescriptor")[0];
  const services = Array.from(role.getElementsByTagNameNS(METADATA, "SingleSignOnService"));
  const at = (binding) => services.filter((s) => s.getAttribute("Binding") === BINDING + binding).map((s) => s.getAttribute("Location"))[0];
  const certificates = Array.from(role.getElementsByTagNameNS(DSIG, "X509Certificate")).map((c) => c.textContent.replace(/\s/g, ""));
  return { entity_id: entity.getAttribute("entityID"), redirect: at("HTTP-Redirect"), post: at("HTTP-POST"), certificates };
}

module.exports = { read_idp };
