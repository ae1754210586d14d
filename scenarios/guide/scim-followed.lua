-- The provisioning part of the guide, taken by its word, too.
local story = {
  id    = "guide/scim-followed", claim = "compat-scim",
  title = "Who sets provisioning up by the guide gets people provisioned, and nobody without any one of its required fields",
  tags  = { "guide", "scim" },
  needs = { "scim", "sp.accounts" },
  idps  = { "part:scim-guide" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  for _, label in ipairs(t.idp.guide.scim_fields) do
    local done = t.scim:follow_guide { leave_out = { label } }
    if not done.refused then t.scim:provision(ada) end
    t:expect("without " .. label .. " nobody is provisioned", #t.sp:accounts(ada.email) == 0)
  end
  t:expect("the guide names what the console needs", #t.idp.guide.scim_fields > 0)
  t:given("the console takes the whole of it", not t.scim:follow_guide({}).refused)
  local step = t.scim:provision(ada)
  t:expect("the account is provisioned", step.ok and #t.sp:accounts(ada.email) == 1, step.explanation)
end
return story
