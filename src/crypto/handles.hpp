#pragma once
/// The deleters of OpenSSL's objects, and nothing else. Seen by src/crypto, src/xml and src/net only.
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace idpsim::crypto {

template <auto Free> struct FreeWith {
    template <class T> void operator()(T* p) const noexcept { Free(p); }
};
template <class T, auto Free> using Handle = std::unique_ptr<T, FreeWith<Free>>;

using PkeyHandle = Handle<EVP_PKEY, EVP_PKEY_free>;
using PkeyCtxHandle = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using MdCtxHandle = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using X509Handle = Handle<X509, X509_free>;
using BioHandle = Handle<BIO, BIO_free_all>;
using BignumHandle = Handle<BIGNUM, BN_free>;

} // namespace idpsim::crypto
