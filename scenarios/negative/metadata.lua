-- An admin connects metadata that says who may vouch for people: what is not good is refused, and what was stays.
local function tag(document, what) return (document:gsub("EntityDescriptor ", "EntityDescriptor " .. what .. " ", 1)) end
local ways = {}
ways["md-expired-validuntil"] = function(good)
  return tag((good:gsub(' validUntil="[^"]*"', "")), 'validUntil="2020-01-01T00:00:00Z"')
end
ways["md-expired-role"] = function(good)
  return (good:gsub(' validUntil="[^"]*"', ""):gsub("IDPSSODescriptor ", 'IDPSSODescriptor validUntil="2020-01-01T00:00:00Z" ', 1))
end
local function federation(good, attributes)   -- a list of entities, as federations publish them
  local entity = good:gsub("^\xef\xbb\xbf", ""):gsub("^<%?xml.-%?>", ""):gsub(' validUntil="[^"]*"', "")
  return '<EntitiesDescriptor ' .. attributes .. 'xmlns="urn:oasis:names:tc:SAML:2.0:metadata">' .. entity .. "</EntitiesDescriptor>"
end
ways["md-expired-parent"] = function(good) return federation(good, 'validUntil="2020-01-01T00:00:00Z" ') end
ways["md-huge"] = function(good) return good .. ("<!-- -->"):rep(200000) end
ways["md-doctype"] = function(good) return "<!DOCTYPE x>" .. good:gsub("^<%?xml.-%?>", "") end
ways["md-idp-to-sp-role"] = function(good) return (good:gsub("IDPSSODescriptor", "SPSSODescriptor")) end
ways["md-javascript-endpoint"] = function(good) return (good:gsub('Location="https:', 'Location="javascript:')) end
ways["md-key-encryption-only"] = function(good)
  return (good:gsub('<([%w]*:?)KeyDescriptor[^>]*>', '<%1KeyDescriptor use="encryption">'))
end
ways["md-no-keys"] = function(good) return (good:gsub('<([%w]*:?)KeyDescriptor.-</[%w]*:?KeyDescriptor>', "")) end
ways["md-no-sso"] = function(good) return (good:gsub('<([%w]*:?)SingleSignOnService[^>]*>', "")) end
ways["md-binding-unknown"] = function(good)
  return (good:gsub("urn:oasis:names:tc:SAML:2.0:bindings:HTTP%-", "urn:example:bindings:"))
end
ways["md-cut"] = function(good) return good:sub(1, #good // 2) end

local story = {
  id    = "negative/metadata",
  title = "Metadata that is expired or cannot be used is refused, and nothing changes",
  refs  = { "saml-metadata-2.3.2-valid-until" },
  tags  = { "negative" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.connect_idp" },
  parameters = {
    "md-expired-validuntil", "md-expired-role", "md-expired-parent", "md-huge", "md-doctype", "md-idp-to-sp-role", "md-javascript-endpoint", "md-key-encryption-only",
    "md-no-keys", "md-no-sso", "md-binding-unknown", "md-cut",
  },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local good = t.idp:metadata()
  local bad = ways[t.parameter](good)
  t:given("the document is another one", bad ~= good)
  t:control("a good login is accepted before", t.idp:login(ada))
  local answer = t.sp:act("connect_idp", { metadata = bad })
  t:expect("the document is refused", answer.status >= 400 and answer.status < 500, answer.status)
  t:check("sp.login.accepted", t.idp:login(ada))   -- by what was connected before
end
return story
