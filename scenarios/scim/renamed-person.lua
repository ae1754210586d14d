-- People marry and move: userName and e-mail change, the account stays.
local story = {
  id    = "scim/renamed-person", claim = "compat-scim",
  title = "A new userName and a new e-mail address reach the account that was there",
  tags  = { "scim", "life-cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("Ada is provisioned", t.scim:provision(ada).ok)
  local id = t.scim:linked(ada)
  local address = "ada.lovelace." .. t.unique .. "@" .. t.email_domain
  local renamed = t.scim:update(ada, { user_name = address, email = "mrs." .. address, family_name = "Lovelace" })
  t:expect("the vendor's console shows the change as sent", renamed.ok, renamed.explanation)
  t:check("scim.update.effect", renamed)
  local now = t.scim:linked(ada)
  if now == id then   -- some vendors cannot rename, and make another account
    t:expect("the account is known by the new name", renamed.read_back and renamed.read_back.userName == address,
             renamed.read_back and renamed.read_back.userName)
  end
  t:check("scim.lookup.somebody", t.scim:find(ada))
end
return story
