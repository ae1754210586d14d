#include "simulator/idp/sessions.hpp"

#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

namespace idpsim::idp {

bool Session::is_named(const std::string& sp_entity_id, const saml::NameId& name_id,
                       const std::vector<std::string>& session_indexes) const {
    return std::ranges::any_of(participants, [&](const Participant& one) {
        const bool same_format = !name_id.format || one.name_id_format.empty() || *name_id.format == one.name_id_format ||
                                 *name_id.format == saml::nameid_unspecified;
        const bool index_fits =
            session_indexes.empty() || std::ranges::find(session_indexes, one.session_index) != session_indexes.end();
        return one.sp_entity_id == sp_entity_id && one.name_id == name_id.value && same_format && index_fits;
    });
}

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
