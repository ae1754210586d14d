"use strict";
// scimmy and its Express routers: a SCIM 2.0 server. What the library leaves to its user is done here, in memory and as
// RFC 7643 and RFC 7644 want it: ids, times, unique names, who is in which group. The rest is the library's.
const express = require("express");
const SCIMMY = require("scimmy");
const { SCIMMYRouters } = require("scimmy-routers");
const crypto = require("crypto");
const fs = require("fs");

const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { User, Group } = SCIMMY.Resources;
const kept = { User: new Map(), Group: new Map() };
let last = 0;
const later = () => new Date(last = Math.max(Date.now(), last + 1));     // no two writes are of the same time
const fold = (name) => name.normalize("NFKC").toLowerCase();

/** Only people and groups that there are can be members. */
function with_known_members(group) {
  const stranger = (group.members || []).find((one) => !kept.User.has(one.value) && !kept.Group.has(one.value));
  if (stranger) throw new SCIMMY.Types.Error(400, "invalidValue", `no resource has the id ${stranger.value}`);
  return group;
}
function with_groups(user) {
  const groups = [...kept.Group.values()].filter((group) => (group.members || []).some((one) => one.value === user.id))
    .map((group) => ({ value: group.id, display: group.displayName, type: "direct" }));
  return { ...user, groups: groups.length ? groups : undefined };
}
function leave_groups(id) {
  for (const group of kept.Group.values())
    if (group.members) group.members = group.members.filter((one) => one.value !== id);
}

/** The three handlers of a resource type; `key` is what has to be unique. */
function serve(type, key, written, shown) {
  const all = kept[type.name];
  const known = (id) => {
    if (!all.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return all.get(id);
  };
  const taken = (name, id) => [...all.values()].some((one) => one.id !== id && fold(one[key]) === fold(name));
  const content = ({ meta, ...rest }) => JSON.stringify(rest);
  SCIMMY.Resources.declare(type)
    .ingress((resource, data) => {
      const before = resource.id ? known(resource.id) : { id: crypto.randomUUID(), meta: { created: later() } };
      if (taken(data[key], before.id)) throw new SCIMMY.Types.Error(409, "uniqueness", `${key} is taken`);
      const now = written({ ...JSON.parse(JSON.stringify(data)), id: before.id, meta: before.meta });
      if (content(now) === content(before)) return shown(before);
      now.meta = { ...before.meta, lastModified: later() };
      all.set(now.id, now);
      return shown(now);
    })
    .egress((resource) => {
      if (resource.id) return shown(known(resource.id));
      const found = [...all.values()].map(shown);
      return resource.filter ? resource.filter.match(found) : found;
    })
    .degress((resource) => {
      known(resource.id);
      all.delete(resource.id);
      leave_groups(resource.id);
    });
}

serve(User, "userName", ({ groups, ...user }) => user, with_groups);
serve(Group, "displayName", with_known_members, (group) => group);
User.extend(SCIMMY.Schemas.EnterpriseUser, false);

const app = express();
app.use("/scim/v2", new SCIMMYRouters({
  type: "bearer",
  baseUri: () => settings.base_url,
  handler: (request) => {
    if (request.header("Authorization") !== `Bearer ${settings.token}`) throw new Error("no such token");
  },
}));
const ready = { scim: settings.base_url + "/scim/v2", token: settings.token };
app.listen(settings.port, "127.0.0.1", () => process.stdout.write(JSON.stringify(ready) + "\n"));
process.stdin.on("end", () => process.exit(0)).resume();
