#pragma once
/// How the readers take an element apart: every question answers at once, and the first error sticks, so that a
/// reader is a plain list of fields with one look at the error behind it. Seen by the readers of this folder only.
#include "src/core/instant.hpp"
#include "src/xml/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::saml {

class Reading {
public:
    /// `clause` is named by every error until the next one, e.g. "saml-core-2.0 section 2.3.3".
    void under(std::string_view clause) { clause_ = clause; }

    bool failed() const { return error_.has_value(); }
    const Error& error() const { return *error_; }
    void fail(Fault fault, std::string where, std::string detail);
    /// The value, or a default-constructed one while the error is kept.
    template <class T> T take(Result<T> result) {
        if (result) return std::move(*result);
        fail(result.error().fault, result.error().where, result.error().detail);
        return T{};
    }

    /// Errors unless `element` is so named.
    void expect(const xml::Element& element, std::string_view ns_uri, std::string_view local_name);

    // Attributes of no namespace. Missing is Fault::invalid, unreadable Fault::malformed.
    std::string required(const xml::Element& element, std::string_view name);
    Instant required_instant(const xml::Element& element, std::string_view name);
    std::optional<Instant> instant(const xml::Element& element, std::string_view name);
    /// xs:boolean: true, false, 1, 0.
    std::optional<bool> boolean(const xml::Element& element, std::string_view name);
    /// xs:unsignedShort: 0 to 65535.
    std::optional<int> index(const xml::Element& element, std::string_view name);

    /// The only child so named: a second one is an error, since two parsers would believe different ones.
    std::optional<xml::Element> only(const xml::Element& parent, std::string_view ns_uri, std::string_view local_name);
    /// The same, mandatory.
    std::optional<xml::Element> required_child(const xml::Element& parent, std::string_view ns_uri,
                                               std::string_view local_name);

    /// Text as it stands; a comment, PI or child element inside is an error.
    std::string text(const xml::Element& element);
    /// A URI or another value whose white space XML Schema collapses.
    std::string token(const xml::Element& element);
    /// token() of each child so named.
    std::vector<std::string> tokens(const xml::Element& parent, std::string_view ns_uri, std::string_view local_name);

private:
    std::string_view clause_;
    std::optional<Error> error_;
};

/// "{namespace}Name"
std::string qualified_name(const xml::Element& element);

} // namespace idpsim::saml
