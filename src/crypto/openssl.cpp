#include "src/crypto/openssl.hpp"

#include <openssl/err.h>

#include <array>

namespace idpsim::crypto {
namespace {

using FetchedMd = Handle<EVP_MD, EVP_MD_free>;

FetchedMd fetch(const char* name) {
    FetchedMd md(EVP_MD_fetch(nullptr, name, nullptr));
    if (!md) openssl_failure(std::string("no implementation of ") + name);
    return md;
}

} // namespace

std::string drain_errors() {
    std::string reasons;
    while (const unsigned long code = ERR_get_error()) {
        const char* reason = ERR_reason_error_string(code);
        if (!reasons.empty()) reasons += "; ";
        reasons += reason ? reason : "unknown reason";
    }
    return reasons;
}

void openssl_failure(std::string_view what) {
    std::string detail(what);
    if (const std::string reasons = drain_errors(); !reasons.empty()) detail += ": " + reasons;
    throw Failure(Error{Fault::invalid, "OpenSSL", detail});
}

const EVP_MD* fetched(Hash hash) {
    static const std::array<FetchedMd, 4> all = {fetch("SHA1"), fetch("SHA2-256"), fetch("SHA2-384"),
                                                 fetch("SHA2-512")};
    return all[static_cast<std::size_t>(hash)].get();
}

} // namespace idpsim::crypto
