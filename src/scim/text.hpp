#pragma once
/// How SCIM compares text: one function, for filters, for uniqueness and for the accounts of a login alike.
#include <string>
#include <string_view>

namespace idpsim::scim {

/// The key under which two values of a caseExact=false attribute are the same: Unicode NFKC_Casefold, so letter case,
/// composed and decomposed forms, full-width forms and invisible characters make no difference. RFC 7644 section 7.8
/// asks for PRECIS preparation (RFC 8265 UsernameCaseMapped: width mapping, case mapping, NFC); NFKC_Casefold maps all
/// that and also compatibility characters such as ligatures, so it never keeps apart what PRECIS would join.
/// Text that is not UTF-8 is compared octet by octet.
std::string fold(std::string_view text);

/// Equality as the attribute's caseExact says.
bool same_text(std::string_view a, std::string_view b, bool case_exact);

/// `text` quoted for an error's detail: control characters replaced, cut to 80 octets at a character's border.
std::string in_quotes(std::string_view text);

} // namespace idpsim::scim
