#include "src/crypto/digest.hpp"

#include "src/crypto/openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

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

/// The octets of the groups of four digits that `text` begins with: the way of nearly all of a message.
std::string decode_whole_groups(std::string_view text) {
    std::string out(text.size() / 4 * 3, '\0');
    char* to = out.data();
    for (; text.size() >= 4; text.remove_prefix(4), to += 3) {
        const unsigned char a = sextets[static_cast<unsigned char>(text[0])], b = sextets[static_cast<unsigned char>(text[1])],
                            c = sextets[static_cast<unsigned char>(text[2])], d = sextets[static_cast<unsigned char>(text[3])];
        if ((a | b | c | d) > 0x3f) break;
        to[0] = static_cast<char>(a << 2 | b >> 4);
        to[1] = static_cast<char>(b << 4 | c >> 2);
        to[2] = static_cast<char>(c << 6 | d);
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
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

std::string hmac(Hash hash, std::string_view key, std::string_view octets) {
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    // An empty key is one, but not a null pointer to OpenSSL.
    const char* begin = key.empty() ? "" : key.data();
    if (!HMAC(fetched(hash), begin, static_cast<int>(key.size()), octets_of(octets), octets.size(), octets_of(out), &size))
        openssl_failure("a keyed digest could not be made");
    out.resize(size);
    return out;
}

bool same_secret(std::string_view a, std::string_view b) {
    const std::string left = digest(Hash::sha256, a), right = digest(Hash::sha256, b); // of one length, whatever a and b are
    return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
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
    const auto octet = [&](std::size_t at) -> unsigned { return at < octets.size() ? static_cast<unsigned char>(octets[at]) : 0u; };
    std::string out((octets.size() + 2) / 3 * 4, '=');
    char* to = out.data();
    for (std::size_t at = 0; at < octets.size(); at += 3, to += 4) {
        const unsigned bits = octet(at) << 16 | octet(at + 1) << 8 | octet(at + 2);
        to[0] = alphabet[bits >> 18];
        to[1] = alphabet[bits >> 12 & 0x3f];
        if (at + 1 < octets.size()) to[2] = alphabet[bits >> 6 & 0x3f];
        if (at + 2 < octets.size()) to[3] = alphabet[bits & 0x3f];
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
    std::string out = decode_whole_groups(text);
    std::size_t digits = 0, pads = 0;
    unsigned bits = 0;
    int held = 0;
    for (std::size_t at = out.size() / 3 * 4; at < text.size(); ++at) {
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
