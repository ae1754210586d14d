// Other people's SCIM servers, in memory: scim_server.mjs scimmy|scimmy-map|jackson FOLDER. Prints {"scim","token"} when it listens.
//   scimmy      scimmy and scimmy-routers over an array, filters by scimmy's own Filter.match
//   scimmy-map  the same with Maps by id and by user name, and "userName eq" looked up there
//   jackson     the directory sync of @boxyhq/saml-jackson, its "mem" database
import http from 'node:http';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const [kind, folder] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), 'x.js'));

function listen(server, base, token) {
  server.listen(0, '127.0.0.1', () => {
    console.log(JSON.stringify({ scim: `http://127.0.0.1:${server.address().port}${base}`, token }));
  });
}

function scimmy(indexed) {
  const SCIMMY = require('scimmy');
  const Routers = require('scimmy-routers');
  const express = require('express');
  const token = 'a token of the bench';
  const users = [];
  const byId = new Map();
  const byName = new Map();
  const find = indexed ? (id) => byId.get(id) : (id) => users.find((user) => user.id === id);
  const named = indexed
    ? (name) => byName.get(name.toLowerCase())
    : (name) => users.find((user) => user.userName.toLowerCase() === name.toLowerCase());

  function store(resource, data) {
    const same = named(data.userName);
    if (same && same.id !== resource.id) throw new SCIMMY.Types.Error(409, 'uniqueness', 'the userName is taken');
    const kept = JSON.parse(JSON.stringify(data));
    const now = new Date().toISOString();
    if (!resource.id) {
      const user = { ...kept, id: randomUUID(), meta: { created: now, lastModified: now } };
      users.push(user);
      byId.set(user.id, user);
      byName.set(user.userName.toLowerCase(), user);
      return user;
    }
    const user = find(resource.id);
    if (!user) throw new SCIMMY.Types.Error(404, null, 'not found');
    byName.delete(user.userName.toLowerCase());
    Object.assign(user, kept, { id: user.id, meta: { created: user.meta.created, lastModified: now } });
    byName.set(user.userName.toLowerCase(), user);
    return user;
  }

  function read(resource) {
    if (resource.id) {
      const user = find(resource.id);
      if (!user) throw new SCIMMY.Types.Error(404, null, 'not found');
      return user;
    }
    if (!resource.filter) return users;
    const asked = /^userName eq "([^"\\]*)"$/i.exec(resource.filter.expression);
    if (!indexed || !asked) return resource.filter.match(users);
    const user = named(asked[1]);
    return user ? [user] : [];
  }

  function remove(resource) {
    const user = find(resource.id);
    if (!user) throw new SCIMMY.Types.Error(404, null, 'not found');
    users.splice(users.indexOf(user), 1);
    byId.delete(user.id);
    byName.delete(user.userName.toLowerCase());
  }

  SCIMMY.Resources.declare(SCIMMY.Resources.User).ingress(store).egress(read).degress(remove);
  const app = express();
  const handler = (request) => {
    if (request.header('Authorization') !== `Bearer ${token}`) throw new Error('no token');
    return 'bench';
  };
  app.use('/scim', new (Routers.default ?? Routers)({ type: 'bearer', handler }));
  listen(http.createServer(app), '/scim', token);
}

async function jackson() {
  const controllers = await require('@boxyhq/saml-jackson').controllers({
    externalUrl: 'http://127.0.0.1', scimPath: '/scim', db: { engine: 'mem' }, noAnalytics: true, samlAudience: 'bench', samlPath: '/acs',
    oidcPath: '/oidc', clientSecretVerifier: 'of the bench',
  });
  const { directories, requests } = controllers.directorySyncController;
  const { data: directory } = await directories.create({ tenant: 'bench', product: 'bench', name: 'bench', type: 'generic-scim-v2' });
  const server = http.createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part) => { text += part; });
    request.on('end', async () => {
      const url = new URL(request.url, 'http://127.0.0.1');
      const [, , resourceType, resourceId] = url.pathname.split('/');
      const filter = url.searchParams.get('filter') ?? undefined;
      const answer = await requests.handle({
        method: request.method, body: text ? JSON.parse(text) : undefined, directoryId: directory.id, resourceType, resourceId,
        apiSecret: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
        query: { count: Number(url.searchParams.get('count')) || undefined, startIndex: Number(url.searchParams.get('startIndex')) || undefined, filter },
      });
      response.writeHead(answer.status, { 'Content-Type': 'application/scim+json' });
      response.end(JSON.stringify(answer.data));
    });
  });
  listen(server, '/scim', directory.scim.secret);
}

if (kind === 'jackson') await jackson();
else scimmy(kind === 'scimmy-map');
