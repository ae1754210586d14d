/// Good messages that are turned away, for parts that the reader did not expect.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/mutant.hpp"

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view texts = "negative/text,negative/document,negative/wrapping,negative/control";

template <const char* Part> void needs(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find(Part) == Text::npos; });
}
constexpr char extensions[] = "Extensions", detail[] = "StatusDetail", locality[] = "SubjectLocality", key_info[] = "KeyInfo", holder[] = ":holder-of-key",
               key_value[] = "KeyValue", prefix_list[] = "PrefixList", charref[] = "&#x40;", consent[] = "Consent=", shoes[] = "shoeSize",
               group[] = "group-149", emoji[] = "\xf0\x9f\x98\x80", one_time[] = "OneTimeUse", proxy[] = "ProxyRestriction",
               declaration[] = "<?xml", session_index[] = "SessionIndex", nested[] = "eduPersonTargetedID",
               nanoseconds[] = ".123456789Z", destination[] = "Destination=", not_before[] = "NotBefore=", crlf[] = "\r\n\r\n";
void prefixes_matter(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find("<qsaml") != Text::npos; });
}
void lines_matter(SpBehaviour& b) {
    refuse_when(b, [](const Text& field, const Text& xml) {
        return field.find('\n') != Text::npos || xml.find("DigestValue>\n") != Text::npos || xml.find("\n  <") != Text::npos;
    });
}
void response_issuer_needed(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find("Issuer>") > xml.find("Status"); });
}

constexpr Mutant table[] = {
    {"m-prefix-string", "knows elements by their usual prefix", prefixes_matter, texts},
    {"m-lines-refused", "takes no line ends in values", lines_matter, "negative/control,negative/encoding"},
    {"m-extensions-refused", "takes no Extensions", bears_no<extensions>, "negative/control"},
    {"m-statusdetail-refused", "takes no StatusDetail", bears_no<detail>, "negative/control"},
    {"m-locality-refused", "takes no SubjectLocality", bears_no<locality>, "negative/control"},
    {"m-keyinfo-needed", "needs a KeyInfo", needs<key_info>, "negative/control"},
    {"m-keyvalue-refused", "takes no KeyValue", bears_no<key_value>, "negative/control"},
    {"m-prefixlist-refused", "takes no PrefixList", bears_no<prefix_list>, "negative/control"},
    {"m-charref-refused", "takes no character references", bears_no<charref>, "negative/text"},
    {"m-trailing-lines-refused", "takes no lines behind the root", bears_no<crlf>, "negative/text"},
    {"m-consent-refused", "takes no Consent", bears_no<consent>, "negative/control"},
    {"m-attribute-unknown-refused", "takes no attribute that it did not ask for", bears_no<shoes>, "negative/control"},
    {"m-values-few", "takes no more than a hundred values", bears_no<group>, "negative/control"},
    {"m-plane-one-refused", "takes no characters beyond the basic plane", bears_no<emoji>, "negative/control"},
    {"m-declaration-needed", "needs an XML declaration", needs<declaration>, "negative/control"},
    {"m-hok-refused", "takes no confirmation besides bearer", bears_no<holder>, "negative/subject"},
    {"m-onetimeuse-refused", "does not know OneTimeUse", bears_no<one_time>, "negative/condition"},
    {"m-proxyrestriction-refused", "does not know ProxyRestriction", bears_no<proxy>, "negative/condition"},
    {"m-session-index-needed", "needs a SessionIndex", needs<session_index>, "negative/condition"},
    {"m-nested-value-refused", "takes no structured values", bears_no<nested>, "negative/identity"},
    {"m-fraction-refused", "takes no more than three digits of a second", bears_no<nanoseconds>, "negative/subject"},
    {"m-condition-times-needed", "needs conditions with times", needs<not_before>, "negative/subject"},
    {"m-destination-needed", "needs a Destination always", needs<destination>, "negative/envelope"},
    {"m-response-issuer-needed", "needs an Issuer of the Response always", response_issuer_needed, "negative/envelope"},
};

} // namespace

std::span<const Mutant> strict_mutants() { return table; }

} // namespace idpsim::mutants
