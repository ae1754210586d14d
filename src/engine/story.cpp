#include "src/engine/story.hpp"

#include "conformance/check.hpp"
#include "src/core/text.hpp"
#include "src/engine/lua_json.hpp"
#include "src/engine/story_salesforce.hpp"
#include "src/engine/story_product.hpp"
#include "src/engine/story_extension.hpp"
#include "src/lua/bind.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace {

using conformance::Finding;
using conformance::Verdict;

Finding sentence_finding(const std::string& sentence, Verdict verdict, const std::string& actual) {
    Finding out;
    out.check = sentence;
    out.verdict = verdict;
    out.expected = sentence;
    out.actual = verdict == Verdict::pass ? "" : actual;
    return out;
}

/// What a script gives as "actual": any value, for people.
std::string shown(const lua::Value& value) {
    if (value.is_nil()) return "nothing";
    if (const std::string* text = value.text()) return *text;
    return boost::json::serialize(to_json(value));
}

std::string except_of(const std::optional<std::map<std::string, std::string>>& options) {
    if (!options) return {};
    for (const auto& [name, value] : *options) {
        if (name == "except") return value;
        throw lua::ScriptError("check has no option \"" + name + "\"; there is except");
    }
    return {};
}

/// Beside what failed of the login since `before`: what the vendor's admin may have got wrong.
void explain_failures(Story& story, const Login& login, std::size_t before) {
    const auto failed = [](const Finding& one) { return one.verdict == Verdict::fail && one.explanation.empty(); };
    const auto first = std::find_if(story.findings().begin() + static_cast<std::ptrdiff_t>(before), story.findings().end(), failed);
    if (first == story.findings().end()) return;
    for (const Advice& one : advice_of(story.universe(), login)) first->explanation += (first->explanation.empty() ? "" : "\n\n") + one.text;
}

void check_subject(Story& story, std::string glob, lua::Value subject, std::optional<std::map<std::string, std::string>> options) {
    const lua::Object* object = subject.object();
    if (const auto login = object ? object->as<Login>() : nullptr) {
        const std::size_t before = story.findings().size();
        story.check(glob, login->record, except_of(options));
        return explain_failures(story, *login, before);
    }
    if (const auto logout = object ? object->as<Logout>() : nullptr) return story.check(glob, logout->record, except_of(options));
    if (const auto step = object ? object->as<StoryStep>() : nullptr) return story.check(glob, step->record, except_of(options));
    throw lua::ScriptError("argument 2: a login, a logout or a step was expected");
}

void judge_subject(Story& story, lua::Value subject) {
    const lua::Object* object = subject.object();
    if (const auto login = object ? object->as<Login>() : nullptr) return story.judge(*login);
    if (const auto logout = object ? object->as<Logout>() : nullptr) return story.judge(*logout);
    throw lua::ScriptError("argument 1: a login or a logout was expected");
}

struct Judged {
    std::string expected, actual;
    std::size_t exchange = 0; ///< the last of the step
};

std::size_t last_exchange(const lua::Value& step) {
    const lua::Object* object = step.object();
    const auto found = object ? object->as<StoryStep>() : nullptr;
    if (!found) throw lua::ScriptError("a step was expected");
    return found->record.exchanges.empty() ? 0 : found->record.exchanges.back().number;
}

Judged read_judged(const lua::Value& options) {
    Judged out;
    if (options.is_nil()) return out;
    const lua::Table* table = options.table();
    if (!table) throw lua::ScriptError("argument 2: { expected =, actual =, step = } was expected");
    for (const auto& [name, value] : table->fields) {
        if (name == "expected") out.expected = shown(value);
        else if (name == "actual") out.actual = shown(value);
        else if (name == "step") out.exchange = last_exchange(value);
        else throw lua::ScriptError("holds has no option \"" + name + "\"; there are expected, actual, step");
    }
    return out;
}

void judge_requirement(Story& story, lua::Value ok, lua::Value options) {
    const Judged judged = read_judged(options);
    story.holds(ok.truthy(), judged.expected, judged.actual, judged.exchange);
}

double seconds_of(const lua::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&value.data)) return *number;
    const lua::Table* table = value.table();
    if (!table) throw lua::ScriptError("seconds, or { days =, hours =, minutes =, seconds = } were expected");
    double total = 0;
    for (const auto& [name, amount] : table->fields) {
        const double unit = name == "days" ? 86'400 : name == "hours" ? 3'600 : name == "minutes" ? 60 : name == "seconds" ? 1 : 0;
        if (unit == 0) throw lua::ScriptError("\"" + name + "\" is none of days, hours, minutes, seconds");
        total += unit * seconds_of(amount);
    }
    return total;
}

constexpr double most_seconds = 86'400.0 * 3'660;

std::string moment_after(StoryClock& clock, lua::Value by) {
    const double seconds = seconds_of(by);
    if (!(seconds >= 0 && seconds <= most_seconds)) throw lua::ScriptError("ten years at most");
    return format_instant(clock.story->universe().clock().now() + Millis{static_cast<std::int64_t>(seconds * 1000)});
}

void advance(StoryClock& clock, lua::Value by) {
    const double seconds = seconds_of(by);
    if (!(seconds >= 0 && seconds <= most_seconds)) throw lua::ScriptError("the clock goes forward, ten years at most");
    clock.story->universe().clock().advance(Millis{static_cast<std::int64_t>(seconds * 1000)});
}

/// Inside the message, or beside it in the URL (saml-bindings-2.0 section 3.4.4.1).
bool request_signed(const Login& login) {
    const auto& request = login.record.request;
    return request && (request->is_signed || login.asked_by.find("&Signature=") != std::string::npos);
}

struct StoryUrl {};

/// Of the assertion as it was delivered; nothing of an encrypted one.
std::vector<std::string> class_refs(const Login& login) {
    std::vector<std::string> out;
    if (!login.record.assertion) return out;
    for (const saml::AuthnStatement& one : login.record.assertion->authn_statements) out.push_back(one.class_ref.value_or(""));
    return out;
}

std::vector<std::string> values_of(const Login& login, std::string attribute) {
    return login.record.assertion ? login.record.assertion->values_of(attribute) : std::vector<std::string>();
}

std::optional<std::string> name_id_format(const Login& login) {
    const auto& assertion = login.record.assertion;
    return assertion && assertion->name_id ? assertion->name_id->format : std::nullopt;
}

/// "response", "assertion", "both" or "none": what has a signature of its own.
std::string signed_parts(const Login& login) {
    const bool response = login.record.response && login.record.response->is_signed;
    const bool assertion = login.record.assertion_signed;
    return response ? (assertion ? "both" : "response") : assertion ? "assertion" : "none";
}

/// The Response's StatusCode and the nested ones.
std::vector<std::string> status_codes(const Login& login) {
    std::vector<std::string> out;
    if (!login.record.response) return out;
    out.push_back(login.record.response->status.code);
    out.insert(out.end(), login.record.response->status.nested.begin(), login.record.response->status.nested.end());
    return out;
}

} // namespace

void Story::given(const std::string& sentence, bool holds, const std::string& actual) {
    findings_.push_back(sentence_finding(sentence, holds ? Verdict::pass : Verdict::unverified, actual));
    if (!holds) throw StoryEnded();
}

void Story::expect(const std::string& sentence, bool holds, const std::string& actual) {
    findings_.push_back(sentence_finding(sentence, holds ? Verdict::pass : Verdict::fail, actual));
}

void Story::control(const std::string& sentence, const Login& login) {
    given(sentence, login.accepted, "the login was " + login.outcome + ": " + login.reason);
}

void Story::check(const std::string& glob, const conformance::LoginRecord& login, const std::string& except) {
    add(conformance::run_checks(glob, login), glob, except);
}

void Story::check(const std::string& glob, const conformance::LogoutRecord& logout, const std::string& except) {
    add(conformance::run_checks(glob, logout), glob, except);
}

void Story::check(const std::string& glob, const conformance::ScimRecord& step, const std::string& except) {
    add(conformance::run_checks(glob, step), glob, except);
}

const Requirement& Story::requirement() const {
    if (!requirement_) throw lua::ScriptError("this case is of no requirement (parameters = \"requirements:TOPIC\")");
    return *requirement_;
}

void Story::holds(bool ok, const std::string& expected, const std::string& actual, std::size_t exchange) {
    const Requirement& row = requirement();
    Finding out;
    out.check = row.check;
    out.clause = row.clause;
    out.verdict = ok ? Verdict::pass : row.level == "MUST" ? Verdict::fail : Verdict::warn;
    if (!ok) {
        out.expected = expected.empty() ? row.sentence : expected;
        if (!row.reading.empty()) out.expected += " (the reading held: " + row.reading + ")";
        out.actual = actual;
    }
    if (exchange) out.evidence.push_back({exchange, "answer", actual});
    findings_.push_back(std::move(out));
}

void Story::reads(const std::string& text, std::size_t exchange) {
    const Requirement& row = requirement();
    Finding out;
    out.check = row.check;
    out.clause = row.clause;
    out.evidence.push_back({exchange, "reading", text});
    findings_.push_back(std::move(out));
}

void Story::skip(const std::string& reason) {
    const Requirement& row = requirement();
    Finding out;
    out.check = row.check;
    out.clause = row.clause;
    out.verdict = Verdict::skip;
    out.actual = reason;
    findings_.push_back(std::move(out));
    throw StoryEnded();
}

void Story::explain(const std::string& text) {
    if (findings_.empty()) throw lua::ScriptError("nothing was judged yet that could be explained");
    std::string& kept = findings_.back().explanation;
    kept += (kept.empty() ? "" : "\n\n") + text;
}

void Story::judge(const Login& login) {
    if (login.judged_by.empty()) throw lua::ScriptError("argument 1: a login with a fault was expected");
    check(login.judged_by, login.record, "");
}

void Story::judge(const Logout& logout) {
    if (logout.judged_by.empty()) throw lua::ScriptError("argument 1: a logout with a fault was expected");
    check(logout.judged_by, logout.record, "");
}

void Story::add(std::vector<Finding> found, const std::string& glob, const std::string& except) {
    std::erase_if(found, [&](const Finding& one) { return !except.empty() && matches_glob(except, one.check); });
    if (found.empty()) throw lua::ScriptError("no check of this subject is named \"" + glob + "\" (idpsim list checks)");
    for (Finding& one : found) findings_.push_back(std::move(one));
}

void register_story_types(lua::State& state) {
    using Options = std::optional<std::map<std::string, std::string>>;
    lua::register_type<StoryUrl>(state, "url", lua::method("encode", [](const StoryUrl&, std::string text) { return percent_encode(text); }));
    lua::register_type<StoryClock>(state, "clock", lua::method("advance", advance), lua::method("after", moment_after),
                                   lua::field("now", [](const StoryClock& clock) { return format_instant(clock.story->universe().clock().now()); }));
    lua::register_type<saml::AuthnRequest>(
        state, "authn_request", lua::field("force_authn", &saml::AuthnRequest::force_authn),
        lua::field("is_passive", &saml::AuthnRequest::is_passive), lua::field("is_signed", &saml::AuthnRequest::is_signed),
        lua::field("class_refs", &saml::AuthnRequest::requested_class_refs),
        lua::field("name_id_format", [](const saml::AuthnRequest& request) {
            return request.name_id_policy ? request.name_id_policy->format : std::nullopt;
        }));
    lua::register_type<Login>(
        state, "login", lua::field("accepted", &Login::accepted), lua::field("by_artifact", &Login::by_artifact), lua::field("outcome", &Login::outcome),
        lua::field("request", [](const Login& login) { return login.record.request; }),
        lua::field("request_signed", request_signed),
        lua::field("reason", &Login::reason), lua::field("status", &Login::status), lua::field("asked_password", &Login::asked_password),
        lua::field("encrypted", [](const Login& login) { return login.record.encryption.has_value(); }),
        lua::field("class_refs", class_refs), lua::field("signed", signed_parts), lua::field("codes", status_codes),
        lua::field("name_id_format", name_id_format), lua::method("values", values_of),
        lua::field("refused_by", [](const Login& login) { return login.refused_by.empty() ? std::optional<std::string>() : login.refused_by; }));
    register_story_idp(state);
    register_story_sp(state);
    register_story_scim(state);
    register_story_step(state);
    register_story_json(state);
    register_story_logout(state);
    register_story_parties(state);
    register_story_metadata(state);
    register_story_salesforce(state);
    register_story_product(state);
    register_story_workbook(state);
    register_story_extension(state);
    register_story_guide(state);
    const auto part = []<class Part>(const char* name) {
        return lua::field(name, [](Story& s) { return std::make_shared<Part>(Part{s.shared_from_this()}); });
    };
    lua::register_type<Story>(
        state, "story", part.operator()<StoryClock>("clock"),
        lua::field("idp", [](Story& s) { return StoryIdp{s.shared_from_this(), s.universe().first().idp}; }),
        lua::field("sp", [](Story& s) { return StorySp{s.shared_from_this(), s.universe().first().sp}; }),
        lua::method("extension", install_extension),
        lua::field("salesforce", [](Story& s) { return StorySalesforce{s.shared_from_this()}; }),
        lua::field("product", [](Story& s) { return StoryProduct{s.shared_from_this(), s.universe().first().sp}; }),
        lua::waits("second_idp", second_idp), lua::waits("second_organisation", second_organisation),
        lua::field("scim", [](Story& s) { return s.universe().profile().scim.empty() ? nullptr : std::make_shared<StoryScim>(StoryScim{s.shared_from_this(), s.universe().first()}); }),
        lua::field("url", [](const Story&) { return StoryUrl(); }), lua::field("json", [](const Story&) { return StoryJson(); }), lua::field("names", [](Story& s) { return s.universe().catalogue().product.names; }),
        lua::field("email_domain", [](Story& s) { return s.universe().email_domain(); }),
        lua::field("unique", [](Story& s) { return s.universe().unique(); }),
        lua::field("parameter", [](const Story& s) { return s.parameter(); }),
        lua::method("given", [](Story& s, std::string sentence, lua::Value ok, lua::Value actual) { s.given(sentence, ok.truthy(), shown(actual)); }),
        lua::method("expect", [](Story& s, std::string sentence, lua::Value ok, lua::Value actual) { s.expect(sentence, ok.truthy(), shown(actual)); }),
        lua::method("control", [](Story& s, std::string sentence, const Login& login) { s.control(sentence, login); }),
        lua::method("holds", judge_requirement),
        lua::method("reads", [](Story& s, std::string text, lua::Value step) { s.reads(text, step.is_nil() ? 0 : last_exchange(step)); }),
        lua::method("skip", [](Story& s, std::string reason) { s.skip(reason); }),
        lua::method("judge", judge_subject), lua::method("explain", [](Story& s, std::string text) { s.explain(text); }),
        lua::method("check", [](Story& s, std::string glob, lua::Value subject, Options options) { check_subject(s, std::move(glob), std::move(subject), std::move(options)); }));
}

lua::Value story_value(lua::State& state, std::shared_ptr<Story> story) { return lua::object_value(state, std::move(story)); }

} // namespace idpsim::engine
