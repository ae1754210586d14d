#include "src/engine/directory_file.hpp"

#include "src/core/file.hpp"
#include "src/core/text.hpp"

#include <boost/json/stream_parser.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace json = boost::json;
namespace {

constexpr std::size_t largest_directory_file = 512u << 20;

std::size_t line_at(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

/// The lines on which the elements of the list behind `from` begin.
std::vector<std::size_t> element_lines(std::string_view text, std::size_t from) {
    std::vector<std::size_t> out;
    std::size_t depth = 0, line = line_at(text, from);
    bool quoted = false;
    for (std::size_t i = from; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c == '\\') ++i;
            quoted = c != '"';
        } else if (c == '"')
            quoted = true;
        else if (c == '{' || c == '[') {
            if (depth == 1) out.push_back(line);
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) break;
        }
    }
    return out;
}

/// Where the text stops being UTF-8; npos when it never does.
std::size_t first_bad_octet(const std::string& text) {
    const std::string sound = valid_utf8(text);
    if (sound == text) return std::string::npos;
    return static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), sound.begin(), sound.end()).first -
                                    text.begin());
}

} // namespace

void fail_at(const std::string& where, const std::string& why) { throw Failure(Error{Fault::malformed, where, why}); }

std::string read_directory_file(const std::filesystem::path& file) {
    auto text = read_file(file, largest_directory_file);
    if (!text) throw Failure(text.error());
    return *std::move(text);
}

std::string plain_text(const std::string& text, const std::string& file) {
    constexpr std::string_view utf8_mark = "\xef\xbb\xbf";
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) fail_at(file, "it is UTF-16; UTF-8 was expected");
    if (const std::size_t bad = first_bad_octet(text); bad != std::string::npos)
        fail_at(file + ":" + std::to_string(line_at(text, bad)), "it is not UTF-8");
    std::string plain = text.starts_with(utf8_mark) ? text.substr(utf8_mark.size()) : text;
    if (trim(plain).empty()) fail_at(file, "it is empty");
    return plain;
}

bool is_json(std::string_view plain) {
    const std::string_view begin = trim(plain);
    return begin.starts_with('[') || begin.starts_with('{');
}

json::value parse_json(const std::string& text, const std::string& file) {
    json::stream_parser parser;
    json::error_code failed;
    const std::size_t read = parser.write_some(text.data(), text.size(), failed);
    if (!failed) parser.finish(failed);
    if (!failed && trim(std::string_view(text).substr(read)).empty()) return parser.release();
    fail_at(file + ":" + std::to_string(line_at(text, failed ? read : read + 1)),
            failed ? "not JSON: " + failed.message() : "text after the JSON");
}

std::string field_name(std::string_view written) {
    std::string out;
    for (const char c : trim(written)) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty() && out.back() != '_') out += '_';
        out += c == ' ' || c == '-' ? '_' : upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

std::string scalar_text(const json::value& value, const std::string& where) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_bool()) return value.get_bool() ? "true" : "false";
    if (value.is_int64()) return std::to_string(value.get_int64());
    if (value.is_null()) return {};
    fail_at(where, "a text was expected");
}

std::vector<std::string> bar_list(std::string_view field) {
    std::vector<std::string> out;
    for (const std::string_view one : split(field, '|'))
        if (!trim(one).empty()) out.emplace_back(trim(one));
    return out;
}

ElementPlaces::ElementPlaces(std::string file, std::string_view text, std::string key, bool is_member)
    : file_(std::move(file)), key_(std::move(key)) {
    const std::size_t from = text.find('[', is_member ? text.find("\"" + key_ + "\"") : 0);
    if (from != std::string_view::npos) lines_ = element_lines(text, from);
}

std::string ElementPlaces::at(std::size_t i) const {
    const std::string line = i < lines_.size() ? ":" + std::to_string(lines_[i]) : "";
    return file_ + line + ": " + key_ + "[" + std::to_string(i) + "]";
}

} // namespace idpsim::engine
