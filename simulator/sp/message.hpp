#pragma once
/// From an HTTP request, or from the XML alone, to the parts of a LoginContext that the message fills.
#include "simulator/sp/login_context.hpp"

#include <functional>
#include <string_view>

namespace idpsim::sp {

/// How an enveloped signature is verified; xml::verify_enveloped unless a fault is planted.
using VerifyStep =
    std::function<Result<xml::Verified>(const xml::Document&, const xml::Element&, const xml::VerifyPolicy&)>;
/// How an EncryptedAssertion or EncryptedID is opened; xml::decrypt unless a fault is planted.
using DecryptStep = std::function<Result<xml::Decrypted>(const xml::Element&, const xml::DecryptPolicy&)>;

/// Limits of a login message: what an identity provider sends is some 10 to 200 KiB.
inline constexpr std::size_t max_message_octets = 1u << 20;
inline constexpr xml::ParseLimits message_limits{.octets = max_message_octets, .depth = 64, .attributes = 128};

/// Fills `received` from the form that `request` carries and goes on with read_message(). `request` is borrowed.
void read_request(LoginContext& login, const HttpRequest& request, const AttributeMapping& mapping,
                  const VerifyStep& verify, const DecryptStep& decrypt = xml::decrypt);

/// Fills everything that `xml` says. With a policy, values come only from what it verified: an assertion by its own
/// signature or as part of the verified Response. `login.policy` is set before.
/// What is encrypted is opened as the signer left it: an EncryptedAssertion from the octets of the verified Response, or
/// as sent when the Response is not signed; the signature inside is then verified over what was opened. That something
/// could be opened proves nothing: anybody can encrypt to a published key.
void read_message(LoginContext& login, std::string_view xml, const AttributeMapping& mapping, const VerifyStep& verify,
                  const DecryptStep& decrypt = xml::decrypt);

/// The NameID inside the EncryptedID that is a child of `parent` (saml-core-2.0 section 2.2.4). Whatever goes wrong with
/// key, ciphertext or content is one and the same refused.
Result<saml::NameId> open_name_id(const xml::Element& parent, const xml::DecryptPolicy& policy,
                                  const DecryptStep& decrypt);

/// The Issuer that a message names, else its assertion, as sent: it chooses whose keys may verify, and is then held to
/// what they verified. "" when there is none.
std::string claimed_issuer(const xml::Element& message);

} // namespace idpsim::sp
