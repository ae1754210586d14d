#pragma once
/// A set of octets that answers with one look-up: for scanning long texts for the few octets that need care.
#include <array>
#include <cstddef>
#include <string>
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

    /// `text` with its members rewritten: `write(out, at)` appends what stands for the member at `at` and tells where to
    /// go on. What lies between is copied in runs.
    template <class Write> std::string rewrite(std::string_view text, Write write) const {
        std::string out;
        out.reserve(text.size());
        for (std::size_t from = 0;;) {
            const std::size_t at = find(text, from);
            out.append(text, from, at - from);
            if (at == text.size()) return out;
            from = write(out, at);
        }
    }

private:
    std::array<bool, 256> held_{};
};

/// The digits of RFC 4648 section 4, and its padding.
inline constexpr OctetSet base64_digits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

} // namespace idpsim
