#pragma once
/// Text from peers, made fit for a report: whatever the octets, a reader's parser and terminal survive them.
#include <string>
#include <string_view>

namespace idpsim::reports {

/// Well-formed UTF-8: every octet that is part of no character becomes U+FFFD.
std::string as_utf8(std::string_view octets);

/// UTF-8 of which every character is visible, a tab or a line feed: control characters become their pictures (U+2400
/// and on), C1 controls and noncharacters U+FFFD, CR LF a line feed. Fits XML 1.0 (section 2.2) and terminals.
std::string as_visible(std::string_view octets);

/// as_visible(), on one line.
std::string on_one_line(std::string_view octets);

/// At most about `octets` of the text, cut between characters, and how much was left out.
std::string shortened(std::string_view text, std::size_t octets);

/// as_visible(), escaped for HTML text and for double-quoted attribute values. `>` and `'` stay: neither ends those.
std::string html(std::string_view octets);
/// The same for text alone, where quotes stay as well: half the size of a page of messages.
void append_text(std::string& out, std::string_view octets);

} // namespace idpsim::reports
