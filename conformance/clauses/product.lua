-- What no standard says and every service provider owes its users, in our own words.
return {
  document = "Service provider",
  clauses = {
    { id = "product-resource-limits", section = "resource-limits", level = "MUST",
      sentence = "A message from anybody costs bounded time and memory, and the next login works." },
    { id = "product-open-redirect", section = "open-redirect", level = "MUST",
      sentence = "Values that anybody can choose lead a browser to no other site, add no header and run no script." },
    { id = "product-decryption-oracle", section = "decryption-oracle", level = "MUST",
      sentence = "Whatever goes wrong in opening a ciphertext, the answer is the same: differing answers read it." },
    { id = "product-own-switches", section = "own-switches", level = "MUST",
      sentence = "What an admin switches on is asked for and insisted on; what is left off by default is not taken." },
  },
}
