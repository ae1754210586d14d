-- Metadata has many forms; these are unusual and good, or are borne.
local ways = {}
local function connect(t, document, sentence)
  local answer = t.sp:act("connect_idp", { metadata = document })
  t:expect(sentence, answer.ok, answer.answer)
end
ways["md-key-no-use"] = function(t, ada, good)
  connect(t, (good:gsub(' use="signing"', "")), "a key for both uses is taken")
  t:check("sp.login.accepted", t.idp:login(ada))
end
ways["md-bad-cert"] = function(t, ada, good)
  local key = good:match('<[%w:]*KeyDescriptor.-</[%w:]*KeyDescriptor>')
  local bad = key:gsub('(<[%w:]*X509Certificate>).-(</)', "%1bm90IGEgY2VydGlmaWNhdGU=%2")
  connect(t, (good:gsub('(<[%w:]*KeyDescriptor)', function(first) return bad .. first end, 1)), "the key that can be read is taken")
  t:check("sp.login.accepted", t.idp:login(ada))
end
ways["md-want-authn-signed"] = function(t, ada, good)
  local bare = good:gsub(' WantAuthnRequestsSigned="[^"]*"', "")
  connect(t, (bare:gsub("IDPSSODescriptor ", 'IDPSSODescriptor WantAuthnRequestsSigned="true" ', 1)), "the wish is taken")
  local login = t.idp:login(ada)
  t:check("sp.login.accepted", login)
  t:expect("the AuthnRequest is signed", login.request_signed)
end
-- What a character reference stands for is the character; entityIDs are compared by every one of them, visible or not.
ways["md-charref-entityid"] = function(t, ada, good)
  local spelled = good:gsub('entityID="(.)', function(first) return ('entityID="&#%d;'):format(first:byte()) end, 1)
  connect(t, spelled, "an entityID in references is taken")
  t:check("sp.login.accepted", t.idp:login(ada))
  local other = good:gsub('entityID="([^"]*)"', 'entityID="%1&#x200B;"', 1)
  local answer = t.sp:act("connect_idp", { metadata = other })
  t:expect("taken as it is, or refused", answer.status < 500, answer.status)
  if answer.ok then t:check("sp.login.refused", t.idp:open_tile(ada)) end
  connect(t, good, "the right one is taken again")
  t:check("sp.login.accepted", t.idp:login(ada))
end
-- The same entity twice in a federation's list, the second time with a key of somebody else's: never merged.
ways["md-duplicate-entityid"] = function(t, ada, good)
  local double = t:second_idp { connected = false, same_entity_id = true }
  local function bare(document) return (document:gsub("^\xef\xbb\xbf", ""):gsub("^<%?xml.-%?>", "")) end
  local answer = t.sp:act("connect_idp", { metadata = '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">'
    .. bare(good) .. bare(double:metadata()) .. "</EntitiesDescriptor>" })
  t:expect("taken for the first, or refused", answer.status < 500, answer.status)
  t:check("sp.login.accepted", t.idp:login(ada))
  t:check("sp.login.refused", double:open_tile(double:person { given = "Ada", family = "Byron" }))
end

local story = {
  id    = "sso/metadata-forms", claim = "compat-saml",
  title = "Metadata of unusual form is taken for what it says",
  refs  = { "saml-metadata-2.4.1.1-key-use", "saml-metadata-2.4.3-want-signed", "saml-metadata-2.3.2-entity-id" },
  tags  = { "sso", "metadata" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.can.connect_idp" },
  parameters = { "md-key-no-use", "md-bad-cert", "md-want-authn-signed", "md-charref-entityid", "md-duplicate-entityid" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("a good login is accepted before", t.idp:login(ada))
  ways[t.parameter](t, ada, t.idp:metadata())
end
return story
