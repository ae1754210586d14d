#include "src/saml/decode.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/deflate.hpp"
#include "src/xml/html.hpp"

namespace idpsim::saml {
namespace {

constexpr std::size_t max_octets = 4u << 20;

enum class Encoding { plain, deflated };

bool is_message(std::string_view name) { return name == "SAMLRequest" || name == "SAMLResponse"; }

std::optional<std::string> decode(std::string_view value, Encoding encoding) {
    const auto octets = crypto::base64_decode(value);
    if (!octets || octets->empty() || octets->size() > max_octets) return std::nullopt;
    if (encoding == Encoding::plain) return *octets;
    auto xml = inflate_raw(*octets, max_octets);
    return xml ? std::optional(std::move(*xml)) : std::nullopt;
}

void take(const Params& params, Encoding encoding, std::vector<Decoded>& out) {
    for (const auto& [name, value] : params) {
        if (!is_message(name)) continue;
        auto xml = decode(value, encoding);
        if (xml) out.push_back({name, std::move(*xml), find_param(params, "RelayState")});
    }
}

void take_query(std::string_view url, std::vector<Decoded>& out) {
    const auto question = url.find('?');
    if (question == std::string_view::npos) return;
    std::string_view query = url.substr(question + 1);
    query = query.substr(0, query.find('#'));
    if (const auto params = parse_form(query)) take(*params, Encoding::deflated, out);
}

void take_form_body(const HttpRequest& request, std::vector<Decoded>& out) {
    const std::string type = to_lower(find_header(request.headers, "Content-Type").value_or(""));
    if (!type.starts_with("application/x-www-form-urlencoded")) return;
    if (const auto params = parse_form(request.body)) take(*params, Encoding::plain, out);
}

void take_page(const std::string& body, std::vector<Decoded>& out) {
    // Most pages hold no message: spare them the HTML parser.
    if (body.find("SAMLRe") == std::string::npos) return;
    const auto page = xml::read_html(body);
    if (!page) return;
    for (const xml::HtmlForm& form : page->forms) {
        Params params;
        for (const xml::HtmlInput& input : form.inputs) params.emplace_back(input.name, input.value);
        take(params, form.method == "post" ? Encoding::plain : Encoding::deflated, out);
    }
}

} // namespace

std::vector<Decoded> decode_messages(const Exchange& exchange) {
    std::vector<Decoded> out;
    take_query(exchange.request.url, out);
    take_form_body(exchange.request, out);
    if (exchange.response.status >= 300 && exchange.response.status < 400)
        take_query(find_header(exchange.response.headers, "Location").value_or(""), out);
    take_page(exchange.response.body, out);
    return out;
}

} // namespace idpsim::saml
