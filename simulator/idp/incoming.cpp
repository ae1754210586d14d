#include "simulator/idp/incoming.hpp"

#include "src/core/url.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <algorithm>

namespace idpsim::idp {
namespace {

/// Short keys are the SP's own affair; vendors take what its admin uploads.
constexpr int shortest_sp_key = 1024;

SignatureState state_of(const Result<void>& verified) {
    if (verified) return SignatureState::good;
    return verified.error().fault == Fault::unsupported ? SignatureState::algorithm : SignatureState::bad;
}

/// The best that any of the keys makes of it.
template <class Verify> SignatureState best_of(const std::vector<crypto::PublicKey>& keys, Verify verify) {
    SignatureState out = SignatureState::bad;
    for (const crypto::PublicKey& key : keys) {
        const SignatureState state = state_of(verify(key));
        if (state == SignatureState::good) return state;
        if (state == SignatureState::algorithm) out = state;
    }
    return out;
}

} // namespace

bool carries_message(const HttpRequest& request) {
    const auto url = parse_url(request.url);
    const auto params = parse_form(request.method == "POST" ? std::string_view(request.body)
                                                            : std::string_view(url ? url->query : request.body));
    return params && (find_param(*params, "SAMLRequest") || find_param(*params, "SAMLResponse"));
}

Result<Incoming> read_incoming(const HttpRequest& request) {
    const auto url = parse_url(request.url);
    if (!url) return url.error();
    const bool posted = request.method == "POST";
    auto received = posted ? saml::read_post(request.body) : saml::read_redirect(url->query);
    if (!received) return received.error();
    auto document = xml::Document::parse(received->xml);
    if (!document) return document.error();
    return Incoming{std::move(*received), std::move(*document), posted};
}

SignatureState signature_state(const xml::Document& document, const std::vector<crypto::PublicKey>& keys,
                               bool allow_sha1) {
    if (!document.root().child(ns::ds, "Signature")) return SignatureState::absent;
    return best_of(keys, [&](const crypto::PublicKey& key) -> Result<void> {
        const auto verified = xml::verify_enveloped(document, document.root(), {{key}, allow_sha1, shortest_sp_key});
        if (!verified) return verified.error();
        return {};
    });
}

SignatureState signature_state(const Incoming& message, const std::vector<crypto::PublicKey>& keys, bool allow_sha1,
                               bool query_only) {
    if (message.received.signature)
        return best_of(keys, [&](const crypto::PublicKey& key) {
            return saml::verify_redirect(message.received, key, allow_sha1);
        });
    if (query_only && !message.posted) return SignatureState::absent;
    return signature_state(message.document, keys, allow_sha1);
}

std::vector<crypto::PublicKey> sp_keys(const Tenant& tenant, const Configuration& configuration) {
    std::vector<crypto::PublicKey> out;
    for (const crypto::Certificate& one : configuration.sp_certificates) out.push_back(one.public_key());
    if (!out.empty() || !tenant.sp || !tenant.sp->sp) return out;
    for (const saml::KeyDescriptor& descriptor : tenant.sp->sp->keys) {
        if (descriptor.use && *descriptor.use != "signing") continue;
        for (const std::string& text : descriptor.certificates)
            if (const auto certificate = crypto::Certificate::from_base64(text))
                out.push_back(certificate->public_key());
    }
    return out;
}

} // namespace idpsim::idp
