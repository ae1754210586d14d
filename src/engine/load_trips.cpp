#include "src/engine/load_trips.hpp"

#include "conformance/check.hpp"
#include "src/core/text.hpp"
#include "src/engine/load_file.hpp"

#include <algorithm>
#include <array>

namespace idpsim::engine {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> keys_of(const auto& map) {
    return names_of(map, [](const auto& entry) { return entry.first; });
}

std::string read_sentence(Fields& from, std::string_view field) {
    std::string out = from.text(field);
    if (!out.ends_with('.')) from.fail(field, "a sentence ends with a full stop");
    return out;
}

std::string read_source(Fields& from) {
    static constexpr std::array tags = {"[recorded] ", "[doc] ", "[inferred] "};
    std::string out = from.text("source");
    if (std::ranges::none_of(tags, [&](const char* tag) { return out.starts_with(tag); }))
        from.fail("source", "it begins with how sure we are: [recorded], [doc] or [inferred]");
    return out;
}

/// Each has to be the name of a check at least.
std::vector<std::string> read_checks(Fields& from) {
    std::vector<std::string> out = from.texts("checks"), known;
    for (const conformance::ScimCheck& check : conformance::scim_checks()) known.emplace_back(check.id);
    for (const std::string& glob : out)
        if (std::ranges::none_of(known, [&](const std::string& id) { return matches_glob(glob, id); }))
            from.fail("checks", "no check is named \"" + glob + "\"" + did_you_mean(glob, known));
    return out;
}

std::vector<std::string> read_statuses(Fields& from) {
    std::vector<std::string> out = from.texts("statuses");
    for (const std::string& one : out) {
        const std::string_view glob = std::string_view(one).substr(one.starts_with('!') ? 1 : 0);
        const bool is_status = glob.size() == 3 && glob.find_first_not_of("0123456789") == glob.npos,
                   is_class = glob.size() == 2 && glob[0] >= '1' && glob[0] <= '5' && glob[1] == '*';
        if (!is_status && !is_class)
            from.fail("statuses", "\"" + one + "\" is no status; one like \"409\", \"5*\" or \"!404\" was expected");
    }
    return out;
}

Trip read_trip(Fields from, const idp::Profile& profile) {
    Trip out;
    out.idp = profile.id;
    out.variants = from.texts("variants");
    for (const std::string& variant : out.variants)
        if (!profile.scim.contains(variant))
            from.fail("variants",
                      "\"" + variant + "\" is none of this vendor's" + did_you_mean(variant, keys_of(profile.scim)));
    out.sentence = read_sentence(from, "says");
    out.source = read_source(from);
    from.finish();
    return out;
}

} // namespace

void load_server_faults(lua::State& state, const fs::path& file, ServerFaults& into) {
    Fields from = load_file(state, file);
    for (Fields& entry : from.tables("faults")) {
        const std::string id = entry.text("id");
        ServerFault fault;
        fault.sentence = read_sentence(entry, "sentence");
        fault.sources = entry.texts("sources");
        fault.checks = read_checks(entry);
        fault.statuses = read_statuses(entry);
        if (fault.sources.empty()) entry.fail("sources", "is missing; where such a server was seen was expected");
        entry.finish();
        if (!into.emplace(id, std::move(fault)).second) entry.fail("id", "\"" + id + "\" is there twice");
    }
    from.finish();
}

void load_trips(lua::State& state, const idp::Profile& profile, const ServerFaults& faults, Trips& into) {
    const fs::path file = fs::path(profile.file).parent_path() / profile.id / "scim_trips.lua";
    std::error_code failed;
    if (!fs::exists(file, failed)) return;
    Fields from = load_file(state, file);
    for (auto& [id, entry] : from.named_tables("trips")) {
        if (!faults.contains(id)) entry.fail("", "no class of faults has that id" + did_you_mean(id, keys_of(faults)));
        into[id].push_back(read_trip(std::move(entry), profile));
    }
    from.finish();
}

} // namespace idpsim::engine
