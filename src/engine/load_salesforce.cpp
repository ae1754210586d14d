#include "src/engine/load_salesforce.hpp"

#include "src/core/pattern.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/load_file.hpp"

#include <algorithm>
#include <array>

namespace idpsim::engine {
namespace {

using salesforce::Vendor;

std::string read_origin(Fields& from, std::string_view name) {
    const std::string text = from.text(name);
    const Result<Url> url = parse_url(text);
    if (!url || url->origin() != text || url->scheme != "https")
        from.fail(name, "an https origin was expected, as \"https://login.vendor.example\"");
    return text;
}

/// A My Domain as it comes out for some names, with these alone in it.
std::string read_domain(Fields& from, std::string_view name, const Values& values) {
    const std::string pattern = from.text(name);
    const Result<std::string> origin = expand(pattern, values);
    if (!origin) from.fail(name, origin.error().detail);
    const Result<Url> url = parse_url(*origin);
    if (!url || url->origin() != *origin) from.fail(name, "an origin was expected");
    for (const auto& [each, value] : values)
        if (pattern.find("{" + each + "}") == std::string::npos) from.fail(name, "{" + each + "} does not stand in it");
    return pattern;
}

void read_hosts(Fields from, Vendor& out) {
    out.production_login = read_origin(from, "production_login");
    out.sandbox_login = read_origin(from, "sandbox_login");
    if (out.sandbox_login == out.production_login)
        from.fail("sandbox_login", "is that of production; the two share nothing");
    out.production_domain = read_domain(from, "production_domain", {{"domain", "works"}});
    out.sandbox_domain = read_domain(from, "sandbox_domain", {{"domain", "works"}, {"sandbox", "uat"}});
    from.finish();
}

/// A text for each of the names, and for no other.
salesforce::Texts read_texts(Fields from, const std::vector<std::string>& names) {
    salesforce::Texts out;
    for (const std::string& name : names) out[name] = from.text(name);
    from.finish();
    return out;
}

void read_paths(Fields& from, Vendor& out) {
    out.paths = read_texts(from.table("paths"), salesforce::path_names());
    for (const auto& [name, path] : out.paths)
        if (!path.starts_with('/') || (path.size() > 1 && path.ends_with('/')))
            from.table("paths").fail(name, "a path was expected, as \"/services/oauth2/token\"");
}

void read_refusals(Fields from, Vendor& out) {
    for (const std::string& name : salesforce::refusal_names()) {
        Fields one = from.table(name);
        salesforce::Refusal refusal;
        refusal.error = one.text("error");
        refusal.description = one.text_or("description", "");
        refusal.status = static_cast<int>(one.integer("status", 400, 400, 599));
        one.finish();
        out.refusals[name] = std::move(refusal);
    }
    from.finish();
}

std::vector<std::string> read_field_order(Fields& from, std::string_view name, const std::vector<std::string>& known) {
    std::vector<std::string> out = from.texts(name);
    if (out.empty()) from.fail(name, "is missing; a list of fields was expected");
    for (const std::string& field : out)
        if (std::ranges::find(known, field) == known.end())
            from.fail(name, "no field is named \"" + field + "\"" + did_you_mean(field, known));
    return out;
}

Millis read_seconds(Fields& from, std::string_view name) {
    return Millis(1000 * from.integer(name, 0, 1, 366 * 86'400));
}

void read_times(Fields from, Vendor& out) {
    out.code_lifetime = read_seconds(from, "code");
    out.session_lifetime = read_seconds(from, "session");
    out.token_lifetime = read_seconds(from, "token");
    out.request_lifetime = read_seconds(from, "request");
    from.finish();
}

/// Each begins with how sure we are.
void check_sources(Fields& from) {
    static constexpr std::array tags{"[capture] ", "[doc] ", "[repo] ", "[inferred] "};
    for (const auto& [name, source] : from.text_map("sources"))
        if (std::ranges::none_of(tags, [&](const char* tag) { return source.starts_with(tag); }))
            from.fail("sources",
                      "[\"" + name + "\"] begins with how sure we are: [capture], [doc], [repo] or [inferred]");
}

} // namespace

Vendor load_salesforce(lua::State& state, const std::filesystem::path& file) {
    Fields from = load_file(state, file);
    Vendor out;
    out.title = from.text("title");
    out.version = from.text("version");
    read_hosts(from.table("hosts"), out);
    Fields cookies = from.table("cookies");
    out.cookie_domain = cookies.text("domain");
    out.session_cookie = cookies.text("session");
    out.saved_cookie = cookies.text("saved");
    cookies.finish();
    read_paths(from, out);
    read_times(from.table("times"), out);
    out.batch_size = static_cast<int>(from.integer("batch_size", 2000, 1, 2000));
    out.scopes = from.texts("scopes");
    read_refusals(from.table("refusals"), out);
    out.words = read_texts(from.table("words"), salesforce::word_names());
    out.identity = read_field_order(from, "identity", salesforce::identity_field_names());
    out.userinfo = read_field_order(from, "userinfo", salesforce::userinfo_field_names());
    out.request_id = from.text("request_id");
    Result<saml::Shape> shape = saml::Shape::parse(from.text("authn_request"), file.string() + ": authn_request");
    if (!shape) from.fail("authn_request", shape.error().detail);
    out.authn_request = std::move(*shape);
    check_sources(from);
    from.finish();
    return out;
}

std::filesystem::path salesforce_file() { return data_folder() / "simulator" / "salesforce" / "salesforce.lua"; }

sp::SalesforceConfig salesforce_config(const Vendor& vendor) {
    sp::SalesforceConfig out;
    out.production_login = vendor.production_login;
    out.sandbox_login = vendor.sandbox_login;
    out.production_domain = expand(vendor.production_domain, {{"domain", "*"}}).value();
    out.sandbox_domain = expand(vendor.sandbox_domain, {{"domain", "*"}, {"sandbox", "*"}}).value();
    out.authorize = vendor.path("authorize");
    out.token = vendor.path("token");
    out.identity = vendor.path("identity");
    out.query = vendor.path("query");
    return out;
}

} // namespace idpsim::engine
