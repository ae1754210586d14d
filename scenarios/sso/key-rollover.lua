-- A certificate comes of age. Some vendors list the next one beside it, some only the one that signs; the admin takes the
-- metadata over when told to.
local story = {
  id    = "sso/key-rollover", claim = "compat-saml",
  title = "A new signing certificate is trusted once the metadata lists it, and the old one no longer once it does not",
  refs  = { "saml-metadata-2.4.1.1-key-use", "saml-core-5.4.5-key-info" },
  tags  = { "sso", "metadata" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.can.replace_metadata" },
}
local function import(t)
  local done = t.sp:act("replace_metadata", { metadata = t.idp:metadata() })
  t:expect("the metadata is taken over", done.ok, done.status)
end
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local certificates = t.idp.certificates
  t:check("sp.login.accepted", t.idp:login(ada))
  local late = t.idp:login(ada, { deliver = false })   -- signed with the old key, under way for long

  local new = certificates:add()
  import(t)
  t:check("sp.login.accepted", t.idp:login(ada))       -- still by the old key
  local announced = certificates.listed == 2
  certificates:activate(new)
  local switched = t.idp:login(ada)
  if announced then t:check("sp.login.accepted", switched)
  else t:check("sp.login.refused", switched) end       -- nobody told the service provider
  import(t)
  t:check("sp.login.accepted", t.idp:login(ada))

  certificates:remove(1)
  import(t)
  t:check("sp.login.refused", t.sp:deliver(late))
  t:check("sp.login.accepted", t.idp:login(ada))

  -- Certificates carry keys; their own dates are the identity provider's business. What its metadata says of itself counts.
  certificates:expire(1)
  t.sp:act("replace_metadata", { metadata = t.idp:metadata() })
  local expired = t.idp:login(ada)
  if expired.refused_by == "idp" then t:expect("the identity provider stops signing", not expired.accepted)
  else t:check("sp.login.accepted", expired) end
end
return story
