"use strict";
// What the adapters for Node share: settings, an HTTP server with sessions, the line that says it is ready.
const crypto = require("crypto");
const fs = require("fs");
const http = require("http");

console.log = console.info = console.error;         // standard output is for the line that says it is ready

const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
settings.file = (name) => fs.readFileSync(settings[name], "utf8");

const redirect = (location) => ({ status: 303, location });
const page = (body) => ({ body, type: "text/html; charset=utf-8" });
const xml = (body) => ({ body, type: "application/samlmetadata+xml" });
const json = (value, status = 200) => ({ status, body: JSON.stringify(value), type: "application/json" });

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** A page whose form posts the fields; a browser without scripts shows a button. */
function post_form(action, fields) {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`);
  return page(`<form method="post" action="${escape(action)}">${inputs.join("")}<button>Go on</button></form>`);
}

async function read_request(incoming) {
  const url = new URL(incoming.url, settings.base_url);
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const cookie = /peer_session=([0-9a-f]+)/.exec(incoming.headers.cookie || "");
  return {
    method: incoming.method, url, path: url.pathname, query: Object.fromEntries(url.searchParams), headers: incoming.headers,
    form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    session: cookie ? cookie[1] : crypto.randomBytes(16).toString("hex"),
  };
}

/** The libraries tell by exceptions that they take no message. */
async function answer_of(route, request) {
  try {
    return await route(request);
  } catch (refusal) {
    console.error(refusal);
    return { status: 403, ...page(`refused: ${escape(String(refusal && refusal.message ? refusal.message : refusal))}`) };
  }
}

/** Serves `routes` (path -> function of a request that gives an answer) until standard input ends. */
function serve(routes, ready) {
  const server = http.createServer(async (incoming, outgoing) => {
    const request = await read_request(incoming);
    const route = routes[request.path];
    const answer = route ? await answer_of(route, request) : { status: 404, ...page("no such page") };
    const headers = { "Content-Type": answer.type || "text/plain", "Set-Cookie": `peer_session=${request.session}; HttpOnly; Path=/` };
    if (answer.location) headers.Location = answer.location;
    outgoing.writeHead(answer.status || 200, headers).end(answer.body || "");
  });
  server.listen(settings.port, "127.0.0.1", () => {
    const urls = Object.entries(ready).map(([name, path]) => [name, settings.base_url + path]);
    process.stdout.write(JSON.stringify(Object.fromEntries(urls)) + "\n");
  });
  process.stdin.on("end", () => process.exit(0)).resume();
}

module.exports = { settings, serve, redirect, page, xml, json, post_form };
