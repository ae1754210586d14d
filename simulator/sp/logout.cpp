#include "simulator/sp/logout.hpp"

#include "src/core/url.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr char reason_user[] = "urn:oasis:names:tc:SAML:2.0:logout:user";

/// The element whose values may be believed: by redirect the document that the query's signature covers, by POST the
/// octets that the enveloped one does; otherwise the document as sent, for rules to explain.
class Reader {
public:
    Reader(LogoutContext& logout, const VerifyStep& verify, const QueryVerifyStep& query)
        : logout_(logout), verify_(verify), query_(query) {}

    /// Verifies; the document to read from.
    Result<xml::Document> read() {
        const xml::Document& sent = **logout_.document;
        if (logout_.by_redirect) {
            logout_.is_signed = (*logout_.received)->signature.has_value();
            if (logout_.policy) logout_.verified = query_(**logout_.received, *logout_.policy);
            return sent;
        }
        logout_.is_signed = sent.root().child(ns::ds, "Signature").has_value();
        if (!logout_.policy) return sent;
        const Result<xml::Verified> verified = verify_(sent, sent.root(), *logout_.policy);
        logout_.verified = verified ? Result<void>() : Result<void>(verified.error());
        return verified ? xml::Document::parse(verified->octets, message_limits) : Result<xml::Document>(sent);
    }

private:
    LogoutContext& logout_;
    const VerifyStep& verify_;
    const QueryVerifyStep& query_;
};

template <class T>
bool differ(const std::optional<T>& a, const std::optional<T>& b) {
    return a && b && *a != *b;
}

bool formats_differ(const saml::NameId& a, const saml::NameId& b) {
    return differ(a.format, b.format) && a.format != saml::nameid_unspecified && b.format != saml::nameid_unspecified;
}

} // namespace

Result<void> verify_query(const saml::Received& message, const xml::VerifyPolicy& policy) {
    Result<void> last = Error{Fault::bad_signature, "query Signature", "no key is trusted"};
    for (const crypto::PublicKey& key : policy.keys) {
        if (key.bits() < policy.min_rsa_bits) continue;
        last = saml::verify_redirect(message, key, policy.allow_sha1);
        if (last) return last;
    }
    return last;
}

void receive_logout(LogoutContext& logout, const HttpRequest& request) {
    logout.by_redirect = request.method == "GET";
    const Result<Url> url = parse_url(request.url);
    if (!logout.by_redirect) logout.received = saml::read_post(request.body, max_message_octets);
    else if (url) logout.received = saml::read_redirect(url->query, max_message_octets);
    else logout.received = url.error();
    if (*logout.received) logout.document = xml::Document::parse((*logout.received)->xml, message_limits);
}

void read_logout(LogoutContext& logout, const VerifyStep& verify, const QueryVerifyStep& query,
                 const std::function<xml::DecryptPolicy()>& keys, const DecryptStep& decrypt) {
    if (!logout.document || !*logout.document) return;
    const Result<xml::Document> believed = Reader(logout, verify, query).read();
    if (!believed) {
        logout.request = believed.error();
        return;
    }
    const xml::Element root = believed->root();
    if ((*logout.received)->parameter == "SAMLResponse") {
        logout.response = saml::read_logout_response(root);
        return;
    }
    logout.request = saml::read_logout_request(root);
    const bool opens = *logout.request && (*logout.request)->encrypted_id && logout.verified && *logout.verified && keys;
    if (!opens) return;
    logout.opened_name_id = open_name_id(root, keys(), decrypt);
    if (*logout.opened_name_id) (*logout.request)->name_id = **logout.opened_name_id;
}

bool request_means_session(const saml::LogoutRequest& request, const Session& session) {
    if (request.issuer != session.idp) return false;
    if (!request.name_id || request.name_id->value != session.subject.value) return false;
    if (formats_differ(*request.name_id, session.subject)) return false;
    if (differ(request.name_id->name_qualifier, session.subject.name_qualifier)) return false;
    if (differ(request.name_id->sp_name_qualifier, session.subject.sp_name_qualifier)) return false;
    if (request.session_indexes.empty()) return true;
    return std::ranges::any_of(session.session_indexes, [&](const std::string& own) {
        return std::ranges::find(request.session_indexes, own) != request.session_indexes.end();
    });
}

saml::LogoutRequest make_logout_request(const Organisation& org, const Session& session,
                                        const std::string& destination, Random& random, Instant now) {
    saml::LogoutRequest out;
    out.id = "_" + random.hex(32);
    out.issue_instant = now;
    out.destination = destination;
    out.issuer = org.entity_id;
    out.reason = reason_user;
    out.not_on_or_after = now + logout_request_life;
    out.name_id = session.subject;
    out.session_indexes = session.session_indexes;
    return out;
}

saml::LogoutResponse make_logout_response(const Organisation& org, const saml::LogoutRequest& request,
                                          const std::string& destination, Random& random, Instant now) {
    saml::LogoutResponse out;
    out.id = "_" + random.hex(32);
    out.issue_instant = now;
    out.destination = destination;
    out.in_response_to = request.id;
    out.issuer = org.entity_id;
    out.status.code = saml::status_success;
    return out;
}

} // namespace idpsim::sp
