#include "simulator/idp/sso_request.hpp"

#include "src/core/url.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <array>

namespace idpsim::idp {
namespace {

/// One AuthnRequest and what it is held against.
struct Asking {
    const saml::AuthnRequest& request;
    const Incoming& message;
    const SamlProfile& profile;
    const Tenant& tenant;
    const Configuration& configuration;
    bool is_signed = false; ///< the signature was looked at and verified

    const RequestRules& rules() const { return profile.requests; }
};

Errand errand_of(const Asking& asking, const Acs& acs) {
    Errand out;
    out.kind = Errand::Kind::answer;
    out.answer.request_id = asking.request.id;
    out.answer.acs_url = acs.url;
    out.answer.by_artifact = acs.by_artifact;
    out.answer.sp_entity_id = asking.request.issuer.value_or("");
    if (asking.request.name_id_policy) {
        out.answer.name_id_format_asked = asking.request.name_id_policy->format;
        out.answer.sp_name_qualifier = asking.request.name_id_policy->sp_name_qualifier;
        out.answer.may_create = asking.request.name_id_policy->allow_create.value_or(true);
    }
    out.relay_state = asking.message.received.relay_state;
    out.fresh_login = asking.request.force_authn && asking.configuration.force_authn;
    out.passive = asking.request.is_passive;
    return out;
}

/// The standard's classes as they grow stronger (saml-authn-context-2.0 section 3.4); no order is prescribed, this one
/// is common.
int strength(std::string_view class_ref) {
    constexpr std::string_view prefix = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
    constexpr std::array<std::string_view, 5> weak_to_strong = {"unspecified", "Password", "PasswordProtectedTransport",
                                                                "TLSClient", "X509"};
    if (!class_ref.starts_with(prefix)) return -1;
    const auto at = std::ranges::find(weak_to_strong, class_ref.substr(prefix.size()));
    return at == weak_to_strong.end() ? -1 : static_cast<int>(at - weak_to_strong.begin());
}

/// Whether `own` fits one of the classes (saml-core-2.0 section 3.3.2.2.1): better means stronger than each of them.
bool context_fits(const std::string& own, const std::vector<std::string>& asked, const std::string& comparison) {
    if (comparison == "exact") return std::ranges::find(asked, own) != asked.end();
    const int have = strength(own);
    const auto fits = [&](const std::string& one) {
        const int want = strength(one);
        if (have < 0 || want < 0) return comparison != "better" && one == own;
        if (comparison == "better") return have > want;
        return comparison == "minimum" ? have >= want : comparison == "maximum" && have <= want;
    };
    return comparison == "better" ? std::ranges::all_of(asked, fits) : std::ranges::any_of(asked, fits);
}

/// Nothing when the context that is asked for can be had.
std::optional<std::string> context_missed(const Asking& asking) {
    const auto& asked = asking.request.requested_class_refs;
    const AuthnContextRule rule = asking.rules().authn_context;
    const bool judged = rule == AuthnContextRule::exact || rule == AuthnContextRule::compared;
    if (asked.empty() || !judged || !asking.configuration.obey_authn_context) return std::nullopt;
    const std::string comparison = asking.request.requested_comparison.value_or("exact");
    if (rule == AuthnContextRule::exact && comparison != "exact")
        return "the Comparison \"" + comparison + "\" is not supported, only exact";
    if (context_fits(asking.configuration.class_ref, asked, comparison)) return std::nullopt;
    for (const std::string& also : asking.rules().class_refs_met)
        if (context_fits(also, asked, comparison)) return std::nullopt;
    return "the RequestedAuthnContext cannot be met";
}

bool wants_other_name_id(const Asking& asking) {
    const NameIdRules& rules = asking.profile.name_id;
    const auto& policy = asking.request.name_id_policy;
    if (rules.policy != NameIdPolicyRule::honour || !policy || !policy->format) return false;
    return *policy->format != saml::nameid_unspecified && !rules.formats.contains(*policy->format);
}

/// What some vendors demand besides, once requests have to be signed.
std::optional<Refused> judge_strictly(const Asking& asking) {
    if (!asking.rules().strict_when_signed || !asking.configuration.require_signature) return std::nullopt;
    if (!asking.request.acs_url)
        return Refused{reason::acs_mismatch, "a signed request has to name an AssertionConsumerServiceURL", {}};
    const auto& policy = asking.request.name_id_policy;
    if (policy && policy->format == asking.configuration.name_id_format) return std::nullopt;
    return Refused{reason::name_id_policy, "a signed request has to name the app's own NameID format", {}};
}

std::optional<Refused> judge_sender(Asking& asking) {
    const saml::AuthnRequest& request = asking.request;
    const auto known = sp_entity_ids(asking.tenant, asking.configuration);
    const bool nobody_entered = asking.configuration.left_blank.contains("sp_entity_id"); // nothing to hold the Issuer against
    if (!nobody_entered && (!request.issuer || std::ranges::find(known, *request.issuer) == known.end()))
        return Refused{reason::unknown_sp, "no app has the Issuer \"" + request.issuer.value_or("") + "\"", {}};
    if (!asking.configuration.enabled) return Refused{reason::app_disabled, "the app is switched off", {}};
    if (!asking.configuration.from_sp)
        return Refused{reason::flow_disabled, "the app takes no logins that the service provider starts", {}};
    if (!(asking.message.posted ? asking.configuration.takes_post : asking.configuration.takes_redirect))
        return Refused{reason::unsupported_binding, "the app takes no requests in this binding", {}};
    const SpSignature rule = asking.configuration.require_signature ? SpSignature::required : asking.rules().signature;
    if (rule == SpSignature::ignored && !asking.configuration.acs_any_if_signed) return std::nullopt;
    const auto keys = sp_keys(asking.tenant, asking.configuration);
    const SignatureState state =
        signature_state(asking.message, keys, asking.configuration.allow_sha1, asking.rules().query_signature_only);
    asking.is_signed = state == SignatureState::good;
    if (auto refused = judge_signature(state, rule, !keys.empty())) return refused;
    return judge_strictly(asking);
}

/// The username that the request suggests, by its Subject or by a parameter beside it.
std::string login_hint(const Asking& asking, const HttpRequest& http) {
    if (asking.rules().subject == SubjectRule::prefills)
        if (const auto subject = asking.message.document.root().child(ns::saml, "Subject"))
            if (const auto name_id = subject->child(ns::saml, "NameID"))
                if (const auto text = name_id->trimmed_text()) return *text;
    const auto url = parse_url(http.url);
    const auto params = url ? parse_form(url->query) : Result<Params>(url.error());
    if (!params) return {};
    for (const std::string& name : asking.rules().login_hints)
        if (auto given = find_param(*params, name); given && !given->empty()) return *given;
    return {};
}

/// What is left to ask once the message is well-formed.
Asked judge(Asking asking, const HttpRequest& http) {
    if (auto refused = judge_sender(asking)) return *refused;
    const saml::AuthnRequest& request = asking.request;
    const auto acs = choose_acs(request, asking.is_signed, asking.profile, asking.tenant, asking.configuration);
    if (!acs) {
        const std::string named = request.acs_url.value_or("(none)");
        return Refused{reason::acs_mismatch, "the ACS URL \"" + named + "\" is not registered", {}};
    }
    Errand errand = errand_of(asking, *acs);
    const auto no = [&](const char* why, std::string detail) {
        return Refused{why, std::move(detail), std::move(errand)};
    };
    const std::string binding = request.protocol_binding.value_or(saml::binding_post);
    if (binding != saml::binding_post && !(asking.profile.artifact && binding == saml::binding_artifact)) {
        errand.answer.by_artifact = false;
        return no(reason::unsupported_binding, "the ProtocolBinding \"" + binding + "\" is not offered");
    }
    if (asking.rules().subject == SubjectRule::refused && asking.message.document.root().child(ns::saml, "Subject"))
        return no(reason::bad_subject, "a Subject is not taken");
    if (wants_other_name_id(asking)) return no(reason::name_id_policy, "the NameIDPolicy's Format is not offered");
    if (const auto missed = context_missed(asking)) return no(reason::authn_context, *missed);
    if (asking.rules().authn_context == AuthnContextRule::selects && asking.configuration.obey_authn_context &&
        !request.requested_class_refs.empty())
        errand.answer.class_ref_asked = request.requested_class_refs.front();
    errand.login_hint = login_hint(asking, http);
    return errand;
}

bool begins_with_digit(const std::string& id) { return !id.empty() && id.front() >= '0' && id.front() <= '9'; }

} // namespace

Refused unreadable(const Error& error) {
    const bool nothing = error.fault == Fault::not_found;
    return Refused{nothing ? reason::no_message : reason::bad_request, describe(error), {}};
}

std::optional<Refused> judge_signature(SignatureState state, SpSignature rule, bool keys_known) {
    if (rule == SpSignature::ignored || state == SignatureState::good) return std::nullopt;
    if (rule == SpSignature::verified && (state == SignatureState::absent || !keys_known)) return std::nullopt;
    if (state == SignatureState::absent) return Refused{reason::unsigned_request, "the message is not signed", {}};
    if (state == SignatureState::algorithm)
        return Refused{reason::signature_algorithm, "the message is signed by an algorithm that is not admitted", {}};
    const char* detail = keys_known ? "the message is not signed by a key of the service provider"
                                    : "no certificate of the service provider is known";
    return Refused{reason::bad_signature, detail, {}};
}

Asked read_sso_request(const HttpRequest& request, const SamlProfile& profile, const Tenant& tenant,
                       const Configuration& configuration) {
    const auto message = read_incoming(request);
    if (!message) return unreadable(message.error());
    if (!message->is_request()) return Refused{reason::no_message, "no SAMLRequest was sent", {}};
    const auto asked = saml::read_authn_request(message->document.root());
    if (!asked) return unreadable(asked.error());
    if (profile.requests.id_without_digit && begins_with_digit(asked->id))
        return Refused{reason::bad_request, "the ID \"" + asked->id + "\" begins with a digit", {}};
    return judge(Asking{*asked, *message, profile, tenant, configuration}, request);
}

} // namespace idpsim::idp
