#include "simulator/sp/form_body.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::size_t most_parts = 200, longest_part_head = 8192;

HttpResponse malformed(const HttpRequest& request) {
    return error_answer(request, 400, "bad_form", "The form cannot be read.");
}

/// A parameter of a header's value: name="form-data; name=\"x\"". Quoted texts have \" and \\ escaped, and %22 as browsers
/// write a quote.
std::optional<std::string> parameter(std::string_view value, std::string_view wanted) {
    std::size_t at = value.find(';');
    while (at != std::string_view::npos && at < value.size()) {
        const std::size_t equals = value.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string name = to_lower(trim(value.substr(at + 1, equals - at - 1)));
        std::string text;
        std::size_t end = equals + 1;
        if (end < value.size() && value[end] == '"') {
            for (++end; end < value.size() && value[end] != '"'; ++end) {
                if (value[end] == '\\' && end + 1 < value.size()) ++end;
                text += value[end];
            }
            at = value.find(';', end);
        } else {
            at = value.find(';', end);
            text = std::string(trim(value.substr(end, at == std::string_view::npos ? at : at - end)));
        }
        if (name == wanted) return replace_all(text, "%22", "\"");
    }
    return std::nullopt;
}

/// Browsers send the bare name; whatever else sends folders with it means the same file.
std::string without_folders(std::string_view name) { return std::string(name.substr(name.find_last_of("/\\") + 1)); }

/// One part between two boundaries: headers, an empty line, content.
bool take_part(std::string_view part, FormBody& out) {
    const std::size_t head_end = part.find("\r\n\r\n");
    if (head_end == std::string_view::npos || head_end > longest_part_head) return false;
    std::string disposition, content_type;
    for (const std::string_view line : split(part.substr(0, head_end), '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string_view name = trim(line.substr(0, colon)), value = trim(line.substr(colon + 1));
        if (equal_nocase(name, "Content-Disposition")) disposition = std::string(value);
        if (equal_nocase(name, "Content-Type")) content_type = std::string(value);
    }
    const std::optional<std::string> field = parameter(disposition, "name");
    if (!field || !disposition.starts_with("form-data")) return false;
    std::string content(part.substr(head_end + 4));
    if (const auto file = parameter(disposition, "filename"))
        out.files.push_back({*field, without_folders(*file), content_type, std::move(content)});
    else out.fields.emplace_back(*field, std::move(content));
    return true;
}

bool read_parts(std::string_view body, const std::string& boundary, FormBody& out) {
    const std::string line = "--" + boundary, next = "\r\n" + line;
    if (boundary.empty() || boundary.size() > 70 || !body.starts_with(line)) return false;
    std::size_t at = line.size();
    for (std::size_t parts = 0; body.substr(at, 2) != "--"; ++parts) {
        if (parts == most_parts || body.substr(at, 2) != "\r\n") return false;
        const std::size_t end = body.find(next, at);
        if (end == std::string_view::npos || !take_part(body.substr(at + 2, end - at - 2), out)) return false;
        at = end + next.size();
    }
    return true;
}

} // namespace

std::string FormBody::field(std::string_view name) const { return find_param(fields, name).value_or(""); }

const UploadedFile* FormBody::file(std::string_view field) const {
    const auto found = std::ranges::find(files, field, &UploadedFile::field);
    return found == files.end() || found->name.empty() ? nullptr : &*found;
}

Or<FormBody> read_form_body(const HttpRequest& request) {
    const std::string type = find_header(request.headers, "Content-Type").value_or("");
    const std::string media = to_lower(trim(std::string_view(type).substr(0, type.find(';'))));
    FormBody out;
    if (media == "multipart/form-data") {
        if (!read_parts(request.body, parameter(type, "boundary").value_or(""), out)) return malformed(request);
        return out;
    }
    if (media != "application/x-www-form-urlencoded" && !(media.empty() && request.body.empty()))
        return error_answer(request, 415, "unsupported_media_type", "A form was expected.");
    Result<Params> fields = parse_form(request.body);
    if (!fields || fields->size() > most_parts) return malformed(request);
    out.fields = std::move(*fields);
    return out;
}

} // namespace idpsim::sp
