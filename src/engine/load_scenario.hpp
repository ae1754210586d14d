#pragma once
/// A scenario's declaration. Listing scenarios never calls `run`.
#include "src/lua/limits.hpp"
#include "src/lua/state.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace idpsim::engine {

struct Scenario {
    std::string id;                        ///< the path below scenarios/ without ".lua"
    std::string title;                     ///< the sentence that it shows
    std::vector<std::string> claims;       ///< claim ids of the product, by its own word
    std::vector<std::string> refs;         ///< clause ids
    std::vector<std::string> needs;        ///< what target and vendor must provide
    std::vector<std::string> tags;
    /// One case each; { "scim-variants" }: one per dialect of the vendor; "faults:THEME": one per fault of that theme;
    /// "requirements:TOPIC": one per row of conformance/requirements/TOPIC.lua;
    /// "setting:KEY": one per choice that the vendor's console offers for that key.
    std::vector<std::string> parameters;
    /// Which files of scenarios/library its `run` is given after `t`, in order: what several stories share.
    std::vector<std::string> uses;
    std::vector<std::shared_ptr<const std::string>> libraries; ///< their texts
    std::string topic;                     ///< of "requirements:TOPIC", whose rows the parameters are; or ""
    /// Ids, "all", "listed", "unlisted", "with-scim", "without-scim", "part:logout", "part:artifact" (the vendor has it),
    /// "setting:KEY" (its console has a field with that key); empty: all.
    std::vector<std::string> idps;
    lua::Limits limits;
    std::filesystem::path file;
    std::shared_ptr<const std::string> source; ///< the file's text, read once
};

/// `folder` is the scenarios folder, from which the id counts. Throws Failure naming file, line and field.
Scenario load_scenario(lua::State& state, const std::filesystem::path& folder, const std::filesystem::path& file);

} // namespace idpsim::engine
