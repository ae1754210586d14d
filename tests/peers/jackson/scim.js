"use strict";
// @boxyhq/saml-jackson's directory sync: a SCIM endpoint per directory. The library takes a request apart from HTTP; the
// route around it does what Polis, its own service, does: JSON both ways, the bearer token, count, startIndex and filter.
const fs = require("fs");
const http = require("http");

console.log = console.info = console.error;         // standard output is for the line that says it is ready
const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const number = (text) => (text ? parseInt(text, 10) : undefined);

async function read_text(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function refusal(status, scimType, detail) {
  return { status, data: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status), scimType, detail } };
}

async function answer(jackson, incoming) {
  const url = new URL(incoming.url, settings.base_url);
  const [, , directoryId, path, resourceId] = url.pathname.split("/").map(decodeURIComponent);
  const query = url.searchParams;
  const text = await read_text(incoming);
  let body;
  try {
    body = text ? JSON.parse(text) : undefined;
  } catch (error) {
    return refusal(400, "invalidSyntax", error.message);       // the framework's matter: the library sees none of it
  }
  return jackson.directorySyncController.requests.handle({
    method: incoming.method, body, directoryId, resourceId, resourceType: path || "",
    apiSecret: (incoming.headers.authorization || "").split(" ")[1] || null,
    query: { count: number(query.get("count")), startIndex: number(query.get("startIndex")), filter: query.get("filter") || undefined },
  });
}

async function main() {
  const jackson = await require("@boxyhq/saml-jackson").controllers({
    externalUrl: settings.base_url, samlAudience: settings.base_url, samlPath: "/acs", oidcPath: "/oidc", scimPath: "/scim",
    db: { engine: "mem" }, noAnalytics: true, logger: { info() {}, warn() {}, error() {} },
  });
  const made = await jackson.directorySyncController.directories.create({
    tenant: "example.test", product: "peers", type: settings.type, name: "peers",
  });
  if (made.error) throw new Error(made.error.message);
  const server = http.createServer(async (incoming, outgoing) => {
    // What the library throws is a 500 in the framework, with an answer of the framework's own.
    const { status, data } = await answer(jackson, incoming).catch((error) => ({ status: 500, data: { error: error.message } }));
    const text = data === undefined || data === null ? "" : JSON.stringify(data);
    outgoing.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(text);
  });
  const ready = { scim: `${settings.base_url}/scim/${made.data.id}`, token: made.data.scim.secret };
  server.listen(settings.port, "127.0.0.1", () => process.stdout.write(JSON.stringify(ready) + "\n"));
  process.stdin.on("end", () => process.exit(0)).resume();
}

main().catch((error) => { console.error(error); process.exit(1); });
