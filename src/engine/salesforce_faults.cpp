#include "src/engine/salesforce_faults.hpp"

#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace {

namespace json = boost::json;
using Bend = std::function<void(json::object&, const SalesforceAttack&)>;

/// A change of a good JSON answer; what is no such answer stays.
std::function<void(HttpResponse&, const SalesforceAttack&)> body(Bend change) {
    return [change = std::move(change)](HttpResponse& response, const SalesforceAttack& attack) {
        boost::system::error_code error;
        json::value value = json::parse(response.body, error);
        if (error || !value.is_object() || response.status != 200) return;
        change(value.get_object(), attack);
        response.body = json::serialize(value);
    };
}

std::string text(const json::object& object, std::string_view name) {
    const json::string& value = object.at(json::string_view(name.data(), name.size())).as_string();
    return {value.data(), value.size()};
}

void sign_anew(json::object& token, const SalesforceAttack& attack) {
    token["signature"] = crypto::base64_encode(
        crypto::hmac(crypto::Hash::sha256, attack.client_secret, text(token, "id") + text(token, "issued_at")));
}

void answer(HttpResponse& response, int status, std::string type, std::string what) {
    response.status = status;
    response.body = std::move(what);
    set_header(response.headers, "Content-Type", type);
}

constexpr std::size_t huge = 1u << 20;

} // namespace

const std::vector<SalesforceFault>& salesforce_faults() {
    static const std::vector<SalesforceFault> all{
        {"token-signature-wrong", "The signature is by another secret.", "token",
         body([](json::object& token, const SalesforceAttack&) {
             token["signature"] = crypto::base64_encode(
                 crypto::hmac(crypto::Hash::sha256, "another", text(token, "id") + text(token, "issued_at")));
         })},
        {"token-signature-missing", "The token answer is not signed.", "token",
         body([](json::object& token, const SalesforceAttack&) { token.erase("signature"); })},
        {"token-issued-at-changed", "The time is another than the one that is signed.", "token",
         body([](json::object& token, const SalesforceAttack&) {
             token["issued_at"] = text(token, "issued_at") + "0";
         })},
        {"token-id-elsewhere", "The Identity URL is at somebody else's host.", "token",
         body([](json::object& token, const SalesforceAttack& attack) {
             token["id"] = attack.elsewhere + parse_url(text(token, "id")).value().path;
             sign_anew(token, attack);
         })},
        {"token-without-id", "The token answer has no Identity URL.", "token",
         body([](json::object& token, const SalesforceAttack&) { token.erase("id"); })},
        {"token-id-number", "The Identity URL is no text.", "token",
         body([](json::object& token, const SalesforceAttack&) { token["id"] = 7; })},
        {"token-no-json", "The token answer is a page.", "token",
         [](HttpResponse& out, const SalesforceAttack&) { answer(out, 200, "text/html", "<h1>Maintenance</h1>"); }},
        {"token-down", "The token endpoint is down.", "token",
         [](HttpResponse& out, const SalesforceAttack&) { answer(out, 503, "text/html", "<h1>Down</h1>"); }},
        {"token-huge", "The token answer does not end.", "token",
         body([](json::object& token, const SalesforceAttack&) { token["padding"] = std::string(huge, 'x'); })},
        {"identity-other-user", "The identity is that of somebody else.", "identity",
         body([](json::object& identity, const SalesforceAttack& attack) { identity["user_id"] = attack.victim_id; })},
        {"identity-inactive", "The user is not active.", "identity",
         body([](json::object& identity, const SalesforceAttack&) { identity["active"] = false; })},
        {"identity-verified-text", "Whether the address is verified is told as a text.", "identity",
         body([](json::object& identity, const SalesforceAttack&) { identity["email_verified"] = "true"; })},
        {"identity-without-email", "The identity has no address.", "identity",
         body([](json::object& identity, const SalesforceAttack&) { identity.erase("email"); })},
        {"identity-two-emails", "The address is a list.", "identity",
         body([](json::object& identity, const SalesforceAttack&) {
             identity["email"] = json::array{identity["email"], identity["email"]};
         })},
        {"identity-no-json", "The identity is a page.", "identity",
         [](HttpResponse& out, const SalesforceAttack&) { answer(out, 200, "text/html", "<h1>Hello</h1>"); }},
        {"identity-moved", "The identity is said to be elsewhere.", "identity",
         [](HttpResponse& out, const SalesforceAttack& attack) {
             answer(out, 302, "text/html", "");
             set_header(out.headers, "Location", attack.elsewhere + "/id");
         }},
        {"identity-huge", "The identity does not end.", "identity",
         body([](json::object& identity, const SalesforceAttack&) { identity["padding"] = std::string(huge, 'x'); })},
    };
    return all;
}

const SalesforceFault* find_salesforce_fault(std::string_view id) {
    const auto& all = salesforce_faults();
    const auto found = std::ranges::find(all, id, &SalesforceFault::id);
    return found == all.end() ? nullptr : &*found;
}

} // namespace idpsim::engine
