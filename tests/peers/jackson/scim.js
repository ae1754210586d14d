"use strict";
// @boxyhq/saml-jackson's directory sync: a SCIM endpoint per directory. The routes are those of its own service.
const fs = require("fs");
const http = require("http");

console.log = console.info = console.error;         // standard output is for the line that says it is ready
const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const number = (text) => (text ? parseInt(text, 10) : undefined);

async function read_body(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : undefined;
}

async function answer(jackson, incoming) {
  const url = new URL(incoming.url, settings.base_url);
  const [, , directoryId, path, resourceId] = url.pathname.split("/").map(decodeURIComponent);
  const query = url.searchParams;
  return jackson.directorySyncController.requests.handle({
    method: incoming.method, body: await read_body(incoming), directoryId, resourceId, resourceType: (path || "").toLowerCase(),
    apiSecret: (incoming.headers.authorization || "").split(" ")[1] || null,
    query: { count: number(query.get("count")), startIndex: number(query.get("startIndex")), filter: query.get("filter") || undefined },
  });
}

async function main() {
  const jackson = await require("@boxyhq/saml-jackson").controllers({
    externalUrl: settings.base_url, samlAudience: settings.base_url, samlPath: "/acs", oidcPath: "/oidc", scimPath: "/scim",
    db: { engine: "mem" }, noAnalytics: true,
  });
  const made = await jackson.directorySyncController.directories.create({
    tenant: "example.test", product: "peers", type: settings.type, name: "peers",
  });
  if (made.error) throw new Error(made.error.message);
  const server = http.createServer(async (incoming, outgoing) => {
    const { status, data } = await answer(jackson, incoming).catch((error) => ({ status: 500, data: { error: String(error) } }));
    outgoing.writeHead(status, { "Content-Type": "application/json" }).end(data === undefined || data === null ? "" : JSON.stringify(data));
  });
  server.listen(settings.port, "127.0.0.1", () => process.stdout.write(JSON.stringify({
    scim: `${settings.base_url}/scim/${made.data.id}`, token: made.data.scim.secret,
  }) + "\n"));
  process.stdin.on("end", () => process.exit(0)).resume();
}

main().catch((error) => { console.error(error); process.exit(1); });
