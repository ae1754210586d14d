/// Where RelayState leads, and what a message that was used before is known by.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"

#include <memory>
#include <set>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

void relay_to_anywhere(SpBehaviour& b) {
    b.landing = [](std::string_view relay_state, std::string_view base) {
        return relay_state.empty() ? Text(base) + "/" : Text(relay_state);
    };
}
void relay_own_beginning(SpBehaviour& b) {
    b.landing = [](std::string_view relay_state, std::string_view base) {
        return relay_state.starts_with('/') || relay_state.starts_with(base) ? Text(relay_state) : Text(base) + "/";
    };
}
void relay_reflected(SpBehaviour& b) {
    b.after = [](const HttpRequest& request, HttpResponse& response) {
        const Text value = is_delivery(request) ? field_of(request, "RelayState") : "";
        if (value.find('<') != Text::npos) response = html_response(200, "<p>On to <a href=\"" + value + "\">the page</a></p>");
    };
}
/// Remembers whole messages, or Responses, and not assertions.
void replay_by(SpBehaviour& b, std::function<Text(const HttpRequest&)> key) {
    leave_out(b, {"replay"});
    b.remembers_assertions = false;
    b.before = [key, known = std::make_shared<std::set<Text>>()](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_delivery(request) && request.method == "POST" && !known->insert(key(request)).second) return text_response(403, "Used before.");
        return std::nullopt;
    };
}
void replay_by_text(SpBehaviour& b) {
    replay_by(b, [](const HttpRequest& request) { return field_of(request, "SAMLResponse"); });
}
void replay_by_response(SpBehaviour& b) {
    replay_by(b, [](const HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        const auto at = xml ? xml->find(" ID=\"") : Text::npos;
        return at == Text::npos ? Text() : xml->substr(at, 40);
    });
}

constexpr Mutant table[] = {
    {"m-relay-open", "goes wherever RelayState says", relay_to_anywhere, "negative/relay-state"},
    {"m-relay-startswith", "goes wherever RelayState begins like its own", relay_own_beginning, "negative/relay-state"},
    {"m-relay-reflect", "prints RelayState as it came", relay_reflected, "negative/relay-state"},
    {"m-replay-raw", "remembers messages by their text", replay_by_text, "negative/replay"},
    {"m-replay-response-id", "remembers Responses, not assertions", replay_by_response, "negative/replay"},
};

} // namespace

std::span<const Mutant> relay_mutants() { return table; }

} // namespace idpsim::mutants
