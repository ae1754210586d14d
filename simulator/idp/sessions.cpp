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

bool same_secret(std::string_view a, std::string_view b) {
    // Digests have one length, so neither length nor place of a difference shows.
    const std::string left = crypto::digest(crypto::Hash::sha256, a);
    const std::string right = crypto::digest(crypto::Hash::sha256, b);
    unsigned different = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        different |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]);
    return different == 0;
}

} // namespace idpsim::idp
