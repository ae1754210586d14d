/// The mapping workbook's way out and back: for programs below /api, for browsers below /app.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/settings.hpp"
#include "simulator/sp/upload.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view settings_page = "/app/settings/connect/sso";
constexpr std::size_t max_form = (1u << 20) + (16u << 10); // a workbook and what is around it

HttpResponse workbook_of(Product& product, const Organisation& org) {
    HttpResponse response;
    response.body = xlsx::write_workbook(product.behaviour.mapping.sheet(mapping_of(org)), mapping_style());
    response.headers = {
        {"Content-Type", std::string(workbook_type)},
        {"Content-Disposition", "attachment; filename=\"" + mapping_file_name(product.config.names) + "\""}};
    return response;
}

/// "Cell B4 was cleared; ..."
std::string sentence_of(const Error& error) {
    const std::string subject = xlsx::parse_reference(error.where)               ? "Cell " + error.where
                                : error.where == "file name"                     ? "The name of the file"
                                : error.where == "file" || error.where == "form" ? "The " + error.where
                                                                                 : "In the file, " + error.where;
    return subject + " " + error.detail + ". The mapping is as it was.";
}

/// Step by step; nothing is changed before all of them have passed.
Result<void> take_upload(Product& product, Organisation& org, const std::string& name, std::string_view octets) {
    const MappingPolicy& policy = product.behaviour.mapping;
    if (const auto good = policy.check_name(name, mapping_file_name(product.config.names)); !good) return good.error();
    const auto sheet = policy.read(octets);
    if (!sheet) return sheet.error();
    const Mapping current = mapping_of(org);
    if (const auto good = policy.check_fixed(*sheet, mapping_sheet(current)); !good) return good.error();
    const auto mapping = policy.names(*sheet, current);
    if (!mapping) return mapping.error();
    policy.apply(org, *mapping);
    product.organisations.save(org);
    return {};
}

int status_of(const Error& error) { return error.fault == Fault::too_large && error.where == "file" ? 413 : 400; }

/// {"error":"mapping_refused","detail","where","reason"}
HttpResponse refused_json(const Error& error) {
    const std::string where = valid_utf8(error.where), sentence = valid_utf8(sentence_of(error)),
                      reason = valid_utf8(error.detail);
    return json_answer(status_of(error),
                       {{"error", "mapping_refused"}, {"detail", sentence}, {"where", where}, {"reason", reason}});
}

HttpResponse refused_page(const HttpRequest& request, const Error& error) {
    if (wants_json(request)) return refused_json(error);
    const std::string body = "<h1>The mapping was not taken</h1><p class=\"error\">" +
                             escape_html(valid_utf8(sentence_of(error))) + "</p><p><a href=\"" +
                             std::string(settings_page) + "\">Back to Connect with SSO/SCIM</a></p>";
    return html_response(status_of(error), html_page("The mapping was not taken", body));
}

std::string told_name(const Call& call) {
    if (const auto header = find_header(call.request.headers, "Content-Disposition"))
        return file_name_in(*header).value_or("");
    const Result<Params> query = parse_form(call.url.query);
    return query ? find_param(*query, "file_name").value_or("") : "";
}

/// The organisation of who is logged in with this browser, to be configured; errors are pages.
Or<Organisation*> organisation_of_browser(Product& product, const Call& call) {
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (!visitor) return error_answer(call.request, 401, "no_session", "Please sign in first.");
    const Or<Organisation*> org =
        organisation_to_configure(product, Call{call.request, call.url, {visitor->session.org}});
    if (org) return *org;
    if (wants_json(call.request)) return org.error();
    const bool disabled = !product.behaviour.has_sso_option(*product.organisations.find(visitor->session.org));
    return disabled ? error_answer(call.request, 403, "not_enabled", "SSO/SCIM is not enabled for this organisation.")
                    : error_answer(call.request, 403, "forbidden", "Only an account admin may do this.");
}

/// The one file of the form.
Result<FormPart> file_of(const HttpRequest& request) {
    if (request.body.size() > max_form) return Error{Fault::too_large, "file", "is larger than 1024 KiB"};
    auto parts = read_multipart(find_header(request.headers, "Content-Type").value_or(""), request.body);
    if (!parts) return parts.error();
    const auto is_file = [](const FormPart& part) { return part.file_name.has_value(); };
    const auto found = std::ranges::find_if(*parts, is_file);
    // A form that is sent before a file was chosen has one without name.
    if (found == parts->end() || found->file_name->empty())
        return Error{Fault::invalid, "file", "is missing; choose it first"};
    if (std::ranges::count_if(*parts, is_file) > 1) return Error{Fault::invalid, "form", "has several files"};
    return std::move(*found);
}

} // namespace

HttpResponse download_mapping(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    return org ? workbook_of(product, **org) : org.error();
}

HttpResponse upload_mapping(Product& product, const Call& call) {
    if (comes_from_elsewhere(product, call.request))
        return error_json(403, "cross_site", "This was sent by another site.");
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    if (const auto taken = take_upload(product, **org, told_name(call), call.request.body); !taken)
        return refused_json(taken.error());
    boost::json::object settings = describe_settings((*org)->settings);
    return json_answer(200, {{"mapping_uploaded", (*org)->mapping_uploaded},
                             {"attributes", settings["attributes"]},
                             {"scim_attributes", settings["scim_attributes"]}});
}

HttpResponse download_mapping_page(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_browser(product, call);
    return org ? workbook_of(product, **org) : org.error();
}

HttpResponse upload_mapping_form(Product& product, const Call& call) {
    if (comes_from_elsewhere(product, call.request))
        return error_answer(call.request, 403, "cross_site", "This form was sent by another site.");
    const Or<Organisation*> org = organisation_of_browser(product, call);
    if (!org) return org.error();
    const auto file = file_of(call.request);
    if (!file) return refused_page(call.request, file.error());
    if (const auto taken = take_upload(product, **org, *file->file_name, file->content); !taken)
        return refused_page(call.request, taken.error());
    return see_other(settings_page);
}

} // namespace idpsim::sp
