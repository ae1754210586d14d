#include "src/engine/load_scenario.hpp"

#include "src/core/file.hpp"
#include "src/engine/load_file.hpp"

namespace idpsim::engine {
namespace {

lua::Limits read_limits(std::optional<Fields> from) {
    lua::Limits out;
    if (!from) return out;
    out.instructions = from->integer("instructions", out.instructions, 1'000, 10'000'000'000);
    out.memory = static_cast<std::size_t>(from->integer("memory_mb", 64, 1, 4'096)) << 20;
    out.wall = std::chrono::milliseconds(from->integer("wall_ms", out.wall.count(), 1, 3'600'000));
    from->finish();
    return out;
}

/// The text of scenarios/library/NAME.lua for each name.
void read_libraries(Scenario& into, const std::filesystem::path& folder, const Fields& from) {
    for (const std::string& name : into.uses) {
        const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
        const auto text = plain ? read_file(folder / library_folder / (name + ".lua")) : Result<std::string>(Error{Fault::invalid, name, "is no name of a library"});
        if (!text) from.fail("uses", describe(text.error()));
        into.libraries.push_back(std::make_shared<const std::string>(*text));
    }
}

} // namespace

Scenario load_scenario(lua::State& state, const std::filesystem::path& folder, const std::filesystem::path& file) {
    Fields from = load_file(state, file);
    Scenario out;
    out.file = file;
    out.source = from.source();
    out.id = from.text("id");
    const std::string expected = std::filesystem::relative(file, folder).replace_extension().generic_string();
    if (out.id != expected) from.fail("id", "\"" + out.id + "\" must be the file's place, \"" + expected + "\"");
    out.title = from.text("title");
    out.claims = from.texts("claim");
    out.refs = from.texts("refs");
    out.needs = from.texts("needs");
    out.tags = from.texts("tags");
    out.parameters = from.texts("parameters");
    out.idps = from.texts("idps");
    out.uses = from.texts("uses");
    read_libraries(out, folder, from);
    out.limits = read_limits(from.optional_table("limits"));
    if (!from.function("run")) from.fail("run", "is missing; a function was expected");
    from.finish();
    return out;
}

} // namespace idpsim::engine
