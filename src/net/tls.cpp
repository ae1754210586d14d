#include "src/net/tls.hpp"

#include "src/net/transport.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <map>
#include <mutex>

namespace idpsim::net {
namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
namespace {

TlsContext modern_context(ssl::context::method method) {
    auto context = std::make_shared<ssl::context>(method);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    return context;
}

Result<TlsContext> make_client_tls(const std::vector<std::string>& extra_ca_pem) {
    TlsContext context = modern_context(ssl::context::tls_client);
    error_code ec;
    context->set_default_verify_paths(ec);
    if (ec) return Error{Fault::tls, "the system's certificate store", reason_of(ec)};
    for (const std::string& pem : extra_ca_pem) {
        context->add_certificate_authority(asio::buffer(pem), ec);
        if (ec) return Error{Fault::tls, "an extra CA", "not a PEM certificate: " + reason_of(ec)};
    }
    context->set_verify_mode(ssl::verify_peer);
    return context;
}

} // namespace

Result<TlsContext> client_tls(const std::vector<std::string>& extra_ca_pem) {
    static std::mutex guard;
    static std::map<std::vector<std::string>, TlsContext> made;
    const std::lock_guard lock(guard);
    if (const auto found = made.find(extra_ca_pem); found != made.end()) return found->second;
    auto context = make_client_tls(extra_ca_pem);
    if (context) made.emplace(extra_ca_pem, *context);
    return context;
}

Result<TlsContext> server_tls(const ServerOptions::Tls& identity) {
    TlsContext context = modern_context(ssl::context::tls_server);
    error_code ec;
    context->use_certificate_chain(asio::buffer(identity.certificate_pem), ec);
    if (ec) return Error{Fault::malformed, "the server's certificate", "not a PEM certificate: " + reason_of(ec)};
    context->use_private_key(asio::buffer(identity.key_pem), ssl::context::pem, ec);
    if (ec) {
        ERR_clear_error();
        return Error{Fault::malformed, "the server's private key", "not a PEM key of the certificate"};
    }
    return context;
}

} // namespace idpsim::net
