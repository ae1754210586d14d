#pragma once
/// A signature verifier with the faults that real ones had: each is a flag. With none set it judges as the correct one
/// does for the messages that it understands.
#include "simulator/sp/behaviour.hpp"

namespace idpsim::mutants {

struct LaxVerify {
    // where the signature is looked for
    bool found_anywhere = false;       ///< the first in the document, not only the element's own
    bool several_signatures = false;   ///< more than one: any that verifies
    // what it covers
    bool any_element = false;          ///< the Reference may name whatever has that ID, not only the parent
    bool ids_of_any_attribute = false; ///< Id, id and qualified ID count as IDs
    bool duplicate_ids = false;        ///< an ID may stand twice; the first counts
    bool unresolved_is_parent = false; ///< a URI that leads nowhere (or none, or an external one) means the parent
    bool no_reference_needed = false;
    bool several_references = false;   ///< any of them that is right
    bool removes_all_signatures = false; ///< enveloped-signature takes away every Signature child
    // what it is made of
    bool extra_children = false;       ///< Object, foreign KeyInfo content, doubled elements pass
    bool signed_info_last = false;     ///< of several SignedInfo: digests from the first, the value over the last
    bool signed_info_first = false;    ///< the other way round
    bool digest_value_last = false;    ///< of several DigestValues of a Reference
    bool digest_value_anywhere = false; ///< the document's first DigestValue
    bool digest_from_comment = false;  ///< a comment's text takes the value's place
    bool reads_any_assertion = false;  ///< another assertion in the document is read instead of the signed one
    // what is computed
    bool skips_digest = false, skips_value = false;
    bool digest_prefix = false;        ///< compared over the shorter length
    bool nothing_is_nothing = false;   ///< no canonical form: no octets
    bool drops_instructions = false;   ///< processing instructions are read over
    bool unknown_c14n = false, unknown_transforms = false, xpath = false, unlimited_transforms = false;
    bool unknown_method_is_sha1 = false;
    bool ecdsa_zero = false;
    bool hmac_with_certificate = false;
    // who signed
    bool key_info_trusted = false;     ///< the last certificate or key value in KeyInfo
    bool key_info_same_subject = false; ///< a certificate of the same subject as the IdP's
    bool key_info_fetched = false;     ///< RetrievalMethod and KeyName are good enough
};

/// What the product does instead of xml::verify_enveloped, and how it comes by the message as sent.
void verify_laxly(sp::SpBehaviour& behaviour, LaxVerify faults);

} // namespace idpsim::mutants
