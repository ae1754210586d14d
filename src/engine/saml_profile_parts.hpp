#pragma once
/// The parts of a profile's `saml` table, each in a file of its own; and the words that they share.
#include "simulator/idp/saml_profile.hpp"
#include "src/engine/fields.hpp"

namespace idpsim::engine {

/// Messages, signing, metadata and certificates: src/engine/saml_message_reader.cpp.
void read_messages(Fields& fields, idp::SamlProfile& out);
/// NameID and attributes: src/engine/saml_subject_reader.cpp.
void read_subject(Fields& fields, idp::SamlProfile& out);
/// Requests and refusals: src/engine/saml_request_reader.cpp.
void read_requests(Fields& fields, idp::SamlProfile& out);
/// Encryption, logout and artifacts, which hang on the URLs: src/engine/saml_protocol_reader.cpp.
void read_protocol(Fields& fields, idp::SamlProfile& out);
/// Login form, auto-post form: src/engine/saml_page_reader.cpp.
void read_pages(Fields& fields, idp::SamlProfile& out);
/// The console's fields, tables and expressions: src/engine/saml_console_reader.cpp.
void read_console(Fields& fields, idp::SamlProfile& out);

/// The hashes that sign and digest.
const std::vector<std::string>& hash_names();
saml::Shape read_shape(Fields& fields, std::string_view name, const std::string& text);
saml::Shape read_shape(Fields& fields, std::string_view name);
Millis read_seconds(Fields& fields, std::string_view name, std::int64_t fallback = 0);
Millis read_millis(Fields& fields, std::string_view name);
saml::PrintStyle read_print(std::optional<Fields> fields);
xml::Base64Style read_base64(std::optional<Fields> fields);
idp::SpSignature read_sp_signature(Fields& fields, std::string_view name, std::string fallback);
/// {{"C", "US"}, {"O", "Example"}}
std::vector<std::pair<std::string, std::string>> read_pairs(Fields& fields, std::string_view name);

} // namespace idpsim::engine
