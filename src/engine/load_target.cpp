#include "src/engine/load_target.hpp"

#include "src/core/file.hpp"

#include "src/engine/field_lines.hpp"
#include "src/engine/fields.hpp"
#include "src/engine/load_file.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

const std::vector<std::string> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
const std::vector<std::string> stages{"start", "enable", "idp", "scim"};

/// What an admin can do, beyond the setup.
constexpr const char* action_names[] = {"connect_idp",       "change_settings",   "add_idp",              "add_idp_by_url",
                                        "replace_metadata",  "refresh_idp",       "remove_idp",           "set_domains",
                                        "require_signature", "trust_certificate", "distrust_certificate", "roll_key",
                                        "renew_scim_token", "limit_scim_token", "renew_admin_token",
                                        "retire_key", "salesforce_urls", "connect_salesforce", "pull_people",
                                        "set_enabled",       "invite_person",        "list_audit",
                                        "page_home",         "page_sign_in",      "page_settings",        "page_connect",
                                        "page_sso",          "page_people",       "page_teams",           "page_audit",
                                        "show_settings",     "download_mapping",  "upload_mapping"};

/// The needs that a target can meet.
const std::vector<std::string> needs{"sp.login",    "sp.acs",     "sp.whoami",     "sp.unsolicited", "sp.relay_state", "sp.logout",
                                     "sp.slo",      "sp.artifact", "sp.accounts",  "sp.teams",       "sp.admin",       "sp.scim_tokens",
                                     "sp.tenants",  "sp.idp_choice", "scim",       "scim.groups", "product.salesforce",
                                     "product.pages", "product.enablement", "product.guide", "product.audit",
                                     "product.mapping", "product.extension"};

Call read_call(Fields from) {
    Call out;
    out.name = from.text("name");
    out.stage = from.choice("stage", stages, "start");
    out.method = from.choice("method", methods, "GET");
    out.url = from.text("url");
    out.body = from.text_or("body", "");
    out.content_type = from.text_or("content_type", out.body.empty() ? "" : "application/json");
    out.headers = from.text_map("headers");
    out.save = from.text_map("save");
    from.finish();
    return out;
}

std::optional<Call> optional_call(Fields& from, std::string_view name) {
    auto table = from.optional_table(name);
    if (!table) return std::nullopt;
    return read_call(std::move(*table));
}

TargetSp read_sp(Fields from) {
    TargetSp out;
    out.metadata = from.text_or("metadata", "");
    out.entity_id = from.text_or("entity_id", "");
    out.acs = from.text_or("acs", "");
    out.login = from.text_or("login", "");
    out.start = from.text_or("start", "");
    out.relay_state_parameter = from.text_or("relay_state_parameter", "");
    out.single_logout = from.text_or("single_logout", "");
    out.idp_parameter = from.text_or("idp_parameter", "");
    out.organisation = from.text_or("organisation", "");
    if (out.metadata.empty() && (out.entity_id.empty() || out.acs.empty()))
        from.fail("", "either metadata, or both entity_id and acs are needed");
    from.finish();
    return out;
}

TargetProbe read_probe(Fields from) {
    TargetProbe out;
    out.url = from.text("url");
    out.signed_in_status = static_cast<int>(from.integer("signed_in_status", 200, 100, 599));
    out.person = from.text_or("person", "");
    out.organisation = from.text_or("organisation", "");
    out.body_has = from.text_or("body_has", "");
    out.headers = from.text_map("headers");
    from.finish();
    return out;
}

TargetLogout read_logout(Fields from) {
    TargetLogout out;
    out.page = from.text_or("page", "");
    out.method = from.choice("method", methods, "POST");
    out.url = from.text("url");
    from.finish();
    return out;
}

TargetAccounts read_accounts(Fields from) {
    TargetAccounts out;
    out.look_up = read_call(from.table("look_up"));
    out.list = from.text_or("list", "");
    out.fields = from.text_map("fields");
    for (const char* name : {"id", "email"})
        if (!out.fields.contains(name)) from.fail("fields", "a JSON pointer for " + std::string(name) + " is needed");
    out.change = optional_call(from, "change");
    out.create_team = optional_call(from, "create_team");
    out.scim_tokens = optional_call(from, "scim_tokens");
    from.finish();
    return out;
}

TargetScim read_scim(Fields from) {
    TargetScim out{from.text("base"), from.text_or("token", ""), {}};
    for (auto& [idp, console] : from.named_tables("consoles")) {
        out.consoles[idp] = console.text_map("fields");
        console.finish();
    }
    if (out.base.find_first_of("?#") != std::string::npos) from.fail("base", "a SCIM base URL has neither query nor fragment (RFC 7644 section 1.3)");
    from.finish();
    return out;
}

extension::Endpoints read_extension(Fields from) {
    extension::Endpoints out{from.text("connect"), from.text_or("organisation_parameter", ""), from.text("redirect"),
                             from.text("token"),   from.text("account"),                       from.text("session")};
    from.finish();
    return out;
}

void check_provides(const Fields& from, const Target& target) {
    const std::vector<std::string>& provides = target.provides;
    for (const std::string& one : provides)
        if (std::ranges::find(needs, one) == needs.end()) from.fail("provides", "\"" + one + "\" is no need that scenarios have");
        else if (one.starts_with("sp.") && !target.sp.is_there()) from.fail("provides", "\"" + one + "\" takes a service provider: sp and probe");
}

} // namespace

Target load_target(lua::State& state, const std::filesystem::path& file) {
    Fields from = load_file(state, file);
    Target out;
    out.file = file.string();
    out.id = from.text("id");
    out.title = from.text("title");
    out.product = from.text_or("product", "");
    out.product_at = from.file() + ":" + std::to_string(field_line(*from.source(), "product"));
    out.in_process = from.flag("in_process", false);
    out.values = from.text_map("values");
    out.provides = from.texts("provides");
    for (Fields& call : from.tables("setup")) out.setup.push_back(read_call(std::move(call)));
    if (auto table = from.optional_table("sp")) out.sp = read_sp(std::move(*table));
    if (!out.sp.is_there() && !from.has("scim")) from.fail("sp", "is missing; a target needs sp and probe, or scim, or all of them");
    if (out.sp.is_there()) out.probe = read_probe(from.table("probe"));
    if (auto table = from.optional_table("logout")) out.logout = read_logout(std::move(*table));
    if (auto table = from.optional_table("accounts")) out.accounts = read_accounts(std::move(*table));
    if (auto table = from.optional_table("scim")) out.scim = read_scim(std::move(*table));
    if (auto table = from.optional_table("extension")) out.extension = read_extension(std::move(*table));
    for (const char* name : action_names)
        if (auto table = from.optional_table(name)) out.actions.emplace(name, read_call(std::move(*table)));
    out.email_domain = from.text_or("email_domain", "example.test");
    constexpr std::int64_t an_hour = 3600;
    if (from.has("answer_limit")) out.answer_limit = std::chrono::seconds(from.integer("answer_limit", 60, 1, an_hour));
    out.max_wait = std::chrono::seconds(from.integer("max_wait", 60, 0, an_hour));
    out.unique_people = from.flag("unique_people", !out.sp.is_there());
    for (const std::string& name : from.texts("ca_files")) {
        const auto pem = read_file(file.parent_path() / name);
        if (!pem) from.fail("ca_files", describe(pem.error()));
        out.ca_pem.push_back(*pem);
    }
    check_provides(from, out);
    if (out.in_process && !out.values.contains("base")) from.fail("values", "an in-process target needs values.base");
    from.finish();
    return out;
}

} // namespace idpsim::engine
