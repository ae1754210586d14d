/// `idpsim serve`
#include "src/cli/commands.hpp"
#include "src/cli/console_page.hpp"
#include "src/cli/kept_certificates.hpp"
#include "src/cli/live.hpp"
#include "src/cli/urls.hpp"

#include "simulator/idp/idp.hpp"
#include "src/core/clock.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/load_tenant.hpp"
#include "src/engine/universe.hpp"
#include "src/saml/reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>

namespace idpsim::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

fs::path state_folder(const ServeCommand& command) {
    if (command.state) return *command.state;
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state) return fs::path(state) / "idpsim";
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".local" / "state" / "idpsim";
    throw Failure(Error{Fault::io, "--state", "neither XDG_STATE_HOME nor HOME is set; name a folder"});
}

const idp::Profile& profile_named(const std::vector<idp::Profile>& profiles, const std::string& vendor) {
    const auto found = std::ranges::find(profiles, vendor, &idp::Profile::id);
    if (found != profiles.end()) return *found;
    throw Failure(Error{Fault::not_found, "serve",
                        "no IdP is named \"" + vendor + "\"" + did_you_mean_or_list(vendor, names_of(profiles, &idp::Profile::id))});
}

/// The SP from the command line; nothing when none was named.
std::optional<saml::EntityDescriptor> service_provider(const ServeCommand& command) {
    if (!command.sp_metadata.empty()) {
        auto entity = saml::read_metadata(fetch_document(command.sp_metadata.front()));
        if (!entity) throw Failure(Error{entity.error().fault, command.sp_metadata.front(), describe(entity.error())});
        for (const Error& borne : entity->warnings) std::cerr << command.sp_metadata.front() << ": " << describe(borne) << '\n';
        if (!entity->sp) throw Failure(Error{Fault::invalid, command.sp_metadata.front(), "describes no service provider"});
        return std::move(*entity);
    }
    if (!command.acs && !command.sp_entity_id) return std::nullopt;
    if (!command.acs || !command.sp_entity_id) throw Failure(Error{Fault::invalid, "serve", "--acs and --sp-entity-id go together"});
    saml::EntityDescriptor entity;
    entity.entity_id = *command.sp_entity_id;
    entity.sp.emplace();
    entity.sp->acs.push_back({saml::binding_post, *command.acs, {}, 0, true});
    return entity;
}

/// The customer's set-up; it must be of the vendor that is served.
std::optional<engine::TenantFile> tenant_file(const ServeCommand& command, const std::vector<idp::Profile>& profiles) {
    if (!command.tenant) return std::nullopt;
    lua::State state;
    engine::TenantFile out = engine::load_tenant(state, *command.tenant, profiles);
    if (out.idp != command.vendor)
        throw Failure(Error{Fault::invalid, out.file, "is a tenant of " + out.idp + ", not of " + command.vendor});
    return out;
}

/// The tenant to begin with. An SP of the command line takes the place of the customer's.
idp::Tenant begin_tenant(const std::optional<engine::TenantFile>& file, const idp::Profile& profile, bool other_sp) {
    if (!file) return {};
    return other_sp ? engine::for_other_sp(*file, profile.saml) : file->tenant;
}

/// The customer's people; a password that their file brings along is theirs to know, and null here.
json::array add_customers_people(const engine::TenantFile& file, idp::Idp& idp) {
    engine::add_people(file, idp);
    json::array out;
    for (const idp::Person& person : idp.tenant().people) {
        json::value password = nullptr;
        if (!file.own_passwords.contains(person.username)) password = person.password;
        out.push_back(json::object{{"username", person.username}, {"password", std::move(password)}});
    }
    return out;
}

/// Three people to log in with, assigned to the app, and one who is not.
json::array add_people(idp::Idp& idp) {
    json::array out;
    for (const auto& [given, family, assigned] : {std::tuple{"Ada", "Byron", true}, {"Grace", "Murray", true}, {"Eve", "Moneypenny", false}}) {
        idp::Person person;
        person.given_name = given;
        person.family_name = family;
        person.email = to_lower(std::string(given) + "." + family) + "@example.test";
        const idp::Person added = idp.add_person(std::move(person));
        if (assigned) idp.assign(added.username);
        out.push_back(json::object{{"username", added.username}, {"password", added.password}});
    }
    return out;
}

/// What the console's forms ask for. Another site's form changes nothing.
HttpResponse change_certificates(idp::Idp& idp, const KeptCertificates& kept, const HttpRequest& request, const std::string& origin) {
    if (request.method != "POST") return text_response(405, "Method not allowed\n");
    if (find_header(request.headers, "Origin").value_or(origin) != origin) return text_response(403, "This form was sent by another site.\n");
    const auto form = parse_form(request.body);
    if (!form) return text_response(400, describe(form.error()) + "\n");
    const std::string action = find_param(*form, "action").value_or("");
    const auto place = idp.find_certificate(find_param(*form, "certificate").value_or(""));
    if (action != "add" && !place) return text_response(404, "There is no such certificate.\n");
    try {
        if (action == "add") idp.add_certificate();
        else if (action == "activate") idp.activate_certificate(*place);
        else if (action == "expire") idp.expire_certificate(*place);
        else if (action == "remove") idp.remove_certificate(*place);
        else return text_response(400, "An action is add, activate, expire or remove.\n");
    } catch (const Failure& refused) {
        return text_response(409, describe(refused.error()) + "\n");
    }
    kept.keep(idp);
    return HttpResponse{303, {{"Location", console_path}}, {}};
}

} // namespace

int execute(const ServeCommand& command) {
    const std::vector<idp::Profile> profiles = engine::load_profiles(); // a broken scenario is no concern here
    const idp::Profile& profile = profile_named(profiles, command.vendor);
    const engine::Product product = engine::load_own_product();
    const std::optional<engine::TenantFile> customer = tenant_file(command, profiles);
    const auto sp = service_provider(command);
    const SystemClock clock;
    idp::KeyRing keys(state_folder(command));
    std::unique_ptr<Random> random;
    std::unique_ptr<idp::Idp> idp;
    std::optional<KeptCertificates> kept;
    serve_until_signal(command.listen, [&](const std::string& origin) {
        // The tenant's own names hang on vendor and address alone, so that the entity ID is the same after a restart.
        Random names(1, profile.id + "@" + origin);
        random = std::make_unique<Random>(Random::from_system());
        idp::Tenant tenant = begin_tenant(customer, profile, sp.has_value());
        tenant.variables = idp::expand_variables(profile.variables, idp::known_variables(profile, tenant), names, clock.now());
        kept.emplace(state_folder(command), profile.id, origin + "\n" + describe_certificates(tenant));
        kept->restore(tenant);
        idp = std::make_unique<idp::Idp>(profile, std::move(tenant), keys, clock, *random, origin);
        // Whatever the vendor, an admin who follows the product's guide maps these.
        if (!customer || !customer->maps_attributes)
            for (const auto& attribute : product.attributes) idp->tenant().attributes.push_back(engine::attribute_mapping(attribute));
        if (sp) idp->connect_sp(*sp);
        const json::array users = customer && !customer->people.empty() ? add_customers_people(*customer, *idp) : add_people(*idp);
        const json::object ready{{"entity_id", idp->entity_id()}, {"metadata", idp->metadata_url()}, {"sso", idp->sso_url()},
                                 {"slo", idp->slo_url()}, {"logout", idp->logout_url()}, {"dashboard", idp->dashboard_url()}, {"console", origin + console_path},
                                 {"users", users}};
        fmt::print("{}\n", json::serialize(ready));
        std::fflush(stdout);
        return [&idp, &kept, &customer, origin](const HttpRequest& request) {
            const auto url = parse_url(request.url);
            if (url && url->path == certificates_path) return change_certificates(*idp, *kept, request, origin);
            if (url && url->path == console_path) return html_response(200, console_page(*idp, customer ? customer->own_passwords : std::set<std::string>{}));
            return idp->handle(request);
        };
    });
    return exit_pass;
}

} // namespace idpsim::cli
