#include "simulator/sp/landing.hpp"

#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::size_t longest = 2048;

/// Printable ASCII without the backslash, which browsers read as a slash.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
}

bool is_path(std::string_view text) { return text.starts_with('/') && !text.starts_with("//"); }

} // namespace

std::string landing_url(std::string_view relay_state, std::string_view base_url) {
    if (relay_state.empty() || relay_state.size() > longest || !is_plain(relay_state)) return "/";
    const Result<Url> base = parse_url(base_url);
    if (!base) return "/";
    const bool absolute = relay_state.starts_with("https://") || relay_state.starts_with("http://");
    if (!absolute && !is_path(relay_state)) return "/";
    const Result<Url> url = parse_url(absolute ? std::string(relay_state) : base->origin() + std::string(relay_state));
    if (!url || url->origin() != base->origin()) return "/";
    const std::string target = url->target();
    return is_path(target) ? target : "/";
}

} // namespace idpsim::sp
