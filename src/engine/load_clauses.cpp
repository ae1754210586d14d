#include "src/engine/load_clauses.hpp"

#include "src/engine/load_file.hpp"

namespace idpsim::engine {

void load_clauses(lua::State& state, const std::filesystem::path& file, Clauses& into) {
    Fields from = load_file(state, file);
    const std::string document = from.text("document");
    for (Fields& entry : from.tables("clauses")) {
        conformance::ClauseInfo clause;
        clause.id = entry.text("id");
        clause.document = document;
        clause.section = entry.text("section");
        clause.level = entry.choice("level", {"MUST", "SHOULD", "MAY"}, "");
        if (clause.level.empty()) entry.fail("level", "is missing; MUST, SHOULD or MAY was expected");
        clause.sentence = entry.text("sentence");
        entry.finish();
        if (!into.emplace(clause.id, clause).second) entry.fail("id", "\"" + clause.id + "\" is there twice");
    }
    from.finish();
}

} // namespace idpsim::engine
