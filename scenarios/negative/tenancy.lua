-- Several organisations use the product, each with an identity provider of its own; an admin of one of them may be anybody.
local ways = {}
local function new(idp, given, email)
  return idp:person { given = given, family = "Stone", email = email }
end
--- Somebody with an account, and a session, in the second organisation.
local function neighbour(t, given, options)
  local b = t:second_organisation(options)
  local vic = new(b.idp, given or "Vic")
  local login = b.idp:login(vic)
  t:check("sp.login.person", login)
  t:check("sp.login.tenant", login)
  return b, vic, login
end
local function untouched(t, b, email)
  local account = b.sp:account(email)
  t:expect("the account of the other organisation is as it was",
    account and account.active and account.role == t.names.default_role, account and account.role)
end

-- The address of somebody in another organisation is an address like any other here.
ways["ten-cross-domain-email"] = function(t)
  local b, vic, session = neighbour(t)
  local namesake = new(t.idp, "Vic", vic.email)
  t:check("sp.login.tenant", t.idp:open_tile(namesake))
  t:check("sp.login.tenant", t.idp:login(namesake))
  untouched(t, b, vic.email)
  t:expect("the session there is still Vic's", b.sp:who_am_i(session) == vic.email, b.sp:who_am_i(session))
end
ways["ten-unclaimed-domain"] = function(t)
  local other = t:second_idp()
  local ceo = new(other, "Cleo", "cleo@mail.test")
  t:control("an account of an address that is no domain's", other:login(ceo))
  t:given("the first IdP speaks for one domain", t.sp:act("set_domains", { domains = '["' .. t.email_domain .. '"]' }).ok)
  t:check("sp.login.refused", t.idp:open_tile(new(t.idp, "Cleo", ceo.email)))
  t:check("sp.login.person", other:login(ceo))
end
ways["ten-idp-b-response-at-a-acs"] = function(t)
  local b, vic = neighbour(t)
  t:check("sp.login.refused", t.sp:deliver(b.idp:login(vic, { deliver = false })))   -- as it was made
  b.idp:point_at(t.sp)
  t:check("sp.login.refused", b.idp:open_tile(vic))                                -- made for the other organisation
  t:expect("no account appears", #t.sp:accounts(vic.email) == 0)
end
ways["ten-relaystate-tenant"] = function(t)
  local b, vic = neighbour(t)
  local login = t.idp:open_tile(new(t.idp, "Vic", vic.email), { deliver = false })
  login = t.sp:deliver(login, { relay_state = b.sp.entity_id })
  t:check("sp.login.tenant", login)
  t:check("sp.login.person", login)
end
ways["ten-attribute-tenant"] = function(t)
  local b, vic = neighbour(t)
  for _, name in ipairs { "tenant", "tenant_id", "organisation", "org" } do t.idp:send_attribute(name, { b.sp.organisation }) end
  local login = t.idp:open_tile(new(t.idp, "Vic", vic.email))
  t:check("sp.login.tenant", login)
  t:check("sp.login.person", login)
end
-- One entityID, two keys: an admin who uploads metadata in another organisation's name, or a vendor with one name for all.
ways["ten-shared-entityid"] = function(t)
  local ada = new(t.idp, "Ada")
  t:check("sp.login.person", t.idp:login(ada))
  local b, vic = neighbour(t, "Vic", { same_entity_id = true })
  t:check("sp.login.person", t.idp:login(ada))   -- by the key of the organisation's own IdP
  b.idp:point_at(t.sp)
  t:check("sp.login.refused", b.idp:open_tile(new(b.idp, "Ada", ada.email)))
  t.idp:point_at(b.sp)
  t:check("sp.login.refused", t.idp:open_tile(new(t.idp, "Vic", vic.email)))
end
-- One entityID, one key: who the message is for is all that tells the organisations apart.
ways["ten-shared-idp-same-key"] = function(t)
  local ada = new(t.idp, "Ada")
  t:check("sp.login.person", t.idp:login(ada))
  local b, vic = neighbour(t, "Vic", { same_entity_id = true, same_key = true })
  local login = t.idp:login(ada)
  t:check("sp.login.tenant", login)
  t:check("sp.login.person", login)
  t:check("sp.login.refused", b.sp:deliver(t.idp:open_tile(ada, { deliver = false })))
  t:check("sp.login.refused", t.sp:deliver(b.idp:open_tile(vic, { deliver = false })))
end
ways["ten-idp-config-change"] = function(t)
  local ada = new(t.idp, "Ada")
  local session = t.idp:login(ada)
  t:check("sp.login.accepted", session)
  local b, vic = neighbour(t, "Vic", { same_entity_id = true })
  b.idp.certificates:activate(b.idp.certificates:add())
  t:given("the other organisation's admin replaces the certificate", b.sp:act("connect_idp", { metadata = b.idp:metadata() }).ok)
  t:check("sp.login.person", b.idp:login(vic))
  t:check("sp.login.person", t.idp:login(ada))
  t:expect("sessions outside of that organisation stay", t.sp:who_am_i(session) == ada.email, t.sp:who_am_i(session))
  b.idp:point_at(t.sp)
  t:check("sp.login.refused", b.idp:open_tile(new(b.idp, "Ada", ada.email)))
end
-- An admin here, a guest there, by the same address.
ways["ten-guest-user"] = function(t)
  local ada = new(t.idp, "Ada")
  t:check("sp.login.accepted", t.idp:login(ada))
  t.sp:change_account(ada.email, { role = t.names.admin_role })
  local b = t:second_organisation()
  local guest = b.idp:login(new(b.idp, "Ada", ada.email))
  t:check("sp.login.person", guest)
  t:check("sp.login.tenant", guest)
  untouched(t, b, ada.email)
  t:check("sp.login.tenant", t.idp:login(ada))
end
ways["ten-superadmin"] = function(t)
  local root = new(t.idp, "Root", "root@" .. t.names.operator_domain)
  t:check("sp.login.refused", t.idp:open_tile(root))
  t:expect("no account appears", #t.sp:accounts(root.email) == 0)
end
-- A Response that claims to answer what another organisation asked.
ways["irt-other-tenant-request"] = function(t)
  local b, vic = neighbour(t)
  local asked = b.idp:login(vic, { deliver = false })
  local claims = t.idp:open_tile(new(t.idp, "Ada"), { answers = asked, deliver = false })
  t:check("sp.login.refused", t.sp:deliver(claims, { browser = asked }))
end
-- ... or what another identity provider of the organisation was asked.
ways["iss-expected-idp"] = function(t)
  local other = t:second_idp()
  local asked = t.idp:login(new(t.idp, "Ada"), { deliver = false })
  local claims = other:open_tile(new(other, "Mal"), { answers = asked, deliver = false })
  t:check("sp.login.refused", t.sp:deliver(claims, { browser = asked }))
  t:check("sp.login.accepted", t.sp:deliver(asked))   -- and that spends nothing
end
ways["combo-two-idps-one-request"] = function(t)
  local other = t:second_idp()
  local asked = t.idp:login(new(t.idp, "Ada"), { deliver = false })
  local first = t.sp:deliver(asked)
  t:check("sp.login.accepted", first)
  local second = other:open_tile(new(other, "Mal"), { answers = asked, deliver = false })
  t.sp:deliver(second, { browser = asked })
  t:expect("the browser's session is the first one's", t.sp:who_am_i(first) == "ada.stone@" .. t.email_domain, t.sp:who_am_i(first))
  t:expect("the second one gets no account", #t.sp:accounts("mal.stone@" .. t.email_domain) == 0)
end
-- The key of one trusted identity provider under the name of another.
ways["key-other-tenant-idp"] = function(t)
  local ada = new(t.idp, "Ada")
  t:check("sp.login.person", t.idp:login(ada))
  local b = neighbour(t, "Vic", { same_entity_id = true })
  b.idp:point_at(t.sp)
  t:check("sp.login.refused", b.idp:open_tile(new(b.idp, "Ada", ada.email)))
end
-- An identity provider that nobody connected here says that it is the one who is.
ways["iss-unconnected"] = function(t)
  local stranger = t:second_idp { connected = false }
  t:check("sp.login.refused", stranger:open_tile(new(stranger, "Ada")))
  local double = t:second_idp { connected = false, same_entity_id = true }
  t:check("sp.login.refused", double:open_tile(new(double, "Grace")))
  t:check("sp.login.accepted", t.idp:login(new(t.idp, "Ada")))
end
-- IDs are the issuer's own: another issuer's may be the same.
ways["rep-same-id-different-idp"] = function(t)
  local other = t:second_idp()
  local first = t.idp:open_tile(new(t.idp, "Ada"))
  t:check("sp.login.accepted", first)
  local namesake = other:open_tile(new(other, "Grace"), { named_like = first })
  t:check("sp.login.person", namesake)
  t:check("sp.login.refused", t.sp:deliver(namesake, { browser = "new" }))
end

local story = {
  id    = "negative/tenancy",
  title = "What an organisation's identity provider says holds in that organisation alone",
  refs  = { "product-tenant-isolation", "product-idp-scope", "product-metadata-scope" },
  tags  = { "negative", "tenancy" },
  idps  = { "entra", "generic", "google", "okta" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.tenants", "sp.idp_choice",
            "sp.can.add_idp", "sp.can.connect_idp", "sp.can.set_domains" },
  parameters = {
    "ten-cross-domain-email", "ten-unclaimed-domain", "ten-idp-b-response-at-a-acs", "ten-relaystate-tenant",
    "ten-attribute-tenant", "ten-shared-entityid", "ten-shared-idp-same-key", "ten-idp-config-change", "ten-guest-user",
    "ten-superadmin", "irt-other-tenant-request", "iss-expected-idp", "combo-two-idps-one-request", "key-other-tenant-idp",
    "iss-unconnected", "rep-same-id-different-idp",
  },
}
function story.run(t)
  t:control("a good login is accepted before", t.idp:login(new(t.idp, "Olive")))
  ways[t.parameter](t)
  t.idp:point_at(t.sp)
  t:check("sp.login.person", t.idp:login(new(t.idp, "Olga")))
end
return story
