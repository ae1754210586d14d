#include "src/xml/encoding.hpp"

#include "src/core/text.hpp"
#include "src/xml/handles.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace idpsim::xml {
namespace {

using Iconv = Handle<void, iconv_close>;

/// How a document's first octets look.
struct Look {
    const char* encoding; ///< iconv's name, or "" for "ASCII-like: read the declaration"
    std::size_t mark;     ///< octets of byte order mark
};

Look look_at(std::string_view octets) {
    if (octets.starts_with("\xEF\xBB\xBF")) return {"UTF-8", 3};
    if (octets.starts_with("\xFE\xFF")) return {"UTF-16BE", 2};
    if (octets.starts_with("\xFF\xFE")) return {"UTF-16LE", 2};
    if (octets.starts_with(std::string_view("\0<", 2))) return {"UTF-16BE", 0};
    if (octets.starts_with(std::string_view("<\0", 2))) return {"UTF-16LE", 0};
    return {"", 0};
}

/// The declaration's encoding, lower case, or nothing. What stands out of order there the parser refuses later.
std::optional<std::string> declared_encoding(std::string_view octets) {
    if (!octets.starts_with("<?xml")) return std::nullopt;
    std::string_view rest = octets.substr(0, octets.find("?>"));
    const std::size_t at = rest.find("encoding");
    if (at == std::string_view::npos) return std::nullopt;
    rest = trim(rest.substr(at + std::strlen("encoding")));
    if (!rest.starts_with('=')) return std::nullopt;
    rest = trim(rest.substr(1));
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return std::nullopt;
    const std::size_t end = rest.find(rest[0], 1);
    if (end == std::string_view::npos) return std::nullopt;
    return to_lower(rest.substr(1, end - 1));
}

Error bad_encoding(Fault fault, std::string detail) { return Error{fault, "XML encoding", std::move(detail)}; }

Result<std::string> convert(std::string_view octets, const char* from) {
    const iconv_t opened = iconv_open("UTF-8", from);
    if (opened == reinterpret_cast<iconv_t>(-1)) throw Failure(bad_encoding(Fault::invalid, "iconv lacks an encoding"));
    const Iconv converter(opened);
    std::string out(octets.size() * 3 + 4, '\0'); // no admitted encoding grows more than threefold
    char* in_at = const_cast<char*>(octets.data());
    char* out_at = out.data();
    std::size_t in_left = octets.size(), out_left = out.size();
    if (iconv(opened, &in_at, &in_left, &out_at, &out_left) == static_cast<std::size_t>(-1))
        return bad_encoding(Fault::malformed,
                            "octet " + std::to_string(octets.size() - in_left + 1) + " is not " + from);
    out.resize(out.size() - out_left);
    return out;
}

/// iconv's name of an admitted encoding that keeps ASCII; "UTF-8" needs no conversion; nullptr: not admitted.
const char* admitted(const std::string& declared) {
    constexpr std::array<std::pair<std::string_view, const char*>, 7> names = {{{"utf-8", "UTF-8"},
                                                                                {"utf8", "UTF-8"},
                                                                                {"us-ascii", "US-ASCII"},
                                                                                {"ascii", "US-ASCII"},
                                                                                {"iso-8859-1", "ISO-8859-1"},
                                                                                {"iso-8859-15", "ISO-8859-15"},
                                                                                {"windows-1252", "WINDOWS-1252"}}};
    for (const auto& [name, iconv_name] : names)
        if (name == declared) return iconv_name;
    return nullptr;
}

/// The length of the well-formed sequence at `at`, or 0 (RFC 3629 section 4).
std::size_t sequence_length(std::string_view octets, std::size_t at) {
    const auto octet = [&](std::size_t i) -> unsigned {
        return at + i < octets.size() ? static_cast<unsigned char>(octets[at + i]) : 0u;
    };
    const auto continues = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
        return octet(i) >= least && octet(i) <= most;
    };
    const unsigned lead = octet(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool second = continues(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return second && continues(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool second = continues(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

} // namespace

bool is_utf8(std::string_view octets) {
    std::size_t at = 0;
    while (at < octets.size()) {
        std::uint64_t eight = 0;
        if (octets.size() - at >= sizeof eight) {
            std::memcpy(&eight, octets.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const std::size_t length = sequence_length(octets, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

Result<std::string_view> as_utf8(std::string_view octets, std::string& converted) {
    const Look look = look_at(octets);
    octets.remove_prefix(look.mark);
    const char* encoding = look.encoding;
    if (std::string_view(encoding) != "UTF-16BE" && std::string_view(encoding) != "UTF-16LE") {
        const std::string declared = declared_encoding(octets).value_or("utf-8");
        encoding = admitted(declared);
        if (declared == "utf-16") return bad_encoding(Fault::malformed, "declared as UTF-16, but it is not");
        if (!encoding) return bad_encoding(Fault::unsupported, "an encoding that is not admitted is declared");
        if (look.mark && std::string_view(encoding) != "UTF-8")
            return bad_encoding(Fault::malformed, "the byte order mark says UTF-8, the declaration something else");
    }
    if (std::string_view(encoding) == "UTF-8") {
        if (!is_utf8(octets)) return bad_encoding(Fault::malformed, "octets that are not UTF-8");
        return octets;
    }
    auto made = convert(octets, encoding);
    if (!made) return made.error();
    converted = std::move(*made);
    return std::string_view(converted);
}

} // namespace idpsim::xml
