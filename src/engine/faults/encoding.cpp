/// How the message travels: base64, form, method.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/deflate.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "encoding";

std::string xml_of(const HttpRequest& delivery) {
    return crypto::base64_decode(saml_response(delivery)).value();
}

/// The field's value gives way to what `write` makes of it.
Change value(std::function<std::string(const std::string& was)> write) {
    return delivered([write](HttpRequest& delivery, const Attack&) {
        set_saml_response(delivery, write(saml_response(delivery)));
    });
}

Change body(std::function<std::string(const std::string& was)> write) {
    return delivered([write](HttpRequest& delivery, const Attack&) { delivery.body = write(delivery.body); });
}

Change content_type(std::string type, std::function<std::string(const HttpRequest&)> write) {
    return delivered([type, write](HttpRequest& delivery, const Attack&) {
        delivery.body = write(delivery);
        set_header(delivery.headers, "Content-Type", type);
    });
}

void as_query(HttpRequest& delivery, const std::string& query) {
    delivery.method = "GET";
    delivery.url += std::string(query_separator(delivery.url)) + query;
    delivery.body.clear();
    std::erase_if(delivery.headers, [](const auto& header) { return equal_nocase(header.first, "Content-Type"); });
}

void by_get(HttpRequest& delivery, const Attack&) { as_query(delivery, delivery.body); }

void by_redirect(HttpRequest& delivery, const Attack&) {
    const std::string url = saml::encode_redirect("", "SAMLResponse", xml_of(delivery), std::nullopt);
    as_query(delivery, url.substr(url.find("SAMLResponse")));
}

/// Sixteen megabytes that compress to next to nothing.
void bomb(HttpRequest& delivery, const Attack&) {
    as_query(delivery, "SAMLResponse=" + percent_encode(crypto::base64_encode(saml::deflate_raw(std::string(16u << 20, ' ')))));
}

std::string forged(const std::string& xml, const Attack& attack) {
    return replace_all(xml, attack.email, attack.victim);
}

void two_fields(HttpRequest& delivery, const Attack& attack) {
    delivery.body += "&SAMLResponse=" + form_encode(crypto::base64_encode(forged(xml_of(delivery), attack)));
}

void in_query_too(HttpRequest& delivery, const Attack& attack) {
    delivery.url = with_param(delivery.url, "SAMLResponse", crypto::base64_encode(forged(xml_of(delivery), attack)));
}

std::string as_multipart(const HttpRequest& delivery) {
    return "--b\r\nContent-Disposition: form-data; name=\"SAMLResponse\"\r\n\r\n" + saml_response(delivery) + "\r\n--b--\r\n";
}

std::string as_json(const HttpRequest& delivery) { return R"({"SAMLResponse":")" + saml_response(delivery) + "\"}"; }

std::string url_alphabet(const std::string& was) {
    return replace_all(replace_all(replace_all(was, "+", "-"), "/", "_"), "=", "");
}

std::string without_padding(const std::string& was) { return was.substr(0, was.find_last_not_of('=') + 1); }

std::string deflated(const std::string& was) {
    return crypto::base64_encode(saml::deflate_raw(crypto::base64_decode(was).value()));
}

} // namespace

std::vector<SamlFault> encoding_faults() {
    const auto field_named = [](std::string name) {
        return body([name](const std::string& was) { return replace_all(was, "SAMLResponse=", name + "="); });
    };
    return {
        {"enc-not-base64", theme, "the XML as it is", Must::refuse,
         value([](const std::string& was) { return crypto::base64_decode(was).value(); })},
        {"enc-base64url", theme, "base64 in the alphabet for URLs", Must::policy, value(url_alphabet)},
        {"enc-no-padding", theme, "base64 without its padding", Must::policy, value(without_padding)},
        {"enc-linebreaks", theme, "base64 in lines of 76 characters", Must::accept,
         value([](const std::string& was) { return wrap(was, 76, "\r\n"); })},
        {"enc-trailing-garbage", theme, "characters behind the base64 that are none", Must::refuse,
         value([](const std::string& was) { return was + "!!!!"; })},
        {"enc-deflated-in-post", theme, "deflated as for Redirect, but posted", Must::policy, value(deflated)},
        {"enc-double-base64", theme, "base64 twice", Must::refuse,
         value([](const std::string& was) { return crypto::base64_encode(was); })},
        {"enc-two-params", theme, "a second field with a forged message", Must::refuse, delivered(two_fields)},
        {"enc-query-and-body", theme, "a forged message in the URL beside the good one in the form", Must::policy,
         delivered(in_query_too)},
        {"enc-array-param", theme, "the field is named SAMLResponse[]", Must::refuse, field_named("SAMLResponse%5B%5D")},
        {"enc-empty-param", theme, "the field is empty", Must::refuse, value([](const std::string&) { return ""; })},
        {"enc-missing-param", theme, "there is no field", Must::refuse, body([](const std::string&) { return "RelayState=x"; })},
        {"enc-samlrequest-at-acs", theme, "the message comes as SAMLRequest", Must::refuse, field_named("SAMLRequest")},
        {"enc-both-request-response", theme, "a SAMLRequest beside the SAMLResponse", Must::refuse,
         body([](const std::string& was) { return was + "&SAMLRequest=PHgvPg%3D%3D"; })},
        {"enc-get-acs", theme, "the form's fields come in a GET", Must::refuse, delivered(by_get)},
        {"enc-redirect-response", theme, "the Response comes by Redirect", Must::refuse, delivered(by_redirect)},
        {"enc-wrong-content-type", theme, "the form is said to be plain text", Must::policy,
         content_type("text/plain", [](const HttpRequest& delivery) { return delivery.body; })},
        {"enc-json", theme, "the message comes in JSON", Must::refuse, content_type("application/json", as_json)},
        {"dos-multipart", theme, "the form comes in parts", Must::policy,
         content_type("multipart/form-data; boundary=b", as_multipart)},
        {"infl-bomb", theme, "sixteen megabytes, deflated, by Redirect", Must::survive, delivered(bomb)},
        {"dos-large-base64-lines", theme, "two hundred thousand blanks in the base64", Must::survive,
         value([](const std::string& was) { return was.substr(0, 4) + std::string(200'000, ' ') + was.substr(4); })},
        {"dos-form-fields", theme, "ten thousand other fields", Must::survive, body([](std::string was) {
             for (int i = 0; i < 10'000; ++i) was += "&f" + std::to_string(i) + "=x";
             return was;
         })},
    };
}

} // namespace idpsim::engine::faults
