#pragma once
/// An SP under test, as its file in conformance/targets describes it: URLs and calls, never code.
///
/// Texts hold placeholders: what `values` says, what `save` of earlier calls kept, and from the engine
///   {case} {seed}                     the case's id and the run's seed
///   {staff_token}                     of the built-in product; a secret
///   {idp.metadata} {idp.entity_id} {idp.sso_url}
///   {product.X}                       the product's names
#include "simulator/extension/extension.hpp"
#include "src/core/instant.hpp"
#include "src/core/pattern.hpp"
#include "src/lua/state.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

/// One HTTP request that the engine makes of the target.
struct Call {
    std::string name;                              ///< for errors: "connect the IdP"
    std::string stage;                             ///< setup only: "start", "idp", "scim" (when SCIM is first used)
    std::string method = "GET", url, body, content_type;
    std::map<std::string, std::string, std::less<>> headers;
    std::map<std::string, std::string, std::less<>> save;   ///< placeholder -> JSON pointer into the answer
};

struct TargetSp {
    std::string entity_id, metadata, acs, login;   ///< metadata may be "": then entity_id and acs are needed
    std::string relay_state_parameter;             ///< of the login URL; "" when there is none
    std::string start;                             ///< a page where somebody begins whom the SP does not know; "": `login` is as good
    std::string single_logout;                     ///< a browser that opens it is logged out here and at the IdP; "" : none
    std::string idp_parameter;                     ///< of the login URL: takes the entityID of one of several IdPs
    std::string organisation;                      ///< what the probe calls the organisation; "" when it names none
    bool is_there() const { return !metadata.empty() || !entity_id.empty(); }   ///< a target may be a SCIM server alone
};

/// "Who am I": how a session is told from none, and the person's name is read.
struct TargetProbe {
    std::string url;
    int signed_in_status = 200;
    std::string person;                            ///< JSON pointer to the e-mail address; "" when the probe names nobody
    std::string organisation;                      ///< JSON pointer to the organisation whose session it is; "" for none
    std::string body_has;                          ///< a text that a signed-in body holds; "" when the status is enough
    std::map<std::string, std::string, std::less<>> headers;
};

struct TargetLogout {
    std::string page;                              ///< opened first; its form to `url` is submitted. "": `url` is called
    std::string method = "POST", url;
};

struct TargetAccounts {
    Call look_up;                                  ///< {email}
    std::string list;                              ///< JSON pointer to the list of accounts
    std::map<std::string, std::string, std::less<>> fields;   ///< id, email, role, teams, active, display_name -> JSON pointer in an entry
    std::optional<Call> change;                    ///< {id} {body}
    std::optional<Call> create_team;               ///< {team}
    std::optional<Call> scim_tokens;               ///< saves `scim_tokens`, a number
};

struct TargetScim {
    std::string base, token;
    /// What a vendor's admin enters in the SCIM console for this server: profile id -> key or label -> value.
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> consoles;
};

struct Target {
    std::string id, title, file;
    std::string product, product_at;               ///< whose claims it is held against: a claims file or its id, "" for none; file:line
    bool in_process = false;                       ///< idpsim's own SP answers for values.base
    std::map<std::string, std::string, std::less<>> values;
    std::vector<std::string> provides;             ///< the needs of scenarios that it meets
    std::vector<Call> setup;
    TargetSp sp;
    TargetProbe probe;
    std::optional<TargetLogout> logout;
    std::optional<TargetAccounts> accounts;
    std::optional<TargetScim> scim;
    std::optional<::idpsim::extension::Endpoints> extension;   ///< of the product's browser extension, with placeholders
    /// What an admin of the service provider can do besides, by name; a scenario needs it as "sp.can.NAME". Placeholders
    /// are the scenario's own, as conformance/targets/example.lua lists them; what `save` names it can read.
    std::map<std::string, Call, std::less<>> actions;
    std::string email_domain = "example.test";     ///< of the people that scenarios make up
    bool unique_people = false;                    ///< their addresses are other ones in every run, so that nobody has them yet
    std::vector<std::string> ca_pem;               ///< certificates trusted besides the system's, from `ca_files`
    /// Of a target that is not in the process: how long an answer may take in all, whoever asks, and how long the pauses
    /// that it asks for may be in a case, which are waited for.
    Millis answer_limit = Millis::max();
    Millis max_wait = std::chrono::seconds{60};
};

/// Throws Failure naming file, line and field.
Target load_target(lua::State& state, const std::filesystem::path& file);

} // namespace idpsim::engine
