#include "src/engine/generated_people.hpp"

#include "src/core/random.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace idpsim::engine {
namespace {

/// As written, and as it stands in an address.
struct Name {
    const char* written;
    const char* plain;
};

constexpr std::array<Name, 24> given_names{{
    {"Ada", "ada"},       {"Bengt", "bengt"},   {"Chloé", "chloe"},   {"Dmitri", "dmitri"}, {"Eun-ji", "eun-ji"}, {"Fátima", "fatima"},
    {"Grace", "grace"},   {"Hiroko", "hiroko"}, {"İpek", "ipek"},     {"Jürgen", "jurgen"}, {"Kwame", "kwame"},   {"Łucja", "lucja"},
    {"Māra", "mara"},     {"Noé", "noe"},       {"Ólafur", "olafur"}, {"Priya", "priya"},   {"Quentin", "quentin"}, {"Ruth", "ruth"},
    {"Søren", "soren"},   {"Tomás", "tomas"},   {"Uma", "uma"},       {"Věra", "vera"},     {"王芳", "fang"},     {"Юлия", "yulia"},
}};
constexpr std::array<Name, 24> family_names{{
    {"Abara", "abara"},     {"Bjørnson", "bjornson"}, {"Castro", "castro"},   {"D'Arcy", "darcy"},     {"Eriksen", "eriksen"}, {"Fernández", "fernandez"},
    {"Gołąb", "golab"},     {"Hassan", "hassan"},     {"Ishikawa", "ishikawa"}, {"Jovanović", "jovanovic"}, {"Kovács", "kovacs"}, {"Lindqvist", "lindqvist"},
    {"Müller", "muller"},   {"Nakamura", "nakamura"}, {"O'Neill", "oneill"},  {"Petrov", "petrov"},    {"Quispe", "quispe"},   {"Rossi", "rossi"},
    {"Şahin", "sahin"},     {"Tremblay", "tremblay"}, {"Ueda", "ueda"},       {"van der Berg", "vanderberg"}, {"Wójcik", "wojcik"}, {"Žukauskas", "zukauskas"},
}};
constexpr std::array<const char*, 6> departments{"Engineering", "Sales", "Finance", "R&D", "Support", "Legal"};
constexpr std::array<const char*, 6> titles{"Engineer", "Manager", "Analyst", "Director", "Assistant", "Counsel"};

template <class List> auto draw(Random& random, const List& list) { return list[random.below(list.size())]; }

idp::Person make_person(std::size_t number, std::uint64_t seed, const std::string& domain) {
    Random random(seed, "person " + std::to_string(number));
    const Name given = draw(random, given_names), family = draw(random, family_names);
    idp::Person out;
    out.given_name = given.written;
    out.family_name = family.written;
    out.display_name = out.given_name + " " + out.family_name;
    out.username = std::string(given.plain) + "." + family.plain + "." + std::to_string(number + 1) + "@" + domain;
    out.email = out.username;
    out.attributes["title"] = draw(random, titles);
    out.attributes["department"] = draw(random, departments);
    out.attributes["employee_number"] = std::to_string(100'000 + number);
    return out;
}

} // namespace

PeopleFile generate_people(std::size_t count, std::size_t groups, std::uint64_t seed, const std::string& domain) {
    PeopleFile out;
    out.people.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        out.people.push_back(make_person(i, seed, domain));
        if (groups > 0) out.groups["Team " + std::to_string(i % groups + 1)].push_back(out.people.back().username);
    }
    return out;
}

PeopleFile weeks_later(const PeopleFile& people, std::uint64_t seed, const std::string& domain) {
    PeopleFile out;
    std::set<std::string> gone;
    for (std::size_t i = 0; i < people.people.size(); ++i) {
        idp::Person person = people.people[i];
        const std::size_t place = i % 50;
        if (place == 49) {
            gone.insert(person.username);
            continue;
        }
        if (place < 5) person.attributes["title"] = "Senior " + person.attributes["title"];
        if (place == 5 || place == 6) person.active = false;
        out.people.push_back(std::move(person));
    }
    for (const auto& [name, members] : people.groups) {
        std::vector<std::string>& left = out.groups[name];
        std::ranges::copy_if(members, std::back_inserter(left), [&](const std::string& one) { return !gone.contains(one); });
    }
    const std::size_t count = people.people.size();
    for (std::size_t i = 0; i < count / 50; ++i) out.people.push_back(make_person(count + i, seed, domain));
    return out;
}

} // namespace idpsim::engine
