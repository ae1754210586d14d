#include "reports/json_view.hpp"

#include "reports/text.hpp"

#include <algorithm>
#include <vector>

namespace idpsim::reports {
namespace {

constexpr std::size_t short_group = 90;
constexpr std::size_t deepest_indent = 24;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_mark(char c) { return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':'; }

std::size_t string_end(std::string_view json, std::size_t at) {
    for (std::size_t i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

/// Marks one by one, strings whole, anything else up to the next of those.
std::vector<std::string_view> tokens_of(std::string_view json) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < json.size();) {
        if (is_space(json[at])) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        if (json[at] == '"')
            end = string_end(json, at);
        else if (!is_mark(json[at]))
            while (end < json.size() && !is_space(json[end]) && !is_mark(json[end]) && json[end] != '"') ++end;
        out.push_back(json.substr(at, end - at));
        at = end;
    }
    return out;
}

/// For each opening bracket, whether everything up to its closing one fits on a line.
std::vector<bool> short_groups(const std::vector<std::string_view>& tokens) {
    std::vector<bool> out(tokens.size());
    std::vector<std::size_t> length(tokens.size() + 1), open;
    for (std::size_t i = 0; i < tokens.size(); ++i) length[i + 1] = length[i] + tokens[i].size();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i] == "{" || tokens[i] == "[") open.push_back(i);
        if ((tokens[i] != "}" && tokens[i] != "]") || open.empty()) continue;
        out[open.back()] = length[i + 1] - length[open.back()] <= short_group;
        open.pop_back();
    }
    return out;
}

class Writer {
public:
    void write(const std::vector<std::string_view>& tokens) {
        const std::vector<bool> is_short = short_groups(tokens);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const std::string_view token = tokens[i];
            if (token == "{" || token == "[")
                open(token, is_short[i]);
            else if (token == "}" || token == "]")
                close(token);
            else if (token == ",")
                comma();
            else if (token == ":")
                out += ": ";
            else
                value(token, i + 1 < tokens.size() && tokens[i + 1] == ":", i > 0 && !is_mark(tokens[i - 1][0]));
        }
    }

    std::string out;

private:
    void line() {
        out += '\n';
        out.append(std::min(depth_, deepest_indent), '\t');
    }

    void open(std::string_view token, bool is_short) {
        out += token;
        ++depth_;
        if (flat_ || is_short)
            ++flat_;
        else
            line();
    }

    void comma() {
        out += ',';
        if (flat_)
            out += ' ';
        else
            line();
    }

    void close(std::string_view token) {
        if (depth_ > 0) --depth_;
        if (flat_)
            --flat_;
        else
            line();
        out += token;
    }

    /// Two values in a row are no JSON, and stay apart.
    void value(std::string_view token, bool is_key, bool after_value) {
        if (after_value) out += ' ';
        if (!is_key) out += "<b>";
        append_text(out, token);
        if (!is_key) out += "</b>";
    }

    std::size_t depth_ = 0;
    std::size_t flat_ = 0; ///< how many brackets are open on this line
};

} // namespace

std::string json_html(std::string_view json) {
    Writer writer;
    writer.write(tokens_of(json));
    return std::move(writer.out);
}

} // namespace idpsim::reports
