-- The tile opens the Login URL, and the login starts there: at the right one.
local story = {
  id    = "guide/onelogin-login-url", claim = "onelogin-login-url",
  title = "The tile's login works with the product's Login URL, and with another it fails and the report explains it",
  tags  = { "guide", "advice" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.accounts", "sp.can.change_settings", "sp.can.set_domains",
    "sp.tenants" },
  idps  = { "setting:connector" },
  parameters = { "acs", "home", "misspelt", "blank" },
  uses  = "guide",
}
function story.run(t, guide)
  local ada = guide.person(t)
  guide.strict(t)
  -- Somebody else's organisation, which the start page must not take Ada to.
  local other = t:second_organisation()
  t:given("the other one has a mail domain of its own",
    other.sp:act("set_domains", { idp = other.idp.connection, domains = '["second-works.test"]' }).ok)
  t:given("the console saves the guide", not guide.follow(t).refused)
  local right = t.idp.guide:value("Login URL")
  local tile = t.idp:open_tile(ada)
  t:expect("with " .. right .. " the tile's login works", tile.accepted, tile.reason)
  t:expect("it was the product that began it", tile.request ~= nil)
  t:check("sp.login.person", tile)
  t:check("sp.login.tenant", tile)

  local origin = right:match("^https?://[^/]+")
  local wrong = ({ acs = t.idp.guide:value("ACS (Consumer) URL"), home = origin .. "/", misspelt = right .. "d", blank = "" })[t.parameter]
  local done = guide.follow(t, { instead = { ["Login URL"] = wrong } })
  t:given("the console saves another Login URL", not done.refused, done.refused)
  tile = t.idp:open_tile(ada)
  t:expect("with another the tile signs nobody in", not tile.accepted, tile.outcome)
  local told
  for _, advice in ipairs(t.idp:advice(tile)) do told = told or advice.text end
  t:expect("the report explains it", told ~= nil)
  if told then t:explain(told) end
  told = told or ""
  t:expect("it says which Login URL is right", told:find(right, 1, true) ~= nil, told)
  t:expect("and which one is there", wrong == "" or told:find(wrong, 1, true) ~= nil, told)
end
return story
