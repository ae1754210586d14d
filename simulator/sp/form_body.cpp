#include "simulator/sp/form_body.hpp"

#include "simulator/sp/upload.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::size_t most_parts = 200, longest_part_head = 8192;

HttpResponse malformed(const HttpRequest& request) {
    return error_answer(request, 400, "bad_form", "The form cannot be read.");
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
        auto parts = read_multipart(type, request.body, {most_parts, longest_part_head});
        if (!parts) return malformed(request);
        for (FormPart& part : *parts) {
            if (part.file_name) out.files.push_back({std::move(part.name), std::move(*part.file_name), std::move(part.content)});
            else out.fields.emplace_back(std::move(part.name), std::move(part.content));
        }
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
