/// `idpsim guide`
#include "src/cli/commands.hpp"
#include "src/cli/guide_format.hpp"
#include "src/cli/urls.hpp"
#include "src/cli/write_file.hpp"

#include "src/core/text.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/catalogue.hpp"
#include "src/saml/reader.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace idpsim::cli {
namespace {

const idp::Profile& profile_named(const std::vector<idp::Profile>& profiles, const std::string& vendor) {
    const auto found = std::ranges::find(profiles, vendor, &idp::Profile::id);
    if (found != profiles.end()) return *found;
    throw Failure(Error{Fault::not_found, "guide",
                        "no IdP is named \"" + vendor + "\"" +
                            did_you_mean_or_list(vendor, names_of(profiles, &idp::Profile::id))});
}

/// What the target file leaves to its metadata. What cannot be had is told, and described in the guide.
void read_metadata(engine::GuideTarget& target) {
    const auto url = target.values.find("metadata");
    if (url == target.values.end() || (target.values.contains("acs") && target.values.contains("entity_id"))) return;
    try {
        const auto entity = saml::read_metadata(fetch_document(url->second));
        if (!entity) throw Failure(entity.error());
        if (!entity->sp) throw Failure(Error{Fault::invalid, url->second, "describes no service provider"});
        target.values.emplace("entity_id", entity->entity_id);
        for (const saml::Endpoint& acs : entity->sp->acs)
            if (acs.binding == saml::binding_post) target.values.emplace("acs", acs.location); // the first one stays
    } catch (const Failure& failure) {
        fmt::print(stderr, "idpsim: the service provider's metadata was not read, so its addresses are described: {}\n",
                   failure.what());
    }
}

std::string rendered(const engine::Guide& guide, const GuideCommand& command) {
    if (command.json) return boost::json::serialize(guide_json(guide)) + "\n";
    if (command.format == "markdown") return guide_markdown(guide);
    return command.format == "html" ? guide_html(guide) : guide_text(guide);
}

} // namespace

int execute(const GuideCommand& command) {
    lua::State state;
    const std::vector<idp::Profile> profiles = engine::load_profiles(); // a broken scenario is no concern here
    const idp::Profile& profile = profile_named(profiles, command.vendor);
    const engine::Product product =
        command.product ? engine::load_product(state, *command.product) : engine::load_own_product();
    const auto own_target = engine::data_folder() / "conformance" / "targets" / "builtin.lua";
    const engine::Target target = engine::load_target(state, command.target.value_or(own_target));
    engine::GuideTarget values = engine::guide_target(target, product);
    if (!target.in_process) read_metadata(values); // nobody answers there
    const std::string text = rendered(engine::make_guide(profile, product, values), command);
    if (command.out)
        write_whole_file(*command.out, text);
    else
        fmt::print("{}", text);
    return exit_pass;
}

} // namespace idpsim::cli
