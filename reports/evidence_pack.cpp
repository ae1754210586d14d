#include "reports/evidence_pack.hpp"

#include "src/core/result.hpp"
#include "src/crypto/digest.hpp"

#include <fmt/format.h>
#include <zlib.h>

namespace idpsim::reports {
namespace {

/// What one click has to open: a compressor finds little more in more, and a reader waits.
constexpr std::size_t template_octets = 2u << 20;

std::string deflated(std::string_view text) {
    constexpr int raw = -15, memory = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, raw, memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw Failure(Error{Fault::io, "report.html", "zlib cannot begin"});
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (ended != Z_STREAM_END) throw Failure(Error{Fault::io, "report.html", "zlib cannot end"});
    return out;
}

} // namespace

std::string EvidencePack::add(std::string_view name, std::string_view html) {
    open_.append(1, entry_mark).append(name).append(1, name_mark).append(html);
    std::string id = fmt::format("{}:{}", word_, closed_);
    if (open_.size() >= template_octets) close_template();
    return id;
}

void EvidencePack::close_template() {
    out_ += fmt::format("<template id=\"{}:{}\">", word_, closed_++);
    out_ += crypto::base64_encode(deflated(open_));
    out_ += "</template>\n";
    open_.clear();
}

std::string EvidencePack::html() {
    if (!open_.empty()) close_template();
    return std::move(out_);
}

} // namespace idpsim::reports
