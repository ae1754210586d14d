-- PingOne names people by an identifier of its own and tells the address beside it; addresses change, and are given anew.
local story = {
  id    = "jit/address-taken", claim = "jit-create-on-first-login",
  title = "Who gets the address of somebody else's account in the directory does not get the account",
  refs  = { "product-idp-scope", "product-jit-defaults" },
  tags  = { "jit", "tenancy" },
  idps  = { "pingone" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.idp_choice", "sp.can.add_idp" },
}
function story.run(t)
  local other = t:second_idp()
  local vic = other:person { given = "Vic", family = "Stone" }
  t:check("sp.login.person", other:login(vic))
  local mal = t.idp:person { given = "Mal", family = "Stone" }
  t:check("sp.login.person", t.idp:login(mal))
  local renamed = t.idp:change(mal, { email = vic.email })
  t:check("sp.login.refused", t.idp:login(renamed))
  t:expect("each still has an account", #t.sp:accounts(vic.email) == 1 and #t.sp:accounts(mal.email) == 1)
  t:check("sp.login.person", other:login(vic))
end
return story
