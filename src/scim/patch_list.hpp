#pragma once
/// PATCH on the elements of one multi-valued attribute; behind apply_patch, not for others.
#include "src/scim/patch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::scim {

/// Works on a list in place; the caller drops it when it ends up empty.
class ListPatcher {
public:
    ListPatcher(json::array& list, const Attribute& attribute, const PatchDialect& dialect)
        : list_(list), attribute_(attribute), dialect_(dialect) {}

    /// add without filter: what is there already is not added once more.
    Outcome<void> append(json::value given);
    /// replace without filter: exactly these.
    Outcome<void> assign(json::value given);
    /// remove without filter but with values: those listed, and nobody for an empty list.
    Outcome<void> remove_listed(json::value given);
    /// remove with a filter.
    void remove_matching(const Filter& elements);
    /// remove of one sub-attribute, of the matching elements or of all.
    void remove_sub(const Filter* elements, const Attribute& sub);
    /// add or replace of one sub-attribute.
    Outcome<void> set_sub(PatchVerb verb, const Filter* elements, const Attribute& sub, json::value given);
    /// add or replace of whole elements that a filter selects.
    Outcome<void> set_matching(PatchVerb verb, const Filter& elements, json::value given);

private:
    std::vector<std::size_t> matching(const Filter* elements) const;
    /// The index of the element that a filter without a match stands for, newly made; or noTarget.
    Outcome<std::size_t> create(PatchVerb verb, const Filter& elements);
    std::string identity(const json::value& element) const;
    void overlay(json::value& element, json::object given) const;

    json::array& list_;
    const Attribute& attribute_;
    const PatchDialect& dialect_;
};

} // namespace idpsim::scim
