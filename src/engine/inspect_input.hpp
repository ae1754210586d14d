#pragma once
/// Finds the SAML documents in whatever a support engineer was sent.
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/core/result.hpp"
#include "src/saml/bindings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// One SAML document and how it came.
struct FoundMessage {
    std::string xml;      ///< decoded; not looked at any further
    std::string where;    ///< "request 3: form field SAMLResponse"; "" when it is all there was
    std::string encoding; ///< "XML", "base64", "deflated base64", "Redirect URL", "form" ...
    std::optional<std::string> relay_state;
    std::optional<saml::Received> redirect; ///< by HTTP-Redirect: with the query's signature, if there is one
    std::optional<HttpRequest> request;     ///< what carried it, when that is known
    std::optional<Instant> at;              ///< when, by the trace
};

inline constexpr std::size_t max_input_octets = 64u << 20;

/// Documents in XML (one or several, also inside a log or a SOAP envelope), base64 (plain or deflated, with white
/// space, quotes, URL escapes, base64url digits or without padding), a redirect URL, a query string, a form body, an
/// HTTP dump, an HTML page with a form, a HAR file, a SAML-tracer export. Each document once, in order. Malformed,
/// saying what was tried, when there is none; too_large.
Result<std::vector<FoundMessage>> find_messages(std::string_view octets);

/// A query string or form body, or an URL with one; nothing when no SAML parameter in it can be decoded. For traces.
std::vector<FoundMessage> messages_in_query(std::string_view url, const std::string& where);
std::vector<FoundMessage> messages_in_form(std::string_view body, const std::string& where);
std::vector<FoundMessage> messages_in_html(const std::string& page, const std::string& where);
/// XML documents whose root is one of SAML's, wherever they stand in `text`.
std::vector<FoundMessage> messages_in_markup(std::string_view text, const std::string& where);

} // namespace idpsim::engine
