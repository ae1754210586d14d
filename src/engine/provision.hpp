#pragma once
/// One vendor's SCIM client against a server out in the world, on the real clock: what `idpsim provision` does.
#include "simulator/idp/profile.hpp"
#include "simulator/idp/scim_sync.hpp"
#include "src/engine/load_people.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

enum class ProvisionStage { test, import, initial, incremental };

struct ProvisionPlan {
    const idp::Profile* vendor = nullptr;
    std::string variant;                        ///< "": the one that the URL's flag chooses, else the vendor's usual one
    std::string scim_url, token;
    std::map<std::string, std::string> options; ///< fields of the vendor's SCIM console, by key or label
    PeopleFile people;                          ///< as they are at first ...
    PeopleFile later;                           ///< ... and from the incremental cycle on
    std::vector<ProvisionStage> stages;         ///< in order
    std::uint64_t seed = 1;                     ///< of what the vendor draws: ids, passwords
    std::vector<std::string> extra_ca_pem;
    Millis longest_wait{60'000};                ///< a longer pause that a server asks for is not waited for
    Millis answer_limit = Millis::max();        ///< no answer is waited for longer, whatever the vendor does
};

/// A request as it is told: masked.
struct ProvisionRequest {
    std::string title, method, path; ///< path: what follows the base URL
    int status = 0;                  ///< 0: no answer
    bool ok = false;
    std::string problem;             ///< when not ok ...
    std::string got;                 ///< ... and how the answer's body begins
    std::string remark;              ///< when ok: what the client bears with
};

/// Who listens; all may be empty.
struct ProvisionListener {
    std::function<void(ProvisionStage)> stage;
    std::function<void(const ProvisionRequest&)> request;
    std::function<void(const idp::ScimCycleEvent&)> event;
    std::function<void(Millis, const std::string& why)> waiting;
    std::function<void(ProvisionStage, bool ok, const std::string& sentence)> ended;
};

struct ProvisionSummary {
    std::string variant, title; ///< of the dialect
    std::string unverified;     ///< what about it nobody has seen; "" for nothing
    std::size_t created = 0, linked = 0, updated = 0, disabled = 0, removed = 0, groups = 0, unchanged = 0, failed = 0;
    std::size_t requests = 0, answers = 0;
    bool complete = true;       ///< false: a stage ended early
    Millis took{0}, waited{0};  ///< waited: in pauses that the server asked for
};

/// Throws Failure for a variant, an option or a URL that cannot be used; whatever the server does is in the summary.
ProvisionSummary provision(const ProvisionPlan& plan, const ProvisionListener& listener);

} // namespace idpsim::engine
