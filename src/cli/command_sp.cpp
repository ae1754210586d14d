/// `idpsim sp`
#include "src/cli/commands.hpp"
#include "src/cli/live.hpp"
#include "src/cli/urls.hpp"

#include "src/core/clock.hpp"
#include "src/core/random.hpp"
#include "src/engine/builtin_sp.hpp"
#include "src/engine/catalogue.hpp"
#include "src/scim/json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <memory>

namespace idpsim::cli {
namespace {

namespace json = boost::json;

/// The organisation of this command; always the same, so that URLs are known before the start and after a restart.
constexpr char organisation[] = "example";

/// One call of the product's own API, as its owner would make it; a refusal is a Failure.
json::object call(engine::BuiltinSp& product, HttpRequest request, const std::string& token, std::string_view content_type) {
    request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
    if (!request.body.empty()) request.headers.emplace_back("Content-Type", std::string(content_type));
    const HttpResponse answer = product.handle(request);
    json::value body = scim::json_or_null(answer.body);
    if (answer.status >= 300) {
        const json::value* detail = body.is_object() ? body.get_object().if_contains("detail") : nullptr;
        throw Failure(Error{Fault::invalid, request.url, detail && detail->is_string() ? std::string(detail->get_string().c_str())
                                                                                     : "answered " + std::to_string(answer.status)});
    }
    return body.is_object() ? body.get_object() : json::object();
}

std::string text(const json::object& from, std::string_view name) { return std::string(from.at(name).as_string().c_str()); }

/// An organisation that is switched on, has a SCIM token and the IdP named on the command line.
json::object open_organisation(engine::BuiltinSp& product, const std::string& origin, const std::string& staff_token, const SpCommand& command) {
    const std::string base = origin + "/api/orgs/" + organisation;
    const std::string body = std::string(R"({"name":"Example Works","id":")") + organisation + "\"}";
    HttpRequest create{"POST", origin + "/api/orgs", {}, body};
    if (!product.directory().org_exists(organisation)) call(product, create, staff_token, "application/json");
    const json::object org = call(product, {"POST", base + "/admin-token", {}, ""}, staff_token, "application/json");
    const std::string admin = text(org, "admin_token");
    call(product, {"PUT", base + "/enabled", {}, R"({"enabled":true})"}, staff_token, "application/json");
    for (const std::string& metadata : command.idp_metadata)
        call(product, {"PUT", base + "/idp", {}, fetch_document(metadata)}, admin, "application/samlmetadata+xml");
    std::string scim_token = command.scim_token.value_or("");
    if (scim_token.empty()) scim_token = text(call(product, {"POST", base + "/scim-token", {}, ""}, admin, ""), "token");
    else product.directory().set_token(text(org, "id"), scim_token);
    return {{"entity_id", text(org, "entity_id")}, {"metadata", text(org, "metadata")}, {"acs", text(org, "acs")},
            {"login", text(org, "login")}, {"whoami", text(org, "whoami")}, {"scim", text(org, "scim")},
            {"token", scim_token}, {"admin", json::object{{"url", base}, {"token", admin}}}};
}

} // namespace

int execute(const SpCommand& command) {
    if (command.scim_token && command.scim_token->size() < 16)
        throw Failure(Error{Fault::invalid, "--scim-token", "is shorter than 16 characters; anybody could guess it"});
    const sp::ProductNames names = engine::product_names(engine::load_own_product().names); // nothing else is needed: a broken scenario is no concern
    const SystemClock clock;
    Random random = Random::from_system();
    std::unique_ptr<engine::BuiltinSp> product;
    serve_until_signal(command.listen, [&](const std::string& origin) {
        sp::SpConfig config;
        config.base_url = origin;
        config.staff_token = random.token();
        config.names = names;
        const std::string staff_token = config.staff_token;
        product = std::make_unique<engine::BuiltinSp>(std::move(config), command.data ? command.data->string() : "", clock, random, sp::SpBehaviour{});
        fmt::print("{}\n", json::serialize(open_organisation(*product, origin, staff_token, command)));
        std::fflush(stdout);
        return [&product](const HttpRequest& request) { return product->handle(request); };
    });
    return exit_pass;
}

} // namespace idpsim::cli
