#include "simulator/idp/new_person.hpp"

#include "src/core/text.hpp"

namespace idpsim::idp {
namespace {

/// A field of a new person, unless it is given, by the profile's pattern.
void fill(std::string& field, const char* name, const Person& person, const SamlProfile& rules, PatternContext& context) {
    const auto pattern = rules.person.find(name);
    if (!field.empty() || pattern == rules.person.end()) return;
    add_person_values(context.values, person);
    field = context.expand(pattern->second);
}

} // namespace

Person new_person(Person person, const SamlProfile& rules, PatternContext context) {
    if (person.email.empty()) person.email = person.username;
    fill(person.id, "id", person, rules, context);
    fill(person.email, "email", person, rules, context);
    fill(person.username, "username", person, rules, context);
    fill(person.given_name, "given_name", person, rules, context);
    fill(person.family_name, "family_name", person, rules, context);
    fill(person.display_name, "display_name", person, rules, context);
    if (trim(person.display_name).empty()) person.display_name = person.username;
    return person;
}

} // namespace idpsim::idp
