#include "src/crypto/digest.hpp"

#include "src/crypto/openssl.hpp"

#include <algorithm>
#include <array>

namespace idpsim::crypto {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr unsigned char stray = 0xff;
constexpr unsigned char blank = 0xfe;
constexpr unsigned char padding = 0xfd;

constexpr std::array<unsigned char, 256> sextets = [] {
    std::array<unsigned char, 256> table{};
    table.fill(stray);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<unsigned char>(i);
    for (const char c : {' ', '\t', '\r', '\n'}) table[static_cast<unsigned char>(c)] = blank;
    table[static_cast<unsigned char>('=')] = padding;
    return table;
}();

Error not_base64(std::size_t at, const char* why) {
    return Error{Fault::malformed, "base64, octet " + std::to_string(at + 1), why};
}

/// `pads` is how many "=" closed the text: the last group must be short by just so much, its spare bits zero.
bool is_complete(std::size_t digits, std::size_t pads, unsigned spare_bits) {
    const std::size_t expected = digits % 4 == 2 ? 2 : digits % 4 == 3 ? 1 : 0;
    return digits % 4 != 1 && pads == expected && spare_bits == 0;
}

} // namespace

std::string digest(Hash hash, std::string_view octets) {
    thread_local const MdCtxHandle context(EVP_MD_CTX_new());
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    if (!context || EVP_DigestInit_ex2(context.get(), fetched(hash), nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), octets.data(), octets.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), octets_of(out), &size) != 1)
        openssl_failure("a digest could not be made");
    out.resize(size);
    return out;
}

std::string to_hex(std::string_view octets) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(octets.size() * 2);
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        out += digits[octet >> 4];
        out += digits[octet & 0xf];
    }
    return out;
}

std::string base64_encode(std::string_view octets) {
    std::string out;
    out.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, octets.size() - at);
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < count ? static_cast<unsigned char>(octets[at + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i) out += i <= count ? alphabet[bits >> (18 - 6 * i) & 0x3f] : '=';
    }
    return out;
}

std::string base64url_encode(std::string_view octets) {
    std::string out = base64_encode(octets);
    for (char& c : out) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    out.erase(out.find_last_not_of('=') + 1);
    return out;
}

Result<std::string> base64_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::size_t digits = 0, pads = 0;
    unsigned bits = 0;
    int held = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const unsigned char value = sextets[static_cast<unsigned char>(text[at])];
        if (value == blank) continue;
        if (value == stray) return not_base64(at, "a character outside the base64 alphabet");
        if (value == padding) {
            if (++pads > 2) return not_base64(at, "too much padding");
            continue;
        }
        if (pads) return not_base64(at, "data after the padding");
        ++digits;
        bits = (bits << 6 | value) & 0xffff;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>(bits >> held & 0xff);
    }
    if (!is_complete(digits, pads, bits & ((1u << held) - 1)))
        return not_base64(text.size(), "the last group is cut short, wrongly padded or has stray bits");
    return out;
}

} // namespace idpsim::crypto
