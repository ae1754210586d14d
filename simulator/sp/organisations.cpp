#include "simulator/sp/organisations.hpp"

#include "src/crypto/digest.hpp"

namespace idpsim::sp {

Organisations::Created Organisations::create(std::string name, std::string default_team, Random& random) {
    std::string token = random.token();
    Organisation organisation;
    do organisation.id = "org-" + random.hex(16);
    while (organisations_.contains(organisation.id));
    organisation.name = std::move(name);
    organisation.teams = {std::move(default_team)};
    organisation.admin_token_digest = token_digest(token);
    return {&restore(std::move(organisation)), std::move(token)};
}

Organisation& Organisations::restore(Organisation organisation) {
    const std::string sso = base_url_ + "/sso/" + organisation.id;
    organisation.metadata_url = sso + "/metadata";
    organisation.entity_id = organisation.metadata_url;
    organisation.acs_url = sso + "/acs";
    organisation.login_url = sso + "/login";
    organisation.scim_url = base_url_ + "/scim/v2/" + organisation.id;
    by_admin_digest_[organisation.admin_token_digest] = organisation.id;
    const std::string id = organisation.id;
    return organisations_.insert_or_assign(id, std::move(organisation)).first->second;
}

Organisation* Organisations::find(std::string_view id) {
    const auto found = organisations_.find(id);
    return found == organisations_.end() ? nullptr : &found->second;
}

const Organisation* Organisations::find_by_admin_token(std::string_view token) const {
    // Found by digest, so the time taken tells nothing about how much of a token was right.
    const std::string digest = token_digest(token);
    const auto found = by_admin_digest_.find(digest);
    if (found == by_admin_digest_.end()) return nullptr;
    const Organisation& organisation = organisations_.at(found->second);
    return equal_in_constant_time(organisation.admin_token_digest, digest) ? &organisation : nullptr;
}

std::string token_digest(std::string_view token) { return crypto::digest(crypto::Hash::sha256, token); }

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    volatile unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = static_cast<unsigned char>(difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
    return difference == 0;
}

} // namespace idpsim::sp
