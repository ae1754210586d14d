#include "src/xml/verify.hpp"

#include "src/crypto/handles.hpp"
#include "src/xml/handles.hpp"
#include "src/xml/library.hpp"
#include "src/xml/signature_form.hpp"

#include <openssl/evp.h>
#include <xmlsec/buffer.h>
#include <xmlsec/list.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/transforms.h>

#include <array>

namespace idpsim::xml {
namespace {

Error bad_signature(const SignatureForm& form, std::string detail) {
    return Error{Fault::bad_signature, form.signature.xpath(), std::move(detail)};
}

/// OpenSSL takes a tenth of a verification to tell an exponent, so this thread's last few answers are kept. A kept key
/// stays alive, so an address cannot come to mean another key.
bool has_exponent_one(const crypto::PublicKey& key) {
    struct Kept {
        crypto::PublicKey key;
        bool is_one = false;
    };
    thread_local std::array<Kept, 8> kept;
    thread_local std::size_t oldest = 0;
    for (const Kept& entry : kept)
        if (entry.key && entry.key.native() == key.native()) return entry.is_one;
    Kept& entry = kept[oldest++ % kept.size()];
    entry = Kept{key, key.rsa_exponent() == std::string(1, '\x01')};
    return entry.is_one;
}

/// A modulus that can be factored or an exponent of 1 makes every signature forgeable.
bool is_strong(const crypto::PublicKey& key, int min_rsa_bits) {
    return key.is_rsa() && key.bits() >= min_rsa_bits && !has_exponent_one(key);
}

/// The policy's keys that may verify anything, as indices.
Result<std::vector<std::size_t>> usable_keys(const VerifyPolicy& policy, const Element& signed_element) {
    if (policy.keys.empty()) return Error{Fault::bad_signature, signed_element.xpath(), "no key is trusted"};
    std::vector<std::size_t> usable;
    for (std::size_t i = 0; i < policy.keys.size(); ++i)
        if (is_strong(policy.keys[i], policy.min_rsa_bits)) usable.push_back(i);
    if (usable.empty())
        return Error{Fault::unsupported, signed_element.xpath(),
                     "no trusted key is RSA of at least " + std::to_string(policy.min_rsa_bits) + " bits"};
    return usable;
}

/// Lends `key` to the context: with a key set, xmlsec never looks at KeyInfo.
void lend_key(xmlSecDSigCtx* context, const crypto::PublicKey& key) {
    crypto::PkeyHandle own(key.native());
    EVP_PKEY_up_ref(own.get());
    xmlSecKeyData* data = xmlSecOpenSSLEvpKeyAdopt(own.get());
    if (!data) throw Failure(Error{Fault::invalid, "xmlsec", "a key could not be taken: " + take_xmlsec_complaint()});
    static_cast<void>(own.release());
    context->signKey = xmlSecKeyCreate();
    if (!context->signKey || xmlSecKeySetValue(context->signKey, data) < 0) {
        xmlSecKeyDataDestroy(data);
        throw Failure(Error{Fault::invalid, "xmlsec", "a key could not be set: " + take_xmlsec_complaint()});
    }
}

SignatureContext context_for(const crypto::PublicKey& key) {
    SignatureContext context(xmlSecDSigCtxCreate(nullptr));
    if (!context) throw std::bad_alloc();
    context->flags = XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
    context->enabledReferenceUris = xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
    lend_key(context.get(), key);
    return context;
}

/// The only Reference's context after verification, or null.
xmlSecDSigReferenceCtx* only_reference(xmlSecDSigCtx* context) {
    if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return nullptr;
    return static_cast<xmlSecDSigReferenceCtx*>(xmlSecPtrListGetItem(&context->signedInfoReferences, 0));
}

enum class Outcome { verified, wrong_digest, wrong_value };

struct Attempt {
    Outcome outcome;
    std::string octets; ///< when verified
};

/// What the digest was made of.
Result<Attempt> verified_octets(const SignatureForm& form, xmlSecDSigReferenceCtx* reference) {
    xmlSecBuffer* buffer = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    if (!buffer || xmlSecBufferGetSize(buffer) == 0) return bad_signature(form, "nothing was digested");
    return Attempt{Outcome::verified, std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(buffer)),
                                                  xmlSecBufferGetSize(buffer))};
}

Result<Attempt> verify_with(const crypto::PublicKey& key, const SignatureForm& form) {
    const ErrorCapture capture;
    const SignatureContext context = context_for(key);
    const int done = xmlSecDSigCtxVerify(context.get(), form.signature.node());
    const std::string complaint = take_xmlsec_complaint();
    xmlSecDSigReferenceCtx* reference = only_reference(context.get());
    if (reference && reference->status == xmlSecDSigStatusInvalid) return Attempt{Outcome::wrong_digest, ""};
    if (done < 0 || !reference)
        return bad_signature(form, "it cannot be computed: " + (capture.first().empty() ? complaint : capture.first()));
    if (context->status != xmlSecDSigStatusSucceeded || reference->status != xmlSecDSigStatusSucceeded)
        return Attempt{Outcome::wrong_value, ""};
    return verified_octets(form, reference);
}

} // namespace

Result<Verified> verify_enveloped(const Document& document, const Element& signed_element, const VerifyPolicy& policy) {
    require_library();
    if (signed_element.node()->doc != document.native())
        throw Failure(Error{Fault::invalid, "signature", "the signed element is of another document"});
    const auto form = read_signature_form(document, signed_element, policy.allow_sha1);
    if (!form) return form.error();
    const auto keys = usable_keys(policy, signed_element);
    if (!keys) return keys.error();
    for (const std::size_t index : *keys) {
        auto attempt = verify_with(policy.keys[index], *form);
        if (!attempt) return attempt.error();
        if (attempt->outcome == Outcome::wrong_digest) // the key has no part in it
            return bad_signature(*form, "the digest does not match: the signed element was altered");
        if (attempt->outcome == Outcome::verified)
            return Verified{std::move(attempt->octets), form->signature_method, form->digest_method, index};
    }
    return bad_signature(*form, "the signature value does not match with any trusted key");
}

} // namespace idpsim::xml
