-- The page that the Login URL names knows nobody yet: it goes on by mail domain, or by the account.
local story = {
  id    = "guide/start-page", claim = "onelogin-login-url",
  title = "The Login URL's page takes people to their organisation by their address, and strangers nowhere",
  tags  = { "guide" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.set_domains", "sp.tenants" },
  idps  = { "setting:connector" },
}
function story.run(t)
  local other = t:second_organisation()
  t:given("both apps are set up by the guide", not t.idp:follow_guide({}).refused and not other.idp:follow_guide({}).refused)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local bob = other.idp:person { given = "Bob", family = "Stone", email = "bob@second-works.test" }

  local tile = t.idp:open_tile(ada)
  t:expect("nobody knows Ada, and no IdP speaks for her domain: she gets no further", not tile.accepted and tile.refused_by == "sp", tile.outcome)
  t:check("sp.login.person", t.idp:login(ada))
  tile = t.idp:open_tile(ada)
  t:expect("now her account says where she belongs", tile.accepted and tile.request ~= nil, tile.reason)

  t:given("the other IdP gets a mail domain",
    other.sp:act("set_domains", { idp = other.idp.connection, domains = '["second-works.test"]' }).ok)
  tile = other.idp:open_tile(bob)
  t:expect("whoever has an address in it is taken there at the first login", tile.accepted and tile.request ~= nil, tile.reason)
  t:check("sp.login.person", tile)
  t:expect("and is nobody in the first organisation", #t.sp:accounts(bob.email) == 0)
end
return story
