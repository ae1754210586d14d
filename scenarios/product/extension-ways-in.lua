-- Each way ends in an extension session of the same account. The way through Salesforce is scenarios/salesforce/extension-way-in.lua.
local story = {
  id    = "product/extension-ways-in", claim = "ext-ways-in",
  title = "The extension is signed in from the IdP's tile, from the web app's session, and by a login that begins in it",
  tags  = { "product", "extension" },
  needs = { "product.extension", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local function signed_in(way, extension, done)
    t:expect(way .. ": the extension is signed in", done, extension.reason)
    t:expect(way .. ": for her account", extension:who() == ada.email, extension:who())
  end
  local tile = t.idp:open_tile(ada)
  t:given("her tile lets her in", tile.accepted, tile.reason)
  local first = t:extension()
  signed_in("the IdP's tile", first, first:connect(tile))

  local web = t.idp:login(ada)
  t:given("the web app's login lets her in", web.accepted, web.reason)
  local second = t:extension()
  signed_in("the web app's session", second, second:connect(web))

  local third = t:extension()
  signed_in("a login that begins in the extension", third, third:sign_in(ada))

  t:expect("it is one account", #t.sp:accounts(ada.email) == 1, #t.sp:accounts(ada.email))
  third:sign_out()
  t:expect("who signs out there is out there alone", third:who() == nil and first:who() == ada.email)
end
return story
