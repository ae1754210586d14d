#include "src/engine/inspect_rules.hpp"

#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <array>

namespace idpsim::engine {
namespace {

Result<void> take_certificates(const std::vector<saml::KeyDescriptor>& keys, std::vector<crypto::Certificate>& into) {
    for (const saml::KeyDescriptor& key : keys) {
        if (key.use && *key.use != "signing") continue;
        for (const std::string& base64 : key.certificates) {
            auto certificate = crypto::Certificate::from_base64(base64);
            if (certificate) into.push_back(std::move(*certificate));
        }
    }
    return {};
}

struct Hint {
    std::string_view rule, text;
    std::array<std::string_view, 3> keys{}; ///< of the console's fields that say it, the first that the vendor has
};

constexpr std::array hints{
    Hint{"xml.no_doctype", "No identity provider sends one: look who changed the message on its way.", {}},
    Hint{"xml.well_formed", "Take the message again, whole, from the browser's network log.", {}},
    Hint{"transport.method", "The browser was sent to the assertion consumer service by a link or redirect.", {}},
    Hint{"idp.metadata_current", "Import the identity provider's current metadata.", {}},
    Hint{"response.destination",
         "The ACS URL at the identity provider is another than the service provider's.",
         {"destination", "acs_url", "recipient"}},
    Hint{"response.issuer",
         "The service provider knows the identity provider by another entityID: import this app's own metadata.",
         {"entity_id"}},
    Hint{"response.status", "The identity provider refused; its own log says why.", {}},
    Hint{"response.in_response_to",
         "Start again at the service provider, in one tab; a bookmarked or repeated login page answers an old request.",
         {}},
    Hint{"assertion.count",
         "The assertion is encrypted: give the service provider's key by --key, or switch encryption off.",
         {"encrypt"}},
    Hint{"signature.present",
         "Have the identity provider sign the assertion.",
         {"sign", "sign.assertion", "sign.response"}},
    Hint{"signature.valid",
         "Compare the certificate in use with the one that the service provider was given: after a rollover import the "
         "current metadata.",
         {"algorithm"}},
    Hint{"assertion.issuer",
         "The service provider knows the identity provider by another entityID: import this app's own metadata.",
         {"entity_id"}},
    Hint{"subject.name_id",
         "The person lacks the field that the NameID is taken from.",
         {"name_id.value", "name_id.format"}},
    Hint{"subject.recipient",
         "The ACS URL at the identity provider is another than the service provider's.",
         {"recipient", "acs_url"}},
    Hint{"subject.not_on_or_after", "The message came too late, or the clocks differ.", {"times.not_on_or_after"}},
    Hint{"conditions.time", "The message came too late or too early, or the clocks differ.", {"times.not_on_or_after"}},
    Hint{"conditions.audience",
         "The audience at the identity provider is another than the service provider's entityID.",
         {"audience", "sp_entity_id"}},
    Hint{"account.email",
         "Map an attribute with the e-mail address, or send it as NameID.",
         {"name_id.value", "name_id.format"}},
    Hint{"request.acs",
         "The identity provider will refuse an ACS URL that is not registered with it.",
         {"acs_url", "acs_validator"}},
    Hint{"request.signed",
         "Switch signing on at the service provider, or off at the identity provider.",
         {"require_signature"}},
    Hint{"metadata.valid_until", "Download the metadata again.", {}},
    Hint{"metadata.keys",
         "Download the metadata again; a certificate was cut or changed by an editor or mail program.",
         {}},
};

const idp::ConsoleField* field_for(const Hint& hint, const idp::Profile& vendor) {
    for (const std::string_view key : hint.keys)
        for (const idp::ConsoleField& field : vendor.saml.console)
            if (!key.empty() && field.key == key) return &field;
    return nullptr;
}

std::optional<crypto::Certificate> carried_certificate(const xml::Element& signature) {
    const auto info = signature.child(ns::ds, "KeyInfo");
    const auto data = info ? info->child(ns::ds, "X509Data") : std::nullopt;
    const auto element = data ? data->child(ns::ds, "X509Certificate") : std::nullopt;
    const auto text = element ? element->text() : Result<std::string>(Error{Fault::not_found, "", ""});
    if (!text) return std::nullopt;
    auto certificate = crypto::Certificate::from_base64(*text);
    return certificate ? std::optional(std::move(*certificate)) : std::nullopt;
}

std::string describe_signature(const xml::Document& document, const xml::Element& signature, const Known& known) {
    const xml::Element parent = *signature.parent();
    const std::string whose = "The signature of the " + std::string(parent.name());
    const auto certificate = carried_certificate(signature);
    if (!certificate) return whose + " carries no certificate.";
    xml::VerifyPolicy policy;
    policy.keys = {certificate->public_key()};
    policy.allow_sha1 = true;
    policy.min_rsa_bits = 512;
    const auto verified = xml::verify_enveloped(document, parent, policy);
    const bool trusted =
        std::find(known.certificates.begin(), known.certificates.end(), *certificate) != known.certificates.end();
    std::string out = whose + " carries the certificate " + describe_certificate(*certificate);
    out += trusted ? ", which is one of those given" : known.policy ? ", which is NONE of those given" : "";
    if (verified)
        return out + ". It verifies with that, so the element is as it was signed" +
               (trusted ? "." : "; whether that certificate is the sender's, only its metadata can tell.");
    return out + ". It does not verify even with that: " + verified.error().detail +
           ". The element was changed after it was signed, or laid out anew.";
}

} // namespace

Result<Known> Known::read(const InspectContext& given) {
    Known out{given, {}, given.idp_entity_id, given.certificates, {}};
    if (given.idp_metadata) {
        auto metadata = saml::read_metadata(*given.idp_metadata);
        if (!metadata)
            return Error{metadata.error().fault, "IdP metadata: " + metadata.error().where, metadata.error().detail};
        if (!metadata->idp)
            return Error{Fault::invalid, "IdP metadata",
                         "it is a service provider's metadata, not an identity provider's"};
        const auto taken = take_certificates(metadata->idp->keys, out.certificates);
        if (!taken) return taken.error();
        if (!out.idp_entity_id) out.idp_entity_id = metadata->entity_id;
        out.metadata = std::move(*metadata);
    }
    if (!given.idp_metadata && given.certificates.empty()) return out;
    out.policy.emplace();
    for (const crypto::Certificate& certificate : out.certificates)
        out.policy->keys.push_back(certificate.public_key());
    out.policy->allow_sha1 = given.allow_legacy;
    out.policy->min_rsa_bits = given.allow_legacy ? 1024 : 2048;
    return out;
}

void RuleList::add(std::string_view id, std::string_view clause, std::string_view sentence,
                   const sp::RuleOutcome& outcome) {
    RuleResult rule{std::string(id),
                    std::string(clause),
                    std::string(sentence),
                    std::nullopt,
                    outcome.expected,
                    outcome.actual,
                    {}};
    if (outcome.kind != sp::RuleOutcome::Kind::not_judged) rule.holds = outcome.holds();
    rules_.push_back(std::move(rule));
}

bool RuleList::any_fails() const {
    return std::any_of(rules_.begin(), rules_.end(), [](const RuleResult& rule) { return rule.holds == false; });
}

sp::RuleOutcome same(const std::optional<std::string>& expected, const std::optional<std::string>& actual,
                     std::string missing) {
    if (!expected) return sp::RuleOutcome::not_judged(std::move(missing));
    if (actual == expected) return sp::RuleOutcome::hold(*actual);
    return sp::RuleOutcome::fail(*expected, actual.value_or("(none)"));
}

std::string hint_for(std::string_view rule, const idp::Profile* vendor) {
    const auto hint = std::find_if(hints.begin(), hints.end(), [rule](const Hint& one) { return one.rule == rule; });
    if (hint == hints.end()) return {};
    std::string out(hint->text);
    if (const idp::ConsoleField* field = vendor ? field_for(*hint, *vendor) : nullptr)
        out += " In " + vendor->title + ": " + (field->page.empty() ? "" : field->page + ", ") + "\"" + field->label +
               "\".";
    return out;
}

void describe_signatures(const xml::Document& document, const Known& known, std::vector<std::string>& notes) {
    constexpr std::size_t enough = 4; // a message has two, metadata one; each costs a verification
    std::size_t told = 0;
    for (const xml::Element& signature : document.find_all(ns::ds, "Signature"))
        if (signature.parent() && told++ < enough) notes.push_back(describe_signature(document, signature, known));
}

std::string describe_certificate(const crypto::Certificate& certificate) {
    return sp::printable(certificate.subject()) + " (SHA-256 " + certificate.fingerprint().substr(0, 16) + "..., " +
           format_instant(certificate.not_before(), SecondDigits::none) + " to " +
           format_instant(certificate.not_after(), SecondDigits::none) + ")";
}

} // namespace idpsim::engine
