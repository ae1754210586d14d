-- What no standard says and every service provider owes its users, in our own words.
return {
  document = "Service provider",
  clauses = {
    { id = "product-resource-limits", section = "resource-limits", level = "MUST",
      sentence = "A message from anybody costs bounded time and memory, and the next login works." },
    { id = "product-open-redirect", section = "open-redirect", level = "MUST",
      sentence = "Values that anybody can choose lead a browser to no other site, add no header and run no script." },
  },
}
