-- Files that are no mapping workbook, or a dangerous one: refused with the reason, and nothing has changed.
local story = {
  id    = "negative/mapping-uploads",
  title = "Whatever else is uploaded as the mapping is refused in bounded time, with a reason, and changes nothing",
  refs  = { "product-resource-limits" },
  tags  = { "negative", "mapping" },
  idps  = { "generic" },   -- nothing in it is of a vendor
  needs = { "product.mapping", "sp.can.change_settings", "sp.can.show_settings" },
}
local function name_in_force(t) return t.sp:act("show_settings", {}):at("/attributes/email/0") end
function story.run(t)
  t:given("a name is in force", t.sp:act("change_settings", { settings = [[{"attributes":{"email":["officeMail"]}}]] }).ok)
  local workbook = t.sp:download_mapping()
  local cell = "C" .. workbook:row("SAML e-mail")
  local scim = "C" .. workbook:row("SCIM e-mail")

  for _, kind in ipairs(t.sp:workbook_faults()) do
    local answer = t.sp:upload_mapping(workbook:edit(cell, "otherMail"):spoil(kind))
    t:expect(kind .. ": refused", answer.status >= 400 and answer.status < 500, answer.status)
    t:expect(kind .. ": with a reason", (answer:at("/detail") or "") ~= "", answer.answer)
    t:expect(kind .. ": the mapping is as it was", name_in_force(t) == "officeMail", name_in_force(t))
  end

  -- Names that are none, and places that a SCIM User does not have or never shows.
  local wrong = {
    { cell, ("x"):rep(201) }, { cell, " mail" }, { cell, "mail, email" }, { cell, "mail\nmail" }, { cell, "ma\til" },
    { scim, "emails[type eq" }, { scim, "password" }, { scim, "shoeSize" }, { scim, "name" }, { scim, "active" },
  }
  for _, one in ipairs(wrong) do
    local answer = t.sp:upload_mapping(workbook:edit(one[1], one[2]))
    t:expect("\"" .. one[2] .. "\" is refused", answer.status == 400, answer.status)
    t:expect("the refusal names " .. one[1], answer:at("/where") == one[1], answer:at("/detail"))
    t:expect("the mapping is as it was", name_in_force(t) == "officeMail", name_in_force(t))
  end
  local good = t.sp:upload_mapping(workbook:edit(cell, "otherMail"))
  t:given("a good one is taken afterwards", good.ok and name_in_force(t) == "otherMail", good.answer)
end
return story
