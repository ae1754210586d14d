/// Checks of the SP's metadata document.
#include "conformance/checks/tables.hpp"

#include "src/core/url.hpp"
#include "src/saml/reader.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

/// Reads the document and hands its SP role to `judge`; what cannot be read fails.
template <class Judge> Finding with_metadata(const LoginRecord& login, std::string expected, Judge judge) {
    if (login.sp.metadata.empty()) return Finding::unverified("the target names no metadata document");
    Finding found = Finding::fail(std::move(expected));
    const auto entity = saml::read_metadata(login.sp.metadata);
    if (!entity) return found.saw("metadata", describe(entity.error()), login.sp.metadata_exchange);
    if (!entity->sp) return found.saw("/md:EntityDescriptor", "no SPSSODescriptor", login.sp.metadata_exchange);
    return judge(*entity, std::move(found));
}

/// By another word than the metadata's own: the target's, or the Issuer of its requests.
std::optional<std::string> known_entity_id(const LoginRecord& login) {
    if (login.sp.entity_id_declared) return login.sp.entity_id;
    return login.request ? login.request->issuer : std::nullopt;
}

Finding metadata_entity(const LoginRecord& login) {
    const auto known = known_entity_id(login);
    if (!known) return Finding::unverified("nothing but the metadata tells the SP's entityID");
    return with_metadata(
        login, "entityID \"" + *known + "\"", [&](const saml::EntityDescriptor& entity, Finding found) {
            if (entity.entity_id == *known)
                return Finding::pass("/md:EntityDescriptor/@entityID", entity.entity_id, login.sp.metadata_exchange);
            return found.saw("/md:EntityDescriptor/@entityID", entity.entity_id, login.sp.metadata_exchange);
        });
}

Finding metadata_acs(const LoginRecord& login) {
    return with_metadata(login, "an AssertionConsumerService by HTTP-POST with an absolute Location",
                         [&](const saml::EntityDescriptor& entity, Finding found) {
                             const std::string where =
                                 "/md:EntityDescriptor/md:SPSSODescriptor/md:AssertionConsumerService";
                             for (const saml::Endpoint& acs : entity.sp->acs) {
                                 if (acs.binding == saml::binding_post && parse_url(acs.location))
                                     return Finding::pass(where, acs.location, login.sp.metadata_exchange);
                                 found.saw(where, acs.binding + " " + acs.location, login.sp.metadata_exchange);
                             }
                             return found;
                         });
}

constexpr LoginCheck table[] = {
    {"saml.metadata.entity_id", "saml-metadata-2.3.2-entity-id", "the metadata names the SP's entityID",
     metadata_entity},
    {"saml.metadata.acs", "saml-metadata-2.4.4-acs", "the metadata has an ACS by POST", metadata_acs},
};

} // namespace

std::span<const LoginCheck> metadata_checks() { return table; }

} // namespace idpsim::conformance::checks
