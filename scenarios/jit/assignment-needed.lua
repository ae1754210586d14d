-- Without the tile there is no way in, and no trace in the product.
local story = {
  id    = "jit/assignment-needed", claim = "jit-assignment-needed",
  title = "A person whom the IdP's admin has not assigned gets no access",
  tags  = { "jit" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local eve = t.idp:person { given = "Eve", family = "Moneypenny", assigned = false }
  t:check("sp.login.accepted", t.idp:login(ada))   -- so that a refusal of Eve means something
  local refused = t.idp:login(eve)
  t:expect("the IdP refuses as this vendor does", refused.refused_by == "idp", refused.reason)
  t:expect("nobody is logged in", not refused.accepted, refused.outcome)
  t:expect("no account appears", #t.sp:accounts(eve.email) == 0, #t.sp:accounts(eve.email))
end
return story
