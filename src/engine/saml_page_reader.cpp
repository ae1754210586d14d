#include "src/engine/saml_profile_parts.hpp"

namespace idpsim::engine {
namespace {

idp::LoginPage read_login(Fields fields) {
    idp::LoginPage out;
    out.cookie = fields.text("cookie");
    out.title = fields.text("title");
    out.heading = fields.text("heading");
    out.username_label = fields.text_or("username", "Username");
    out.password_label = fields.text_or("password", "Password");
    out.button = fields.text_or("button", "Sign in");
    out.wrong_password = fields.text("wrong_password");
    out.dashboard_title = fields.text("dashboard");
    out.sign_out = fields.text_or("sign_out", "Sign out");
    fields.finish();
    return out;
}

} // namespace

void read_pages(Fields& fields, idp::SamlProfile& out) {
    out.login = read_login(fields.table("login"));
    if (auto form = fields.optional_table("auto_post")) {
        out.auto_post.page = form->text("page");
        out.auto_post.field = form->text("field");
        out.auto_post.hex_entities = form->flag("hex_entities", false);
        form->finish();
    }
}

} // namespace idpsim::engine
