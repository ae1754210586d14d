#include "simulator/idp/tenant.hpp"

#include "src/crypto/digest.hpp"

#include <algorithm>

namespace idpsim::idp {

const Person* Tenant::find(std::string_view username) const {
    const auto found = std::ranges::find(people, username, &Person::username);
    return found == people.end() ? nullptr : &*found;
}

Person* Tenant::find(std::string_view username) { return const_cast<Person*>(std::as_const(*this).find(username)); }

bool Tenant::may_use(const Person& person) const {
    return assigned.contains(person.username) ||
           std::ranges::any_of(person.groups, [&](const std::string& group) { return assigned_groups.contains(group); });
}

std::string Tenant::group_id(std::string_view group) const {
    const auto known = std::ranges::find(groups, group, &Group::name);
    if (known != groups.end() && !known->id.empty()) return known->id;
    std::string seed = organisation;
    for (const auto& [name, value] : variables) seed.append("\n").append(name).append("=").append(value);
    seed += "\n";
    seed += group;
    return guid_of(seed);
}

std::string guid_of(std::string_view seed) {
    std::string hex = crypto::to_hex(crypto::digest(crypto::Hash::sha256, seed)).substr(0, 32);
    hex[12] = '4';
    hex[16] = 'a';
    for (const std::size_t at : {8u, 13u, 18u, 23u}) hex.insert(at, 1, '-');
    return hex;
}

} // namespace idpsim::idp
