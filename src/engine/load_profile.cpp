#include "src/engine/load_profile.hpp"

#include "src/engine/load_file.hpp"
#include "src/engine/saml_profile_reader.hpp"
#include "src/engine/scim_profile_reader.hpp"

namespace idpsim::engine {

idp::Profile load_profile(lua::State& state, const std::filesystem::path& file) {
    Fields from = load_file(state, file);
    idp::Profile out;
    out.file = file.string();
    out.id = from.text("id");
    if (out.id != file.stem().string()) from.fail("id", "\"" + out.id + "\" must be the file's name, \"" + file.stem().string() + "\"");
    out.title = from.text("title");
    out.version = from.text("version");
    out.listed = from.flag("listed", true);
    out.variables = from.text_map("variables");
    out.sources = from.text_map("sources");
    out.saml = read_saml_profile(from.table("saml"));
    if (auto scim = from.optional_table("scim")) out.scim = read_scim_profiles(std::move(*scim));
    out.no_scim_reason = from.text_or("no_scim_reason", "");
    out.default_scim = from.text_or("default_scim", "");
    if (out.scim.empty() && out.no_scim_reason.empty()) from.fail("scim", "a profile without SCIM says why in no_scim_reason");
    if (!out.scim.empty() && !out.scim.contains(out.default_scim)) from.fail("default_scim", "\"" + out.default_scim + "\" is none of the variants");
    from.finish();
    return out;
}

} // namespace idpsim::engine
