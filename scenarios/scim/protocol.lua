-- What every client relies on, asked for plainly: errors, uniqueness, case, deletion, authorisation.
local story = {
  id    = "scim/protocol",
  title = "The SCIM endpoint keeps the protocol's rules",
  refs  = { "rfc7644-3.12-error", "rfc7644-3.3-uniqueness", "rfc7644-3.6-gone" },
  tags  = { "scim", "scim-rfc" },
  idps  = "unlisted",
  needs = { "scim" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local body = { schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = ada.email,
                 name = { givenName = "Ada", familyName = "Byron" }, active = true, password = "Correct-Horse-9" }

  local nobody = t.scim:send { method = "GET", path = "/Users?filter=" .. t.url:encode('userName eq "' .. ada.email .. '"') }
  t:check("scim.lookup.nobody", nobody)

  local created = t.scim:send { method = "POST", path = "/Users", json = body }
  t:check("scim.create.*", created, { except = "scim.create.duplicate" })
  t:check("scim.password.hidden", created)

  local shouted = t.scim:send { method = "GET", path = "/Users?filter=" .. t.url:encode('userName eq "' .. ada.email:upper() .. '"') }
  t:check("scim.lookup.somebody", shouted)

  local twice = t.scim:send { method = "POST", path = "/Users", json = body }
  t:check("scim.create.duplicate", twice)
  t:check("scim.error.shape", twice)

  local missing = t.scim:send { method = "GET", path = "/Users/no-such-id" }
  t:expect("an unknown id is answered 404", missing.status == 404, missing.status)
  t:check("scim.error.shape", missing)
  t:check("scim.content_type", missing)

  t:check("scim.auth.required", t.scim:send { method = "GET", path = "/Users", token = "not-the-token" })
  t:check("scim.auth.required", t.scim:send { method = "GET", path = "/Users", token = "" })

  local gone = t.scim:send { method = "DELETE", path = "/Users/" .. created.json.id, read_back = "/Users/" .. created.json.id }
  t:expect("a deletion is answered 204", gone.status == 204, gone.status)
  t:check("scim.delete.gone", gone)
  t:check("scim.lookup.nobody", t.scim:send { method = "GET", path = "/Users?filter=" .. t.url:encode('userName eq "' .. ada.email .. '"') })
end
return story
