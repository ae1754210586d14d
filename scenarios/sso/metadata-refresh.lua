-- The organisation names the URL of its identity provider's metadata, and forgets about it.
local function valid_until(document, moment)
  local bare = document:gsub(' validUntil="[^"]*"', ""):gsub(' cacheDuration="[^"]*"', "")
  return (bare:gsub("EntityDescriptor ", 'EntityDescriptor validUntil="' .. moment .. '" ', 1))
end
local story = {
  id    = "sso/metadata-refresh", claim = "compat-saml",
  title = "Metadata by URL is fetched anew: a rollover is learnt, and what is over is trusted no more",
  refs  = { "saml-metadata-2.3.2-valid-until", "saml-metadata-2.4.1.1-key-use", "product-metadata-refresh" },
  tags  = { "sso", "metadata" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.can.add_idp_by_url", "sp.can.refresh_idp", "sp.can.remove_idp" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local source = t.idp.published
  t:given("the identity provider is connected by URL instead", t.sp:act("remove_idp", { idp = t.idp.connection }).ok)
  local added = t.sp:act("add_idp_by_url", { url = source.url })
  t:given("its metadata is fetched", added.ok and source.fetched == 1, added.answer)
  local idp = added.saved.idp
  t:check("sp.login.accepted", t.idp:login(ada))
  t:check("sp.login.accepted", t.idp:login(ada))
  t:expect("nothing is fetched while what is known is fresh", source.fetched == 1, source.fetched)

  local late = t.idp:login(ada, { deliver = false })
  t.idp.certificates:activate(t.idp.certificates:add())
  t.idp.certificates:remove(1)
  t:expect("the admin has it fetched", t.sp:act("refresh_idp", { idp = idp }).ok)
  t:check("sp.login.refused", t.sp:deliver(late))
  t:check("sp.login.accepted", t.idp:login(ada))

  t.idp.certificates:activate(t.idp.certificates:add())   -- and nobody tells
  t.idp.certificates:remove(1)
  t.clock:advance { days = 8 }
  t:check("sp.login.accepted", t.idp:login(ada))

  source:become { document = valid_until(t.idp:metadata(), t.clock:after { days = 12 }) }
  t:given("the document that ends is fetched", t.sp:act("refresh_idp", { idp = idp }).ok)
  source:become { status = 503 }
  t.clock:advance { days = 11 }
  t:check("sp.login.accepted", t.idp:open_tile(ada))      -- the source is down, what is known still holds
  t.clock:advance { days = 2 }
  t:check("sp.login.refused", t.idp:open_tile(ada))
  local begun = t.idp:login(ada)
  t:expect("nor does a login begin", not begun.accepted and begun.refused_by == "sp", begun.outcome)
  source:become()
  t.clock:advance { hours = 1 }
  t:check("sp.login.accepted", t.idp:open_tile(ada))
end
return story
