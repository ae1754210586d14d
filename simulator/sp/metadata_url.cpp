#include "simulator/sp/metadata_url.hpp"

#include "src/net/site.hpp"

namespace idpsim::sp {

std::optional<std::string> refuse_metadata_url(std::string_view url, const SpConfig& config) {
    const Result<Url> parsed = parse_url(url);
    if (!parsed) return "it is no http(s) URL";
    const bool is_public = net::is_public_host(parsed->host);
    if (!is_public && !config.allow_local_metadata)
        return "it leads to this machine or its own network, which nobody outside may look into";
    if (parsed->scheme == "https" || config.allow_http_metadata || (!is_public && net::is_secure_context(*parsed)))
        return std::nullopt;
    return "it is not https: anybody on the way could put in keys of their own";
}

} // namespace idpsim::sp
