/// `idpsim sp`
#include "src/cli/commands.hpp"
#include "src/cli/live.hpp"
#include "src/cli/urls.hpp"

#include "src/core/clock.hpp"
#include "src/core/random.hpp"
#include "src/engine/builtin_sp.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/guide.hpp"
#include "src/engine/load_salesforce.hpp"
#include "src/engine/load_schema.hpp"
#include "src/net/network.hpp"
#include "src/net/run_loop.hpp"
#include "src/net/site.hpp"
#include "src/saml/reader.hpp"
#include "src/scim/json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace idpsim::cli {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

/// The organisation of this command; always the same, so that URLs are known before the start and after a restart.
constexpr char organisation[] = "example";

/// The product's way out, with TLS verification.
engine::BackChannel way_out() {
    const auto anywhere = std::make_shared<net::Network>();
    const auto outside = std::make_shared<net::Network>(net::ConnectOptions{.public_only = true});
    return [anywhere, outside](HttpRequest request, Millis limit, sp::Reach reach) -> asio::awaitable<Result<HttpResponse>> {
        co_return co_await (reach == sp::Reach::public_only ? outside : anywhere)->send(std::move(request), limit);
    };
}

asio::awaitable<void> answer_into(engine::BuiltinSp& product, HttpRequest request, HttpResponse& out) {
    engine::BackChannel back_channel = way_out();
    out = co_await product.answer(std::move(request), std::move(back_channel));
}

/// One call of the product's own API, as its owner would make it; a refusal is a Failure.
json::object call(engine::BuiltinSp& product, HttpRequest request, const std::string& token, std::string_view content_type) {
    request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
    if (!request.body.empty()) request.headers.emplace_back("Content-Type", std::string(content_type));
    HttpResponse answer;
    net::run_loop(answer_into(product, request, answer));
    json::value body = scim::json_or_null(answer.body);
    if (answer.status >= 300) {
        const json::value* detail = body.is_object() ? body.get_object().if_contains("detail") : nullptr;
        throw Failure(Error{Fault::invalid, request.url, detail && detail->is_string() ? std::string(detail->get_string().c_str())
                                                                                     : "answered " + std::to_string(answer.status)});
    }
    return body.is_object() ? body.get_object() : json::object();
}

std::string text(const json::object& from, std::string_view name) { return std::string(from.at(name).as_string().c_str()); }

bool is_local_url(const std::string& source) {
    const auto url = parse_url(source);
    return url && !net::is_public_host(url->host);
}

bool is_url(std::string_view source) { return source.starts_with("http://") || source.starts_with("https://"); }

/// The IdP that is connected already with `value` as its `member`, or "".
std::string connected(engine::BuiltinSp& product, const std::string& idps, const std::string& admin, std::string_view member, const std::string& value) {
    const json::object list = call(product, {"GET", idps, {}, ""}, admin, "");
    for (const json::value& idp : list.at("idps").as_array()) {
        const json::value* found = idp.get_object().if_contains(member);
        if (found && *found == json::string_view(value)) return text(idp.get_object(), "id");
    }
    return "";
}

/// What was kept is good enough to start with when the source cannot be reached.
void refresh(engine::BuiltinSp& product, const std::string& url, const std::string& admin) {
    try {
        call(product, {"POST", url, {}, ""}, admin, "");
    } catch (const Failure& problem) {
        fmt::print(stderr, "idpsim: the IdP metadata of the last start is used: {}\n", problem.error().detail);
    }
}

/// Connects the IdP of a file or URL, or takes its metadata anew when it is kept from an earlier start.
void connect_idp(engine::BuiltinSp& product, const std::string& org, const std::string& admin, const std::string& source) {
    const std::string idps = org + "/idps";
    if (is_url(source)) {
        const std::string kept = connected(product, idps, admin, "metadata_url", source);
        if (!kept.empty()) refresh(product, idps + "/" + kept + "/refresh", admin);
        else call(product, {"POST", idps, {}, json::serialize(json::object{{"url", source}})}, admin, "application/json");
        return;
    }
    const std::string document = fetch_document(source);
    const Result<saml::EntityDescriptor> entity = saml::read_metadata(document);
    const std::string kept = entity ? connected(product, idps, admin, "entity_id", entity->entity_id) : "";
    call(product, {kept.empty() ? "POST" : "PUT", kept.empty() ? idps : idps + "/" + kept, {}, document}, admin, "application/samlmetadata+xml");
}

/// An organisation that is switched on, has a SCIM token and the IdPs named on the command line.
json::object open_organisation(engine::BuiltinSp& product, const std::string& origin, const std::string& staff_token, const SpCommand& command) {
    const std::string base = origin + "/api/orgs/" + organisation;
    const std::string body = std::string(R"({"name":"Example Works","id":")") + organisation + "\"}";
    HttpRequest create{"POST", origin + "/api/orgs", {}, body};
    if (!product.directory().org_exists(organisation)) call(product, create, staff_token, "application/json");
    const json::object org = call(product, {"POST", base + "/admin-token", {}, ""}, staff_token, "application/json");
    const std::string admin = text(org, "admin_token");
    call(product, {"PUT", base + "/enabled", {}, R"({"enabled":true})"}, staff_token, "application/json");
    for (const std::string& metadata : command.idp_metadata)
        connect_idp(product, base, admin, metadata);
    std::string scim_token = command.scim_token.value_or("");
    if (scim_token.empty()) scim_token = text(call(product, {"POST", base + "/scim-token", {}, ""}, admin, ""), "token");
    else product.directory().set_token(text(org, "id"), scim_token);
    return {{"entity_id", text(org, "entity_id")}, {"metadata", text(org, "metadata")}, {"acs", text(org, "acs")},
            {"slo", text(org, "slo")}, {"login", text(org, "login")}, {"logout", text(org, "logout")}, {"whoami", text(org, "whoami")}, {"scim", text(org, "scim")},
            {"token", scim_token}, {"admin", json::object{{"url", base}, {"token", admin}}}};
}

/// An invitation for --admin, and the token for the page where the vendor's team enables organisations.
void invite_admin(json::object& ready, engine::BuiltinSp& product, const std::string& origin, const std::string& staff_token, const SpCommand& command, const sp::ProductNames& names) {
    if (!command.admin) return;
    const std::string body = json::serialize(json::object{{"email", *command.admin}, {"role", names.admin_role}});
    const json::object invited = call(product, {"POST", origin + "/api/orgs/" + organisation + "/invitations", {}, body}, staff_token, "application/json");
    ready["invitation"] = text(invited, "invitation");
    ready["staff"] = json::object{{"url", origin + "/staff"}, {"token", staff_token}};
}

/// Where Salesforce really is: an org's admin connects it, and people come from there.
sp::SalesforceConfig real_salesforce() {
    lua::State state;
    return engine::salesforce_config(engine::load_salesforce(state, engine::salesforce_file()));
}

} // namespace

int execute(const SpCommand& command) {
    if (command.scim_token && command.scim_token->size() < 16)
        throw Failure(Error{Fault::invalid, "--scim-token", "is shorter than 16 characters; anybody could guess it"});
    const engine::Product own = engine::load_own_product(); // a broken scenario is no concern here
    const std::vector<idp::Profile> profiles = engine::load_profiles();
    const sp::ProductNames names = engine::product_names(own.names);
    sp::SpBehaviour behaviour;
    behaviour.scim.schemas = engine::load_schemas(command.schemas);
    const sp::SalesforceConfig salesforce = real_salesforce();
    const SystemClock clock;
    Random random = Random::from_system();
    std::unique_ptr<engine::BuiltinSp> product;
    serve_awaiting_until_signal(command.listen, [&](const std::string& origin) -> net::Handler {
        sp::SpConfig config;
        config.base_url = origin;
        config.staff_token = random.token();
        config.names = names;
        config.guides = engine::setup_guides(profiles, own, origin);
        config.salesforce = salesforce;
        config.keeps_keys = command.data.has_value();
        // Who names a plain http URL, or one of the machine's own network, on the command line trusts the way to it.
        config.allow_http_metadata = std::ranges::any_of(command.idp_metadata, [](const std::string& each) { return each.starts_with("http://"); });
        config.allow_local_metadata = command.allow_local_metadata || std::ranges::any_of(command.idp_metadata, is_local_url);
        const std::string staff_token = config.staff_token;
        product = std::make_unique<engine::BuiltinSp>(std::move(config), command.data ? command.data->string() : "", clock, random, behaviour);
        json::object ready = open_organisation(*product, origin, staff_token, command);
        invite_admin(ready, *product, origin, staff_token, command, names);
        fmt::print("{}\n", json::serialize(ready));
        std::fflush(stdout);
        const engine::BackChannel back_channel = way_out();
        return [&product, back_channel](HttpRequest request) -> asio::awaitable<HttpResponse> {
            co_return co_await product->answer(std::move(request), back_channel);
        };
    }, sp::answer_unread);
    return exit_pass;
}

} // namespace idpsim::cli
