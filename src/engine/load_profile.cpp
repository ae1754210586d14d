#include "src/engine/load_profile.hpp"

#include "src/engine/fidelity_reader.hpp"
#include "src/engine/guide_reader.hpp"
#include "src/engine/library.hpp"
#include "src/engine/load_file.hpp"
#include "src/engine/saml_profile_reader.hpp"
#include "src/engine/scim_profile_reader.hpp"

#include <optional>

namespace idpsim::engine {
namespace fs = std::filesystem;
namespace {

/// The text with all that stands before the body of `make` blanked out, line by line: errors are told of the table that it makes.
std::string body_of_make(const std::string& text) {
    const auto make = text.rfind("make = function");
    const auto body = make == std::string::npos ? make : text.find(')', make);
    std::string out = text;
    for (std::size_t i = 0; body != std::string::npos && i <= body; ++i)
        if (out[i] != '\n') out[i] = ' ';
    return out;
}

/// A file that `uses` files of the library says in `make(first, second ...)` what its table is.
Fields load_with_libraries(lua::State& state, const fs::path& folder, const fs::path& file) {
    Fields declared = load_file(state, file);
    if (!declared.has("uses")) return declared;
    std::vector<lua::Value> arguments;
    for (const std::string& name : declared.texts("uses"))
        arguments.push_back(state.run_text(*read_library(folder, name, declared), (folder / library_folder / (name + ".lua")).string()).value());
    const auto make = declared.function("make");
    if (!make) declared.fail("make", "is missing; a function of what `uses` names was expected");
    declared.finish();
    const lua::Value made = state.call(*make, std::move(arguments)).value();
    if (!made.table()) declared.fail("make", "it must return a table, it returns " + std::string(lua::type_name(made)));
    return Fields(made, file.string(), std::make_shared<const std::string>(body_of_make(*declared.source())));
}

/// A part of the profile in a file of its own, beside the profile in the folder of its name; nothing when it has none.
std::optional<Fields> load_part(lua::State& state, const fs::path& profile, const char* name) {
    fs::path file = profile.parent_path() / profile.stem() / name;
    file += ".lua";
    std::error_code failed;
    if (!fs::exists(file, failed)) return std::nullopt;
    return load_with_libraries(state, profile.parent_path(), file);
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
    Fields from = load_with_libraries(state, file.parent_path(), file);
    std::optional<Fields> console = load_part(state, file, "console"), scim = load_part(state, file, "scim"),
                          recognise = load_part(state, file, "recognise"), fidelity = load_part(state, file, "fidelity"),
                          guide = load_part(state, file, "guide");
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
    read_guide(guide ? *guide : from, out);
    for (std::optional<Fields>* part : {&console, &scim, &recognise, &fidelity, &guide}) {
        if (!*part) continue;
        read_sources(**part, out);
        (*part)->finish();
    }
    from.finish();
    return out;
}

} // namespace idpsim::engine
