#pragma once
/// What the parts of report.md share.
#include "conformance/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::reports {

/// How much of a value is shown.
constexpr std::size_t markdown_value = 400;

/// One line of text that no Markdown reader takes for markup, HTML, a table's cell or a mention.
std::string escaped(std::string_view text, std::size_t at_most = markdown_value);
/// A code span around anything (CommonMark 0.30 section 6.1): fenced by more backticks than the text has in a row. A bar
/// would still end a table's cell.
std::string code(std::string_view text);

/// The product's page: its compatibility lists and its claims, as its claims file orders them; "" without such.
std::string product_page(const conformance::RunResult& run);

} // namespace idpsim::reports
