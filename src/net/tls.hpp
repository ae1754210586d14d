#pragma once
/// TLS settings for both directions: version 1.2 or newer, and on our way out certificates are always checked.
/// Private to src/net: it includes Asio's TLS header.
#include "src/core/result.hpp"
#include "src/net/server.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>
#include <vector>

namespace idpsim::net {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// Trusts the system's store and `extra_ca_pem`; tls when one of those is no certificate. Made once per process for
/// each set of extra CAs, since reading the system's store takes longer than a whole case; safe from any thread.
Result<TlsContext> client_tls(const std::vector<std::string>& extra_ca_pem);
/// Malformed when the certificate chain or the key cannot be read, or do not belong together.
Result<TlsContext> server_tls(const ServerOptions::Tls& identity);

} // namespace idpsim::net
