#include "simulator/idp/metadata_writer.hpp"

#include "src/xml/algorithms.hpp"

#include <algorithm>

namespace idpsim::idp {

std::string write_metadata(const SamlProfile& profile, const std::vector<SigningKey>& keys,
                           const Configuration& configuration, saml::Scope scope) {
    const MetadataRules& rules = profile.metadata;
    const SigningKey& key = keys.front();
    Instant end = key.certificate.not_after();
    for (const SigningKey& one : keys) {
        scope.lists["certificates"].emplace_back().values["certificate"] =
            in_lines(one.certificate.base64(), rules.certificate);
        end = std::min(end, one.certificate.not_after());
    }
    scope.values["certificate"] = in_lines(key.certificate.base64(), rules.certificate);
    scope.values["valid_until"] = format_instant(end);
    if (rules.signature) {
        scope.parts["metadata_signature"] = &*rules.signature;
        scope.values["signature_method"] = xml::algorithm_of(configuration.algorithm).signature_method;
        scope.values["digest_method"] = xml::algorithm_of(configuration.digest).digest_method;
    }
    pugi::xml_document document;
    const pugi::xml_node root = rules.shape.render(document, scope);
    if (const pugi::xml_node signature = signature_of(root)) xml::sign_in_place(signature, key.key, profile.signature);
    return saml::print(root, rules.print) + rules.tail;
}

} // namespace idpsim::idp
