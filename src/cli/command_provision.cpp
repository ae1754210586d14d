/// `idpsim provision`
#include "src/cli/commands.hpp"

#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/generated_people.hpp"
#include "src/engine/load_groups.hpp"
#include "src/engine/provision.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace idpsim::cli {
namespace {

namespace json = boost::json;
using engine::ProvisionStage;

[[noreturn]] void usage(const std::string& where, const std::string& why) {
    throw Failure(Error{Fault::invalid, where, why});
}

const std::vector<std::pair<std::string, ProvisionStage>>& stages() {
    static const std::vector<std::pair<std::string, ProvisionStage>> names{{"test", ProvisionStage::test},
                                                                           {"import", ProvisionStage::import},
                                                                           {"initial", ProvisionStage::initial},
                                                                           {"incremental", ProvisionStage::incremental}};
    return names;
}

std::string name_of(ProvisionStage stage) {
    return std::ranges::find(stages(), stage, [](const auto& one) { return one.second; })->first;
}

std::vector<ProvisionStage> read_stages(const std::vector<std::string>& names) {
    std::vector<ProvisionStage> out;
    for (const std::string& name : names) {
        const auto found = std::ranges::find(stages(), name, [](const auto& one) { return one.first; });
        if (found == stages().end()) usage("--cycle", "\"" + name + "\" is none of test, import, initial, incremental");
        out.push_back(found->second);
    }
    return out;
}

const idp::Profile& vendor_named(const std::vector<idp::Profile>& profiles, const std::string& id) {
    const auto found = std::ranges::find(profiles, id, &idp::Profile::id);
    if (found == profiles.end())
        usage("IdP \"" + id + "\"", "it is not known" + did_you_mean_or_list(id, names_of(profiles, &idp::Profile::id)));
    if (found->scim.empty()) usage("IdP \"" + id + "\"", "it has no SCIM client. " + found->no_scim_reason);
    return *found;
}

std::map<std::string, std::string> read_options(const std::vector<std::string>& given) {
    std::map<std::string, std::string> out;
    for (const std::string& one : given) {
        const auto sign = one.find('=');
        if (sign == 0 || sign == std::string::npos) usage("--option", "\"" + one + "\" is not key=value");
        out[one.substr(0, sign)] = one.substr(sign + 1);
    }
    return out;
}

std::string read_token(const ProvisionCommand& command) {
    const char* kept = std::getenv("IDPSIM_SCIM_TOKEN");
    const std::string token = command.token.value_or(kept ? kept : "");
    if (token.empty()) usage("--token", "there is none, nor in the environment as IDPSIM_SCIM_TOKEN");
    return token;
}

/// The groups of then, as far as their members are still there.
void keep_groups(const engine::PeopleFile& before, engine::PeopleFile& later) {
    std::set<std::string> here;
    for (const idp::Person& person : later.people) here.insert(person.username);
    for (const auto& [name, members] : before.groups)
        for (const std::string& member : members)
            if (here.contains(member)) later.groups[name].push_back(member);
            else later.groups[name];
    later.group_ids = before.group_ids;
}

/// Groups of a file of their own come to those that the people's file has.
void read_groups(const ProvisionCommand& command, engine::ProvisionPlan& plan) {
    if (command.then_groups && !command.group_file) usage("--then-groups", "it says what becomes of the groups of --groups FILE");
    if (!command.group_file) return;
    std::vector<engine::GroupRow> rows = engine::load_group_rows(*command.group_file);
    engine::PeopleFile alone{plan.people.people, {}, {}};
    engine::add_groups(rows, alone);
    engine::add_groups(std::move(rows), plan.people);
    if (command.then_groups) engine::load_groups(*command.then_groups, plan.later);
    else keep_groups(alone, plan.later);
}

/// Who is there at first, and from the incremental cycle on.
void read_directory(const ProvisionCommand& command, engine::ProvisionPlan& plan) {
    if (command.people && command.generate) usage("--generate", "people come from a file, or they are generated");
    if (command.then && !command.people) usage("--then", "it says what becomes of the people of --people");
    if (command.people) {
        plan.people = engine::load_people(*command.people);
        plan.later = command.then ? engine::load_people(*command.then) : plan.people;
    } else {
        const std::string address = "https://" + command.domain;
        if (const auto url = parse_url(address); !url || url->origin() != to_lower(address))
            usage("--domain", "\"" + command.domain + "\" is not the domain of an e-mail address");
        plan.people = engine::generate_people(command.generate.value_or(10), command.groups, command.seed, command.domain);
        plan.later = engine::weeks_later(plan.people, command.seed, command.domain);
    }
    read_groups(command, plan);
}

/// A server's text in a terminal: nothing of it moves the cursor.
std::string in_one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return text;
}

/// How each thing that happens is told.
class Teller {
public:
    explicit Teller(const ProvisionCommand& command) : command_(command) {}

    engine::ProvisionListener listener() {
        engine::ProvisionListener out;
        out.stage = [this](ProvisionStage stage) { begin(stage); };
        if (!command_.quiet) out.request = [this](const engine::ProvisionRequest& one) { request(one); };
        out.event = [this](const idp::ScimCycleEvent& one) { event(one); };
        out.waiting = [this](Millis wait, const std::string& why) { waiting(wait, why); };
        out.ended = [this](ProvisionStage stage, bool ok, const std::string& sentence) { end(stage, ok, sentence); };
        return out;
    }

    void summary(const engine::ProvisionSummary& one) const {
        const double seconds = static_cast<double>(one.took.count()) / 1000;
        const double rate = seconds > 0 ? static_cast<double>(one.requests) / seconds : 0;
        if (command_.json) {
            line({{"event", "summary"}, {"idp", command_.vendor}, {"variant", one.variant}, {"created", one.created}, {"linked", one.linked},
                  {"updated", one.updated}, {"disabled", one.disabled}, {"removed", one.removed}, {"groups", one.groups},
                  {"unchanged", one.unchanged}, {"failed", one.failed}, {"complete", one.complete}, {"requests", one.requests},
                  {"seconds", seconds}, {"waited_seconds", one.waited.count() / 1000}, {"requests_per_second", rate}});
            return;
        }
        if (!one.unverified.empty()) fmt::print("not verified: {}\n", one.unverified);
        fmt::print("{} created, {} linked, {} updated, {} disabled, {} removed, {} group changes, {} unchanged, {} failed\n", one.created,
                   one.linked, one.updated, one.disabled, one.removed, one.groups, one.unchanged, one.failed);
        fmt::print("{} requests in {:.1f} s, {:.0f} per second\n", one.requests, seconds, rate);
        if (one.waited.count() > 0) fmt::print("{} s of that were pauses that the server asked for\n", one.waited.count() / 1000);
    }

private:
    static void line(const json::object& object) { fmt::print("{}\n", json::serialize(object)); }

    void begin(ProvisionStage stage) const {
        if (!command_.json && !command_.quiet) fmt::print("{}\n", name_of(stage));
    }

    void request(const engine::ProvisionRequest& one) const {
        if (command_.json)
            return line({{"event", "request"}, {"title", one.title}, {"method", one.method}, {"path", valid_utf8(one.path)},
                         {"status", one.status}, {"ok", one.ok}, {"problem", valid_utf8(one.problem)},
                         {"answer", valid_utf8(one.got)}, {"remark", valid_utf8(one.remark)}});
        const std::string status = one.status == 0 ? "---" : std::to_string(one.status);
        fmt::print("  {:<6} {} {} {}{}\n", one.method, status, one.ok ? "ok " : "BAD", valid_utf8(one.path),
                   one.ok ? "" : "\n         " + valid_utf8(one.title + ": " + one.problem));
        if (!one.remark.empty()) fmt::print("         note: {}\n", in_one_line(valid_utf8(one.remark)));
        if (!one.got.empty()) fmt::print("         answer: {}\n", in_one_line(valid_utf8(one.got)));
    }

    void waiting(Millis wait, const std::string& why) const {
        if (command_.json) return line({{"event", "waiting"}, {"seconds", wait.count() / 1000}, {"reason", valid_utf8(why)}});
        fmt::print(stderr, "idpsim: waiting {} s: {}\n", wait.count() / 1000, valid_utf8(why));
    }

    void event(const idp::ScimCycleEvent& one) const {
        if (command_.quiet && one.step.ok) return;
        if (command_.json)
            return line({{"event", "step"}, {"name", one.step.name}, {"subject", one.subject}, {"ok", one.step.ok},
                         {"explanation", valid_utf8(one.step.explanation)}});
        fmt::print("{:<4} {} {}: {}\n", one.step.ok ? "ok" : "FAIL", one.step.name, one.subject, valid_utf8(one.step.explanation));
    }

    void end(ProvisionStage stage, bool ok, const std::string& sentence) const {
        if (command_.json)
            return line({{"event", "stage"}, {"name", name_of(stage)}, {"ok", ok}, {"explanation", valid_utf8(sentence)}});
        if (!ok || !command_.quiet) fmt::print("{} {}: {}\n", ok ? "ok  " : "FAIL", name_of(stage), valid_utf8(sentence));
    }

    const ProvisionCommand& command_;
};

int exit_code_for(const engine::ProvisionSummary& summary) {
    if (summary.requests > 0 && summary.answers == 0) return exit_unverified; // nobody is there
    return summary.failed > 0 || !summary.complete ? exit_fail : exit_pass;
}

} // namespace

int execute(const ProvisionCommand& command) {
    const std::vector<idp::Profile> profiles = engine::load_profiles();
    engine::ProvisionPlan plan;
    plan.vendor = &vendor_named(profiles, command.vendor);
    plan.variant = command.variant;
    plan.scim_url = command.scim;
    plan.token = read_token(command);
    plan.options = read_options(command.options);
    plan.stages = read_stages(command.cycle);
    plan.seed = command.seed;
    plan.longest_wait = std::chrono::seconds(command.max_wait);
    if (command.answer_limit) plan.answer_limit = std::chrono::seconds(*command.answer_limit);
    if (command.ca) plan.extra_ca_pem.push_back(read_file(*command.ca).value());
    read_directory(command, plan);
    Teller teller(command);
    const engine::ProvisionSummary summary = engine::provision(plan, teller.listener());
    teller.summary(summary);
    return exit_code_for(summary);
}

} // namespace idpsim::cli
