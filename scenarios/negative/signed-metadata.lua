-- Entra signs an app's metadata. The admin has the product take no other: the key was agreed once, by another way.
local ways = {}
local function forged(t)   -- another tenant's document under the first one's name, signed with its own key
  return t:second_idp { connected = false, same_entity_id = true }:metadata()
end
local function bare(document) return (document:gsub("^\xef\xbb\xbf", ""):gsub("^<%?xml.-%?>", "")) end
ways["md-unsigned-when-required"] = function(t) return (forged(t):gsub("<Signature.-</Signature>", "", 1)) end
ways["md-signed-other-key"] = forged
ways["md-changed"] = function(t) return (t.idp:metadata():gsub('Location="https://', 'Location="https://evil.', 1)) end
-- The genuine document is inside the forged one, where a look for "the signed part" finds it.
ways["md-xsw"] = function(t)
  local unsigned = bare(forged(t)):gsub("<Signature.-</Signature>", "", 1)
  return (unsigned:gsub("(<EntityDescriptor.->)", function(open)
    return open:gsub('ID="[^"]*"', 'ID="_f0f0f0f0f0f0f0f0"') .. "<Extensions>" .. bare(t.idp:metadata()) .. "</Extensions>"
  end, 1))
end
ways["md-xsw-signature-moved"] = function(t)
  local genuine = bare(t.idp:metadata())
  local signature = genuine:match("<Signature.-</Signature>")
  local object = "<Object>" .. genuine:gsub("<Signature.-</Signature>", "", 1) .. "</Object>"
  local outside = signature:gsub("</Signature>$", function() return object .. "</Signature>" end)
  return (bare(forged(t)):gsub("<Signature.-</Signature>", function() return outside end, 1))
end

local story = {
  id    = "negative/signed-metadata",
  title = "Where metadata has to be signed, nothing is taken that the agreed key's signature does not cover",
  refs  = { "saml-metadata-3-signature" },
  tags  = { "negative", "metadata" },
  idps  = { "entra" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.unsolicited", "sp.can.require_signature", "sp.can.replace_metadata" },
  parameters = { "md-unsigned-when-required", "md-signed-other-key", "md-changed", "md-xsw", "md-xsw-signature-moved" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("the signature is required from now on", t.sp:act("require_signature", { certificate = t.idp.certificates:base64(1) }).ok)
  t:control("the signed document is taken", t.idp:login(ada))
  local good = t.sp:act("replace_metadata", { metadata = t.idp:metadata() })
  t:expect("the signed document is taken again", good.ok, good.answer)
  local bad = t.sp:act("replace_metadata", { metadata = ways[t.parameter](t) })
  t:expect("the other is refused", bad.status >= 400 and bad.status < 500, bad.status)
  t:check("sp.login.accepted", t.idp:login(ada))
end
return story
