-- The extension's session is its own: it outlives those of web app and IdP, and nothing but the account's end ends it.
local story = {
  id    = "product/extension-no-reauth", claim = "ext-no-reauth",
  title = "Once signed in the extension asks nobody again, until the account is disabled",
  tags  = { "product", "extension" },
  needs = { "product.extension", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local web = t.idp:login(ada)
  t:given("she is signed in to the web app", t.sp:who_am_i(web) == ada.email)
  local extension = t:extension()
  t:given("and in the extension", extension:connect(web) or extension:sign_in(ada), extension.reason)

  for _, days in ipairs { 1, 30, 100 } do
    t.clock:advance { days = days }
    t:given("the web session is over", t.sp:who_am_i(web) == nil, t.sp:who_am_i(web))
    t:expect("after " .. days .. " more days the extension answers still", extension:who() == ada.email, extension:who())
  end

  local other = t:extension()
  t:given("a second extension is signed in", other:sign_in(ada), other.reason)
  t.sp:change_account(ada.email, { active = false })
  t:expect("the disabled account's extension is out", extension:who() == nil, extension:who())
  t.sp:change_account(ada.email, { active = true })
  t:expect("and stays out when the account is opened again", extension:who() == nil, extension:who())
  t:expect("so does one that was not used meanwhile", other:who() == nil, other:who())
  t:given("she can sign in again", extension:sign_in(ada), extension.reason)
end
return story
