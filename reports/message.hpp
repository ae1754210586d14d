#pragma once
/// A message of the transcript as HTML: decoded, indented, coloured, and without what says nothing.
#include "conformance/result.hpp"
#include "reports/repeated.hpp"

#include <string>

namespace idpsim::reports {

/// The exchanges of a case, each a <details>; its id is "CASE/NUMBER" where evidence or another message may link to it
/// (the page's script finds the others by their number). Like exchanges in a row share one block. Left out: headers
/// that browsers, servers and the engine add to everything, encoded copies of decoded messages, the query of a request
/// that follows a redirect, markup of HTML pages (their text is kept), and bodies beyond 16 KiB. A body that the page
/// shows already is a link; a host is named when a party is met first or changes it.
std::string messages_html(const conformance::CaseResult& one, Repeated& repeated);

} // namespace idpsim::reports
