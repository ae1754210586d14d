#include "simulator/sp/identity.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

const std::string* first_value(const saml::Assertion& assertion, const std::vector<std::string>& names) {
    for (const std::string& name : names)
        for (const saml::Attribute& attribute : assertion.attributes)
            if (attribute.name == name && !attribute.values.empty() && !attribute.values.front().empty())
                return &attribute.values.front();
    return nullptr;
}

std::string value_or_empty(const saml::Assertion& assertion, const std::vector<std::string>& names) {
    const std::string* value = first_value(assertion, names);
    return value ? *value : std::string{};
}

/// The address, or nullptr.
const std::string* find_email(const saml::Assertion& assertion, const AttributeMapping& mapping) {
    const std::string* attribute = first_value(assertion, mapping.email);
    if (attribute && !is_email(*attribute)) attribute = nullptr;
    const std::string* name_id = is_email(assertion.name_id->value) ? &assertion.name_id->value : nullptr;
    if (mapping.email_attribute_first) return attribute ? attribute : name_id;
    return name_id ? name_id : attribute;
}

std::string display_name_of(const Identity& identity, std::string told) {
    if (!told.empty()) return told;
    if (identity.given_name.empty() && identity.family_name.empty()) return identity.email;
    if (identity.given_name.empty() || identity.family_name.empty()) return identity.given_name + identity.family_name;
    return identity.given_name + " " + identity.family_name;
}

bool is_unquoted(unsigned char c) {
    constexpr std::string_view specials = "()<>[]:;\\,\"";
    return c > 0x20 && c != 0x7f && specials.find(static_cast<char>(c)) == std::string_view::npos;
}

} // namespace

const AttributeMapping& AttributeMapping::usual() {
    static const AttributeMapping mapping{
        .email = {"email", "Email", "mail", "emailAddress", "emailaddress", "User.email", "user.email",
                  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
                  "urn:oid:0.9.2342.19200300.100.1.3"},
        .given_name = {"firstName", "firstname", "FirstName", "first_name", "givenName", "given_name",
                       "User.FirstName", "user.firstName", "user.name.given",
                       "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "urn:oid:2.5.4.42"},
        .family_name = {"lastName", "lastname", "LastName", "last_name", "sn", "surname", "familyName", "family_name",
                        "User.LastName", "user.lastName", "user.name.family",
                        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "urn:oid:2.5.4.4"},
        .display_name = {"displayName", "displayname", "display_name", "urn:oid:2.16.840.1.113730.3.1.241"},
    };
    return mapping;
}

Result<Identity> read_identity(const saml::Assertion& assertion, const AttributeMapping& mapping) {
    if (!assertion.name_id || assertion.name_id->value.empty())
        return Error{Fault::invalid, "Subject", "the assertion has no NameID"};
    const std::string* email = find_email(assertion, mapping);
    if (!email)
        return Error{Fault::invalid, "Subject", "neither the NameID nor a mapped attribute is an e-mail address"};
    Identity out;
    out.name_id = *assertion.name_id;
    out.email = *email;
    out.given_name = value_or_empty(assertion, mapping.given_name);
    out.family_name = value_or_empty(assertion, mapping.family_name);
    out.display_name = display_name_of(out, value_or_empty(assertion, mapping.display_name));
    return out;
}

bool is_email(std::string_view text) {
    if (text.size() > 254) return false;
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
    const std::string_view domain = text.substr(at + 1);
    if (domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
    if (domain.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is_unquoted(static_cast<unsigned char>(c)); });
}

} // namespace idpsim::sp
