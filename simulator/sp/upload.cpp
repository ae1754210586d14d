#include "simulator/sp/upload.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

Error broken(std::string detail) { return Error{Fault::malformed, "form", std::move(detail)}; }

bool is_token(char c) {
    return c > 0x20 && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
}

/// `name=value` pairs behind the first ";", names in lower case. Nothing for anything else.
std::optional<Params> parameters_of(std::string_view header) {
    Params out;
    std::size_t at = std::min(header.find(';'), header.size());
    while (at < header.size()) {
        ++at; // the semicolon
        while (at < header.size() && header[at] == ' ') ++at;
        const std::size_t equals = header.find('=', at);
        if (equals == std::string_view::npos || equals == at) return std::nullopt;
        const std::string name = to_lower(header.substr(at, equals - at));
        if (!std::ranges::all_of(name, is_token)) return std::nullopt;
        std::string value;
        at = equals + 1;
        if (at < header.size() && header[at] == '"') {
            // Browsers escape a quote as %22 (WHATWG); the backslashes of old ones are those of a path.
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size() && header[at + 1] == '"') ++at;
                value += header[at];
            }
            if (at++ >= header.size()) return std::nullopt;
        } else {
            while (at < header.size() && is_token(header[at])) value += header[at++];
            if (value.empty()) return std::nullopt;
        }
        while (at < header.size() && header[at] == ' ') ++at;
        if (at < header.size() && header[at] != ';') return std::nullopt;
        if (find_param(out, name)) return std::nullopt;
        out.emplace_back(name, std::move(value));
    }
    return out;
}

std::string last_segment(std::string_view path) {
    const std::size_t slash = path.find_last_of("/\\");
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

Result<std::string> boundary_of(std::string_view content_type) {
    if (!equal_nocase(trim(content_type.substr(0, content_type.find(';'))), "multipart/form-data"))
        return Error{Fault::unsupported, "form", "it is not sent as multipart/form-data"};
    const std::optional<Params> parameters = parameters_of(content_type);
    const std::optional<std::string> boundary = parameters ? find_param(*parameters, "boundary") : std::nullopt;
    if (!boundary || boundary->empty() || boundary->size() > 70 || boundary->ends_with(' '))
        return broken("its boundary is missing or none (RFC 2046 section 5.1.1)");
    return *boundary;
}

/// One part, from behind its boundary's line on.
Result<FormPart> read_part(std::string_view text, const FormLimits& limits) {
    const std::size_t end = text.substr(0, limits.header).find("\r\n\r\n");
    if (end == std::string_view::npos) return broken("a part's header does not end");
    FormPart out;
    bool named = false;
    for (const std::string_view ended : split(text.substr(0, end), '\n')) {
        const std::string_view line = ended.ends_with('\r') ? ended.substr(0, ended.size() - 1) : ended;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || line.find('\r') != std::string_view::npos || line.starts_with(' ') ||
            line.starts_with('\t'))
            return broken("a part's header cannot be read");
        const std::string_view name = line.substr(0, colon), value = trim(line.substr(colon + 1));
        if (equal_nocase(name, "Content-Transfer-Encoding") && !equal_nocase(value, "binary"))
            return broken("a part has a transfer encoding (RFC 7578 section 4.7)");
        if (!equal_nocase(name, "Content-Disposition")) continue;
        const std::optional<Params> parameters = parameters_of(value);
        if (named || !parameters || !equal_nocase(trim(value.substr(0, value.find(';'))), "form-data") ||
            !find_param(*parameters, "name"))
            return broken("a part does not say which field it is");
        named = true;
        out.name = *find_param(*parameters, "name");
        if (const auto file = find_param(*parameters, "filename")) out.file_name = last_segment(*file);
    }
    if (!named) return broken("a part does not say which field it is");
    out.content = text.substr(end + 4);
    return out;
}

} // namespace

Result<std::vector<FormPart>> read_multipart(std::string_view content_type, std::string_view body,
                                             const FormLimits& limits) {
    const auto boundary = boundary_of(content_type);
    if (!boundary) return boundary.error();
    const std::string opening = "--" + *boundary, between = "\r\n" + opening;
    if (!body.starts_with(opening)) return broken("it does not begin with its boundary");
    body.remove_prefix(opening.size());
    std::vector<FormPart> out;
    while (body.starts_with("\r\n")) {
        body.remove_prefix(2);
        if (out.size() == limits.parts)
            return Error{Fault::too_large, "form", "it has more than " + std::to_string(limits.parts) + " parts"};
        const std::size_t end = body.find(between);
        if (end == std::string_view::npos) return broken("it is cut off");
        auto part = read_part(body.substr(0, end), limits);
        if (!part) return part.error();
        if (std::ranges::find(out, part->name, &FormPart::name) != out.end())
            return broken("the field \"" + std::string(cut_utf8(part->name, 40)) + "\" is there twice");
        out.push_back(std::move(*part));
        body.remove_prefix(end + between.size());
    }
    if (body != "--" && body != "--\r\n") return broken("it does not end with its boundary");
    return out;
}

std::optional<std::string> file_name_in(std::string_view content_disposition) {
    const std::optional<Params> parameters = parameters_of(content_disposition);
    if (!parameters) return std::nullopt;
    if (const auto extended = find_param(*parameters, "filename*")) { // RFC 8187
        constexpr std::string_view charset = "utf-8''";
        const auto name = equal_nocase(extended->substr(0, charset.size()), charset)
                              ? percent_decode(extended->substr(charset.size()))
                              : Result<std::string>(broken("another charset"));
        if (!name) return std::nullopt;
        return last_segment(*name);
    }
    if (const auto name = find_param(*parameters, "filename")) return last_segment(*name);
    return std::nullopt;
}

} // namespace idpsim::sp
