#include "src/scim/text.hpp"

#include "src/core/text.hpp"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>

namespace idpsim::scim {

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string to_utf16(std::string_view text, UErrorCode& status) {
    std::u16string wide(text.size(), u'\0');   // UTF-16 never needs more units than UTF-8 has octets
    int32_t length = 0;
    u_strFromUTF8(wide.data(), static_cast<int32_t>(wide.size()), &length, text.data(),
                  static_cast<int32_t>(text.size()), &status);
    if (U_SUCCESS(status)) wide.resize(static_cast<std::size_t>(length));
    return wide;
}

std::string to_utf8(const std::u16string& wide, UErrorCode& status) {
    std::string text(wide.size() * 3, '\0');
    int32_t length = 0;
    u_strToUTF8(text.data(), static_cast<int32_t>(text.size()), &length, wide.data(), static_cast<int32_t>(wide.size()),
                &status);
    if (U_SUCCESS(status)) text.resize(static_cast<std::size_t>(length));
    return text;
}

std::u16string casefold(const std::u16string& wide, UErrorCode& status) {
    const UNormalizer2* folding = unorm2_getNFKCCasefoldInstance(&status);
    std::u16string folded(wide.size() * 2 + 16, u'\0');
    const auto source = static_cast<int32_t>(wide.size());
    int32_t length =
        unorm2_normalize(folding, wide.data(), source, folded.data(), static_cast<int32_t>(folded.size()), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {   // a few characters fold to as many as eighteen units
        status = U_ZERO_ERROR;
        folded.resize(static_cast<std::size_t>(length));
        length = unorm2_normalize(folding, wide.data(), source, folded.data(), length, &status);
    }
    if (U_SUCCESS(status)) folded.resize(static_cast<std::size_t>(length));
    return folded;
}

} // namespace

std::string fold(std::string_view text) {
    if (is_ascii(text) || text.size() > 1u << 24) return to_lower(text);
    UErrorCode status = U_ZERO_ERROR;
    const std::u16string wide = to_utf16(text, status);
    if (U_FAILURE(status)) return std::string(text);
    const std::u16string folded = casefold(wide, status);
    if (U_FAILURE(status)) return std::string(text);
    std::string result = to_utf8(folded, status);
    return U_SUCCESS(status) ? result : std::string(text);
}

bool same_text(std::string_view a, std::string_view b, bool case_exact) {
    if (a == b) return true;
    return !case_exact && fold(a) == fold(b);
}

std::string in_quotes(std::string_view text) {
    std::size_t end = std::min<std::size_t>(text.size(), 80);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    std::string result = "'";
    for (const char c : text.substr(0, end)) result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return result + (end < text.size() ? "...'" : "'");
}

} // namespace idpsim::scim
