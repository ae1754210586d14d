#include "simulator/idp/sessions.hpp"

#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

namespace idpsim::idp {

std::string cookie_value(const Headers& headers, std::string_view name) {
    for (const std::string& header : all_headers(headers, "Cookie")) {
        for (const std::string_view pair : split(header, ';')) {
            const std::string_view cookie = trim(pair);
            const auto equals = cookie.find('=');
            if (equals != std::string_view::npos && cookie.substr(0, equals) == name)
                return std::string(cookie.substr(equals + 1));
        }
    }
    return {};
}

std::string session_cookie(std::string_view name, std::string_view value, bool https) {
    std::string out(name);
    out += "=";
    out += value;
    out += "; Path=/; HttpOnly";
    out += https ? "; Secure; SameSite=None" : "; SameSite=Lax";
    return out;
}

} // namespace idpsim::idp
