#include "simulator/idp/artifacts.hpp"

#include "simulator/idp/pages.hpp"
#include "simulator/idp/sp_endpoints.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/algorithms.hpp"

namespace idpsim::idp {
namespace {

constexpr char requester[] = "urn:oasis:names:tc:SAML:2.0:status:Requester";
constexpr char request_denied[] = "urn:oasis:names:tc:SAML:2.0:status:RequestDenied";

HttpResponse fault(const std::string& why) { return soap_response(500, saml::write_soap_fault("soap:Client", why)); }

/// A message that we printed, as it stands: white space and line ends are part of what is signed.
void parse_own(pugi::xml_document& into, const std::string& xml) {
    constexpr unsigned flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata;
    if (const auto parsed = into.load_buffer(xml.data(), xml.size(), flags, pugi::encoding_utf8); !parsed)
        throw Failure(Error{Fault::malformed, "Response that waits for its artifact", parsed.description()});
}

} // namespace

struct Artifacts::Resolving {
    std::string request_id;
    const Configuration& configuration;
    const PatternContext& context;
};

Artifacts::Artifacts(const SamlProfile& profile, const SigningKey& key, const ArtifactHooks& hooks)
    : profile_(profile), key_(key), hooks_(hooks), key_info_(profile, key) {}

std::string Artifacts::keep(const std::string& entity_id, Waiting waiting, Random& random) {
    const std::string handle = crypto::digest(crypto::Hash::sha1, random.token()); // 20 octets that nobody can guess
    const std::string artifact = saml::write_artifact({0, saml::source_id_of(entity_id), handle});
    waiting_.put_as(artifact, std::move(waiting));
    return artifact;
}

std::string Artifacts::take(const std::string& artifact, const std::string& sp_entity_id, Instant now) {
    const Waiting* found = waiting_.find(artifact);
    if (!found || found->sp_entity_id != sp_entity_id) return {};
    std::string out = now < found->until ? found->xml : std::string();
    if (!hooks_.gives_twice) waiting_.erase(artifact);
    return out;
}

HttpResponse Artifacts::resolve(const HttpRequest& request, const Tenant& tenant, const Configuration& configuration,
                                const PatternContext& context) {
    const auto message = saml::read_soap(request.body);
    if (!message) return fault(describe(message.error()));
    const auto document = xml::Document::parse(*message);
    if (!document) return fault(describe(document.error()));
    const auto asked = saml::read_artifact_resolve(document->root());
    if (!asked) return fault(describe(asked.error()));
    const Resolving resolving{asked->id, configuration, context};
    const auto sp = sp_entity_id(tenant, configuration);
    // Whoever has the artifact is not yet the SP that it was made for: the back channel is authenticated.
    const auto state = signature_state(*document, sp_keys(tenant, configuration), configuration.allow_sha1);
    if (!sp || asked->issuer != sp || state != SignatureState::good)
        return answer(resolving, {requester, request_denied}, {});
    return answer(resolving, {saml::status_success, {}}, take(asked->artifact, *sp, context.now));
}

HttpResponse Artifacts::answer(const Resolving& resolving, const StatusCodes& status,
                               const std::string& message) const {
    const ArtifactRules& rules = *profile_.artifact;
    const Configuration& configuration = resolving.configuration;
    saml::Scope scope;
    scope.values["artifact_response_id"] = resolving.context.expand(rules.id);
    scope.values["in_response_to"] = resolving.request_id;
    scope.values["issue_instant"] = format_instant(resolving.context.now, configuration.times.digits);
    scope.values["issuer"] = resolving.context.values.find("entity_id")->second;
    scope.values["status_code"] = status.code;
    if (!status.nested.empty()) scope.values["status_nested"] = status.nested;
    scope.values["signature_method"] = xml::algorithm_of(configuration.algorithm).signature_method;
    scope.values["digest_method"] = xml::algorithm_of(configuration.digest).digest_method;
    key_info_.add(scope, configuration.key_info);
    if (rules.sign) scope.parts["artifact_signature"] = &rules.signature;
    pugi::xml_document document;
    pugi::xml_node root = rules.response.render(document, scope);
    if (!message.empty()) {
        pugi::xml_document inside;
        parse_own(inside, message);
        root.append_copy(inside.document_element());
    }
    if (hooks_.before_signing) hooks_.before_signing(root);
    if (const pugi::xml_node signature = signature_of(root))
        xml::sign_in_place(signature, key_.key, profile_.signature);
    if (hooks_.after_signing) hooks_.after_signing(root);
    saml::PrintStyle style = profile_.print;
    style.declaration.clear(); // it stands inside an envelope
    HttpResponse out = soap_response(200, saml::write_soap(saml::print(root, style)));
    if (hooks_.answered) hooks_.answered(out);
    return out;
}

} // namespace idpsim::idp
