#pragma once
/// Values by kind, for likeness.hpp: what stays of an identifier, a time or base64 when the value itself is put aside.
#include "src/core/instant.hpp"

#include <string>
#include <string_view>

namespace idpsim::saml {

/// "pfx{uuid}", "_{hex:40}", "id{digits}", "{upper:40}" (A-Z0-9), "{mixed:27}" (anything else, by its length). Shorter
/// ones stay as they are.
std::string id_form(std::string_view id);

/// "3 digits, issue+180s" relative to `issue`; with " about" where it is no whole number of seconds.
std::string time_form(std::string_view written, Instant at, Instant issue);

/// "base64", "base64, lines of 76", "base64, lines of 64, framed, CR LF"; `framed`: a line end before the first and
/// after the last line.
std::string base64_form(std::string_view text);

/// "url", "uri", "text" or "empty".
std::string text_kind(std::string_view text);

/// "ST, C, OU": the attribute types of a distinguished name in text.
std::string names_form(std::string_view distinguished_name);

/// ", &#x..;" or ", &#..;" when `written` holds such references, else "".
std::string references_form(std::string_view written);

} // namespace idpsim::saml
