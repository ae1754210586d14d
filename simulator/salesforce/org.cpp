#include "simulator/salesforce/org.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::salesforce {

User* Org::find_user(std::string_view user_id) {
    const auto found = std::ranges::find(users, user_id, &User::id);
    return found == users.end() ? nullptr : &*found;
}

User* Org::find_username(std::string_view username) {
    const auto found =
        std::ranges::find_if(users, [&](const User& each) { return equal_nocase(each.username, username); });
    return found == users.end() ? nullptr : &*found;
}

std::string Org::acs_url() const { return origin + "?so=" + std::string(short_id(id)); }

std::string_view short_id(std::string_view id) { return id.substr(0, 15); }

std::string long_id(std::string_view id15) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    std::string out(id15);
    for (std::size_t part = 0; part < 3; ++part) {
        std::size_t bits = 0;
        for (std::size_t i = 0; i < 5; ++i) {
            const char c = id15.at(part * 5 + i);
            if (c >= 'A' && c <= 'Z') bits |= std::size_t{1} << i;
        }
        out += letters[bits];
    }
    return out;
}

std::string draw_id(std::string_view prefix, Random& random) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return long_id(std::string(prefix) + random.pick(alphabet, 15 - prefix.size()));
}

} // namespace idpsim::salesforce
