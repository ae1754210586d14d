// Rates of node-saml and samlify over the message that bench_saml left in FOLDER: what<TAB>issued/s<TAB>verified/s.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const folder = process.argv[2];
const require = createRequire(path.join(process.argv[3] ?? process.cwd(), 'x.js'));
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const facts = JSON.parse(read('facts.json'));
const SECONDS = 2;

async function rate(work) {
  await work();
  let done = 0;
  const begun = process.cpuUsage();
  const passed = () => Object.values(process.cpuUsage(begun)).reduce((a, b) => a + b) / 1e6;
  while (passed() < SECONDS) {
    await work();
    done += 1;
  }
  return Math.round(done / passed());
}

async function nodeSaml() {
  const { SAML } = require('@node-saml/node-saml');
  const saml = new SAML({
    issuer: facts.sp_entity_id, audience: facts.sp_entity_id, callbackUrl: facts.acs_url, entryPoint: facts.sso_url,
    idpCert: read('cert.pem'), wantAssertionsSigned: false, wantAuthnResponseSigned: false,
  });
  const SAMLResponse = read('response.b64');
  const verified = await rate(() => saml.validatePostResponseAsync({ SAMLResponse }));
  console.log(`@node-saml/node-saml\t-\t${verified}`);
}

async function samlify() {
  const lib = require('samlify');
  lib.setSchemaValidator({ validate: async () => 'skipped' });
  const idp = lib.IdentityProvider({
    entityID: facts.idp_entity_id, privateKey: read('key.pem'), signingCert: read('cert.pem'), isAssertionEncrypted: false,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: facts.sso_url }],
    nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  });
  const sp = lib.ServiceProvider({
    entityID: facts.sp_entity_id, wantAssertionsSigned: true, wantMessageSigned: false,
    assertionConsumerService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: facts.acs_url }],
  });
  const theirs = lib.IdentityProvider({ metadata: read('idp.xml') });
  const issued = await rate(() => idp.createLoginResponse(sp, {}, 'post', { email: 'ada@example.test' }));
  const SAMLResponse = read('response.b64');
  const verified = await rate(() => sp.parseLoginResponse(theirs, 'post', { body: { SAMLResponse } }));
  console.log(`samlify\t${issued}\t${verified}`);
}

let failed = 0;
for (const peer of [samlify, nodeSaml]) {
  try {
    await peer();
  } catch (why) {
    failed = 1;
    console.error(`${peer.name}: ${why?.message ?? why}`);
  }
}
process.exit(failed);
