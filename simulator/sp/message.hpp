#pragma once
/// From an HTTP request, or from the XML alone, to the parts of a LoginContext that the message fills.
#include "simulator/sp/login_context.hpp"

#include <functional>
#include <string_view>

namespace idpsim::sp {

/// How an enveloped signature is verified; xml::verify_enveloped unless a fault is planted.
using VerifyStep =
    std::function<Result<xml::Verified>(const xml::Document&, const xml::Element&, const xml::VerifyPolicy&)>;

/// Limits of a login message: what an identity provider sends is some 10 to 200 KiB.
inline constexpr std::size_t max_message_octets = 1u << 20;

/// Fills `received` from the form that `request` carries and goes on with read_message(). `request` is borrowed.
void read_request(LoginContext& login, const HttpRequest& request, const AttributeMapping& mapping,
                  const VerifyStep& verify);

/// Fills everything that `xml` says. With a policy, values come only from what it verified: an assertion by its own
/// signature or as part of the verified Response. `login.policy` is set before.
void read_message(LoginContext& login, std::string_view xml, const AttributeMapping& mapping, const VerifyStep& verify);

} // namespace idpsim::sp
