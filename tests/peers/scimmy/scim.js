"use strict";
// scimmy and its Express routers: a SCIM 2.0 server whose people and groups are kept in memory, as its manual has it.
const express = require("express");
const SCIMMY = require("scimmy");
const { SCIMMYRouters } = require("scimmy-routers");
const crypto = require("crypto");
const fs = require("fs");

const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));

/** The three handlers of a resource type over a Map; `key` is what has to be unique. */
function keep(type, key) {
  const kept = new Map();
  const known = (id) => {
    if (!kept.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return kept.get(id);
  };
  const taken = (data, id) => [...kept.values()].some((one) => one.id !== id && one[key].toLowerCase() === data[key].toLowerCase());
  SCIMMY.Resources.declare(type)
    .ingress((resource, data) => {
      const before = resource.id ? known(resource.id) : { id: crypto.randomUUID(), meta: { created: new Date() } };
      if (taken(data, before.id)) throw new SCIMMY.Types.Error(409, "uniqueness", `${key} is taken`);
      const now = { ...JSON.parse(JSON.stringify(data)), id: before.id, meta: { ...before.meta, lastModified: new Date() } };
      kept.set(now.id, now);
      return now;
    })
    .egress((resource) => {
      if (resource.id) return known(resource.id);
      const all = [...kept.values()];
      return resource.filter ? resource.filter.match(all) : all;
    })
    .degress((resource) => { known(resource.id); kept.delete(resource.id); });
}

keep(SCIMMY.Resources.User, "userName");
keep(SCIMMY.Resources.Group, "displayName");
SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);

const app = express();
app.use("/scim/v2", new SCIMMYRouters({
  type: "bearer",
  handler: (request) => {
    if (request.header("Authorization") !== `Bearer ${settings.token}`) throw new Error("no such token");
    return "";
  },
}));
app.listen(settings.port, "127.0.0.1", () => process.stdout.write(JSON.stringify({ scim: settings.base_url + "/scim/v2", token: settings.token }) + "\n"));
process.stdin.on("end", () => process.exit(0)).resume();
