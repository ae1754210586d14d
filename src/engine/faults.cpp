#include "src/engine/faults.hpp"

#include "src/saml/values.hpp"
#include "src/xml/sign.hpp"

#include <algorithm>
#include <functional>

namespace idpsim::engine {
namespace {

using idp::ResponseHooks;

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Every element of that local name, the root included, in document order.
std::vector<pugi::xml_node> all_named(pugi::xml_node root, std::string_view name) {
    std::vector<pugi::xml_node> out;
    const std::function<void(pugi::xml_node)> walk = [&](pugi::xml_node node) {
        if (local_name(node) == name) out.push_back(node);
        for (pugi::xml_node child : node.children()) walk(child);
    };
    walk(root);
    return out;
}

void set_attribute(pugi::xml_node root, std::string_view element, const char* attribute, const std::string& value) {
    for (pugi::xml_node node : all_named(root, element))
        if (pugi::xml_attribute found = node.attribute(attribute)) found.set_value(value.c_str());
}

void set_text(pugi::xml_node root, std::string_view element, const std::string& value) {
    for (pugi::xml_node node : all_named(root, element)) node.text().set(value.c_str());
}

/// Moves an xs:dateTime attribute; the vendor's number of digits stays.
void move_time(pugi::xml_node root, std::string_view element, const char* attribute, std::chrono::seconds by) {
    for (pugi::xml_node node : all_named(root, element)) {
        pugi::xml_attribute found = node.attribute(attribute);
        const auto at = found ? parse_instant(found.value()) : Result<Instant>(Error{Fault::not_found, attribute, "absent"});
        if (!at) continue;
        const bool millis = std::string_view(found.value()).find('.') != std::string_view::npos;
        found.set_value(format_instant(*at + by, millis ? SecondDigits::milli : SecondDigits::none).c_str());
    }
}

/// A change made before the vendor signs, so that only the SP's own rule stands between it and a session.
ResponseHooks before_signing(std::function<void(pugi::xml_node)> change) {
    ResponseHooks out;
    out.before_signing = std::move(change);
    return out;
}

ResponseHooks after_signing(std::function<void(pugi::xml_node)> change) {
    ResponseHooks out;
    out.after_signing = std::move(change);
    return out;
}

ResponseHooks byte_flipped(const crypto::PrivateKey&) {
    return after_signing([](pugi::xml_node root) {
        for (pugi::xml_node node : all_named(root, "NameID")) {
            std::string text = node.text().get();
            if (text.empty()) continue;
            text.front() = text.front() == 'x' ? 'y' : 'x';
            node.text().set(text.c_str());
        }
    });
}

ResponseHooks signature_removed(const crypto::PrivateKey&) {
    return after_signing([](pugi::xml_node root) {
        for (pugi::xml_node node : all_named(root, "Signature")) node.parent().remove_child(node);
    });
}

/// Signs anew, inside first, with a key of nobody the SP knows.
ResponseHooks key_other(const crypto::PrivateKey& stranger) {
    return after_signing([stranger](pugi::xml_node root) {
        std::vector<pugi::xml_node> signatures = all_named(root, "Signature");
        std::ranges::reverse(signatures);
        for (pugi::xml_node signature : signatures) {
            set_text(signature, "DigestValue", "");
            set_text(signature, "SignatureValue", "");
        }
        const auto depth = [](pugi::xml_node node) {
            int out = 0;
            for (; node; node = node.parent()) ++out;
            return out;
        };
        std::ranges::stable_sort(signatures, [&](auto a, auto b) { return depth(a) > depth(b); });
        for (pugi::xml_node signature : signatures) xml::sign_in_place(signature, stranger);
    });
}

ResponseHooks audience_other(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) { set_text(root, "Audience", "https://other-sp.example/saml"); });
}

ResponseHooks recipient_other(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        set_attribute(root, "SubjectConfirmationData", "Recipient", "https://other-sp.example/acs");
    });
}

ResponseHooks issuer_other(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) { set_text(root, "Issuer", "https://other-idp.example/saml"); });
}

ResponseHooks in_response_to_other(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        set_attribute(root, "Response", "InResponseTo", "_0123456789abcdef0123456789abcdef");
        set_attribute(root, "SubjectConfirmationData", "InResponseTo", "_0123456789abcdef0123456789abcdef");
    });
}

ResponseHooks confirmation_expired(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        move_time(root, "SubjectConfirmationData", "NotOnOrAfter", -std::chrono::hours{24});
    });
}

ResponseHooks conditions_expired(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        move_time(root, "Conditions", "NotBefore", -std::chrono::hours{24});
        move_time(root, "Conditions", "NotOnOrAfter", -std::chrono::hours{24});
    });
}

ResponseHooks not_yet_valid(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        move_time(root, "Conditions", "NotBefore", std::chrono::hours{24});
        move_time(root, "Conditions", "NotOnOrAfter", std::chrono::hours{24});
    });
}

ResponseHooks status_failed(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        set_attribute(root, "StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder");
    });
}

ResponseHooks version_other(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) { set_attribute(root, "Assertion", "Version", "1.1"); });
}

ResponseHooks method_other(const crypto::PrivateKey&) {
    return before_signing([](pugi::xml_node root) {
        set_attribute(root, "SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches");
    });
}

ResponseHooks unchanged(const crypto::PrivateKey&) { return {}; }

} // namespace

const std::vector<SamlFault>& saml_faults() {
    static const std::vector<SamlFault> faults{
        {"byte-flipped", "one octet of the signed NameID is another one", byte_flipped},
        {"signature-removed", "nothing is signed", signature_removed},
        {"key-other", "signed with a key that is not the IdP's", key_other},
        {"replayed", "a Response that was accepted comes a second time", unchanged},
        {"audience-other", "addressed to another service provider", audience_other},
        {"recipient-other", "meant for another assertion consumer service", recipient_other},
        {"issuer-other", "issued by another IdP, by its own word", issuer_other},
        {"in-response-to-other", "answers a request that was never made", in_response_to_other},
        {"confirmation-expired", "the bearer confirmation ended a day ago", confirmation_expired},
        {"conditions-expired", "the conditions ended a day ago", conditions_expired},
        {"not-yet-valid", "the conditions begin tomorrow", not_yet_valid},
        {"status-failed", "the status says failure though an assertion is inside", status_failed},
        {"version-other", "the assertion's version is 1.1", version_other},
        {"method-other", "the confirmation is sender-vouches, not bearer", method_other},
    };
    return faults;
}

const SamlFault* find_saml_fault(std::string_view id) {
    for (const SamlFault& fault : saml_faults())
        if (fault.id == id) return &fault;
    return nullptr;
}

} // namespace idpsim::engine
