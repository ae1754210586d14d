/// What Salesforce answered, taken apart: hostile until it is checked.
#include "simulator/sp/identity.hpp"
#include "simulator/sp/salesforce_rules.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

namespace json = boost::json;
constexpr std::size_t longest_text = 4096;

Error wrong(Fault fault, std::string what) { return Error{fault, "Salesforce", std::move(what)}; }

/// What an OAuth error answer says, or nothing.
std::string oauth_words(const std::string& body) {
    if (body.size() > 8192) return {};
    const json::value value = scim::json_or_null(body);
    if (!value.is_object()) return {};
    const std::string error(scim::text_member(value.get_object(), "error"));
    const std::string description(scim::text_member(value.get_object(), "error_description"));
    return error.empty() ? "" : ": " + printable(error + " (" + description + ")");
}

Result<std::string> text_in(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
    if (!value || !value->is_string()) return wrong(Fault::malformed, std::string(name) + " is missing, or no text");
    std::string out(scim::text_of(value->get_string()));
    if (out.empty() || out.size() > longest_text)
        return wrong(Fault::malformed, std::string(name) + " is empty, or too long");
    return out;
}

Result<bool> flag_in(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
    if (!value || !value->is_bool())
        return wrong(Fault::malformed, std::string(name) + " is missing, or neither true nor false");
    return value->get_bool();
}

/// "/id/{org}/{user}"
SalesforceUser named_by(const Url& url, const SalesforceConfig& config, const std::string& environment) {
    const std::string prefix = config.identity + "/";
    if (!url.path.starts_with(prefix) || !url.query.empty()) return {};
    const std::vector<std::string_view> parts = split(std::string_view(url.path).substr(prefix.size()), '/');
    if (parts.size() != 2 || !is_salesforce_id(parts[0], "00D") || !is_salesforce_id(parts[1], "005")) return {};
    return {environment, long_salesforce_id(parts[0]), long_salesforce_id(parts[1])};
}

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

} // namespace

bool is_salesforce_id(std::string_view text, std::string_view prefix) {
    if ((text.size() != 15 && text.size() != 18) || !text.starts_with(prefix) || !std::ranges::all_of(text, is_alnum))
        return false;
    return text.size() == 15 || long_salesforce_id(text.substr(0, 15)) == text;
}

std::string long_salesforce_id(std::string_view id) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    if (id.size() != 15) return std::string(id);
    std::string out(id);
    for (std::size_t part = 0; part < 3; ++part) {
        std::size_t bits = 0;
        for (std::size_t i = 0; i < 5; ++i) {
            const char c = id[part * 5 + i];
            if (c >= 'A' && c <= 'Z') bits |= std::size_t{1} << i;
        }
        out += letters[bits];
    }
    return out;
}

Result<json::object> read_salesforce_json(const Result<HttpResponse>& answer, std::size_t most) {
    if (!answer) return wrong(answer.error().fault, "it did not answer");
    if (answer->status != 200)
        return wrong(Fault::refused, "it answered " + std::to_string(answer->status) + oauth_words(answer->body));
    if (answer->body.size() > most) return wrong(Fault::too_large, "its answer is too large");
    auto object = scim::parse_json_object(answer->body, {.octets = most, .depth = 16});
    if (!object) return wrong(Fault::malformed, "its answer is no JSON object");
    return std::move(*object);
}

Result<SalesforceToken> read_salesforce_token(const Result<HttpResponse>& answer, const SalesforceConfig& config,
                                              const SalesforceConnection& connection) {
    const Result<json::object> body = read_salesforce_json(answer);
    if (!body) return body.error();
    SalesforceToken out;
    for (const auto& [name, member] :
         {std::pair{"access_token", &out.access_token}, {"id", &out.id}, {"issued_at", &out.issued_at}}) {
        Result<std::string> text = text_in(*body, name);
        if (!text) return text.error();
        *member = std::move(*text);
    }
    out.signature = std::string(scim::text_member(*body, "signature")); // its absence is the signature rule's business
    if (!std::ranges::all_of(out.access_token, [](char c) { return c > 0x20 && c < 0x7f; }))
        return wrong(Fault::malformed, "access_token is no token");
    Result<Url> url = parse_url(out.id);
    if (!url) return wrong(Fault::malformed, "id is no URL");
    out.named = named_by(*url, config, connection.environment);
    out.id_url = std::move(*url);
    return out;
}

Result<SalesforceIdentity> read_salesforce_identity(const Result<HttpResponse>& answer,
                                                    const std::string& environment) {
    const Result<json::object> body = read_salesforce_json(answer);
    if (!body) return body.error();
    SalesforceIdentity out;
    for (const auto& [name, member] : {std::pair{"organization_id", &out.user.organization_id},
                                       {"user_id", &out.user.user_id},
                                       {"username", &out.username},
                                       {"email", &out.email}}) {
        Result<std::string> text = text_in(*body, name);
        if (!text) return text.error();
        *member = std::move(*text);
    }
    for (const auto& [name, member] : {std::pair{"email_verified", &out.email_verified}, {"active", &out.active}}) {
        const Result<bool> flag = flag_in(*body, name);
        if (!flag) return flag.error();
        *member = *flag;
    }
    if (!is_salesforce_id(out.user.organization_id, "00D") || !is_salesforce_id(out.user.user_id, "005"))
        return wrong(Fault::malformed, "its ids are none");
    if (!is_email(out.email)) return wrong(Fault::malformed, "email is no address");
    out.user = {environment, long_salesforce_id(out.user.organization_id), long_salesforce_id(out.user.user_id)};
    return out;
}

} // namespace idpsim::sp
