-- What the stories about Salesforce share.
local salesforce = {}

--- People come from Salesforce before the organisation has SSO: the admin takes the identity provider out, pulls, and
--- connects it again. What the pull answered.
function salesforce.pull_before_sso(t, org)
  t:given("the IdP is not connected yet", t.sp:act("remove_idp", { idp = t.idp.connection }).ok)
  local pulled = t.sp:act("pull_people", { environment = org.environment })
  t:given("people were pulled in from Salesforce", pulled.ok, pulled.answer)
  t:given("SSO is connected", t.sp:act("connect_idp", { metadata = t.idp:metadata() }).ok)
  return pulled
end

--- Somebody new at the company, who is in Salesforce by SSO alone, and has an account from there.
function salesforce.pulled_person(t, org, given, more)
  local ada = t.idp:person { given = given or "Ada", family = "Byron" }
  local there = org:person(ada, more)
  salesforce.pull_before_sso(t, org)
  t:given("the pull made an account", #t.sp:accounts(ada.email) == 1, #t.sp:accounts(ada.email))
  return ada, there
end

--- A visit at Salesforce that began at the identity provider's tile.
function salesforce.visit(t, org, there)
  local visit = org:open_tile(there)
  t:given("Salesforce let the person in by SSO", visit.signed_in, visit.reason)
  return visit
end

return salesforce
