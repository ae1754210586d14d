#pragma once
/// Resources: reading what a client sent into what a schema allows, and showing the part that was asked for.
#include "src/scim/schema.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim {

/// true, false, or the text "true"/"false" in any letter case, which several clients send for booleans.
/// Nothing for everything else: 0, 1, "no", null.
std::optional<bool> read_boolean(const json::value& value);

/// How much a reader forgives. The defaults take what clients in the field are known to send.
struct ReadOptions {
    std::function<std::optional<bool>(const json::value&)> boolean = read_boolean;
    bool single_as_list = true;       ///< "emails": {...} is a list of one
    bool text_as_complex = true;      ///< "manager": "26118915" is {"value": "26118915"}; so is an element of a list
    bool keep_write_only = false;     ///< keeps passwords, which then stand in the resource
    std::size_t elements = 100'000;   ///< most values of one attribute; more: 400 tooMany
};

/// One attribute's value as the schema has it: names as the schema spells them, text booleans as booleans, a single
/// value as a list where several are allowed, the same type and value once, sub-attributes that are unknown, readOnly or
/// null left out. null when nothing is left: null, [] and {} all mean unassigned (RFC 7643 section 2.5). Order is kept.
/// 400 invalidValue for another type, NUL characters anywhere, control characters in one-line attributes, times that are
/// none, no base64.
Outcome<json::value> read_value(const Attribute& attribute, json::value value, const ReadOptions& options = {});
/// One element of a multi-valued attribute.
Outcome<json::value> read_element(const Attribute& attribute, json::value value, const ReadOptions& options = {});
/// Sub-attributes of a complex attribute, or the attributes of an extension.
Outcome<json::object> read_members(std::span<const Attribute> attributes, json::object object,
                                   const ReadOptions& options = {});

/// The body of a POST or PUT: readOnly attributes, unknown attributes and unknown extensions are left out, as RFC 7644
/// sections 3.3 and 3.5.1 ask for; `schemas` has to be there and to name the core schema. An extension may come without
/// its URN in `schemas`. What is left has been through read_value; settle() has been applied.
Outcome<json::object> read_resource(json::object body, const ResourceType& type, const ReadOptions& options = {});
/// Every required attribute has a value that is not blank. 400 invalidValue.
Outcome<void> check_required(const json::object& resource, const ResourceType& type);

/// Brings into order what follows from the rest: `schemas` lists the core URN and that of each extension in use, in
/// front; of several primary values the first stays primary (RFC 7643 section 2.4).
void settle(json::object& resource, const ResourceType& type);
/// At most one element has primary true: `keep` if that is one, else the first.
void settle_primary(json::array& list, std::optional<std::size_t> keep = std::nullopt);

/// What the client wants to see (RFC 7644 section 3.9).
struct Projection {
    std::vector<AttributePath> attributes;   ///< empty: the default set
    std::vector<AttributePath> excluded;
    /// What this request wrote: attributes with `returned` = request are shown when they are among these.
    std::vector<AttributePath> written = {};
};
/// Most names that one request may list; more: 400 tooMany.
inline constexpr std::size_t max_projection = 256;
/// Names that are no attribute path name nothing and are harmless.
/// 400 invalidValue when both lists are given: they exclude each other.
Outcome<Projection> read_projection(const std::vector<std::string>& attributes,
                                    const std::vector<std::string>& excluded);
/// `returned` = always stays, never goes, whatever was asked; the same for sub-attributes of what is shown.
json::object project(json::object resource, const ResourceType& type, const Projection& projection);

/// The address a product would write to: the primary e-mail, else one of type work, else the first, else "".
std::string primary_email(const json::object& user);

} // namespace idpsim::scim
