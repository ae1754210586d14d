#include "src/engine/load_requirements.hpp"

#include "src/core/text.hpp"
#include "src/engine/load_file.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

const std::vector<std::string> features{"", "patch", "bulk", "filter", "changePassword", "sort", "etag", "cursor"};
const std::vector<std::string> outcomes{"refuse", "accept", "policy", "survive", "behave"};

using Documents = std::map<std::string, std::string, std::less<>>;

/// The clause that the row is: "rfc7644-3.5.2-atomic", of an attack "rfc7644-3.5.2-attack-patch-atomic".
conformance::ClauseInfo read_clause(Fields& row, const Documents& documents, bool attacks, const std::string& name) {
    conformance::ClauseInfo out;
    const std::string of = row.text("of");
    const auto document = documents.find(of);
    if (document == documents.end()) row.fail("of", "\"" + of + "\" is none of the file's documents");
    out.document = document->second;
    out.section = row.text_or("section", "");
    out.id = of + (out.section.empty() ? "" : "-" + out.section) + (attacks ? "-attack-" : "-") + name;
    out.level = row.choice("level", {"MUST", "SHOULD", "MAY"}, "");
    if (out.level.empty()) row.fail("level", "is missing; MUST, SHOULD or MAY was expected");
    out.sentence = row.text("sentence");
    return out;
}

/// Rows may be made by a function of the file's own, so it is the name that is looked for; 1 when it does not stand there.
std::size_t line_of(std::string_view source, const std::string& name) {
    const auto at = source.find('"' + name + '"');
    if (at == std::string_view::npos) return 1;
    return 1 + static_cast<std::size_t>(std::ranges::count(source.substr(0, at), '\n'));
}

Requirement read_row(Fields& row, const std::string& topic, bool attacks, const conformance::ClauseInfo& clause, std::string name) {
    Requirement out;
    out.topic = topic;
    out.check = (attacks ? "scim.attack." : "scim.rfc.") + name;
    out.name = std::move(name);
    out.clause = clause.id;
    out.level = clause.level;
    out.sentence = clause.sentence;
    out.reading = row.text_or("reading", "");
    out.feature = row.choice("feature", features, "");
    out.faults = row.texts("faults");
    if (attacks) out.must = row.choice("must", outcomes, "refuse");
    return out;
}

} // namespace

void load_requirements(lua::State& state, const std::filesystem::path& file, std::vector<Requirement>& into, Clauses& clauses) {
    Fields from = load_file(state, file);
    const std::string topic = file.stem().string();
    const bool attacks = from.choice("family", {"rfc", "attack"}, "rfc") == "attack";
    const Documents documents = from.text_map("documents");
    for (Fields& row : from.tables("requirements")) {
        const std::string name = row.text("name");
        const conformance::ClauseInfo clause = read_clause(row, documents, attacks, name);
        Requirement read = read_row(row, topic, attacks, clause, name);
        row.finish();
        read.file = file.string();
        read.line = line_of(*row.source(), name);
        if (std::ranges::find(into, read.check, &Requirement::check) != into.end()) row.fail("name", "\"" + name + "\" is there twice");
        if (!clauses.emplace(clause.id, clause).second) row.fail("name", "a clause is named \"" + clause.id + "\" already");
        into.push_back(std::move(read));
    }
    from.finish();
}

const Requirement* find_requirement(const std::vector<Requirement>& all, std::string_view topic, std::string_view name) {
    const auto found = std::ranges::find_if(all, [&](const Requirement& one) { return one.topic == topic && one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace idpsim::engine
