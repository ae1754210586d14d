-- Where recorded messages of PingFederate's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { at = "*/Signature/*/certificate()", years = "2017",
      recorded = "v3, C, ST, O, CN, RSA 2048, RSA-SHA256, serial of 8 octets, 36500 days, keyUsage",
      made = "v3, C, O, CN, RSA 2048, RSA-SHA256, serial of 6 octets, 3650 days, no extensions",
      because = "[capture] the recorded server's certificate was imported: the admin makes or imports one" },
  },
}
