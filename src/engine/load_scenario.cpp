#include "src/engine/load_scenario.hpp"

#include "src/engine/library.hpp"
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
    for (const std::string& name : out.uses) out.libraries.push_back(read_library(folder, name, from));
    out.limits = read_limits(from.optional_table("limits"));
    if (!from.function("run")) from.fail("run", "is missing; a function was expected");
    from.finish();
    return out;
}

} // namespace idpsim::engine
