-- Columns A and B are the product's.
local story = {
  id    = "product/mapping-ab", claim = "mapping-ab",
  title = "A change in column A or B is refused, the cell named, and the mapping stays as it was",
  tags  = { "product", "mapping" },
  needs = { "product.mapping", "sp.can.change_settings", "sp.can.show_settings" },
}
local function name_in_force(t) return t.sp:act("show_settings", {}):at("/attributes/email/0") end
function story.run(t)
  t:given("a name is in force", t.sp:act("change_settings", { settings = [[{"attributes":{"email":["officeMail"]}}]] }).ok)
  local workbook = t.sp:download_mapping()
  local edited = workbook:edit("C" .. workbook:row("SAML e-mail"), "otherMail")
  local changes = {   -- an empty text clears the cell
    { "A2", "Mail" }, { "A3", "" }, { "B2", "What it is" }, { "B4", "" }, { "A1", "Feld" }, { "C1", "Name" },
    { "D4", "a note" }, { "A40", "one more field" },
  }
  for _, change in ipairs(changes) do
    local cell, text = change[1], change[2]
    local answer = t.sp:upload_mapping(edited:edit(cell, text))
    t:expect("a change in " .. cell .. " is refused", answer.status == 400, answer.status)
    t:expect("the refusal names " .. cell, answer:at("/where") == cell, answer:at("/detail"))
    t:expect("the mapping is as it was", name_in_force(t) == "officeMail", name_in_force(t))
  end
  local answer = t.sp:upload_mapping(edited)
  t:given("with columns A and B untouched it is taken", answer.ok, answer.answer)
end
return story
