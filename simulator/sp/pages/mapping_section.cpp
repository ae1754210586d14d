/// The place of the mapping workbook on the page of Connect with SSO/SCIM.
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"

namespace idpsim::sp {

std::string mapping_section(Product&, const Organisation& org, const std::string& token) {
    return card("1. Attribute mapping",
                paragraph("Download the workbook, enter in column C what your identity provider calls each attribute, and upload the file under the same name.") +
                    (org.mapping_uploaded ? notice("good", "The workbook was uploaded.") : "") + "<p class=\"actions\">" +
                    link("/app/settings/connect/sso/mapping", "Download", "button plain") + "</p>" +
                    form("/app/settings/connect/sso/mapping", token,
                         input({"Edited workbook", "file", "file", "", "", "required accept=\".xlsx\""}) + button("Upload"), true));
}

} // namespace idpsim::sp
