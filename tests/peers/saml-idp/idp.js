"use strict";
// npm's saml-idp: a form with the person's data instead of a password.
const fs = require("fs");
const http = require("http");
const path = require("path");

// Standard output is for the line that says it is ready; this package logs there by several ways.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const person = settings.person;
const own = { userName: person.username, nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
              firstName: person.firstName, lastName: person.lastName, email: person.username };
const config = path.join(settings.folder, "saml-idp-config.js");
fs.writeFileSync(config, `module.exports = { ...require(${JSON.stringify(require.resolve("saml-idp/config.js"))}), user: ${JSON.stringify(own)} };`);

require("saml-idp").runServer({
  host: "127.0.0.1", port: settings.port, configFile: config, cert: settings.certificate, key: settings.key,
  acsUrl: settings.acs, audience: settings.sp_entity_id, issuer: settings.base_url + "/metadata",
});

function tell_when_ready() {
  const again = () => setTimeout(tell_when_ready, 50);
  http.get(settings.base_url + "/metadata", (answer) => {
    answer.resume();
    if (answer.statusCode !== 200) return again();
    say(JSON.stringify({ metadata: settings.base_url + "/metadata" }) + "\n");
  }).on("error", again);
}

process.stdin.on("end", () => process.exit(0)).resume();
tell_when_ready();
