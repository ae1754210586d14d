/// Metadata: what a service provider that imports it would say.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/inspect_rules.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::engine {
namespace {

using Outcome = sp::RuleOutcome;

Outcome is_current(const saml::EntityDescriptor& entity, const Known& known) {
    if (!entity.valid_until) return Outcome::hold("no validUntil");
    if (!known.given.now) return Outcome::not_judged("the time");
    if (*known.given.now < *entity.valid_until) return Outcome::hold(format_instant(*entity.valid_until));
    return Outcome::fail("later than " + format_instant(*known.given.now), format_instant(*entity.valid_until));
}

Outcome has_role(const saml::EntityDescriptor& entity) {
    if (entity.idp && entity.sp) return Outcome::hold("IdP and SP");
    if (entity.idp) return Outcome::hold("IdP");
    return entity.sp ? Outcome::hold("SP")
                     : Outcome::fail("an IDPSSODescriptor or SPSSODescriptor for SAML 2.0", "neither");
}

bool is_usable(const saml::Endpoint& endpoint, std::initializer_list<std::string_view> bindings) {
    return std::find(bindings.begin(), bindings.end(), endpoint.binding) != bindings.end() &&
           parse_url(endpoint.location).has_value();
}

Outcome has_endpoint(const saml::EntityDescriptor& entity, const Known& known) {
    if (entity.idp) {
        for (const saml::Endpoint& endpoint : entity.idp->sso)
            if (is_usable(endpoint, {saml::binding_redirect, saml::binding_post}))
                return Outcome::hold(endpoint.location);
        return Outcome::fail("a SingleSignOnService by HTTP-Redirect or HTTP-POST at an http(s) URL", "none");
    }
    if (!entity.sp) return Outcome::not_judged("a role");
    std::vector<std::string> seen;
    for (const saml::Endpoint& endpoint : entity.sp->acs) {
        if (!is_usable(endpoint, {saml::binding_post, saml::binding_artifact})) continue;
        if (!known.given.acs_url || endpoint.location == *known.given.acs_url) return Outcome::hold(endpoint.location);
        seen.push_back(endpoint.location);
    }
    return Outcome::fail(known.given.acs_url.value_or("an AssertionConsumerService by HTTP-POST"),
                         seen.empty() ? "none" : join(seen, ", "));
}

struct Keys {
    std::vector<crypto::Certificate> certificates;
    std::string problem;
};

Keys read_keys(const saml::EntityDescriptor& entity) {
    Keys out;
    for (const std::vector<saml::KeyDescriptor>* list :
         {entity.idp ? &entity.idp->keys : nullptr, entity.sp ? &entity.sp->keys : nullptr}) {
        if (!list) continue;
        for (const saml::KeyDescriptor& key : *list)
            for (const std::string& base64 : key.certificates) {
                auto certificate = crypto::Certificate::from_base64(base64);
                if (certificate)
                    out.certificates.push_back(std::move(*certificate));
                else
                    out.problem = certificate.error().detail;
            }
    }
    return out;
}

Outcome has_keys(const saml::EntityDescriptor& entity, const Keys& keys) {
    if (!keys.problem.empty()) return Outcome::fail("readable certificates", keys.problem);
    if (entity.idp && keys.certificates.empty()) return Outcome::fail("a certificate for signing", "none");
    return Outcome::hold(std::to_string(keys.certificates.size()));
}

Outcome are_strong(const Keys& keys, const Known& known) {
    const int least = known.given.allow_legacy ? 1024 : 2048;
    for (const crypto::Certificate& certificate : keys.certificates)
        if (certificate.public_key().is_rsa() && certificate.public_key().bits() < least)
            return Outcome::fail("RSA keys of " + std::to_string(least) + " bits",
                                 std::to_string(certificate.public_key().bits()) + " bits");
    return Outcome::hold();
}

/// By certificates given by hand: those inside vouch for nothing.
Outcome signature(const xml::Document& document, const Known& known) {
    if (!document.root().child(ns::ds, "Signature")) return Outcome::hold("(not signed)");
    if (known.given.certificates.empty()) return Outcome::not_judged("a certificate for metadata, by --cert");
    xml::VerifyPolicy policy = *known.policy;
    policy.keys.clear();
    for (const crypto::Certificate& certificate : known.given.certificates)
        policy.keys.push_back(certificate.public_key());
    const auto verified = xml::verify_enveloped(document, document.root(), policy);
    return verified ? Outcome::hold(verified->signature_method)
                    : Outcome::fail("a signature by a certificate given", verified.error().detail);
}

void add_fact(Inspected& out, std::string label, const std::optional<std::string>& value) {
    if (value) out.facts.emplace_back(std::move(label), sp::printable(*value));
}

void describe_entity(const saml::EntityDescriptor& entity, const Keys& keys, Inspected& out) {
    add_fact(out, "entityID", entity.entity_id);
    if (entity.valid_until) add_fact(out, "valid until", format_instant(*entity.valid_until));
    if (entity.idp)
        for (const saml::Endpoint& endpoint : entity.idp->sso)
            add_fact(out, "SSO " + endpoint.binding.substr(endpoint.binding.rfind(':') + 1), endpoint.location);
    if (entity.sp)
        for (const saml::Endpoint& endpoint : entity.sp->acs)
            add_fact(out, "ACS " + endpoint.binding.substr(endpoint.binding.rfind(':') + 1), endpoint.location);
    for (const crypto::Certificate& certificate : keys.certificates)
        add_fact(out, "certificate", describe_certificate(certificate));
}

} // namespace

void inspect_metadata(const FoundMessage& message, const xml::Document& document, const Known& known, Inspected& out) {
    RuleList rules;
    rules.add("xml.no_doctype", "saml-core-2.0 section 1.3", "The document carries no document type declaration.",
              Outcome::hold());
    const auto entity = saml::read_metadata(message.xml);
    rules.add("metadata.readable", "saml-metadata-2.0 section 2.3.2",
              "It is an EntityDescriptor with its mandatory parts.",
              entity ? Outcome::hold() : Outcome::fail("readable metadata", idpsim::describe(entity.error())));
    if (entity) {
        const Keys keys = read_keys(*entity);
        const bool is_idp = entity->idp.has_value();
        rules.add(
            "metadata.entity_id", "saml-metadata-2.0 section 2.3.2", "The entityID is the expected one.",
            same(is_idp ? known.given.idp_entity_id : known.given.sp_entity_id, entity->entity_id, "the entityID"));
        rules.add("metadata.valid_until", "saml-metadata-2.0 section 2.3.2", "validUntil is not past.",
                  is_current(*entity, known));
        rules.add("metadata.role", "saml-metadata-2.0 section 2.4", "It has a role for SAML 2.0.", has_role(*entity));
        rules.add("metadata.endpoint", "saml-metadata-2.0 section 2.4.3", "Its role has an endpoint that can be used.",
                  has_endpoint(*entity, known));
        rules.add("metadata.keys", "saml-metadata-2.0 section 2.4.1.1",
                  "Its certificates can be read, and an IdP has one.", has_keys(*entity, keys));
        rules.add("metadata.key_size", "saml-metadata-2.0 section 2.4.1.1", "Its RSA keys are long enough.",
                  are_strong(keys, known));
        rules.add("metadata.signature", "saml-metadata-2.0 section 3", "A signature that is there verifies.",
                  signature(document, known));
        describe_entity(*entity, keys, out);
    }
    out.valid = !rules.any_fails();
    out.rules = rules.take();
}

} // namespace idpsim::engine
