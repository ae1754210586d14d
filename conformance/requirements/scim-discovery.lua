-- What a server says of itself: RFC 7644 section 4, RFC 7643 sections 5 to 7.
local function row(name, of, section, level, sentence, more)
  local out = { name = name, of = of, section = section, level = level, sentence = sentence }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
return {
  documents = { rfc7643 = "RFC 7643 (SCIM core schema)", rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("config-single", "rfc7644", "4", "MUST", "ServiceProviderConfig is a resource of its own with its URN, no list.", { faults = { "config-missing" } }),
    row("config-parts", "rfc7643", "5", "MUST", "ServiceProviderConfig says of each feature whether it is supported."),
    row("config-limits", "rfc7643", "5", "MUST", "ServiceProviderConfig has numbers for the limits of bulk and filter."),
    row("config-schemes", "rfc7643", "5", "MUST", "ServiceProviderConfig lists authenticationSchemes, each with type, name and description."),
    row("config-open", "rfc7643", "5", "SHOULD", "ServiceProviderConfig is answered without a token, or with 401."),
    row("config-patch-true", "rfc7643", "5", "MUST", "A server that announces PATCH has it.", { feature = "patch", faults = { "config-untrue" } }),
    row("config-filter-true", "rfc7643", "5", "MUST", "A server that announces filters has them.", { feature = "filter", faults = { "config-untrue" } }),
    row("config-sort-true", "rfc7643", "5", "MUST", "A server that announces sorting sorts.", { feature = "sort", faults = { "config-untrue" } }),
    row("config-bulk-true", "rfc7643", "5", "MUST", "A server that announces bulk has it.", { feature = "bulk", faults = { "config-untrue" } }),
    row("config-etag-true", "rfc7643", "5", "MUST", "A server that announces versions has them.", { feature = "etag", faults = { "config-untrue" } }),
    row("config-password-true", "rfc7643", "5", "MUST", "A server that announces changePassword takes a new password.",
        { feature = "changePassword", faults = { "config-untrue" } }),
    row("config-filter-limit", "rfc7643", "5", "MUST", "No page has more resources than filter.maxResults.",
        { faults = { "limit-untrue" }, reading = "not judged where the limit is more than 20, as so many people are not made for it" }),
    row("schema-list", "rfc7644", "4", "MUST", "/Schemas lists the schemas of all resource types.", { faults = { "discovery-missing" } }),
    row("schema-one", "rfc7644", "4", "MUST", "/Schemas/{urn} is the schema itself."),
    row("schema-unknown", "rfc7644", "4", "MUST", "An unknown schema is answered with 404."),
    row("schema-parts", "rfc7643", "7", "MUST", "Each attribute of a schema has its characteristics, in the RFC's words."),
    row("schema-complex", "rfc7643", "7", "MUST", "Complex attributes have subAttributes, none of them complex."),
    row("schema-references", "rfc7643", "7", "MUST", "Reference attributes have referenceTypes."),
    row("schema-active", "rfc7643", "7", "MUST", "The User schema has active as a boolean.", { faults = { "schemas-untrue" } }),
    row("types-list", "rfc7644", "4", "MUST", "/ResourceTypes lists User.", { faults = { "discovery-missing" } }),
    row("types-one", "rfc7644", "4", "MUST", "/ResourceTypes/{name} is the resource type itself."),
    row("types-parts", "rfc7643", "6", "MUST", "A resource type has name, endpoint and schema; its extensions have schema and required."),
    row("types-schemas", "rfc7643", "6", "MUST", "The schemas that resource types name are at /Schemas."),
    row("types-extension-required", "rfc7643", "6", "MUST", "An extension that is required is demanded of new resources."),
    row("discovery-filter", "rfc7644", "4", "SHOULD", "A filter on a discovery endpoint is refused with 403."),
    row("discovery-whole", "rfc7644", "4", "MUST", "Paging and sorting are ignored on discovery endpoints."),
    row("discovery-get-only", "rfc7644", "4", "MUST", "Discovery endpoints can only be read."),
    row("discovery-meta", "rfc7643", "3.1", "MUST", "Discovery resources tell their location and resourceType where they have meta."),
  },
}
