#include "src/saml/deflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <memory>

namespace idpsim::saml {
namespace {

constexpr int raw_window = -MAX_WBITS; // negative: without zlib's header and checksum
constexpr std::size_t chunk = 16384;

Error damaged(const char* why) { return Error{Fault::malformed, "DEFLATE", why}; }

/// zlib's own type for input is not const, though it only reads.
Bytef* input(std::string_view octets) { return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(octets.data())); }

struct EndInflate {
    void operator()(z_stream* stream) const noexcept { inflateEnd(stream); }
};
struct EndDeflate {
    void operator()(z_stream* stream) const noexcept { deflateEnd(stream); }
};

/// zlib clears all of its window and tables before the first octet: for a request of 500 octets that takes longer than
/// the rest. These are large enough for `octets` to be compressed as with zlib's defaults (15 and 8).
struct Sizes {
    int window, memory; ///< binary logarithms, as deflateInit2() has them
};
Sizes sizes_for(std::size_t octets) {
    const auto bits = static_cast<int>(std::bit_width(octets + 262)); // 262 octets of the window are zlib's look-ahead
    return {std::clamp(bits, 9, MAX_WBITS), std::clamp(bits - 5, 3, 8)};
}

[[noreturn]] void out_of_memory() { throw Failure({Fault::limit, "DEFLATE", "zlib found no memory"}); }

} // namespace

Result<std::string> inflate_raw(std::string_view deflated, std::size_t max_octets) {
    if (deflated.size() > std::numeric_limits<uInt>::max()) return Error{Fault::too_large, "DEFLATE", "too much input"};
    z_stream stream{};
    if (inflateInit2(&stream, raw_window) != Z_OK) out_of_memory();
    const std::unique_ptr<z_stream, EndInflate> guard(&stream);
    stream.next_in = input(deflated);
    stream.avail_in = static_cast<uInt>(deflated.size());
    std::string out;
    for (int outcome = Z_OK; outcome != Z_STREAM_END;) {
        Bytef buffer[chunk];
        stream.next_out = buffer;
        stream.avail_out = chunk;
        outcome = inflate(&stream, Z_NO_FLUSH);
        if (outcome == Z_BUF_ERROR) return damaged("the stream ends early");
        if (outcome != Z_OK && outcome != Z_STREAM_END) return damaged("the stream is damaged");
        const std::size_t got = chunk - stream.avail_out;
        if (out.size() + got > max_octets)
            return Error{Fault::too_large, "DEFLATE", "more than " + std::to_string(max_octets) + " octets inflated"};
        out.append(reinterpret_cast<const char*>(buffer), got);
    }
    if (stream.avail_in != 0) return damaged("octets stand behind the end of the stream");
    return out;
}

std::string deflate_raw(std::string_view octets) {
    z_stream stream{};
    const Sizes sizes = sizes_for(octets.size());
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -sizes.window, sizes.memory, Z_DEFAULT_STRATEGY) != Z_OK)
        out_of_memory();
    const std::unique_ptr<z_stream, EndDeflate> guard(&stream);
    std::string out(deflateBound(&stream, static_cast<uLong>(octets.size())), '\0');
    stream.next_in = input(octets);
    stream.avail_in = static_cast<uInt>(octets.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) out_of_memory();
    out.resize(stream.total_out);
    return out;
}

} // namespace idpsim::saml
