-- The workbook goes back first; then the set-up guide is there, with the organisation's own URLs.
local function admin_of(t, product, name)
  local admin = product:invite { email = name .. "@" .. t.email_domain, role = t.names.admin_role }
  t:given(name .. " is signed in", admin:accept():has_link("Settings"))
  return admin
end
--- The guide of this case's IdP, or the one for any other.
local function guide_of(t, admin)
  local page = admin:open("page_sso")
  for _, name in ipairs { t.idp.title, "Any other identity provider" } do
    if page:has_link(name) then return admin:follow(page, name) end
  end
end
local function upload_mapping(t, admin)
  local page = admin:open("page_sso")
  local file = admin:follow(page, "Download")
  t:given("the workbook can be downloaded", file.status == 200 and file:file_name() ~= "", file.status)
  local done = admin:upload(page, "mapping", { name = file:file_name(), content = file.body })
  t:given("the workbook is taken back as it was", done.status == 200, done.text)
end

local story = {
  id    = "product/guide-after-mapping", claim = "guide-after-mapping",
  title = "After the mapping was uploaded the set-up guide appears, with URLs of the organisation's own",
  tags  = { "product" },
  needs = { "sp.acs", "sp.tenants", "product.pages", "product.guide", "sp.can.invite_person" },
}
function story.run(t)
  local admin = admin_of(t, t.product, "ada.guide")
  t:expect("there is no guide before the upload", guide_of(t, admin) == nil)
  upload_mapping(t, admin)
  local guide = guide_of(t, admin)
  t:expect("the guide is there after the upload", guide ~= nil and guide.status == 200)
  if not guide then return end

  local second = t.product:new_organisation()
  second:enable()
  local other = admin_of(t, second, "bob.guide")
  t:expect("another organisation has to upload its own", guide_of(t, other) == nil)
  upload_mapping(t, other)
  local theirs = guide_of(t, other)
  t:given("its guide is there", theirs ~= nil)
  for _, url in ipairs { t.sp.entity_id, t.sp.acs } do
    t:expect("the guide has the organisation's own " .. url, guide:has(url), guide.text)
    t:expect("no other organisation's guide has " .. url, not theirs:has(url))
  end
  for _, url in ipairs { second.sp.entity_id, second.sp.acs } do
    t:expect("the other guide has " .. url, theirs:has(url), theirs.text)
  end
end
return story
