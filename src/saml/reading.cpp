#include "src/saml/reading.hpp"

#include "src/core/text.hpp"

#include <charconv>

namespace idpsim::saml {
namespace {

std::string at(const xml::Element& element, std::string_view attribute) {
    return element.xpath() + "/@" + std::string(attribute);
}

} // namespace

void Reading::fail(Fault fault, std::string where, std::string detail) {
    if (error_) return;
    if (!clause_.empty()) detail += " (" + std::string(clause_) + ")";
    error_ = Error{fault, std::move(where), std::move(detail)};
}

void Reading::expect(const xml::Element& element, std::string_view ns_uri, std::string_view local_name) {
    if (element.is(ns_uri, local_name)) return;
    fail(Fault::invalid, element.xpath(),
         "expected {" + std::string(ns_uri) + "}" + std::string(local_name) + ", found " + qualified_name(element));
}

std::string Reading::required(const xml::Element& element, std::string_view name) {
    auto value = element.attribute(name);
    if (value) return std::move(*value);
    fail(Fault::invalid, at(element, name), "the mandatory attribute " + std::string(name) + " is missing");
    return {};
}

Instant Reading::required_instant(const xml::Element& element, std::string_view name) {
    required(element, name);
    return instant(element, name).value_or(Instant{});
}

std::optional<Instant> Reading::instant(const xml::Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const auto value = parse_instant(trim(*text));
    if (value) return *value;
    fail(Fault::malformed, at(element, name),
         "not an instant in UTC: " + value.error().detail + " (saml-core-2.0 section 1.3.3)");
    return std::nullopt;
}

std::optional<bool> Reading::boolean(const xml::Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const std::string_view value = trim(*text);
    if (value == "true" || value == "1") return true;
    if (value == "false" || value == "0") return false;
    fail(Fault::malformed, at(element, name), "not an xs:boolean");
    return std::nullopt;
}

std::optional<int> Reading::index(const xml::Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const std::string_view digits = trim(*text);
    unsigned value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed == std::errc{} && end == digits.data() + digits.size() && value <= 65535) return static_cast<int>(value);
    fail(Fault::malformed, at(element, name), "not a number from 0 to 65535");
    return std::nullopt;
}

std::optional<xml::Element> Reading::only(const xml::Element& parent, std::string_view ns_uri,
                                          std::string_view local_name) {
    const auto found = parent.children(ns_uri, local_name);
    if (found.empty()) return std::nullopt;
    if (found.size() > 1) fail(Fault::invalid, found[1].xpath(), "a second " + std::string(local_name));
    return found.front();
}

std::optional<xml::Element> Reading::required_child(const xml::Element& parent, std::string_view ns_uri,
                                                    std::string_view local_name) {
    auto found = only(parent, ns_uri, local_name);
    if (!found)
        fail(Fault::invalid, parent.xpath() + "/" + std::string(local_name),
             "the mandatory element " + std::string(local_name) + " is missing");
    return found;
}

std::string Reading::text(const xml::Element& element) { return take(element.text()); }

std::string Reading::token(const xml::Element& element) { return take(element.trimmed_text()); }

std::vector<std::string> Reading::tokens(const xml::Element& parent, std::string_view ns_uri,
                                         std::string_view local_name) {
    std::vector<std::string> out;
    for (const xml::Element& child : parent.children(ns_uri, local_name)) out.push_back(token(child));
    return out;
}

std::string qualified_name(const xml::Element& element) {
    return "{" + std::string(element.ns()) + "}" + std::string(element.name());
}

} // namespace idpsim::saml
