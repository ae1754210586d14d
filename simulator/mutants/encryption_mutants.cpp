/// Opening what is encrypted: who vouches for it, what is admitted, what the answers give away.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "simulator/sp/login_context.hpp"
#include "src/core/text.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/encrypted_form.hpp"
#include "src/xml/namespaces.hpp"

#include <memory>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Opened = Result<xml::Decrypted>;

constexpr std::string_view encryption_played = "negative/encryption";
constexpr std::string_view opening_played = "sso/encrypted-*,sso/encryption-*,negative/encryption";

// --- who vouches for what is inside

Result<xml::Verified> taken_as_good(const xml::Element& element) {
    const auto octets = xml::canonicalize(element);
    if (!octets) return octets.error();
    return xml::Verified{*octets, "", "", 0};
}

/// What is encrypted is verified as a document of its own.
bool is_from_inside(const xml::Document& document) { return document.root().is(ns::saml, "Assertion"); }

void counts_as_signed(SpBehaviour& behaviour) {
    leave_out(behaviour, {"signature.present"});
    behaviour.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        const bool bare = is_from_inside(document) && !element.child(ns::ds, "Signature");
        return bare ? taken_as_good(element) : xml::verify_enveloped(document, element, policy);
    };
}

void inside_unverified(SpBehaviour& behaviour) {
    behaviour.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        const bool present = is_from_inside(document) && element.child(ns::ds, "Signature");
        return present ? taken_as_good(element) : xml::verify_enveloped(document, element, policy);
    };
}

void inside_good_when_outside_is(SpBehaviour& behaviour) {
    const auto outside = std::make_shared<bool>(false);
    behaviour.verify = [outside](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        auto verified = xml::verify_enveloped(document, element, policy);
        if (element.is(ns::samlp, "Response")) *outside = verified.has_value();
        else if (!verified && *outside) return taken_as_good(element);
        return verified;
    };
}

void both_forms(SpBehaviour& behaviour) { leave_out(behaviour, {"assertion.count", "encryption.form", "encryption.opens"}); }
void clear_where_encryption_is_required(SpBehaviour& behaviour) { leave_out(behaviour, {"encryption.required"}); }

// --- which algorithms and keys

template <class Change> void with_policy(SpBehaviour& behaviour, Change change) {
    behaviour.decrypt = [change](const xml::Element& container, const xml::DecryptPolicy& policy) {
        xml::DecryptPolicy changed = policy;
        change(changed);
        return xml::decrypt(container, changed);
    };
}

void rsa_1_5_on(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::DecryptPolicy& policy) { policy.allow_rsa_1_5 = true; });
}
void rsa_1_5_off(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::DecryptPolicy& policy) { policy.allow_rsa_1_5 = false; });
}
void cbc_on(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::DecryptPolicy& policy) { policy.allow_cbc = true; });
}
void cbc_off(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::DecryptPolicy& policy) { policy.allow_cbc = false; });
}
void newest_key_alone(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::DecryptPolicy& policy) { policy.keys.erase(policy.keys.begin(), policy.keys.end() - 1); });
}
void old_keys_kept(SpBehaviour& behaviour) {
    const auto seen = std::make_shared<std::vector<crypto::PrivateKey>>();
    with_policy(behaviour, [seen](xml::DecryptPolicy& policy) {
        seen->insert(seen->end(), policy.keys.begin(), policy.keys.end());
        policy.keys = *seen;
    });
}

void metadata_without_encryption_key(SpBehaviour& behaviour) {
    behaviour.metadata = [](const sp::Organisation& org) {
        std::string text = sp::make_metadata(org);
        const auto use = text.find("use=\"encryption\"");
        const auto begin = text.rfind('<', use);
        constexpr std::string_view end = "KeyDescriptor>";
        if (use != std::string::npos) text.erase(begin, text.find(end, use) + end.size() - begin);
        return text;
    };
}

void name_id_stays_closed(SpBehaviour& behaviour) {
    behaviour.decrypt = [](const xml::Element& container, const xml::DecryptPolicy& policy) -> Opened {
        if (container.is(ns::saml, "EncryptedID")) return Error{Fault::unsupported, container.xpath(), "an EncryptedID"};
        return xml::decrypt(container, policy);
    };
}

void encrypted_attribute_refused(SpBehaviour& behaviour) {
    sp::Rule* rule = sp::find_rule(behaviour.rules, "authn.statement");
    if (!rule) throw std::logic_error("no rule is named authn.statement");
    rule->check = [right = rule->check](const sp::LoginContext& login) {
        const bool closed = login.assertion && *login.assertion && (*login.assertion)->encrypted_attributes > 0;
        return closed ? sp::RuleOutcome::fail("attributes in clear", "an EncryptedAttribute") : right(login);
    };
}

/// Any more than a few is more than it can do.
void many_keys_crash(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
        if (request.url.ends_with("/acs") && request.body.size() > 100'000) response = text_response(500, "Internal Server Error");
    };
}

// --- how it is opened

/// The content by each of our keys until one gives something; believed with a GCM tag of `tag` octets.
std::optional<std::string> plaintext(const xml::EncryptedForm& form, crypto::BlockCipher cipher, const xml::DecryptPolicy& policy,
                                     std::size_t tag = 16) {
    const auto data = form.data.child(ns::xenc, "CipherData");
    const auto value = data ? data->child(ns::xenc, "CipherValue") : std::nullopt;
    const auto text = value ? value->text() : Result<std::string>(std::string());
    const auto octets = text ? crypto::base64_decode(*text) : Result<std::string>(text.error());
    if (!octets) return std::nullopt;
    for (const crypto::PrivateKey& key : policy.keys)
        for (const xml::WrappedKey& wrapped : form.keys) {
            const std::string content = crypto::unwrap_key(wrapped.transport, key, wrapped.octets, crypto::key_octets(form.cipher));
            if (auto out = crypto::decrypt(cipher, content, *octets, tag)) return out;
        }
    return std::nullopt;
}

/// Another attempt where the correct product gives up.
template <class Attempt> void otherwise(SpBehaviour& behaviour, Attempt attempt) {
    behaviour.decrypt = [attempt](const xml::Element& container, const xml::DecryptPolicy& policy) -> Opened {
        Opened right = xml::decrypt(container, policy);
        if (right) return right;
        const auto form = xml::read_encrypted_form(container, policy);
        if (!form) return right;
        const std::optional<std::string> text = attempt(*form, policy);
        if (!text || !xml::Document::parse(*text)) return right;
        return xml::Decrypted{*text, form->block_cipher, form->keys.front().method, 0};
    };
}

void short_tags(SpBehaviour& behaviour) {
    otherwise(behaviour, [](const xml::EncryptedForm& form, const xml::DecryptPolicy& policy) -> std::optional<std::string> {
        for (const std::size_t tag : {12u, 8u, 4u})
            if (auto text = plaintext(form, form.cipher, policy, tag)) return text;
        return std::nullopt;
    });
}

/// The same key for both modes, whichever works.
void either_mode(SpBehaviour& behaviour) {
    otherwise(behaviour, [](const xml::EncryptedForm& form, const xml::DecryptPolicy& policy) -> std::optional<std::string> {
        using enum crypto::BlockCipher;
        switch (form.cipher) {
            case aes128_cbc: return plaintext(form, aes128_gcm, policy);
            case aes192_cbc: return plaintext(form, aes192_gcm, policy);
            case aes256_cbc: return plaintext(form, aes256_gcm, policy);
            default: return std::nullopt;
        }
    });
}

void doctype_inside(SpBehaviour& behaviour) {
    otherwise(behaviour, [](const xml::EncryptedForm& form, const xml::DecryptPolicy& policy) -> std::optional<std::string> {
        auto text = plaintext(form, form.cipher, policy);
        const auto end = text && text->starts_with("<!DOCTYPE") ? text->find("]>") : std::string::npos;
        if (end == std::string::npos) return std::nullopt;
        return text->substr(end + 2);
    });
}

/// An assertion somewhere in what came out, the first.
void any_assertion_inside(SpBehaviour& behaviour) {
    behaviour.decrypt = [](const xml::Element& container, const xml::DecryptPolicy& policy) -> Opened {
        Opened right = xml::decrypt(container, policy);
        const auto form = xml::read_encrypted_form(container, policy);
        const auto text = form ? plaintext(*form, form->cipher, policy) : std::nullopt;
        constexpr std::string_view open = "<saml:Assertion", close = "</saml:Assertion>";
        const auto begin = text ? text->find(open) : std::string::npos;
        const auto end = text ? text->find(close, begin) : std::string::npos;
        if (begin == std::string::npos || end == std::string::npos) return right;
        return xml::Decrypted{text->substr(begin, end + close.size() - begin), form->block_cipher, form->keys.front().method, 0};
    };
}

/// Says where opening it failed.
void distinct_errors(SpBehaviour& behaviour) {
    behaviour.decrypt = [](const xml::Element& container, const xml::DecryptPolicy& policy) -> Opened {
        Opened right = xml::decrypt(container, policy);
        if (right || right.error().fault != Fault::refused) return right;
        const auto form = xml::read_encrypted_form(container, policy);
        const bool opens = form && plaintext(*form, form->cipher, policy);
        return Error{Fault::malformed, container.xpath(), opens ? "what is inside is no XML" : "the padding is wrong"};
    };
}

/// The container as somebody understands it who is not strict about its form.
template <class Rewrite> void understood(SpBehaviour& behaviour, Rewrite rewrite) {
    behaviour.decrypt = [rewrite](const xml::Element& container, const xml::DecryptPolicy& policy) -> Opened {
        Opened right = xml::decrypt(container, policy);
        auto text = xml::canonicalize(container);
        if (right || !text) return right;
        rewrite(*text);
        const auto document = xml::Document::parse(*text);
        return document ? xml::decrypt(document->root(), policy) : right;
    };
}

/// From `begin` to behind `end`, where both stand.
void replace_between(std::string& text, std::string_view begin, std::string_view end, const std::string& by) {
    const auto from = text.find(begin);
    const auto to = text.find(end, from);
    if (from != std::string::npos && to != std::string::npos) text.replace(from, to + end.size() - from, by);
}

void reference_followed(SpBehaviour& behaviour) {
    understood(behaviour, [](std::string& text) {
        constexpr std::string_view before = ";base64,";
        const auto at = text.find(before);
        if (at == std::string::npos) return;
        const std::string value = text.substr(at + before.size(), text.find('"', at) - at - before.size());
        replace_between(text, "<xenc:CipherReference", "</xenc:CipherReference>", "<xenc:CipherValue>" + value + "</xenc:CipherValue>");
    });
}

void retrieval_passed_over(SpBehaviour& behaviour) {
    understood(behaviour, [](std::string& text) { replace_between(text, "<ds:RetrievalMethod", "</ds:RetrievalMethod>", ""); });
}

/// A content cipher that is missing or unknown is the usual one.
void cipher_guessed(SpBehaviour& behaviour) {
    understood(behaviour, [](std::string& text) {
        const std::string usual = "<xenc:EncryptionMethod Algorithm=\"" + std::string(alg::aes256_cbc) + "\"></xenc:EncryptionMethod>";
        const auto data = text.find('>', text.find("<xenc:EncryptedData")) + 1;
        constexpr std::string_view method = "<xenc:EncryptionMethod", end = "</xenc:EncryptionMethod>";
        const bool stands = text.compare(data, method.size(), method) == 0;
        text.replace(data, stands ? text.find(end, data) + end.size() - data : 0, usual);
    });
}

/// Only one of the two places where the standard lets the EncryptedKey stand.
void key_beside_not_found(SpBehaviour& behaviour) {
    behaviour.decrypt = [](const xml::Element& container, const xml::DecryptPolicy& policy) -> Opened {
        if (container.child(ns::xenc, "EncryptedKey")) return Error{Fault::not_found, container.xpath(), "no EncryptedKey"};
        return xml::decrypt(container, policy);
    };
}

constexpr Mutant table[] = {
    {"m-enc-counts-as-signed", "takes what it can decrypt for signed", counts_as_signed, encryption_played},
    {"m-enc-first-unverified", "verifies no signature of what was encrypted", inside_unverified, encryption_played},
    {"m-inner-sig-ignored-if-outer-good", "passes a broken signature inside a good one", inside_good_when_outside_is, encryption_played},
    {"m-enc-both-forms", "takes an assertion in clear beside an encrypted one", both_forms, encryption_played},
    {"m-enc-optional", "takes a clear assertion where encryption is required", clear_where_encryption_is_required, "negative/encryption-*"},
    {"m-enc-no-key-told", "lists no key to encrypt to in its metadata", metadata_without_encryption_key, opening_played},
    {"m-dec-distinct-errors", "says where opening an assertion failed", distinct_errors, "negative/encryption-oracle"},
    {"m-dec-rsa15", "opens keys by rsa-1_5 without asking", rsa_1_5_on, opening_played},
    {"m-dec-rsa15-never", "opens no keys by rsa-1_5, whatever the admin says", rsa_1_5_off, opening_played},
    {"m-dec-cbc", "opens CBC where the admin does not want it", cbc_on, "negative/encryption-*"},
    {"m-dec-cbc-never", "opens nothing in CBC", cbc_off, opening_played},
    {"m-dec-gcm-short-tag", "takes short tags of GCM", short_tags, encryption_played},
    {"m-dec-gcm-as-cbc", "tries the same key by GCM when CBC fails", either_mode, encryption_played},
    {"m-dec-cipher-guessed", "takes a missing or unknown cipher for AES-256-CBC", cipher_guessed, encryption_played},
    {"m-dec-cipherreference", "follows a CipherReference", reference_followed, encryption_played},
    {"m-dec-retrieval-ignored", "reads over a RetrievalMethod that leads elsewhere", retrieval_passed_over, encryption_played},
    {"m-dec-key-beside", "finds no EncryptedKey beside the EncryptedData", key_beside_not_found, encryption_played},
    {"m-dec-any-element", "looks for an assertion anywhere in what it opened", any_assertion_inside, encryption_played},
    {"m-doctype-decrypted", "reads over a DOCTYPE in what it opened", doctype_inside, encryption_played},
    {"m-dec-newest-key", "opens with its newest key alone", newest_key_alone, opening_played},
    {"m-dec-key-never-dropped", "opens with keys that were withdrawn", old_keys_kept, opening_played},
    {"m-encattr-refused", "refuses an assertion with an encrypted attribute", encrypted_attribute_refused, encryption_played},
    {"m-dec-large-crash", "breaks down over what is large", many_keys_crash, encryption_played},
    {"m-dec-name-id", "opens no encrypted NameID", name_id_stays_closed, opening_played},
};

} // namespace

std::span<const Mutant> encryption_mutants() { return table; }

} // namespace idpsim::mutants
