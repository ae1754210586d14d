-- Other sites send no forms here, and a session id from before a sign-in is worth nothing.
local ways = {}
local function signed_in(page) return page.status == 200 and page:has("Signed in as") end

local function admin_of(t)
  local admin = t.product:invite { email = "ada.forms@" .. t.email_domain, role = t.names.admin_role }
  t:given("the Account Admin is signed in", signed_in(admin:accept()))
  return admin
end
local function team_is_made(t, admin, name, options)
  local answer = admin:submit(admin:open("page_teams"), "teams", { name = name }, options)
  return answer.status == 200 and admin:open("page_teams"):has(name), answer
end

ways["without-token"] = function(t, admin)
  local made, answer = team_is_made(t, admin, "Planted", { forget = "form_token" })
  t:expect("a form without the page's token is refused", not made and answer.status == 403, answer.status)
end
ways["from-a-sibling-site"] = function(t, admin)
  local made, answer = team_is_made(t, admin, "Planted", { from = "sibling" })
  t:expect("a form that another host of the site sent is refused", not made and answer.status == 403, answer.status)
end
--- Mal, who has a session of his own, plants its cookies in Vic's browser before Vic signs in.
local function planted(t, admin)
  local mal = t.product:invite { email = "mal.forms@" .. t.email_domain, role = t.names.admin_role }
  t:given("Mal is signed in", signed_in(mal:accept()))
  return mal
end
ways["fixation-by-password"] = function(t, admin)
  local mal = planted(t, admin)
  local vic = admin
  vic:take_cookies(mal)
  t:expect("Vic signs in", vic:sign_in {}:has(vic.email))
  t:expect("what Mal knew is nobody's session", not mal:open("page_home"):has(vic.email))
end
ways["fixation-by-sso"] = function(t, admin)
  local mal = planted(t, admin)
  local vic = t.idp:person { given = "Vic", family = "Stone" }
  local first = t.idp:login(vic)
  t:control("Vic signs in through SSO", first)
  local browser = t.product:of(first)
  browser:take_cookies(mal)
  local again = t.idp:open_tile(vic, { browser = first })
  t:check("sp.login.person", again)
  t:expect("what Mal knew is nobody's session", not mal:open("page_home"):has(vic.email))
end

local story = {
  id    = "negative/forms",
  title = "Forms are taken from pages of ours alone, and sign-ins get session ids of their own",
  tags  = { "negative", "product" },
  idps  = { "generic", "okta" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "product.pages", "sp.can.invite_person" },
  parameters = { "without-token", "from-a-sibling-site", "fixation-by-password", "fixation-by-sso" },
}
function story.run(t)
  local admin = admin_of(t)
  t:given("a form from the page itself is taken", (team_is_made(t, admin, "Made here")))
  ways[t.parameter](t, admin)
end
return story
