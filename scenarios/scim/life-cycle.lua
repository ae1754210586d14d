-- Joiner, mover, leaver, re-hire: in the vendor's own requests.
local story = {
  id    = "scim/life-cycle", claim = "compat-scim",
  title = "A person is provisioned, changed, deactivated and reactivated",
  tags  = { "scim" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local grace = t.idp:person { given = "Grace", family = "Murray" }
  local tested = t.scim:test()
  t:given("the vendor\'s console says the connection works", tested.ok, tested.explanation)
  t:given("somebody else is there already", t.scim:provision(grace).ok)

  local created = t.scim:provision(ada)
  t:expect("the vendor's console shows the person as provisioned", created.ok, created.explanation)
  t:check("scim.create.status", created)
  t:check("scim.create.id", created)
  t:check("scim.create.location", created)
  t:check("scim.create.echo", created)
  t:check("scim.list.shape", created)
  t:check("scim.filter.honoured", created)
  t:check("scim.password.hidden", created)

  local changed = t.scim:update(ada, { family_name = "Lovelace" })
  t:expect("the vendor's console shows the change as sent", changed.ok, changed.explanation)
  t:check("scim.change.answer", changed)
  t:check("scim.update.effect", changed)

  local left = t.scim:deactivate(ada)
  t:expect("the vendor's console shows the person as deactivated", left.ok, left.explanation)
  t:check("scim.change.answer", left)
  t:check("scim.active.effect", left)

  local back = t.scim:reactivate(ada)
  t:expect("the vendor's console shows the person as active again", back.ok, back.explanation)
  t:check("scim.active.effect", back)
  t:check("scim.step.succeeds", back)
  t:check("scim.content_type", back)
end
return story
