/// What stands beside the message: RelayState, which nobody signs; and a Response around an assertion used before.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "relay";

Change relay_state(std::string value) {
    return delivered([value](HttpRequest& delivery, const Attack&) {
        Params form = parse_form(delivery.body).value();
        std::erase_if(form, [](const auto& field) { return field.first == "RelayState"; });
        form.emplace_back("RelayState", value);
        delivery.body = write_form(form);
    });
}

/// Nobody signed the Response, so anybody can give it another ID.
void new_response_id(HttpRequest& delivery, const Attack&) {
    std::string xml = crypto::base64_decode(saml_response(delivery)).value();
    const auto begin = xml.find(" ID=\"") + 5;
    xml.replace(begin, xml.find('"', begin) - begin, forged_id);
    set_saml_response(delivery, crypto::base64_encode(xml));
}

} // namespace

std::vector<SamlFault> relay_faults() {
    return {
        {"rs-open-redirect", theme, "RelayState is another site", Must::exact, relay_state("https://evil.example/")},
        {"rs-protocol-relative", theme, "RelayState is another host", Must::exact, relay_state("//evil.example/")},
        {"rs-backslash", theme, "RelayState is a slash and a backslash", Must::exact, relay_state("/\\evil.example/")},
        {"rs-tab", theme, "RelayState has a tab between two slashes", Must::exact, relay_state("/\t/evil.example/")},
        {"rs-userinfo", theme, "RelayState has a host that looks like a user", Must::exact,
         delivered([](HttpRequest& delivery, const Attack& attack) {
             const auto acs = parse_url(attack.acs_url);
             relay_state((acs ? acs->origin() : "https://sp.example") + "@evil.example/").delivered(delivery, attack);
         })},
        {"rs-javascript", theme, "RelayState is a script", Must::exact, relay_state("javascript:alert(1)")},
        {"rs-data", theme, "RelayState is a page", Must::exact, relay_state("data:text/html,<script>alert(1)</script>")},
        {"rs-crlf", theme, "RelayState has line ends and a header", Must::exact, relay_state("/x\r\nSet-Cookie: planted=1")},
        {"rs-html-reflect", theme, "RelayState is HTML", Must::exact, relay_state("\"><script>alert(1)</script>")},
        {"rs-long", theme, "RelayState has eight thousand characters", Must::policy, relay_state("/" + std::string(8'000, 'a'))},
        {"rep-response-id", theme, "the unsigned Response around the assertion has another ID", Must::exact, delivered(new_response_id),
         Applies::assertion_signed},
    };
}

} // namespace idpsim::engine::faults
