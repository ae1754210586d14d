#pragma once
/// SAML messages in what browsers' tools record: HAR files and SAML-tracer exports.
#include "src/engine/inspect_input.hpp"

namespace idpsim::engine {

/// Malformed when the text is no JSON, not_found when it is neither kind of trace or holds no SAML message.
Result<std::vector<FoundMessage>> messages_in_trace(std::string_view json);

} // namespace idpsim::engine
