-- What an admin names as the source of metadata, and what comes from there.
local ways = {}
local inside = {
  ["md-url-loopback"] = "http://127.0.0.1:8080", ["md-url-loopback-https"] = "https://127.0.0.2",
  ["md-url-loopback-name"] = "https://localhost", ["md-url-link-local"] = "http://169.254.169.254",
  ["md-url-private"] = "https://10.0.0.7", ["md-url-loopback-v6"] = "https://[::1]", ["md-url-mapped-v6"] = "https://[::ffff:10.0.0.7]",
}
local function refused(t, answer, sentence)
  t:expect(sentence, answer.status >= 400 and answer.status < 600 and answer.status ~= 500, answer.status)
end
for name, origin in pairs(inside) do
  ways[name] = function(t)
    local trap = t.idp.published:trap(origin)
    refused(t, t.sp:act("add_idp_by_url", { url = origin .. "/latest/meta-data" }), "the URL is refused")
    t:expect("nothing is fetched from there", trap.visits == 0, trap.visits)
  end
end
ways["md-url-file"] = function(t)
  refused(t, t.sp:act("add_idp_by_url", { url = "file:///etc/hostname" }), "the URL is refused")
end
ways["md-url-redirect"] = function(t)
  local trap = t.idp.published:trap("http://169.254.169.254")
  t.idp.published:become { location = "http://169.254.169.254/latest/meta-data" }
  refused(t, t.sp:act("add_idp_by_url", { url = t.idp.published.url }), "a redirect there is refused")
  t:expect("nothing is fetched from there", trap.visits == 0, trap.visits)
end
local function connected(t)
  local added = t.sp:act("add_idp_by_url", { url = t.idp.published.url })
  t:given("the metadata is fetched", added.ok, added.answer)
  return added.saved.idp
end
ways["md-swap-entityid"] = function(t, ada)
  local idp = connected(t)
  local other = t:second_idp { connected = false }
  t.idp.published:become { document = other:metadata() }
  refused(t, t.sp:act("refresh_idp", { idp = idp }), "another entity's metadata is refused")
  t:check("sp.login.refused", other:open_tile(other:person { given = "Mal", family = "Stone" }))
  t:check("sp.login.accepted", t.idp:login(ada))
end
ways["md-second-key-same-entityid"] = function(t, ada)
  connected(t)
  local double = t:second_idp { connected = false, same_entity_id = true }
  refused(t, t.sp:act("add_idp", { metadata = double:metadata() }), "one entityID is connected once")
  t:check("sp.login.refused", double:open_tile(double:person { given = "Mal", family = "Stone" }))
  t:check("sp.login.accepted", t.idp:login(ada))
end
ways["md-huge-feed"] = function(t, ada)
  local idp = connected(t)
  t.idp.published:become { document = t.idp:metadata() .. ("<!-- -->"):rep(200000) }
  refused(t, t.sp:act("refresh_idp", { idp = idp }), "what is too large is refused")
  t:check("sp.login.accepted", t.idp:login(ada))
end
--- Whatever the document says of its cache: not at every login, and not never.
local function cached_for(duration)
  return function(t, ada)
    local source = t.idp.published
    local bare = t.idp:metadata():gsub(' cacheDuration="[^"]*"', ""):gsub(' validUntil="[^"]*"', "")
    source:become { document = (bare:gsub("EntityDescriptor ", 'EntityDescriptor cacheDuration="' .. duration .. '" ', 1)) }
    connected(t)
    local before = source.fetched
    for _ = 1, 4 do
      t.clock:advance { seconds = 5 }
      t:check("sp.login.accepted", t.idp:login(ada))
    end
    t:expect("it is not fetched for each login", source.fetched <= before + 1, source.fetched - before)
    before = source.fetched
    t.clock:advance { days = 8 }
    t:check("sp.login.accepted", t.idp:login(ada))
    t:expect("it is fetched anew within a week", source.fetched > before)
  end
end
ways["md-cacheduration-zero"] = cached_for("PT0S")
ways["md-cacheduration-century"] = cached_for("P100Y")
ways["md-cacheduration-negative"] = cached_for("-P1D")

local parameters = { "md-url-file", "md-url-redirect", "md-swap-entityid", "md-second-key-same-entityid", "md-huge-feed",
                     "md-cacheduration-zero", "md-cacheduration-century", "md-cacheduration-negative" }
for name in pairs(inside) do parameters[#parameters + 1] = name end
table.sort(parameters)
local story = {
  id    = "negative/metadata-source",
  title = "Metadata is fetched from where it may be, as often as it should be, and is the connected entity's or refused",
  refs  = { "product-metadata-source", "product-metadata-scope", "product-metadata-refresh", "product-resource-limits" },
  tags  = { "negative", "metadata" },
  idps  = { "entra", "generic", "google" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.can.add_idp", "sp.can.add_idp_by_url", "sp.can.refresh_idp",
            "sp.can.remove_idp" },
  parameters = parameters,
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  t:given("nothing is connected", t.sp:act("remove_idp", { idp = t.idp.connection }).ok)
  ways[t.parameter](t, ada)
end
return story
