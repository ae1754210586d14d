#include "simulator/mutants/delivery.hpp"

#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"

namespace idpsim::mutants {

bool is_delivery(const HttpRequest& request) { return request.url.find("/acs") != std::string::npos; }

void rewrite_request(sp::SpBehaviour& behaviour, std::function<void(HttpRequest&)> change) {
    behaviour.before = [change](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_delivery(request)) change(request);
        return std::nullopt;
    };
}

void refuse_when(sp::SpBehaviour& behaviour,
                 std::function<bool(const std::string& field, const std::string& xml)> unwelcome) {
    behaviour.before = [unwelcome](HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string field = is_delivery(request) ? field_of(request, "SAMLResponse") : "";
        const auto xml = crypto::base64_decode(field);
        if (!field.empty() && xml && unwelcome(field, *xml))
            return text_response(403, "This message is not understood.");
        return std::nullopt;
    };
}

std::string field_of(const HttpRequest& request, std::string_view name) {
    const auto form = parse_form(request.body);
    return form ? find_param(*form, name).value_or("") : "";
}

void become_post(HttpRequest& request, const std::string& value) {
    request.method = "POST";
    request.url = request.url.substr(0, request.url.find('?'));
    request.body = "SAMLResponse=" + form_encode(value);
    set_header(request.headers, "Content-Type", "application/x-www-form-urlencoded");
}

std::string printed(const pugi::xml_document& document) {
    struct Writer : pugi::xml_writer {
        std::string text;
        void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
    } writer;
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
    return writer.text;
}

} // namespace idpsim::mutants
