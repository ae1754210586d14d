-- A login with Salesforce that has one fault, between two good ones.
local ways = {}
local elsewhere = "https://login.salesforce.lure.example/"   -- somebody who would like to be taken for Salesforce

--- A user of Salesforce with a session there, and an account that was pulled in.
local function guest(t, org, salesforce, given, more)
  local person, there = salesforce.pulled_person(t, org, given, more)
  return there, salesforce.visit(t, org, there), person
end
local function refused(t, login, sentence)
  t:expect(sentence or "the product refuses the login", not login.accepted, "logged in as " .. login.person)
end
local function back(t, there, visit, options)
  options = options or {}
  options.browser, options.deliver = visit, false
  local login = t.sp:log_in_with_salesforce(there, options)
  t:given("Salesforce sends the browser back", login.came_back, login.reason)
  return login
end

-- what the browser brings back
ways["state-wrong"] = function(t, org, there, visit) refused(t, t.sp:return_from_salesforce(back(t, there, visit), { state = "another" })) end
ways["state-missing"] = function(t, org, there, visit) refused(t, t.sp:return_from_salesforce(back(t, there, visit), { state = "" })) end
ways["state-of-another-login"] = function(t, org, there, visit)
  local first, second = back(t, there, visit), back(t, there, visit)
  refused(t, t.sp:return_from_salesforce(second, { state_of = first }))   -- its verifier is not this code's
end
-- Mallory has a victim's browser finish a login that Mallory began.
ways["other-browser"] = function(t, org, there, visit)
  refused(t, t.sp:return_from_salesforce(back(t, there, visit), { browser = "new" }), "a login that began elsewhere does not end here")
end
ways["too-late"] = function(t, org, there, visit)
  local login = back(t, there, visit)
  t.clock:advance { minutes = 12 }
  refused(t, t.sp:return_from_salesforce(login))
end
-- Salesforce would take the code again; the product does not.
ways["return-used-twice"] = function(t, org, there, visit)
  local login = back(t, there, visit)
  org.codes_last = true
  t:given("the first time is good", t.sp:return_from_salesforce(login).accepted)
  local session = t.sp:log_in_with_salesforce(there, { browser = visit })
  local again = t.sp:return_from_salesforce(login)
  t:expect("the second time is refused", again.status == 403, again.reason)
  org.codes_last = false
  t:expect("a fresh one is good", session.accepted, session.reason)
end
ways["relay-state-elsewhere"] = function(t, org, there, visit)
  local login = t.sp:log_in_with_salesforce(there, { browser = visit, relay_state = elsewhere })
  t:expect("the browser stays with the product", login.landed:find(elsewhere, 1, true) == nil, login.landed)
end

-- what Salesforce answers
local answers = {
  "token-signature-wrong", "token-signature-missing", "token-issued-at-changed", "token-without-id", "token-id-number", "token-no-json",
  "token-down", "token-huge", "identity-inactive", "identity-verified-text", "identity-without-email", "identity-two-emails",
  "identity-no-json", "identity-moved", "identity-huge",
}
for _, fault in ipairs(answers) do
  ways[fault] = function(t, org, there, visit) refused(t, t.sp:log_in_with_salesforce(there, { browser = visit, fault = fault })) end
end
ways["token-id-elsewhere"] = function(t, org, there, visit)
  refused(t, t.sp:log_in_with_salesforce(there, { browser = visit, fault = "token-id-elsewhere" }))
  t:expect("the access token goes nowhere else", t.salesforce.lured == 0, t.salesforce.lured)
end
ways["identity-other-user"] = function(t, org, there, visit, salesforce)
  local victim, vic_there = salesforce.pulled_person(t, org, "Vic")
  local login = t.sp:log_in_with_salesforce(there, { browser = visit, fault = "identity-other-user", victim = vic_there })
  refused(t, login)
  t:expect("nobody else's account is touched", #t.sp:accounts(victim.email) == 1)
end

-- whose account it is
ways["address-not-verified"] = function(t, org, there, visit)
  local vic = t.idp:person { given = "Vic", family = "Byron" }
  t:control("Vic has an account by SSO", t.idp:open_tile(vic))
  local mal = org:person({ given = "Mal", family = "Lory", email = "mal.lory@" .. t.email_domain }, { email = vic.email, verified = false, password = true })
  refused(t, t.sp:log_in_with_salesforce(mal), "an address that nobody verified opens no account")
  t:expect("Vic's account is Vic's", t.idp:open_tile(vic).accepted)
end
-- An account belongs to one user of Salesforce; another one with the same verified address does not get it.
ways["account-linked-already"] = function(t, org, there, visit)
  local double = org:person({ given = "Ada", family = "Double", email = "double@" .. t.email_domain }, { email = there.email, password = true })
  refused(t, t.sp:log_in_with_salesforce(double), "an account that is somebody's already is not linked again")
end
-- A sandbox is a copy: its users have the ids of production's, and its admin writes into it what they like.
ways["sandbox-copy"] = function(t, org, there, visit)
  local sandbox = t.salesforce:org { sandbox = "uat" }
  local copy = sandbox:person({ given = "Ada", family = "Copy" }, { like = there, verified = false, password = true })
  refused(t, t.sp:log_in_with_salesforce(copy), "the sandbox's user is not production's")
end
-- The product's app is installed in somebody else's org, whose admin has given a user the address of one of ours.
ways["user-of-another-org"] = function(t, org, there, visit)
  local vic = t.idp:person { given = "Vic", family = "Byron" }
  t:control("Vic has an account by SSO", t.idp:open_tile(vic))
  local strangers = t.salesforce:org { domain = "strangers", sso = false, connected = false }
  strangers:install(org)
  local mal = strangers:person({ given = "Mal", family = "Lory" }, { email = vic.email, password = true })
  local login = t.sp:log_in_with_salesforce(mal)
  t:given("Salesforce sends the browser back", login.came_back, login.reason)
  refused(t, login, "users of another org of Salesforce are not let in")
end
ways["environment-mixed-up"] = function(t, org, there, visit, salesforce)
  local sandbox = t.salesforce:org { sandbox = "uat" }
  local tester = t.idp:person { given = "Tess", family = "Byron" }
  local tess = sandbox:person(tester)
  local began = back(t, tess, salesforce.visit(t, sandbox, tess))
  local login = back(t, there, visit)
  refused(t, t.sp:return_from_salesforce(login, { state_of = began, browser = began }), "a code of production is none of the sandbox's")
end
ways["account-disabled"] = function(t, org, there, visit)
  t.sp:change_account(there.email, { active = false })
  refused(t, t.sp:log_in_with_salesforce(there, { browser = visit }))
  t.sp:change_account(there.email, { active = true })
end
ways["user-deactivated"] = function(t, org, there, visit, salesforce)
  local other = salesforce.pulled_person(t, org, "Bob")
  local bob = org:person({ given = "Bob", family = "Second", email = "bob.second@" .. t.email_domain }, { email = other.email, password = true })
  org:deactivate(bob)
  refused(t, t.sp:log_in_with_salesforce(bob), "Salesforce lets nobody in who is deactivated there")
end

local names = {}
for name in pairs(ways) do names[#names + 1] = name end
table.sort(names)

local story = {
  id    = "salesforce/one-fault",
  title = "A login with Salesforce that has one fault lets nobody in",
  tags  = { "salesforce", "negative" }, uses = "salesforce", idps = { "generic", "okta" },
  needs = { "product.salesforce", "sp.acs", "sp.whoami", "sp.accounts", "sp.unsolicited", "sp.can.connect_salesforce", "sp.can.pull_people" },
  parameters = names,
}
function story.run(t, salesforce)
  local org = t.salesforce:org {}
  local there, visit = guest(t, org, salesforce, "Ada")
  local before = t.sp:log_in_with_salesforce(there, { browser = visit })
  t:given("a good login is accepted before", before.accepted, before.reason)
  local fresh = salesforce.visit(t, org, there)
  ways[t.parameter](t, org, there, fresh, salesforce)
  local after = t.sp:log_in_with_salesforce(there, { browser = salesforce.visit(t, org, there) })
  t:given("a good login is accepted afterwards", after.accepted, after.reason)
end
return story
