-- Queries by POST: RFC 7644 section 3.4.3.
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    { name = "search-is-a-query", of = "rfc7644", section = "3.4.3", level = "MUST",
      sentence = "POST to /Users/.search is a query, with the answer that a GET has." },
    { name = "search-message", of = "rfc7644", section = "3.4.3", level = "MUST", faults = { "server-error-for-mistake", "wrong-scim-type" },
      sentence = "A body that is no SearchRequest is refused: 400 invalidSyntax or invalidValue." },
    { name = "search-attributes", of = "rfc7644", section = "3.4.3", level = "MUST",
      sentence = "attributes of a SearchRequest is a list of what to show." },
    { name = "search-excluded", of = "rfc7644", section = "3.4.3", level = "MUST",
      sentence = "excludedAttributes of a SearchRequest is a list of what not to show." },
    { name = "search-pages", of = "rfc7644", section = "3.4.3", level = "MUST",
      sentence = "startIndex and count of a SearchRequest choose the page." },
    { name = "search-sorts", of = "rfc7644", section = "3.4.3", level = "MUST", feature = "sort",
      sentence = "sortBy and sortOrder of a SearchRequest sort." },
    { name = "search-root", of = "rfc7644", section = "3.4.3", level = "MAY", faults = { "server-error-for-mistake" },
      sentence = "A search at the base URI spans all types, or is refused." },
    { name = "search-creates-nothing", of = "rfc7644", section = "3.4.3", level = "MUST",
      sentence = "A search is answered 200 and creates nothing." },
  },
}
