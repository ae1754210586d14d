#pragma once
/// What browsers see of the product, an endpoint a page or form, and the places where pages have room for what others add.
#include "simulator/sp/product.hpp"

#include <string>
#include <string_view>

namespace idpsim::sp {

// -- anyone
HttpResponse show_home(Product& product, const Call& call);
HttpResponse show_sign_in(Product& product, const Call& call);
HttpResponse choose_sign_in(Product& product, const Call& call);
HttpResponse show_password_form(Product& product, const Call& call);
HttpResponse sign_in_by_password(Product& product, const Call& call);
HttpResponse show_invitation(Product& product, const Call& call);
HttpResponse accept_invitation(Product& product, const Call& call);

// -- account admins
HttpResponse show_settings_page(Product& product, const Call& call);
HttpResponse show_connect_page(Product& product, const Call& call);
HttpResponse show_sso_page(Product& product, const Call& call);
HttpResponse download_mapping_page(Product& product, const Call& call);
HttpResponse upload_mapping_form(Product& product, const Call& call);
Reply connect_idp_by_form(Product& product, const Call& call);
HttpResponse disconnect_idp_by_form(Product& product, const Call& call);
HttpResponse issue_scim_token_by_form(Product& product, const Call& call);
HttpResponse show_guide_page(Product& product, const Call& call);
HttpResponse show_people_page(Product& product, const Call& call);
HttpResponse invite_by_form(Product& product, const Call& call);
HttpResponse change_person_by_form(Product& product, const Call& call);
HttpResponse show_teams_page(Product& product, const Call& call);
HttpResponse make_team_by_form(Product& product, const Call& call);
HttpResponse change_members_by_form(Product& product, const Call& call);
HttpResponse show_audit_page(Product& product, const Call& call);

// -- the vendor's team
HttpResponse show_staff_page(Product& product, const Call& call);
HttpResponse sign_staff_in(Product& product, const Call& call);
HttpResponse sign_staff_out(Product& product, const Call& call);
HttpResponse enable_by_form(Product& product, const Call& call);

// -- room for others; all give HTML
/// Download and upload of the mapping workbook, on the page of Connect with SSO/SCIM. `token`: of this session's forms.
std::string mapping_section(Product& product, const Organisation& org, const std::string& token);
/// Further ways to sign in below the e-mail form ("Log in with Salesforce production"); "" for none.
std::string other_ways_in(Product& product, std::string_view next);
/// Further entries of Settings > Connect besides SSO/SCIM; "" for none.
std::string other_connections(Product& product, const Organisation& org);

} // namespace idpsim::sp
