-- What the admin downloads is a workbook that shows what is in force.
local story = {
  id    = "product/mapping-download", claim = "mapping-download",
  title = "The mapping workbook is downloaded: columns A, B and C, with the names that are in force",
  tags  = { "product", "mapping" },
  needs = { "product.mapping", "sp.can.change_settings" },
}
function story.run(t)
  local workbook = t.sp:download_mapping()
  t:expect("it is an Excel workbook", workbook.is_workbook)
  t:expect("its file name ends in .xlsx", workbook.file_name:sub(-5) == ".xlsx", workbook.file_name)
  for row = 1, workbook.rows do
    t:expect("row " .. row .. " names a field and says what it is", workbook:cell("A" .. row) and workbook:cell("B" .. row), row)
  end
  t:expect("there is a field for the e-mail of logins and one for SCIM's", workbook:row("SAML e-mail") and workbook:row("SCIM e-mail"))
  t:expect("column C has a heading", workbook:cell("C1") ~= nil)

  local row = workbook:row("SAML e-mail") or 2
  t:given("a name is in force", t.sp:act("change_settings", { settings = [[{"attributes":{"email":["officeMail"]}}]] }).ok)
  local name = t.sp:download_mapping():cell("C" .. row)
  t:expect("column C shows it", name == "officeMail", name)
end
return story
