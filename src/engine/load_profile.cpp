#include "src/engine/load_profile.hpp"

#include "src/engine/fidelity_reader.hpp"
#include "src/engine/load_file.hpp"
#include "src/engine/saml_profile_reader.hpp"
#include "src/engine/scim_profile_reader.hpp"

#include <optional>

namespace idpsim::engine {
namespace fs = std::filesystem;
namespace {

/// A part of the profile in a file of its own, beside the profile in the folder of its name; nothing when it has none.
std::optional<Fields> load_part(lua::State& state, const fs::path& profile, const char* name) {
    fs::path file = profile.parent_path() / profile.stem() / name;
    file += ".lua";
    std::error_code failed;
    if (!fs::exists(file, failed)) return std::nullopt;
    return load_file(state, file);
}

void read_sources(Fields& from, idp::Profile& out) {
    for (const auto& [path, source] : from.text_map("sources"))
        if (!out.sources.emplace(path, source).second) from.fail("sources", "\"" + path + "\" has its source in another file");
}

void read_scim(Fields& from, idp::Profile& out) {
    if (auto scim = from.optional_table("scim")) out.scim = read_scim_profiles(std::move(*scim));
    out.no_scim_reason = from.text_or("no_scim_reason", "");
    out.default_scim = from.text_or("default_scim", "");
    if (out.scim.empty() && out.no_scim_reason.empty()) from.fail("scim", "a profile without SCIM says why in no_scim_reason");
    if (!out.scim.empty() && !out.scim.contains(out.default_scim)) from.fail("default_scim", "\"" + out.default_scim + "\" is none of the variants");
}

/// The signs by which a message is known as this vendor's.
std::vector<idp::Evidence> read_evidence(Fields& from) {
    std::vector<idp::Evidence> out;
    for (Fields& fields : from.tables("recognise")) {
        idp::Evidence one;
        one.at = fields.text("at");
        one.value = fields.text_or("value", "");
        one.shape = fields.text_or("shape", "");
        one.weight = static_cast<int>(fields.integer("weight", 0, -100, 100));
        if (one.weight == 0) fields.fail("weight", "a sign that weighs nothing is none");
        one.says = fields.text("says");
        fields.finish();
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace

idp::Profile load_profile(lua::State& state, const fs::path& file) {
    Fields from = load_file(state, file);
    std::optional<Fields> console = load_part(state, file, "console"), scim = load_part(state, file, "scim"),
                          recognise = load_part(state, file, "recognise"), fidelity = load_part(state, file, "fidelity");
    idp::Profile out;
    out.file = file.string();
    out.id = from.text("id");
    if (out.id != file.stem().string()) from.fail("id", "\"" + out.id + "\" must be the file's name, \"" + file.stem().string() + "\"");
    out.title = from.text("title");
    out.version = from.text("version");
    out.listed = from.flag("listed", true);
    out.variables = from.text_map("variables");
    out.other_tenant = from.text_map("other_tenant");
    for (const auto& [name, value] : out.other_tenant)
        if (!out.variables.contains(name)) from.fail("other_tenant", "\"" + name + "\" is none of the variables");
    read_sources(from, out);
    out.saml = read_saml_profile(from.table("saml"), console ? &*console : nullptr);
    read_scim(scim ? *scim : from, out);
    out.recognise = read_evidence(recognise ? *recognise : from);
    read_fidelity(fidelity ? *fidelity : from, out);
    for (std::optional<Fields>* part : {&console, &scim, &recognise, &fidelity}) {
        if (!*part) continue;
        read_sources(**part, out);
        (*part)->finish();
    }
    from.finish();
    return out;
}

} // namespace idpsim::engine
