-- Setting an app up by the product's guide, in an organisation that forgives nothing.
local guide = {}

-- The organisation takes what the guide promises and nothing else: signed assertions, attributes by the names that it
-- wants, and logins that nobody asked for only where the tile sends them.
function guide.strict(t)
  local names = {}
  for _, wanted in ipairs(t.idp.guide.attributes) do
    if wanted.value == "email" or wanted.value == "given_name" or wanted.value == "family_name" then
      names[#names + 1] = ('"%s":["%s"]'):format(wanted.value, wanted.name)
    end
  end
  local settings = ('{"want_assertions_signed":true,"allow_unsolicited":%s,"attributes":{%s}}')
    :format(t.idp.guide.begins_at_sp and "false" or "true", table.concat(names, ","))
  t:given("the organisation forgives nothing", t.sp:act("change_settings", { settings = settings }).ok)
end

-- The app by the guide, or not quite by it; then the IdP that it belongs to speaks for the people's mail domain.
function guide.follow(t, deviation)
  local done = t.idp:follow_guide(deviation or {})
  if not done.refused then
    t:given("the IdP speaks for the people's mail domain",
      t.sp:act("set_domains", { idp = t.idp.connection, domains = '["' .. t.email_domain .. '"]' }).ok)
  end
  return done
end

-- Somebody whose username is not the mail address, so that only a mapped attribute brings that.
function guide.person(t)
  return t.idp:person { given = "Ada", family = "Byron", username = "ada.of." .. t.unique .. "@login.test" }
end

local function lacking(t, person, login)
  for _, wanted in ipairs(t.idp.guide.attributes) do
    local came = login:values(wanted.name)[1]
    if came ~= person[wanted.value] then return wanted.name .. " is " .. tostring(came) end
  end
end

-- Why logins from both sides do not work, one sentence each; {} when they do. And the logins.
function guide.problems(t, person)
  local tile = t.idp:open_tile(person)
  local out, logins = {}, { t.idp:login(person), tile }
  for i, login in ipairs(logins) do
    local how = i == 1 and "from the product" or "from the tile"
    if not login.accepted then out[#out + 1] = how .. ": " .. login.outcome .. ", " .. login.reason
    elseif t.sp:who_am_i(login) ~= person.email then out[#out + 1] = how .. ": somebody else"
    else
      local lack = lacking(t, person, login)
      if lack then out[#out + 1] = how .. ": " .. lack end
    end
  end
  if t.idp.guide.begins_at_sp and tile.accepted and not tile.request then
    out[#out + 1] = "from the tile: the product did not begin the login"
  end
  return out, logins
end

return guide
