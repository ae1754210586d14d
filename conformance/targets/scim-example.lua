-- A SCIM 2.0 server of your own, without any login: copy this file, enter URL and token, and run
--
--   idpsim run --target my-scim.lua --select tag:scim-rfc
--
-- Every requirement of RFC 7643 and RFC 7644 is tried, one case each; what the server's ServiceProviderConfig disclaims is
-- skipped. The cases make people and groups of names that nobody else has, and delete them again.
return {
  id = "scim-example",
  title = "An example SCIM server",
  provides = {
    "scim",
    "scim.groups",      -- leave it out when there is no /Groups
  },
  scim = {
    base = "https://scim.example.com/v2", token = "enter-a-token",
    -- What admins have to enter in a vendor's SCIM console for this server, by field: for `--idp onelogin` and the like.
    consoles = {
      onelogin = { fields = { template = "RFC enterprise" } },
    },
  },
  -- The userNames of the people are addresses in this domain.
  email_domain = "example.test",
  -- Seconds: how long an answer may take in all (by default as long as the vendor waits), and how long the pauses that the
  -- server asks for (429 with Retry-After) may be in a case. They are waited for; a case that would wait longer is unverified.
  -- answer_limit = 10, max_wait = 60,
}
