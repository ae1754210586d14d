#include "src/net/content_coding.hpp"

#include "src/core/text.hpp"

#include <zlib.h>

#include <memory>

namespace idpsim::net {
namespace {

constexpr int any_wrapper = 32 + MAX_WBITS; ///< zlib tells gzip from zlib by its header
constexpr int no_wrapper = -MAX_WBITS;      ///< what some servers call "deflate"

Result<std::string> inflate_all(std::string_view octets, int wrapper, std::size_t most) {
    z_stream stream{};
    if (inflateInit2(&stream, wrapper) != Z_OK) return Error{Fault::malformed, "Content-Encoding", "cannot start"};
    const std::unique_ptr<z_stream, int (*)(z_stream*)> ends(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(octets.data()));
    stream.avail_in = static_cast<uInt>(octets.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK) {
        char buffer[16 << 10];
        stream.next_out = reinterpret_cast<Bytef*>(buffer);
        stream.avail_out = sizeof buffer;
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer, sizeof buffer - stream.avail_out);
        if (out.size() > most) return Error{Fault::too_large, "Content-Encoding", "more than the limit comes out"};
    }
    if (state != Z_STREAM_END)
        return Error{Fault::malformed, "Content-Encoding", "the compressed data is broken or cut"};
    return out;
}

} // namespace

Result<std::string> decode_content(std::string_view octets, std::string_view coding, std::size_t most) {
    const std::string_view name = trim(coding);
    if (name.empty() || equal_nocase(name, "identity") || octets.empty()) return std::string(octets);
    const bool deflate = equal_nocase(name, "deflate");
    if (!deflate && !equal_nocase(name, "gzip") && !equal_nocase(name, "x-gzip")) {
        return Error{Fault::unsupported, "Content-Encoding", "it is none that was offered"};
    }
    auto out = inflate_all(octets, any_wrapper, most);
    if (!out && deflate && out.error().fault == Fault::malformed) return inflate_all(octets, no_wrapper, most);
    return out;
}

Result<HttpResponse> plain_answer(const std::string& url, HttpResponse response, std::size_t most) {
    const auto coding = find_header(response.headers, "Content-Encoding");
    if (!coding) return response;
    auto plain = decode_content(response.body, *coding, most);
    if (!plain) {
        return Error{plain.error().fault, url, "the answer's Content-Encoding cannot be undone: " + plain.error().detail};
    }
    response.body = *std::move(plain);
    std::erase_if(response.headers, [](const auto& one) { return equal_nocase(one.first, "Content-Encoding"); });
    return response;
}

} // namespace idpsim::net
