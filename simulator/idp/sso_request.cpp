#include "simulator/idp/sso_request.hpp"

#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/verify.hpp"

#include <boost/regex.hpp>

#include <algorithm>

namespace idpsim::idp {
namespace {

/// URLs longer than this are no ACS; it also bounds the work of an admin's regular expression.
constexpr std::size_t longest_acs_url = 2048;

std::vector<saml::Endpoint> post_endpoints(const Tenant& tenant) {
    std::vector<saml::Endpoint> out;
    if (!tenant.sp || !tenant.sp->sp) return out;
    std::ranges::copy_if(tenant.sp->sp->acs, std::back_inserter(out),
                         [](const saml::Endpoint& endpoint) { return endpoint.binding == saml::binding_post; });
    return out;
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::find(all, one) != all.end();
}

bool is_registered(const std::string& url, const Tenant& tenant, const Configuration& configuration,
                   const std::string& fallback) {
    if (url == fallback || holds(configuration.settings_of("acs_url"), url) || holds(configuration.settings_of("acs_urls"), url))
        return true;
    const auto endpoints = post_endpoints(tenant);
    return std::ranges::find(endpoints, url, &saml::Endpoint::location) != endpoints.end();
}

bool matches_validator(const std::string& url, const std::string& expression) {
    try {
        return boost::regex_search(url, boost::regex(expression, boost::regex::perl));
    } catch (const std::runtime_error&) { // not an expression, or one whose matching takes too long
        return false;
    }
}

bool is_allowed(const std::string& url, const SamlProfile& profile, const Tenant& tenant,
                const Configuration& configuration, const std::string& fallback) {
    if (url.size() > longest_acs_url) return false;
    switch (profile.requests.acs) {
    case AcsRule::listed:
        return is_registered(url, tenant, configuration, fallback);
    case AcsRule::equal:
        return url == fallback;
    case AcsRule::validator: {
        const auto expression = configuration.setting("acs_validator");
        return expression ? matches_validator(url, *expression) : url == fallback;
    }
    }
    return false;
}

/// The ACS that the request names, by URL or index, or the default one; nothing when it is refused.
std::optional<std::string> choose_acs(const saml::AuthnRequest& request, const SamlProfile& profile,
                                      const Tenant& tenant, const Configuration& configuration) {
    auto fallback = default_acs_url(tenant, configuration);
    if (request.acs_url) {
        const bool allowed = is_allowed(*request.acs_url, profile, tenant, configuration, fallback.value_or(""));
        return allowed ? request.acs_url : std::nullopt;
    }
    if (request.acs_index && profile.requests.acs_index) {
        // The console numbers its further URLs from 0 as they stand there.
        const auto further = configuration.settings_of("acs_urls");
        if (static_cast<std::size_t>(*request.acs_index) < further.size()) return further[static_cast<std::size_t>(*request.acs_index)];
        for (const saml::Endpoint& endpoint : post_endpoints(tenant))
            if (endpoint.index == request.acs_index) return endpoint.location;
    }
    return fallback;
}

std::vector<crypto::PublicKey> sp_keys(const Tenant& tenant) {
    std::vector<crypto::PublicKey> out;
    if (!tenant.sp || !tenant.sp->sp) return out;
    for (const saml::KeyDescriptor& descriptor : tenant.sp->sp->keys) {
        if (descriptor.use && *descriptor.use != "signing") continue;
        for (const std::string& text : descriptor.certificates)
            if (const auto certificate = crypto::Certificate::from_base64(text))
                out.push_back(certificate->public_key());
    }
    return out;
}

bool is_signed_by_sp(const saml::Received& received, const xml::Document& document, const Tenant& tenant) {
    const std::vector<crypto::PublicKey> keys = sp_keys(tenant);
    if (received.signature)
        return std::ranges::any_of(keys,
                                   [&](const auto& key) { return saml::verify_redirect(received, key).has_value(); });
    return xml::verify_enveloped(document, document.root(), xml::VerifyPolicy{keys}).has_value();
}

Errand errand_of(const saml::AuthnRequest& request, const saml::Received& received, const std::string& acs_url,
                 const Configuration& configuration) {
    Errand out;
    out.kind = Errand::Kind::answer;
    out.answer.request_id = request.id;
    out.answer.acs_url = acs_url;
    out.answer.sp_entity_id = request.issuer.value_or("");
    if (request.name_id_policy) {
        out.answer.name_id_format_asked = request.name_id_policy->format;
        out.answer.sp_name_qualifier = request.name_id_policy->sp_name_qualifier;
    }
    out.relay_state = received.relay_state;
    out.fresh_login = request.force_authn && configuration.force_authn;
    out.passive = request.is_passive;
    return out;
}

bool wants_other_context(const saml::AuthnRequest& request, const SamlProfile& profile,
                         const Configuration& configuration) {
    const auto& asked = request.requested_class_refs;
    if (!profile.requests.exact_authn_context || asked.empty()) return false;
    return std::ranges::find(asked, configuration.class_ref) == asked.end();
}

bool wants_other_name_id(const saml::AuthnRequest& request, const SamlProfile& profile) {
    const NameIdRules& rules = profile.name_id;
    if (rules.policy != NameIdPolicyRule::honour || !request.name_id_policy || !request.name_id_policy->format)
        return false;
    const std::string& asked = *request.name_id_policy->format;
    return asked != saml::nameid_unspecified && !rules.formats.contains(asked);
}

/// Every entityID that the app answers to.
std::vector<std::string> sp_entity_ids(const Tenant& tenant, const Configuration& configuration) {
    std::vector<std::string> out = configuration.settings_of("sp_entity_id");
    if (out.empty() && tenant.sp) out.push_back(tenant.sp->entity_id);
    return out;
}

/// What is left to ask once the message is well-formed.
Asked judge(const saml::AuthnRequest& request, const saml::Received& received, const xml::Document& document,
            const SamlProfile& profile, const Tenant& tenant, const Configuration& configuration) {
    if (!request.issuer || !holds(sp_entity_ids(tenant, configuration), *request.issuer))
        return Refused{reason::unknown_sp, "no app has the Issuer \"" + request.issuer.value_or("") + "\"", {}};
    if (configuration.require_signature && !is_signed_by_sp(received, document, tenant))
        return Refused{reason::bad_signature, "the AuthnRequest is not signed by the app", {}};
    const auto acs = choose_acs(request, profile, tenant, configuration);
    if (!acs) {
        const std::string named = request.acs_url.value_or("(none)");
        return Refused{reason::acs_mismatch, "the ACS URL \"" + named + "\" is not registered", {}};
    }
    Errand errand = errand_of(request, received, *acs, configuration);
    if (request.protocol_binding && *request.protocol_binding != saml::binding_post)
        return Refused{reason::unsupported_binding, "the ProtocolBinding is not HTTP-POST", std::move(errand)};
    if (wants_other_name_id(request, profile))
        return Refused{reason::name_id_policy, "the NameIDPolicy's Format is not offered", std::move(errand)};
    if (wants_other_context(request, profile, configuration))
        return Refused{reason::authn_context, "the RequestedAuthnContext cannot be met", std::move(errand)};
    return errand;
}

Refused unreadable(const Error& error) { return Refused{reason::bad_request, describe(error), {}}; }

} // namespace

Asked read_sso_request(const HttpRequest& request, const SamlProfile& profile, const Tenant& tenant,
                       const Configuration& configuration) {
    const auto url = parse_url(request.url);
    if (!url) return unreadable(url.error());
    const auto received = request.method == "POST" ? saml::read_post(request.body) : saml::read_redirect(url->query);
    if (!received) return unreadable(received.error());
    if (received->parameter != "SAMLRequest") return Refused{reason::bad_request, "no SAMLRequest was sent", {}};
    const auto document = xml::Document::parse(received->xml);
    if (!document) return unreadable(document.error());
    const auto asked = saml::read_authn_request(document->root());
    if (!asked) return unreadable(asked.error());
    return judge(*asked, *received, *document, profile, tenant, configuration);
}

std::optional<std::string> sp_entity_id(const Tenant& tenant, const Configuration& configuration) {
    if (auto entered = configuration.setting("sp_entity_id")) return entered;
    if (tenant.sp) return tenant.sp->entity_id;
    return std::nullopt;
}

std::optional<std::string> default_acs_url(const Tenant& tenant, const Configuration& configuration) {
    if (auto entered = configuration.setting("acs_url")) return entered;
    const auto endpoints = post_endpoints(tenant);
    if (endpoints.empty()) return std::nullopt;
    const auto marked = std::ranges::find(endpoints, std::optional<bool>(true), &saml::Endpoint::is_default);
    return (marked == endpoints.end() ? endpoints.front() : *marked).location;
}

} // namespace idpsim::idp
