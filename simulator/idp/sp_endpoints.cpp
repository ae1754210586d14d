#include "simulator/idp/sp_endpoints.hpp"

#include "src/core/text.hpp"

#include <boost/regex.hpp>

#include <algorithm>

namespace idpsim::idp {
namespace {

/// URLs longer than this are no ACS; it also bounds the work of an admin's regular expression.
constexpr std::size_t longest_acs_url = 2048;

/// Every ACS URL that the admin entered, the default one first.
std::vector<std::string> entered_urls(const Configuration& configuration) {
    std::vector<std::string> out = configuration.settings_of("acs_url");
    for (std::string& more : configuration.settings_of("acs_urls")) out.push_back(std::move(more));
    return out;
}

/// Those of the connected SP's endpoints that this vendor can serve.
std::vector<saml::Endpoint> acs_endpoints(const SamlProfile& profile, const Tenant& tenant) {
    std::vector<saml::Endpoint> out;
    if (!tenant.sp || !tenant.sp->sp) return out;
    for (const saml::Endpoint& endpoint : tenant.sp->sp->acs)
        if (endpoint.binding == saml::binding_post || (profile.artifact && endpoint.binding == saml::binding_artifact))
            out.push_back(endpoint);
    return out;
}

bool goes_by_artifact(const saml::Endpoint& endpoint) { return endpoint.binding == saml::binding_artifact; }

bool is_registered(const std::string& url, const std::vector<saml::Endpoint>& endpoints,
                   const Configuration& configuration) {
    const auto entered = entered_urls(configuration);
    return std::ranges::find(entered, url) != entered.end() ||
           std::ranges::find(endpoints, url, &saml::Endpoint::location) != endpoints.end();
}

bool matches_validator(const std::string& url, const std::string& expression) {
    try {
        return boost::regex_search(url, boost::regex(expression, boost::regex::perl));
    } catch (const std::runtime_error&) { // not an expression, or one whose matching takes too long
        return false;
    }
}

bool is_allowed(const std::string& url, bool is_signed, const SamlProfile& profile, const Tenant& tenant,
                const Configuration& configuration) {
    if (url.size() > longest_acs_url) return false;
    if (is_signed && configuration.acs_any_if_signed) return true;
    const auto fallback = default_acs(profile, tenant, configuration);
    const bool is_default = fallback && fallback->url == url;
    switch (profile.requests.acs) {
    case AcsRule::listed:
        return is_default || is_registered(url, acs_endpoints(profile, tenant), configuration);
    case AcsRule::equal:
        return is_default;
    case AcsRule::validator: {
        const auto expression = configuration.setting("acs_validator");
        return expression ? matches_validator(url, *expression) : is_default;
    }
    }
    return false;
}

/// In which binding a Response goes to a URL that the request names.
bool by_artifact(const std::string& url, const saml::AuthnRequest& request, const SamlProfile& profile,
                 const Tenant& tenant, const Configuration& configuration) {
    if (request.protocol_binding) return *request.protocol_binding == saml::binding_artifact;
    const auto endpoints = acs_endpoints(profile, tenant);
    const auto listed = std::ranges::find(endpoints, url, &saml::Endpoint::location);
    return configuration.by_artifact || (listed != endpoints.end() && goes_by_artifact(*listed));
}

const saml::Endpoint* slo_endpoint(const Tenant& tenant, const std::string& binding) {
    if (!tenant.sp || !tenant.sp->sp) return nullptr;
    for (const saml::Endpoint& endpoint : tenant.sp->sp->slo) {
        const bool front_channel = endpoint.binding == saml::binding_post || endpoint.binding == saml::binding_redirect;
        if (front_channel && (binding.empty() || endpoint.binding == binding)) return &endpoint;
    }
    return nullptr;
}

/// The binding that settings or vendor prescribe; "" when the SP's endpoint decides.
std::string prescribed_binding(const Configuration& configuration, const std::string& vendors) {
    return configuration.logout.binding.value_or(vendors);
}

std::string or_post(const std::string& binding) { return binding.empty() ? saml::binding_post : binding; }

} // namespace

std::optional<std::string> sp_entity_id(const Tenant& tenant, const Configuration& configuration) {
    if (auto entered = configuration.setting("sp_entity_id")) return entered;
    if (tenant.sp) return tenant.sp->entity_id;
    return std::nullopt;
}

std::vector<std::string> sp_entity_ids(const Tenant& tenant, const Configuration& configuration) {
    std::vector<std::string> out = configuration.settings_of("sp_entity_id");
    if (out.empty() && tenant.sp) out.push_back(tenant.sp->entity_id);
    return out;
}

std::optional<Acs> default_acs(const SamlProfile& profile, const Tenant& tenant, const Configuration& configuration) {
    const auto entered = configuration.settings_of("acs_url");
    if (!entered.empty()) return Acs{entered.front(), configuration.by_artifact};
    auto endpoints = acs_endpoints(profile, tenant);
    // A console that says how Responses go means the endpoints of that binding, where there are any.
    const auto fits = [&](const saml::Endpoint& one) { return goes_by_artifact(one) == configuration.by_artifact; };
    if (std::ranges::any_of(endpoints, fits)) std::erase_if(endpoints, std::not_fn(fits));
    if (endpoints.empty()) return std::nullopt;
    const auto marked = std::ranges::find(endpoints, std::optional<bool>(true), &saml::Endpoint::is_default);
    const saml::Endpoint& chosen = marked == endpoints.end() ? endpoints.front() : *marked;
    return Acs{chosen.location, configuration.by_artifact || goes_by_artifact(chosen)};
}

std::optional<Acs> choose_acs(const saml::AuthnRequest& request, bool is_signed, const SamlProfile& profile,
                              const Tenant& tenant, const Configuration& configuration) {
    if (request.acs_url) {
        if (!is_allowed(*request.acs_url, is_signed, profile, tenant, configuration)) return std::nullopt;
        return Acs{*request.acs_url, by_artifact(*request.acs_url, request, profile, tenant, configuration)};
    }
    if (request.acs_index && profile.requests.acs_index) {
        // A console numbers its further URLs from 0 as they stand there.
        const auto further = configuration.settings_of("acs_urls");
        const auto place = static_cast<std::size_t>(*request.acs_index);
        if (place < further.size()) return Acs{further[place], configuration.by_artifact};
        for (const saml::Endpoint& endpoint : acs_endpoints(profile, tenant))
            if (endpoint.index == request.acs_index) return Acs{endpoint.location, goes_by_artifact(endpoint)};
    }
    auto fallback = default_acs(profile, tenant, configuration);
    if (fallback && request.protocol_binding)
        fallback->by_artifact = *request.protocol_binding == saml::binding_artifact;
    return fallback;
}

std::optional<LogoutEndpoint> logout_request_endpoint(const SamlProfile& profile, const Tenant& tenant,
                                                      const Configuration& configuration) {
    const std::string binding =
        prescribed_binding(configuration, profile.logout ? profile.logout->request_binding : "");
    if (!configuration.logout.url.empty()) return LogoutEndpoint{configuration.logout.url, or_post(binding)};
    const saml::Endpoint* listed = slo_endpoint(tenant, binding);
    if (!listed) return std::nullopt;
    return LogoutEndpoint{listed->location, listed->binding};
}

std::optional<LogoutEndpoint> logout_response_endpoint(const SamlProfile& profile, const Tenant& tenant,
                                                       const Configuration& configuration) {
    const std::string binding =
        prescribed_binding(configuration, profile.logout ? profile.logout->response_binding : "");
    const LogoutSettings& set = configuration.logout;
    if (!set.response_url.empty()) return LogoutEndpoint{set.response_url, or_post(binding)};
    if (!set.url.empty()) return LogoutEndpoint{set.url, or_post(binding)};
    const saml::Endpoint* listed = slo_endpoint(tenant, binding);
    if (!listed) return std::nullopt;
    return LogoutEndpoint{listed->response_location.value_or(listed->location), listed->binding};
}

} // namespace idpsim::idp
