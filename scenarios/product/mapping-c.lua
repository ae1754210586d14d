-- Column C names what the company's IdP calls things; from the upload on, logins and SCIM are read so.
local story = {
  id    = "product/mapping-c", claim = "mapping-c",
  title = "After the upload, logins and SCIM use the attributes that column C names",
  tags  = { "product", "mapping", "jit", "scim" },
  needs = { "product.mapping", "sp.login", "sp.acs", "sp.whoami", "sp.accounts" },
}
local function upload(t, workbook)
  local answer = t.sp:upload_mapping(workbook)
  t:given("the workbook is taken", answer.ok, answer.answer)
end
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:given("her NameID or usual attribute counts before", t.sp:who_am_i(t.idp:login(ada)) == ada.email)

  local workbook = t.sp:download_mapping()
  upload(t, workbook:edit("C" .. workbook:row("SAML e-mail"), "urn:example:office-mail"):edit("C" .. workbook:row("SAML display name"), "cardName"))
  local office = "a.byron.office@" .. t.email_domain
  t.idp:send_attribute("urn:example:office-mail", { office })
  t.idp:send_attribute("cardName", { "Countess of Lovelace" })
  local login = t.idp:login(ada)
  t:given("she is let in", login.accepted, login.reason)
  t:expect("the login is that of the address in the named attribute", t.sp:who_am_i(login) == office, t.sp:who_am_i(login))
  local account = t.sp:account(office)
  t:expect("JIT made the account with it", account and account.email == office, account and account.email)
  t:expect("and with the named display name", account and account.display_name == "Countess of Lovelace", account and account.display_name)

  if t.scim then
    local grace = t.idp:person { given = "Grace", family = "Murray", display_name = "Dr. Grace" }
    t:given("SCIM provisions her", t.scim:provision(grace).ok)
    local before = t.sp:account(grace.email)
    t:given("the product knows her by her address", before ~= nil)
    t:given("her display name is another than her family name", before.display_name ~= "Murray", before.display_name)
    workbook = t.sp:download_mapping()
    upload(t, workbook:edit("C" .. workbook:row("SCIM display name"), "name.familyName")
                      :edit("C" .. workbook:row("SCIM e-mail"), "userName"))
    local after = t.sp:account(grace.username) or t.sp:account(grace.email)
    t:expect("her display name is the named attribute's", after and after.display_name == "Murray", after and after.display_name)
    t:expect("it is the same account", after and after.id == before.id)
  end
end
return story
