#pragma once
/// A set of octets that answers with one look-up: for scanning long texts for the few octets that need care.
#include <array>
#include <cstddef>
#include <string_view>

namespace idpsim {

class OctetSet {
public:
    constexpr explicit OctetSet(std::string_view members) {
        for (const char c : members) held_[static_cast<unsigned char>(c)] = true;
    }

    /// Every octet that is not in this set.
    constexpr OctetSet others() const {
        OctetSet out(*this);
        for (bool& held : out.held_) held = !held;
        return out;
    }

    constexpr bool contains(char c) const { return held_[static_cast<unsigned char>(c)]; }

    /// Where the first member stands at or after `from`; text.size() when there is none.
    constexpr std::size_t find(std::string_view text, std::size_t from = 0) const {
        while (from < text.size() && !contains(text[from])) ++from;
        return from;
    }

private:
    std::array<bool, 256> held_{};
};

} // namespace idpsim
