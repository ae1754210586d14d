-- What no standard says and every service provider owes its users, in our own words.
return {
  document = "Service provider",
  clauses = {
    { id = "product-resource-limits", section = "limits", level = "MUST",
      sentence = "A message from anybody costs bounded time and memory, and the next login works." },
  },
}
