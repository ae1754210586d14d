#include "simulator/sp/artifact.hpp"

#include "src/core/url.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::string_view name_artifact = "SAMLart";

Result<Params> params_of(const HttpRequest& request) {
    if (request.method != "GET") return parse_form(request.body);
    const Result<Url> url = parse_url(request.url);
    return url ? parse_form(url->query) : Result<Params>(url.error());
}

std::size_t count(const Params& params, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(params, name, &Params::value_type::first));
}

/// The ArtifactResponse of a SOAP answer. A redirect is no answer: what stands elsewhere is not the IdP's.
Result<std::string> out_of_soap(const Result<HttpResponse>& answer) {
    if (!answer) return answer.error();
    if (answer->body.size() > max_message_octets) return Error{Fault::too_large, "artifact resolution", "the answer is larger than 1 MiB"};
    Result<std::string> message = saml::read_soap(answer->body);
    if (answer->status == 200 || (!message && message.error().fault == Fault::refused)) return message;
    return Error{Fault::refused, "artifact resolution", "the IdP answered " + std::to_string(answer->status)};
}

/// Verifies when there is something to verify; the document whose values count.
Result<xml::Document> believed(ArtifactContext& context, const xml::Document& sent, const xml::VerifyPolicy& policy,
                               const VerifyStep& verify) {
    context.is_signed = sent.root().child(ns::ds, "Signature").has_value();
    if (!context.is_signed) return sent;
    const Result<xml::Verified> verified = verify(sent, sent.root(), policy);
    context.verified = verified ? Result<void>() : Result<void>(verified.error());
    return verified ? xml::Document::parse(verified->octets, message_limits) : Result<xml::Document>(sent);
}

} // namespace

std::optional<Result<std::string>> read_samlart(const HttpRequest& request) {
    if (request.method != "GET" && request.method != "POST") return std::nullopt;
    const Result<Params> params = params_of(request);
    if (!params || count(*params, name_artifact) == 0) return std::nullopt;
    if (count(*params, name_artifact) > 1)
        return Result<std::string>(Error{Fault::malformed, "SAMLart", "it stands twice"});
    if (count(*params, "SAMLResponse") + count(*params, "SAMLRequest") > 0)
        return Result<std::string>(Error{Fault::malformed, "SAMLart", "a SAML message stands beside it"});
    return Result<std::string>(find_param(*params, name_artifact).value());
}

saml::ArtifactResolve make_artifact_resolve(const Organisation& org, const std::string& artifact,
                                            const std::string& destination, Random& random, Instant now) {
    saml::ArtifactResolve out;
    out.id = "_" + random.hex(32);
    out.issue_instant = now;
    out.destination = destination;
    out.issuer = org.entity_id;
    out.artifact = artifact;
    return out;
}

HttpRequest soap_request(const std::string& endpoint, const std::string& message) {
    HttpRequest out;
    out.method = "POST";
    out.url = endpoint;
    out.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                   {"SOAPAction", "\"http://www.oasis-open.org/committees/security\""},
                   {"Accept", "text/xml"}};
    out.body = saml::write_soap(message);
    return out;
}

void read_resolution(ArtifactContext& context, const Result<HttpResponse>& answer, const xml::VerifyPolicy& policy,
                     const VerifyStep& verify) {
    context.resolved = out_of_soap(answer);
    if (!*context.resolved) return;
    const Result<xml::Document> sent = xml::Document::parse(**context.resolved, message_limits);
    if (!sent) {
        context.resolved = sent.error();
        return;
    }
    const Result<xml::Document> document = believed(context, *sent, policy, verify);
    context.response = document ? saml::read_artifact_response(document->root())
                                : Result<saml::ArtifactResponse>(document.error());
}

} // namespace idpsim::sp
