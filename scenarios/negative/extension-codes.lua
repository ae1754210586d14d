-- The code that hands a person over to the extension is for that extension, once.
local story = {
  id    = "negative/extension-codes",
  title = "A code for the extension is of no use to another client, or twice, or late",
  refs  = { "product-own-switches" },
  tags  = { "negative", "extension" },
  idps  = { "generic" },   -- nothing in it is of a vendor
  needs = { "product.extension", "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local web = t.idp:login(ada)
  t:given("she is signed in to the web app", t.sp:who_am_i(web) == ada.email)

  local own, thief = t:extension(), t:extension()
  t:given("the thief's client has asked for a code of its own", thief:obtain(t.idp:login(ada)) ~= nil, thief.reason)
  local code = own:obtain(web)
  t:given("the extension has a code", code ~= nil, own.reason)
  t:expect("another client gets nothing for it", not thief:redeem(code) and thief:who() == nil)
  t:expect("and it is spent", not own:redeem(code), own.reason)

  code = own:obtain(web)
  t:given("a code becomes a session", own:redeem(code) and own:who() == ada.email, own.reason)
  t:expect("once", not own:redeem(code))

  code = own:obtain(web)
  t.clock:advance { minutes = 5 }
  t:expect("and not late", not own:redeem(code))
end
return story
