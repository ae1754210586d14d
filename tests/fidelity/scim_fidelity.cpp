/// Recorded SCIM requests of the vendors' clients against what their profiles' clients send with the same people and
/// groups. Used by scripts/fidelity --scim; says nothing of where records come from.
#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/engine/catalogue.hpp"
#include "tests/fidelity/explain.hpp"
#include "tests/fidelity/scim_player.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace idpsim::fidelity {
namespace {

namespace fs = std::filesystem;
using Options = std::map<std::string, std::string>;

/// The console as it stands, and with one or two of its fields chosen otherwise.
std::vector<Options> choices_of(const idp::ScimProfile& profile, const Options& given) {
    std::vector<Options> singles{given};
    for (const idp::ScimOption& option : profile.options)
        for (const std::string& choice : option.choices) {
            if (choice == option.fallback) continue;
            singles.push_back(given);
            singles.back()[option.key] = choice;
        }
    std::vector<Options> out = singles;
    for (std::size_t i = 1; i < singles.size(); ++i)
        for (std::size_t j = i + 1; j < singles.size(); ++j) {
            Options both = singles[j];
            both.insert(singles[i].begin(), singles[i].end());
            if (both.size() > given.size() + 1) out.push_back(std::move(both));
        }
    return out;
}

/// What came nearest to a record.
struct Nearest {
    std::vector<saml::ShapeDifference> differences;
    std::string how; ///< variant and options
};

std::string describe_choice(const std::string& variant, const Options& options) {
    std::string out = variant;
    for (const auto& [key, value] : options)
        if (value.find('\n') == std::string::npos && value.size() < 60) out += ", " + key + "=" + value;
    return out;
}

bool is_candidate(const ScimRecord& record, const HttpRequest& made) {
    if (made.method != record.method) return false;
    const bool group = made.url.find("/Groups") != std::string::npos, user = made.url.find("/Users") != std::string::npos;
    return record.about_groups() ? group : user || record.target.starts_with("/Schemas");
}

std::optional<Nearest> nearest(const ScimRecord& record, const idp::Profile& profile) {
    std::optional<Nearest> best;
    for (const auto& [name, variant] : profile.scim) {
        const auto has = [&](const auto& given) { return std::ranges::count(variant.options, given.first, &idp::ScimOption::key) > 0; };
        if (!std::ranges::all_of(record.options, has)) continue;
        for (const Options& options : choices_of(variant, record.options)) {
            for (const HttpRequest& made : requests_for(record, variant, options)) {
                if (!is_candidate(record, made)) continue;
                auto found = compare_scim(record, made);
                if (!best || found.size() < best->differences.size()) best = Nearest{std::move(found), describe_choice(name, options)};
            }
            if (best && best->differences.empty()) return best;
        }
    }
    return best;
}

struct Count {
    std::size_t same = 0, explained = 0, unexplained = 0, skipped = 0;
};

class Comparison {
public:
    explicit Comparison(fs::path folder) : folder_(std::move(folder)), profiles_(engine::load_profiles()) {
        for (const idp::Profile& profile : profiles_) explanations_.emplace(profile.id, Explanations(profile.scim_fidelity));
    }

    void examine(const fs::path& file) {
        const std::string vendor = fs::relative(file, folder_).begin()->string(), name = file.stem().string();
        const auto profile = std::ranges::find(profiles_, vendor, &idp::Profile::id);
        if (profile == profiles_.end()) return skip(vendor, name, "of no vendor known here");
        for (const idp::OtherRecord& other : profile->other_records)
            if (matches_glob(other.record, name)) {
                used_records_.insert(vendor + "/" + other.record);
                return skip(vendor, name, other.because);
            }
        const ScimRecords records = read_scim_records(name, read_file(file).value());
        if (records.requests.empty()) return skip(vendor, name, records.why_none);
        for (const ScimRecord& record : records.requests) tell(*profile, record);
    }

    const Count& count() const { return count_; }

    /// How many explanations nothing needed; each is told.
    std::size_t tell_unused() const {
        std::size_t out = 0;
        for (const idp::Profile& profile : profiles_) {
            for (const idp::KnownDifference& one : explanations_.at(profile.id).unused()) {
                ++out;
                fmt::print("{:<13} never used: {} recorded {} made {}\n", profile.id, one.at, one.recorded, one.made);
            }
            for (const idp::OtherRecord& other : profile.other_records) {
                if (used_records_.contains(profile.id + "/" + other.record)) continue;
                ++out;
                fmt::print("{:<13} never used: {}\n", profile.id, other.record);
            }
        }
        return out;
    }

private:
    void skip(const std::string& vendor, const std::string& name, const std::string& why) {
        fmt::print("{:<13} {:<40} not compared: {}\n", vendor, name, why);
        ++count_.skipped;
    }

    void tell(const idp::Profile& profile, const ScimRecord& record) {
        const auto found = nearest(record, profile);
        if (!found) {
            fmt::print("{:<13} {:<40} nothing alike is ever sent\n", profile.id, record.name);
            ++count_.unexplained;
            return;
        }
        std::size_t unexplained = 0;
        std::string lines;
        for (saml::ShapeDifference one : found->differences) {
            one.path = record.name + ": " + one.path;
            const idp::KnownDifference* known = explanations_.at(profile.id).find(one, {});
            unexplained += known == nullptr;
            lines += fmt::format("    {}\n      recorded {}\n      made     {}\n      {}\n", one.path,
                                 one.left.value_or("(none)"), one.right.value_or("(none)"),
                                 known ? "because  " + known->because : "UNEXPLAINED");
        }
        const std::size_t all = found->differences.size();
        fmt::print("{:<13} {:<40} {:>2} differences, {} unexplained ({})\n{}", profile.id, record.name, all, unexplained,
                   found->how, lines);
        ++(all == 0 ? count_.same : unexplained == 0 ? count_.explained : count_.unexplained);
    }

    fs::path folder_;
    std::vector<idp::Profile> profiles_;
    std::map<std::string, Explanations> explanations_;
    std::set<std::string> used_records_;
    Count count_;
};

int run(const fs::path& folder, bool all_used) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("scim-") && name.ends_with(".json")) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    Comparison comparison(folder);
    for (const fs::path& file : files) comparison.examine(file);
    const std::size_t unused = all_used ? comparison.tell_unused() : 0;
    const Count& count = comparison.count();
    fmt::print("{} alike, {} with explained differences, {} with unexplained ones, {} not compared\n", count.same,
               count.explained, count.unexplained, count.skipped);
    return count.unexplained == 0 && unused == 0 ? 0 : 1;
}

} // namespace
} // namespace idpsim::fidelity

int main(int argc, char** argv) {
    const bool all_used = argc == 3 && std::string_view(argv[1]) == "--all-used";
    if (argc != (all_used ? 3 : 2)) {
        fmt::print(stderr, "usage: {} [--all-used] FOLDER   vendors' folders with recorded SCIM requests, scim-*.json\n", argv[0]);
        return 2;
    }
    return idpsim::fidelity::run(argv[argc - 1], all_used);
}
