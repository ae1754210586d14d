-- The directory writes a userName in another way than the account at the service has it: it is that account all the same.
local story = {
  id    = "scim/user-name-forms", claim = "compat-scim",
  title = "An account whose userName is written in another case or form of Unicode is found, not doubled",
  refs  = { "rfc7643-4.1.1-username-case" },
  tags  = { "scim", "life-cycle" },
  idps  = "with-scim", parameters = "scim-variants",
  needs = { "scim" },
}
-- What the directory writes, and what the account has.
local names = {
  { what = "letter case", directory = "ada.byron", account = "Ada.BYRON" },
  { what = "composed letters", directory = "zo\u{EB}.byron", account = "zoe\u{308}.byron" },
  { what = "full-width letters", directory = "eve.byron", account = "\u{FF45}ve.byron" },
}
function story.run(t)
  for _, one in ipairs(names) do
    local function name(text) return text .. "." .. t.unique .. "@" .. t.email_domain end
    local made = t.scim:send { method = "POST", path = "/Users", json = {
      schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = name(one.account),
      name = { givenName = "Ada", familyName = "Byron" }, active = true } }
    t:given(one.what .. ": the account is there", made.status == 201 and made:kind("/id") == "string", "HTTP " .. made.status)
    local person = t.idp:person { given = "Ada", family = "Byron", email = name(one.directory) }
    local told = t.scim:provision(person)
    t:expect(one.what .. ": the vendor's console shows the person as provisioned", told.ok, told.explanation)
    t:expect(one.what .. ": it is the account that was there", t.scim:linked(person) == made.json.id, t.scim:linked(person))
    t:check("scim.lookup.somebody", t.scim:find(person))
  end
end
return story
