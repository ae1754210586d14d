/// The mapping workbook's way out and back: for programs below /api, for browsers below /app.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
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

HttpResponse refused_page(Product& product, const HttpRequest& request, const Error& error, const Visitor& visitor) {
    if (wants_json(request)) return refused_json(error);
    const PageHead head{"The mapping was not taken", &visitor, {{"Settings", "/app/settings"}, {"Connect", "/app/settings/connect"}, {"Connect with SSO/SCIM", std::string(settings_page)}}, {}};
    return show_page(product, head, notice("bad", valid_utf8(sentence_of(error))) + paragraph("Mend the workbook and upload it again.") +
                                        "<p class=\"actions\">" + link(settings_page, "Back to Connect with SSO/SCIM", "button") + "</p>", status_of(error));
}

std::string told_name(const Call& call) {
    if (const auto header = find_header(call.request.headers, "Content-Disposition"))
        return file_name_in(*header).value_or("");
    return query_param(call.url, "file_name");
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
    const Or<AdminPage> page = page_of_sso_admin(product, call);
    return page ? workbook_of(product, *page->org) : page.error();
}

HttpResponse upload_mapping_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_sso_admin(product, call);
    if (!form) return form.error();
    const auto refused = [&](const Error& error) { return refused_page(product, call.request, error, form->visitor); };
    if (call.request.body.size() > max_form) return refused(Error{Fault::too_large, "file", "is larger than 1024 KiB"});
    const std::vector<UploadedFile>& files = form->body.files;
    // A form that is sent before a file was chosen has one without name.
    if (files.empty() || files.front().name.empty()) return refused(Error{Fault::invalid, "file", "is missing; choose it first"});
    if (files.size() > 1) return refused(Error{Fault::invalid, "form", "has several files"});
    if (const auto taken = take_upload(product, *form->org, files.front().name, files.front().content); !taken) return refused(taken.error());
    return see_other(settings_page);
}

} // namespace idpsim::sp
