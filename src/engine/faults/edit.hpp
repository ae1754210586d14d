#pragma once
/// What the faults share: finding, changing, signing parts of a Response.
#include "src/engine/faults.hpp"
#include "src/saml/values.hpp"
#include "src/xml/namespaces.hpp"

#include <chrono>

namespace idpsim::engine::faults {

using Node = pugi::xml_node;
using Edit = std::function<void(Node response, const Attack&)>;
using TextEdit = std::function<void(std::string& xml, const Attack&)>;
using DeliveryEdit = std::function<void(HttpRequest& delivery, const Attack&)>;

// The themes, each a table of its own.
std::vector<SamlFault> basic_faults();
std::vector<SamlFault> signature_faults();
std::vector<SamlFault> reference_faults();
std::vector<SamlFault> wrapping_faults();
std::vector<SamlFault> algorithm_faults();
std::vector<SamlFault> key_faults();
std::vector<SamlFault> text_faults();
std::vector<SamlFault> document_faults();
std::vector<SamlFault> encoding_faults();
std::vector<SamlFault> envelope_faults();
std::vector<SamlFault> subject_faults();
std::vector<SamlFault> condition_faults();
std::vector<SamlFault> identity_faults();
std::vector<SamlFault> good_messages();
std::vector<SamlFault> relay_faults();
std::vector<SamlFault> encryption_faults();
std::vector<SamlFault> logout_request_faults();
std::vector<SamlFault> logout_response_faults();
std::vector<SamlFault> redirect_faults();
std::vector<SamlFault> artifact_faults();

// A change made before the vendor signs leaves only the SP's own rule between the message and a session.
Change before(Edit edit);
Change after(Edit edit);
Change printed(TextEdit edit);
Change delivered(DeliveryEdit edit);

/// Of that local name, the root included, in document order.
std::vector<Node> all_named(Node root, std::string_view local);
Node first_named(Node root, std::string_view local);
Node child_named(Node element, std::string_view local);
Node assertion_of(Node response);
std::string_view local_name(Node node);

void set_attribute(Node root, std::string_view element, const char* attribute, const std::string& value);
/// Adds the attribute where it is not.
void put_attribute(Node element, const char* attribute, const std::string& value);
void remove_attribute(Node root, std::string_view element, const char* attribute);
void set_text(Node root, std::string_view element, const std::string& value);
void remove_all(Node root, std::string_view element);
/// Moves an xs:dateTime attribute; the vendor's number of digits stays.
void move_time(Node root, std::string_view element, const char* attribute, std::chrono::seconds by);

/// A new last child "prefix:Name" that declares its own prefix.
Node add(Node parent, const std::string& qualified, const char* ns_uri);
/// The same before `sibling`.
Node add_before(Node sibling, const std::string& qualified, const char* ns_uri);
/// The element's own prefix before another local name: a sibling in the same namespace.
std::string beside(Node element, std::string_view local);
Node move_into(Node target, Node node);
void drop(Node node);

/// Names the victim where the person is named: NameID and attributes.
void impersonate(Node root, const Attack& attack);
/// A copy of the assertion that names the victim, unsigned, with an ID of its own.
Node forge(Node copied, const Attack& attack);

/// The one ds:Signature that vouches for the message: the Assertion's, else the Response's.
Node signature_in(Node response);
/// Digests `signed_element` without the signature into the signature's Reference (the first one).
void set_digest(Node signature, Node signed_element);
/// Signs SignedInfo as it stands, by `hash`.
void seal(Node signature, const crypto::PrivateKey& key, crypto::Hash hash = crypto::Hash::sha256);
/// Digest and signature anew, of the element that the signature stands in.
void seal_whole(Node signature, const crypto::PrivateKey& key);
/// Every signature anew, inside first.
void resign(Node root, const crypto::PrivateKey& key);

/// The form of the POST: field values, decoded and back.
std::string saml_response(const HttpRequest& delivery);
void set_saml_response(HttpRequest& delivery, const std::string& value);

inline constexpr char forged_id[] = "_f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0";

} // namespace idpsim::engine::faults
