/// Exclusive XML Canonicalization 1.0 (https://www.w3.org/TR/xml-exc-c14n/) of a pugixml tree.
#include "src/xml/canonical.hpp"
#include "src/xml/written_names.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace idpsim::xml {
namespace {

/// What replaces an octet (Canonical XML 1.0 section 2.3); empty for "stays".
using Escapes = std::array<std::string_view, 256>;

constexpr Escapes text_escapes = [] {
    Escapes table{};
    table['&'] = "&amp;";
    table['<'] = "&lt;";
    table['>'] = "&gt;";
    table['\r'] = "&#xD;";
    return table;
}();

constexpr Escapes attribute_escapes = [] {
    Escapes table{};
    table['&'] = "&amp;";
    table['<'] = "&lt;";
    table['"'] = "&quot;";
    table['\t'] = "&#x9;";
    table['\n'] = "&#xA;";
    table['\r'] = "&#xD;";
    return table;
}();

void append_escaped(std::string& out, std::string_view text, const Escapes& escapes) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view replacement = escapes[static_cast<unsigned char>(text[at])];
        if (replacement.empty()) continue;
        out.append(text, kept, at - kept);
        out += replacement;
        kept = at + 1;
    }
    out.append(text, kept);
}

struct Binding {
    std::string_view prefix;
    std::string_view uri;
};

struct SortedAttribute {
    std::string_view uri;
    std::string_view local;
    pugi::xml_attribute attribute;
};

/// Writes one subtree. Both binding lists grow on the way down and are cut back on the way up, so that the last entry
/// of a prefix is the one in force.
class CanonicalWriter {
public:
    CanonicalWriter(const std::vector<std::string>& inclusive_prefixes, pugi::xml_node left_out)
        : inclusive_(inclusive_prefixes), left_out_(left_out) {
        out_.reserve(8192);
    }

    std::string write(pugi::xml_node apex) {
        enter_scope_of_ancestors(apex.parent());
        element(apex);
        return std::move(out_);
    }

private:
    void enter_scope_of_ancestors(pugi::xml_node node) {
        if (!node) return;
        enter_scope_of_ancestors(node.parent());
        declare(node);
    }

    void declare(pugi::xml_node node) {
        for (const pugi::xml_attribute attribute : node.attributes())
            if (const auto prefix = declared_prefix(attribute.name())) scope_.push_back({*prefix, attribute.value()});
    }

    static const Binding* find(const std::vector<Binding>& bindings, std::string_view prefix) {
        const auto found = std::find_if(bindings.rbegin(), bindings.rend(),
                                        [prefix](const Binding& binding) { return binding.prefix == prefix; });
        return found == bindings.rend() ? nullptr : &*found;
    }

    /// The namespace of `prefix` here; no default namespace is "".
    std::string_view resolve(std::string_view prefix) const {
        if (prefix == "xml") return xml_namespace;
        if (const Binding* binding = find(scope_, prefix)) return binding->uri;
        if (prefix.empty()) return "";
        throw Failure(Error{Fault::invalid, "canonical XML", "the prefix " + std::string(prefix) + " is not declared"});
    }

    /// Has `prefix` declared on the element at hand, unless an output ancestor declared it to the same effect.
    void need(std::string_view prefix) {
        if (prefix == "xml") return;
        const std::string_view uri = resolve(prefix);
        const Binding* printed = find(rendered_, prefix);
        if (printed ? printed->uri == uri : uri.empty()) return;
        needed_.push_back({prefix, uri});
        rendered_.push_back({prefix, uri});
    }

    /// Exclusive c14n section 3: what is visibly utilised, and the InclusiveNamespaces that are in scope.
    void collect_namespaces(std::string_view prefix) {
        needed_.clear();
        need(prefix);
        for (const SortedAttribute& one : attributes_)
            if (!one.uri.empty()) need(split_name(one.attribute.name()).prefix);
        for (const std::string& listed : inclusive_) {
            const std::string_view inclusive = listed == "#default" ? std::string_view() : std::string_view(listed);
            if (inclusive.empty() || find(scope_, inclusive)) need(inclusive);
        }
        std::sort(needed_.begin(), needed_.end(),
                  [](const Binding& a, const Binding& b) { return a.prefix < b.prefix; });
    }

    void collect_attributes(pugi::xml_node node) {
        attributes_.clear();
        for (const pugi::xml_attribute attribute : node.attributes()) {
            if (declared_prefix(attribute.name())) continue;
            const QName name = split_name(attribute.name());
            attributes_.push_back({name.prefix.empty() ? "" : resolve(name.prefix), name.local, attribute});
        }
        std::sort(attributes_.begin(), attributes_.end(), [](const SortedAttribute& a, const SortedAttribute& b) {
            return std::tie(a.uri, a.local) < std::tie(b.uri, b.local);
        });
    }

    void start_tag(pugi::xml_node node) {
        declare(node);
        collect_attributes(node);
        collect_namespaces(split_name(node.name()).prefix);
        (out_ += '<') += node.name();
        for (const Binding& binding : needed_) {
            out_ += binding.prefix.empty() ? " xmlns" : " xmlns:";
            (out_ += binding.prefix) += "=\"";
            append_escaped(out_, binding.uri, attribute_escapes);
            out_ += '"';
        }
        for (const SortedAttribute& one : attributes_) {
            ((out_ += ' ') += one.attribute.name()) += "=\"";
            append_escaped(out_, one.attribute.value(), attribute_escapes);
            out_ += '"';
        }
        out_ += '>';
    }

    void element(pugi::xml_node node) {
        const std::size_t scope_before = scope_.size(), rendered_before = rendered_.size();
        start_tag(node);
        for (const pugi::xml_node child : node.children()) content(child);
        ((out_ += "</") += node.name()) += '>';
        scope_.resize(scope_before);
        rendered_.resize(rendered_before);
    }

    void content(pugi::xml_node node) {
        switch (node.type()) {
        case pugi::node_element:
            if (node != left_out_) element(node);
            break;
        case pugi::node_pcdata:
        case pugi::node_cdata:
            append_escaped(out_, node.value(), text_escapes);
            break;
        case pugi::node_comment:
            break;
        default:
            throw Failure(Error{Fault::invalid, "canonical XML", "neither element nor text: " + node.path()});
        }
    }

    const std::vector<std::string>& inclusive_;
    pugi::xml_node left_out_;
    std::string out_;
    std::vector<Binding> scope_;    ///< declared by the element at hand and above
    std::vector<Binding> rendered_; ///< printed by the element at hand and above
    std::vector<Binding> needed_;   ///< to be printed by the element at hand
    std::vector<SortedAttribute> attributes_;
};

} // namespace

std::string canonicalize(pugi::xml_node apex, const std::vector<std::string>& inclusive_prefixes,
                         pugi::xml_node left_out) {
    if (apex.type() != pugi::node_element)
        throw Failure(Error{Fault::invalid, "canonical XML", "only an element has a canonical form here"});
    return CanonicalWriter(inclusive_prefixes, left_out).write(apex);
}

} // namespace idpsim::xml
