#pragma once
/// What a scenario can do: the object `t` and what hangs on it.
///
///   t:given(sentence, ok, actual)    a precondition; when it does not hold the story ends, unverified
///   t:control(sentence, login)       a positive control of a negative case; the same
///   t:expect(sentence, ok, actual)   an expectation: pass or fail
///   t:check(glob, login, logout or step, { except = id })   checks of conformance/checks
///   t:holds(ok, { expected =, actual =, step = })   whether the requirement whose case this is is kept
///   t:reads(text, step)              which of the readings that the requirement allows the target takes: told, not judged
///   t:skip(reason)                   the requirement does not concern this target; ends the story
///   t:judge(login or logout)         the check that says whether its fault came out as it must
///   t.idp:set{ [key] = value }       settings of the vendor's console by ConsoleField::key, in our words
///   t.idp:add_row(table, { [column] = value })   a row of a console's table, in the vendor's words
///   t.idp:follow_guide{ instead =, leave_out = }   an app that was set up by the product's guide and by nothing else
///   t.idp:advice(login)   what the profile says to an admin whose login this is
///   t.idp:choices(key)               what the console offers for it, in our words; {} without such a field
///   step:kind(pointer)               "array", "object", "string", "integer", "number", "boolean", "null" or nil: what stands there
///   t.json.null, t.json.array{...}, t.json.object{...}   JSON that no plain table stands for
///   t.salesforce                    orgs of Salesforce (story_salesforce.hpp)
///   t.idp  t.sp  t.scim  t.clock  t.names  t.parameter  t.unique  t.email_domain  t.url:encode(text)
///   t:extension()   the product's browser extension, newly installed (story_extension.hpp)
///   t:second_idp{...}  t:second_organisation{...}   more parties (story_parties.cpp)
#include "src/engine/advice.hpp"
#include "src/engine/logout.hpp"
#include "src/engine/universe.hpp"
#include "src/lua/state.hpp"

#include <exception>
#include <memory>

namespace idpsim::engine {

/// Ends a story early, on purpose; its findings say why.
class StoryEnded : public std::exception {};

/// What came back on a connection of its own.
struct RawAnswers {
    std::vector<int> statuses;
    std::string octets;                 ///< masked
    bool closed = false;                ///< by the server
};

/// One step of provisioning, as scenarios see it.
struct StoryStep {
    conformance::ScimRecord record;
    bool ok = false;
    std::string explanation;            ///< what the vendor's admin would read
    int status = 0;                     ///< of the last exchange
    boost::json::value json;            ///< its body, null when it was no JSON
    std::string body;                   ///< the same as it came, masked
    Headers headers;                    ///< its answer's, masked
    std::size_t exchange = 0;           ///< its number in the transcript; 0: nothing was sent
    double seconds = 0;                 ///< how long a request of our own took
    std::optional<RawAnswers> raw;      ///< of t.scim:raw
};

/// The findings of one running story and the universe it plays in.
class Story : public std::enable_shared_from_this<Story> {
public:
    /// `requirement`: the row of conformance/requirements whose case this is, or null.
    Story(Universe& universe, std::string parameter, const Requirement* requirement = nullptr)
        : universe_(universe), parameter_(std::move(parameter)), requirement_(requirement) {}

    Universe& universe() { return universe_; }
    const std::string& parameter() const { return parameter_; }
    std::vector<conformance::Finding>& findings() { return findings_; }

    void given(const std::string& sentence, bool holds, const std::string& actual);
    void expect(const std::string& sentence, bool holds, const std::string& actual);
    void control(const std::string& sentence, const Login& login);
    /// Runs the checks that match; ScriptError when none does.
    void check(const std::string& glob, const conformance::LoginRecord& login, const std::string& except);
    void check(const std::string& glob, const conformance::LogoutRecord& logout, const std::string& except);
    void check(const std::string& glob, const conformance::ScimRecord& step, const std::string& except);
    /// Of the requirement. ScriptError in a case that has none.
    void holds(bool ok, const std::string& expected, const std::string& actual, std::size_t exchange);
    void reads(const std::string& text, std::size_t exchange);
    void skip(const std::string& reason);
    /// Puts the text beside the finding that was made last (Finding::explanation). ScriptError when there is none yet.
    void explain(const std::string& text);
    void judge(const Login& login);
    void judge(const Logout& logout);

private:
    void add(std::vector<conformance::Finding> found, const std::string& glob, const std::string& except);
    const Requirement& requirement() const;
    Universe& universe_;
    std::string parameter_;
    const Requirement* requirement_;
    std::vector<conformance::Finding> findings_;
};

/// What came of an admin's following the product's guide in the vendor's console.
struct StoryGuided {
    std::optional<std::string> refused;  ///< why the console did not save it
    std::vector<std::string> missing;    ///< labels of the guide that the console does not show
};
struct StoryIdp;
struct StoryScim;
boost::asio::awaitable<Result<StoryGuided>> follow_the_guide(StoryIdp& self, lua::Value deviation);
boost::asio::awaitable<Result<StoryGuided>> follow_the_scim_guide(StoryScim& self, lua::Value deviation);
/// What the profile's advice says of a login.
std::vector<Advice> advice_of(const Universe& universe, const Login& login);

/// Makes the types known to the state; once per state, before a scenario runs.
void register_story_types(lua::State& state);
/// The `t` of a story. The story must outlive every use of it.
lua::Value story_value(lua::State& state, std::shared_ptr<Story> story);

// The parts, each in a file of its own.
void register_story_idp(lua::State& state);
void register_story_sp(lua::State& state);
void register_story_scim(lua::State& state);
void register_story_step(lua::State& state);
void register_story_json(lua::State& state);
void register_story_logout(lua::State& state);
void register_story_parties(lua::State& state);
void register_story_metadata(lua::State& state);
void register_story_salesforce(lua::State& state);
void register_story_workbook(lua::State& state);
void register_story_extension(lua::State& state);
void register_story_guide(lua::State& state);
struct StoryIdp {
    std::shared_ptr<Story> story;
    IdpParty* party;
    idp::Idp& idp() const { return party->idp; }
    Sides sides() const { return {party, party->sp}; }
};
struct StorySp {
    std::shared_ptr<Story> story;
    SpParty* party;
    TargetSession& target() const { return party->session; }
};
/// The IdP's provisioning client for an organisation, and plain requests to that organisation's SCIM server.
struct StoryScim {
    std::shared_ptr<Story> story;
    Sides sides;
    TargetSession& target() const { return sides.sp->session; }
    Universe& universe() const { return story->universe(); }
};
struct StoryOrganisation {
    StorySp sp;
    StoryIdp idp;
};
/// The IdP's certificates, and the document at its metadata URL.
struct StoryCertificates { StoryIdp of; };
struct StoryPublished { StoryIdp of; };
/// What the product's guide has an admin of this vendor do.
struct StoryGuide { StoryIdp of; };
/// A place that only the product reaches; it would hand out the IdP's metadata.
struct StoryTrap { std::shared_ptr<std::size_t> visits; };
/// t:second_idp{...} and t:second_organisation{...}.
boost::asio::awaitable<Result<StoryIdp>> second_idp(Story& story, lua::Value options);
boost::asio::awaitable<Result<StoryOrganisation>> second_organisation(Story& story, lua::Value options);
struct StoryClock { std::shared_ptr<Story> story; };
struct StoryJson {};

} // namespace idpsim::engine
