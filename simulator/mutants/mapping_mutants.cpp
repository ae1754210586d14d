/// Products that go wrong with the mapping workbook.
#include "simulator/mutants/mutant.hpp"

#include "simulator/sp/organisation.hpp"

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;

constexpr std::string_view stories = "product/mapping-*,negative/mapping-uploads";

void blank_workbook(SpBehaviour& behaviour) {
    behaviour.mapping.sheet = [](const sp::Mapping&) { return sp::mapping_sheet({sp::AttributeMapping::usual(), {}}); };
}
void two_columns(SpBehaviour& behaviour) {
    behaviour.mapping.sheet = [](const sp::Mapping& current) {
        xlsx::Sheet sheet = sp::mapping_sheet(current);
        std::erase_if(sheet.cells, [](const xlsx::Cell& cell) { return cell.at.column == 2; });
        return sheet;
    };
}
void any_name(SpBehaviour& behaviour) {
    behaviour.mapping.check_name = [](std::string_view, const std::string&) { return Result<void>(); };
}
void any_columns(SpBehaviour& behaviour) {
    behaviour.mapping.check_fixed = [](const xlsx::Sheet&, const xlsx::Sheet&) { return Result<void>(); };
}
/// The workbook is taken, and that is all.
void unused(SpBehaviour& behaviour) {
    behaviour.mapping.apply = [](sp::Organisation& org, const sp::Mapping&) { org.mapping_uploaded = true; };
}
void unused_for_scim(SpBehaviour& behaviour) {
    behaviour.mapping.apply = [](sp::Organisation& org, const sp::Mapping& mapping) {
        sp::apply_mapping(org, {mapping.saml, {}});
    };
}
void only_for_scim(SpBehaviour& behaviour) {
    behaviour.mapping.apply = [](sp::Organisation& org, const sp::Mapping& mapping) {
        sp::apply_mapping(org, {sp::AttributeMapping::usual(), mapping.scim});
    };
}
/// What cannot be read is taken for a workbook that nobody has edited.
void unread_is_unedited(SpBehaviour& behaviour) {
    behaviour.mapping.read = [](std::string_view octets) {
        Result<xlsx::Sheet> read = xlsx::read_workbook(octets);
        return read ? read : Result<xlsx::Sheet>(sp::mapping_sheet({sp::AttributeMapping::usual(), {}}));
    };
}
void large_is_fine(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "PUT" && request.url.ends_with("/mapping") && response.status == 413)
            response.status = 200;
    };
}

constexpr Mutant table[] = {
    {"m-mapping-blank", "hands out a workbook without the names that are in force", blank_workbook, stories},
    {"m-mapping-two-columns", "hands out a workbook without column B", two_columns, stories},
    {"m-mapping-any-name", "takes a workbook under any file name", any_name, stories},
    {"m-mapping-any-columns", "does not look at columns A and B of what comes back", any_columns, stories},
    {"m-mapping-unused", "takes the workbook and reads logins and SCIM as before", unused, stories},
    {"m-mapping-unused-scim", "reads SCIM as before, whatever the workbook says", unused_for_scim, stories},
    {"m-mapping-unused-saml", "reads logins as before, whatever the workbook says", only_for_scim, stories},
    {"m-mapping-unread", "takes a file that it cannot read for a workbook that nobody edited", unread_is_unedited,
     stories},
    {"m-mapping-large", "says yes to a file that is too large", large_is_fine, stories},
};

} // namespace

std::span<const Mutant> mapping_mutants() { return table; }

} // namespace idpsim::mutants
