/// Recorded messages of the vendors' against what their profiles make for the same inputs: the differences of shape.
/// Used by scripts/fidelity; says nothing of where records come from.
#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/fidelity_reader.hpp"
#include "src/engine/load_file.hpp"
#include "src/engine/recognise.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/fidelity/explain.hpp"
#include "tests/fidelity/maker.hpp"
#include "tests/fidelity/plaintext.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <variant>

namespace idpsim::fidelity {
namespace {

namespace fs = std::filesystem;

/// The Assertion's own octets, as they stand in the Response.
std::string assertion_in(const std::string& response) {
    const auto found = response.find("Assertion ");
    const auto start = response.rfind('<', found);
    const std::string name = response.substr(start + 1, found + 9 - start - 1);
    const std::string closing = "</" + name + ">";
    return response.substr(start, response.find(closing) + closing.size() - start);
}

std::string decrypted_in(const std::string& response) {
    const auto document = xml::Document::parse(response).value();
    const auto container = document.root().child(ns::saml, "EncryptedAssertion");
    return container ? plaintext_of(*container, sp_key().key) : assertion_in(response);
}

struct Compared {
    std::vector<saml::ShapeDifference> differences;
    std::vector<std::string> notes;
};

Compared compare(const std::string& record, const std::string& made, const Inputs& inputs) {
    return {saml::compare_shapes(record, made).value(), inputs.without_option};
}

/// What a record that is an Assertion alone was cut out of: a Response as it stands, or an encrypted one.
Compared compare_assertion(const std::string& record, const xml::Element& root, const idp::Profile& profile) {
    const Inputs plain = inputs_of(root, profile);
    Compared best = compare(record, assertion_in(Maker(plain).response()), plain);
    Inputs hidden = plain;
    for (const idp::ConsoleField& field : profile.saml.console) {
        if (field.key != "encrypt") continue;
        for (const auto& [word, value] : field.choices)
            if (value == "true") hidden.tenant.settings[field.label] = word;
        Compared other = compare(record, decrypted_in(Maker(hidden).response()), hidden);
        if (other.differences.size() < best.differences.size()) best = std::move(other);
    }
    return best;
}

/// What was compared, or why not.
using Look = std::variant<Compared, std::string>;

Look of_made(const std::string& record, const std::optional<std::string>& made, const Inputs& inputs) {
    if (!made) return "the profile has no single logout";
    return compare(record, *made, inputs);
}

Look look(const std::string& record, const xml::Element& root, const idp::Profile& profile) {
    if (root.is(ns::md, "EntityDescriptor")) {
        const Inputs inputs = metadata_inputs_of(root, profile);
        return compare(record, Maker(inputs).metadata(), inputs);
    }
    if (root.is(ns::saml, "Assertion")) return compare_assertion(record, root, profile);
    if (root.is(ns::samlp, "LogoutResponse") || root.is(ns::samlp, "LogoutRequest")) {
        const Inputs inputs = logout_inputs_of(root, profile);
        Maker maker(inputs);
        return of_made(record, root.name() == "LogoutRequest" ? maker.logout_request() : maker.logout_response(), inputs);
    }
    if (root.is(ns::samlp, "AuthnRequest")) return "an AuthnRequest: a service provider wrote it, no IdP does";
    if (!root.is(ns::samlp, "Response"))
        return fmt::format("its root {} is no SAML element: the namespace is {}", root.name(),
                           root.ns().empty() ? "missing" : root.ns());
    const Inputs inputs = inputs_of(root, profile);
    return compare(record, Maker(inputs).response(), inputs);
}

struct Count {
    std::size_t same = 0, explained = 0, unexplained = 0, skipped = 0;
};

/// Everything that records are held against, and what came of it.
class Comparison {
public:
    Comparison(fs::path folder, const fs::path& kept) : folder_(std::move(folder)), profiles_(engine::load_profiles()) {
        lua::State state;
        engine::Fields shared = engine::load_file(state, kept);
        explanations_.emplace("", Explanations(engine::read_known_differences(shared)));
        shared.finish();
        for (const idp::Profile& profile : profiles_) explanations_.emplace(profile.id, Explanations(profile.fidelity));
    }

    void examine(const fs::path& file);
    void tell_unused() const;
    const Count& count() const { return count_; }
    std::size_t unused() const;

private:
    void tell(const std::string& name, const std::string& vendor, const Compared& compared, const RecordFacts& record);
    void skip(const std::string& name, const std::string& vendor, const std::string& why);
    const idp::KnownDifference* explanation(const std::string& vendor, const saml::ShapeDifference& one,
                                            const RecordFacts& record);

    fs::path folder_;
    std::vector<idp::Profile> profiles_;
    std::map<std::string, Explanations> explanations_; ///< by vendor; "" holds for all
    Count count_;
};

const idp::KnownDifference* Comparison::explanation(const std::string& vendor, const saml::ShapeDifference& one,
                                                    const RecordFacts& record) {
    const idp::KnownDifference* own = explanations_.at(vendor).find(one, record);
    return own ? own : explanations_.at("").find(one, record);
}

void Comparison::tell(const std::string& name, const std::string& vendor, const Compared& compared,
                      const RecordFacts& record) {
    std::size_t unexplained = 0;
    std::string lines;
    for (const saml::ShapeDifference& one : compared.differences) {
        const idp::KnownDifference* known = explanation(vendor, one, record);
        unexplained += !known;
        lines += fmt::format("    {}\n      recorded {}\n      made     {}\n", one.path, one.left.value_or("(none)"),
                             one.right.value_or("(none)"));
        lines += known ? "      because  " + known->because + "\n" : "      UNEXPLAINED\n";
    }
    const std::size_t all = compared.differences.size();
    fmt::print("{:<14} {:<58} {:>3} differences, {} unexplained\n{}", vendor, name, all, unexplained, lines);
    for (const std::string& note : compared.notes) fmt::print("    no option for {}\n", note);
    if (all == 0)
        ++count_.same;
    else if (unexplained == 0)
        ++count_.explained;
    else
        ++count_.unexplained;
}

void Comparison::skip(const std::string& name, const std::string& vendor, const std::string& why) {
    fmt::print("{:<14} {:<58} not compared: {}\n", vendor, name, why);
    ++count_.skipped;
}

void Comparison::examine(const fs::path& file) {
    const std::string name = fs::relative(file, folder_).string();
    const auto record = read_file(file);
    if (!record) return skip(name, "-", describe(record.error()));
    const auto document = xml::Document::parse(*record);
    if (!document) return skip(name, "-", describe(document.error()));
    const std::vector<saml::ShapeLine> shape = saml::shape_of(*record).value();
    const engine::Recognition who = engine::recognise(shape, profiles_);
    const auto profile = std::ranges::find(profiles_, who.id.value_or(""), &idp::Profile::id);
    if (profile == profiles_.end()) return skip(name, "-", "of no vendor known here: " + who.why_not);
    const RecordFacts facts = facts_of(*document, shape);
    for (const idp::OtherProduct& other : profile->other_products)
        if (matches_glob(other.issuer, facts.issuer)) return skip(name, profile->id, other.because);
    try {
        const Look found = look(*record, document->root(), *profile);
        if (const auto* why_not = std::get_if<std::string>(&found)) return skip(name, profile->id, *why_not);
        tell(name, profile->id, std::get<Compared>(found), facts);
    } catch (const std::exception& failure) {
        fmt::print("{:<14} {:<58} cannot be made again: {}\n", profile->id, name, failure.what());
        ++count_.unexplained;
    }
}

std::size_t Comparison::unused() const {
    std::size_t out = 0;
    for (const auto& [vendor, explanations] : explanations_) out += explanations.unused().size();
    return out;
}

void Comparison::tell_unused() const {
    for (const auto& [vendor, explanations] : explanations_)
        for (const idp::KnownDifference& one : explanations.unused())
            fmt::print("{:<14} never used: {} recorded {} made {}: {}\n", vendor.empty() ? "(all)" : vendor, one.at,
                       one.recorded, one.made, one.because);
}

} // namespace

int run(const fs::path& folder, bool all_used) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".xml") files.push_back(entry.path());
    std::ranges::sort(files);
    Comparison comparison(folder, fs::path(IDPSIM_SOURCE_DIR) / "tests/fidelity/kept.lua");
    for (const fs::path& file : files) comparison.examine(file);
    if (all_used) comparison.tell_unused();
    const Count& count = comparison.count();
    fmt::print("{} alike, {} with explained differences, {} with unexplained ones, {} not compared, {} explanations "
               "never used\n",
               count.same, count.explained, count.unexplained, count.skipped, comparison.unused());
    return count.unexplained == 0 && (!all_used || comparison.unused() == 0) ? 0 : 1;
}

} // namespace idpsim::fidelity

int main(int argc, char** argv) {
    const bool all_used = argc == 3 && std::string_view(argv[1]) == "--all-used";
    if (argc != (all_used ? 3 : 2)) {
        fmt::print(stderr, "usage: {} [--all-used] FOLDER   a folder of recorded SAML messages and metadata, *.xml\n",
                   argv[0]);
        return 2;
    }
    return idpsim::fidelity::run(argv[argc - 1], all_used);
}
