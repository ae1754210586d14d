#pragma once
/// What a SCIM server says of itself, and what a case left behind there.
#include "src/engine/ask_scim.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

/// Whether ServiceProviderConfig (RFC 7643 section 5) announces a feature: "patch", "bulk", "filter", "changePassword", "sort",
/// "etag", or "cursor" for pagination by cursor (RFC 9865). A server without the document is taken to have what every client
/// needs, PATCH and filters, and nothing else. An Error when there is no answer at all.
boost::asio::awaitable<Result<bool>> announces(Universe& universe, std::string feature);

/// The URLs of what these exchanges created at the SCIM server, the newest first: of creations, and within bulk answers.
std::vector<std::string> created_resources(const std::vector<Exchange>& exchanges, const std::string& base_url);

/// Deletes them again; what is gone already is no trouble. Groups go with the others, since the newest goes first.
boost::asio::awaitable<void> delete_resources(Universe& universe, std::vector<std::string> urls);

} // namespace idpsim::engine
