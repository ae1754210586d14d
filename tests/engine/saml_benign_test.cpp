/// Service providers that are other than the built-in one and right all the same: the negative cases fail none of them.
#include "simulator/mutants/delivery.hpp"
#include "simulator/sp/login_context.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "tests/engine/benign.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace idpsim::engine {
namespace {

using sp::LoginContext;
using sp::RuleOutcome;
using sp::SpBehaviour;
using test::findings_against;

/// Stricter than it has to be: no comment anywhere.
void refuses_comments(SpBehaviour& behaviour) {
    behaviour.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        const auto xml =
            crypto::base64_decode(mutants::is_delivery(request) ? mutants::field_of(request, "SAMLResponse") : "");
        if (xml && xml->find("<!--") != std::string::npos) return text_response(403, "No comments, please.");
        return std::nullopt;
    };
}

/// One page for whatever was wrong.
void one_error_page(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
        if (mutants::is_delivery(request) && response.status >= 400)
            response = text_response(403, "The login did not work.");
    };
}

/// Scheme and host of a URL have no case.
std::string with_plain_host(const std::string& url) {
    const auto path = url.find('/', std::min(url.size(), url.find("://") + 3));
    return to_lower(url.substr(0, path)) + (path == std::string::npos ? "" : url.substr(path));
}
void destination_host_in_any_case(SpBehaviour& behaviour) {
    sp::Rule* rule = sp::find_rule(behaviour.rules, "response.destination");
    if (!rule) throw std::logic_error("there is no such rule");
    rule->check = [strict = rule->check](const LoginContext& login) {
        RuleOutcome outcome = strict(login);
        if (!outcome.fails() || !login.response || !*login.response || !login.acs_url) return outcome;
        const auto& destination = (*login.response)->destination;
        return destination && with_plain_host(*destination) == with_plain_host(*login.acs_url)
                   ? RuleOutcome::hold(*destination)
                   : outcome;
    };
}

/// With the Response unsigned, its Destination says nothing that an attacker could not have written.
void destination_not_needed_unsigned(SpBehaviour& behaviour) {
    sp::Rule* rule = sp::find_rule(behaviour.rules, "response.destination");
    if (!rule) throw std::logic_error("there is no such rule");
    rule->check = [strict = rule->check](const LoginContext& login) {
        const bool missing = login.response && *login.response && !(*login.response)->destination;
        return missing && !login.response_signature.present ? RuleOutcome::hold("(none)") : strict(login);
    };
}

TEST(SamlBenign, CommentsRefused) {
    EXPECT_EQ(findings_against(refuses_comments, {"negative/text@txt-comment-*"}), "");
}
TEST(SamlBenign, OneErrorPage) { EXPECT_EQ(findings_against(one_error_page, {"negative/condition@*"}), ""); }
TEST(SamlBenign, DestinationHostInAnyCase) {
    EXPECT_EQ(findings_against(destination_host_in_any_case, {"negative/envelope@dest-*"}), "");
}
TEST(SamlBenign, NoDestinationInAnUnsignedResponse) {
    EXPECT_EQ(findings_against(destination_not_needed_unsigned, {"negative/envelope@dest-*"}), "");
}

} // namespace
} // namespace idpsim::engine
