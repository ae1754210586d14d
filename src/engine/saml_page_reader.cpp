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
    fields.finish();
    return out;
}

idp::ConsoleField read_console_field(Fields fields) {
    idp::ConsoleField out;
    out.page = fields.text_or("page", "");
    out.label = fields.text("label");
    out.key = fields.text("key");
    out.fallback = fields.text_or("default", "");
    out.required = fields.flag("required", false);
    out.choices = read_pairs(fields, "choices");
    out.scale = static_cast<int>(fields.integer("scale", 1, 1, 86400));
    out.help = fields.text_or("help", "");
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

void read_console(Fields& fields, idp::SamlProfile& out) {
    for (Fields& field : fields.tables("console")) out.console.push_back(read_console_field(std::move(field)));
}

} // namespace idpsim::engine
