/// Signatures: what is found, what it covers, what is computed, who signed.
#include "simulator/mutants/lax_verify.hpp"
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;

constexpr std::string_view signatures = "negative/signature,negative/reference,negative/wrapping,negative/algorithm,negative/key";

template <auto Faults> void lax(SpBehaviour& behaviour) { verify_laxly(behaviour, Faults()); }
/// Takes the first of several assertions, too.
template <auto Faults> void lax_first(SpBehaviour& behaviour) {
    leave_out(behaviour, {"assertion.count"});
    verify_laxly(behaviour, Faults());
}

void first_of_several(SpBehaviour& behaviour) { leave_out(behaviour, {"assertion.count"}); }

/// The first signature there is vouches for the assertion that stands first.
void valid_somewhere(SpBehaviour& behaviour) {
    leave_out(behaviour, {"assertion.count"});
    verify_laxly(behaviour, {.found_anywhere = true, .any_element = true, .duplicate_ids = true, .extra_children = true});
}

LaxVerify anywhere() { return {.found_anywhere = true, .any_element = true, .duplicate_ids = true}; }
LaxVerify own_but_elsewhere() { return {.any_element = true, .duplicate_ids = true, .extra_children = true}; }
LaxVerify any_id() { return {.found_anywhere = true, .any_element = true, .ids_of_any_attribute = true, .duplicate_ids = true}; }
LaxVerify repeated_ids() { return {.duplicate_ids = true}; }
LaxVerify unresolved() { return {.unresolved_is_parent = true}; }
LaxVerify no_reference() { return {.no_reference_needed = true}; }
LaxVerify several() { return {.any_element = true, .several_references = true}; }
LaxVerify manifest() { return {.any_element = true, .extra_children = true}; }
LaxVerify object_read() { return {.extra_children = true, .reads_any_assertion = true}; }
LaxVerify descendant_read() { return {.duplicate_ids = true, .reads_any_assertion = true}; }
LaxVerify by_value() {
    return {.several_signatures = true, .removes_all_signatures = true, .extra_children = true, .reads_any_assertion = true};
}
LaxVerify any_of_several() { return {.several_signatures = true, .skips_value = true}; }
LaxVerify no_instructions() { return {.drops_instructions = true}; }
LaxVerify doubled() { return {.extra_children = true, .digest_value_last = true}; }
LaxVerify last_value() { return {.signed_info_last = true}; }
LaxVerify first_value() { return {.extra_children = true, .signed_info_first = true}; }
LaxVerify early_digest() { return {.digest_value_anywhere = true}; }
LaxVerify comment_digest() { return {.digest_from_comment = true}; }
LaxVerify only_value() { return {.skips_digest = true}; }
LaxVerify only_digest() { return {.skips_value = true}; }
LaxVerify prefix() { return {.digest_prefix = true}; }
LaxVerify nothing() { return {.skips_digest = true, .nothing_is_nothing = true}; }
LaxVerify c14n_any() { return {.unknown_c14n = true}; }
LaxVerify transforms_skipped() { return {.unknown_transforms = true}; }
LaxVerify xpath_on() { return {.xpath = true}; }
LaxVerify any_number() { return {.unlimited_transforms = true}; }
LaxVerify sha1_guess() { return {.unknown_method_is_sha1 = true}; }
LaxVerify zero() { return {.ecdsa_zero = true}; }
LaxVerify hmac() { return {.hmac_with_certificate = true}; }
LaxVerify key_info() { return {.key_info_trusted = true}; }
LaxVerify same_subject() { return {.key_info_same_subject = true}; }
LaxVerify fetched() { return {.key_info_fetched = true}; }

constexpr Mutant table[] = {
    {"m-sig-found-anywhere", "takes any signature in the document for the assertion's", lax_first<anywhere>, signatures},
    {"m-sig-own-child-ref-elsewhere", "lets the assertion's own signature name another element", lax_first<own_but_elsewhere>, signatures},
    {"m-scope-first-assertion", "reads the first of several assertions", first_of_several, signatures},
    {"m-sig-valid-somewhere", "accepts an unsigned assertion when anything in the message is signed", valid_somewhere, signatures},
    {"m-id-any-attribute", "takes attributes of other names and namespaces for IDs", lax_first<any_id>, signatures},
    {"m-dup-id-allowed", "lets an ID stand twice", lax_first<repeated_ids>, signatures},
    {"m-unresolved-uri-parent", "takes a Reference that leads nowhere for one to its parent", lax<unresolved>, "negative/reference,negative/envelope"},
    {"m-reference-none-ok", "verifies a signature over nothing", lax<no_reference>, signatures},
    {"m-reference-any", "is content with one of several References", lax<several>, signatures},
    {"m-manifest-ignored", "lets a Reference name something inside the Signature", lax<manifest>, signatures},
    {"m-object-allowed", "reads what stands below ds:Signature", lax<object_read>, signatures},
    {"m-extract-descendant", "looks for the assertion through the whole document", lax<descendant_read>, signatures},
    {"m-enveloped-by-value", "takes every Signature away before digesting", lax<by_value>, signatures},
    {"m-sig-any-of-several", "is content with one of several signatures, whoever made it", lax<any_of_several>, signatures},
    {"m-digestvalue-last", "takes the last of doubled elements", lax<doubled>, signatures},
    {"m-signedinfo-first-refs", "digests by the first SignedInfo and verifies the last", lax<last_value>, signatures},
    {"m-signedinfo-first-vs-last", "verifies the first SignedInfo and digests by the last", lax<first_value>, signatures},
    {"m-digestvalue-descendant", "looks for DigestValue through the whole document", lax<early_digest>, signatures},
    {"m-digestvalue-comment", "reads DigestValue with its comments", lax<comment_digest>, signatures},
    {"m-only-value", "checks SignatureValue and no digest", lax<only_value>, signatures},
    {"m-only-digest", "checks digests and no SignatureValue", lax<only_digest>, signatures},
    {"m-digest-prefix", "compares digests over the shorter length", lax<prefix>, signatures},
    {"m-c14n-error-empty", "takes a failed canonicalization for no octets", lax<nothing>, signatures},
    {"m-c14n-unknown-exclusive", "takes an unknown CanonicalizationMethod for exclusive c14n", lax<c14n_any>, signatures},
    {"m-transform-unknown-skip", "skips transforms that it does not know", lax<transforms_skipped>, signatures},
    {"m-transform-xpath-on", "computes XPath transforms", lax<xpath_on>, signatures},
    {"m-transform-unlimited", "computes known transforms in any number and order", lax<any_number>, signatures},
    {"m-c14n-pi-dropped", "reads over processing instructions", lax<no_instructions>, "negative/text,negative/signature"},
    {"m-alg-default-sha1", "takes an unknown SignatureMethod for rsa-sha1", lax<sha1_guess>, signatures},
    {"m-ecdsa-zero", "accepts an ECDSA signature of zeros", lax<zero>, signatures},
    {"m-alg-hmac-with-cert", "takes the certificate for a HMAC key", lax<hmac>, signatures},
    {"m-key-from-keyinfo", "believes the key that the message brings", lax<key_info>, signatures},
    {"m-key-dn-match", "believes a certificate with the right subject", lax<same_subject>, signatures},
    {"m-key-retrieval-fetch", "fetches the key from where the message says", lax<fetched>, signatures},
};

} // namespace

std::span<const Mutant> verify_mutants() { return table; }

} // namespace idpsim::mutants
