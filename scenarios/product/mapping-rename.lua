-- "Do not rename the file": what comes back under another name may be another file.
local story = {
  id    = "product/mapping-rename", claim = "mapping-rename",
  title = "A workbook under another name is refused, and the mapping stays as it was",
  tags  = { "product", "mapping" },
  needs = { "product.mapping", "sp.can.change_settings", "sp.can.show_settings" },
}
local function name_in_force(t) return t.sp:act("show_settings", {}):at("/attributes/email/0") end
function story.run(t)
  t:given("a name is in force", t.sp:act("change_settings", { settings = [[{"attributes":{"email":["officeMail"]}}]] }).ok)
  local workbook = t.sp:download_mapping()
  local edited = workbook:edit("C" .. workbook:row("SAML e-mail"), "otherMail")
  local stem = workbook.file_name:sub(1, -6)
  for _, name in ipairs { stem .. " (1).xlsx", "mapping.xlsx", stem .. ".xls", stem:upper() .. ".xlsx", "" } do
    local answer = t.sp:upload_mapping(edited:rename(name))
    t:expect("\"" .. name .. "\" is refused", answer.status >= 400 and answer.status < 500, answer.status)
    t:expect("the refusal is about the file's name", answer:at("/where") == "file name", answer:at("/detail"))
    local detail = answer:at("/detail") or ""
    t:expect("and tells the name that it has to have", detail:find(workbook.file_name, 1, true) ~= nil, detail)
    t:expect("the mapping is as it was", name_in_force(t) == "officeMail", name_in_force(t))
  end
  local answer = t.sp:upload_mapping(edited)
  t:given("under its own name it is taken", answer.ok, answer.answer)   -- so that the refusals mean something
end
return story
