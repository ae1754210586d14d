#include "src/engine/provision.hpp"

#include "simulator/idp/endpoints.hpp"
#include "simulator/idp/new_person.hpp"
#include "src/core/clock.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/net/run_loop.hpp"
#include "src/scim/messages.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// What any SCIM client reads of an answer, and some room for what encloses it.
constexpr std::size_t longest_answer = 8u << 20;

net::ConnectOptions connect_options(const ProvisionPlan& plan) {
    net::ConnectOptions out;
    out.extra_ca_pem = plan.extra_ca_pem;
    out.max_body = longest_answer;
    out.longest_answer = plan.answer_limit;
    return out;
}

void check_url(const std::string& url) {
    const auto parsed = parse_url(url);
    if (!parsed) throw Failure(Error{Fault::invalid, "SCIM base " + parsed.error().where, parsed.error().detail});
}

void check_options(const idp::ScimProfile& dialect, const std::map<std::string, std::string>& options) {
    for (const auto& [name, value] : options) {
        if (idp::find_option(dialect, name)) continue;
        std::string known;
        for (const idp::ScimOption& one : dialect.options) known += (known.empty() ? "" : ", ") + one.key;
        throw Failure(Error{Fault::invalid, "option \"" + name + "\"", "the console has " + (known.empty() ? "none" : known)});
    }
}

/// The vendor's directory: everybody with an id, and the groups.
class Directory {
public:
    Directory(const ProvisionPlan& plan, Random& random) : plan_(plan), random_(random) {
        variables_ = idp::expand_variables(plan.vendor->variables, {}, random, SystemClock().now());
    }

    idp::ScimDirectory at(ProvisionStage stage) {
        const PeopleFile& people = stage == ProvisionStage::incremental ? plan_.later : plan_.people;
        idp::ScimDirectory out;
        out.people.reserve(people.people.size());
        for (const idp::Person& person : people.people) out.people.push_back(known(person));
        for (const auto& [name, members] : people.groups) out.groups.push_back({group_id(name), name, members});
        return out;
    }

private:
    /// By which a group is known when it has another name; a file that gives none means the group of that name.
    std::string group_id(const std::string& name) const {
        for (const PeopleFile* file : {&plan_.people, &plan_.later})
            if (const auto found = file->group_ids.find(name); found != file->group_ids.end()) return found->second;
        return {};
    }

    /// Somebody who was there before has the id of then.
    idp::Person known(idp::Person person) {
        if (const auto found = ids_.find(person.username); found != ids_.end()) person.id = found->second;
        idp::Person out = idp::new_person(std::move(person), plan_.vendor->saml, {variables_, &random_, SystemClock().now()});
        ids_[out.username] = out.id;
        return out;
    }

    const ProvisionPlan& plan_;
    Random& random_;
    Values variables_;
    std::map<std::string, std::string> ids_;
};

/// One run: the parties, and what is counted.
class Provisioner {
public:
    Provisioner(const ProvisionPlan& plan, const ProvisionListener& listener, const idp::ScimProfile& dialect)
        : plan_(plan), listener_(listener), network_(connect_options(plan)), random_(plan.seed, plan.vendor->id + " provision"),
          directory_(plan, random_), client_(dialect, connection(), wire(), random_), sync_(client_, clock_) {
        transcript_.only_count();
    }

    asio::awaitable<void> run(ProvisionSummary& out) {
        const auto begun = std::chrono::steady_clock::now();
        for (const ProvisionStage stage : plan_.stages) {
            if (listener_.stage) listener_.stage(stage);
            co_await play(stage, out);
            if (!out.complete) break;
        }
        out.requests = requests_;
        out.answers = answers_;
        out.waited = waited_;
        out.took = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begun);
    }

private:
    net::Wire wire() { return {network_, transcript_, clock_, "idp"}; }

    idp::ScimConnection connection() {
        idp::ScimConnection out{plan_.scim_url, plan_.token, plan_.options, {}, {}};
        out.wait = [this](Millis wait, std::string why) { return pause(wait, std::move(why)); };
        out.watch = [this](const idp::ScimSent& sent) { watch(sent); };
        return out;
    }

    asio::awaitable<bool> pause(Millis wait, std::string why) {
        if (wait > plan_.longest_wait) co_return false;
        if (listener_.waiting) listener_.waiting(wait, why);
        asio::steady_timer timer(co_await asio::this_coro::executor, wait);
        co_await timer.async_wait(asio::use_awaitable);
        waited_ += wait;
        co_return true;
    }

    void watch(const idp::ScimSent& sent) {
        ++requests_;
        answers_ += sent.answer.status != 0 ? 1 : 0;
        if (!listener_.request) return;
        ProvisionRequest told;
        told.title = sent.rule.title;
        told.method = sent.request.method;
        const std::string base = plan_.scim_url.substr(0, plan_.scim_url.find('?'));
        const bool below = sent.request.url.starts_with(base);
        told.path = transcript_.masker().mask_url(below ? sent.request.url.substr(base.size()) : sent.request.url);
        told.status = sent.answer.status;
        told.ok = sent.answer.ok;
        told.problem = sent.answer.problem;
        if (!told.ok && sent.response) told.got = evidence(*sent.response);
        if (told.ok && sent.answer.body) told.remark = about_type(*sent.response);
        listener_.request(told);
    }

    /// RFC 7644 section 3.1; no client is known to look at it.
    std::string about_type(const HttpResponse& response) {
        const std::string type = find_header(response.headers, "Content-Type").value_or("(absent)");
        return scim::is_json_media_type(type) ? "" : "the body is JSON, its Content-Type " + transcript_.masker().mask(type);
    }

    /// How a bad answer's body begins: masked whole, so that no secret is cut in two.
    std::string evidence(const HttpResponse& response) {
        constexpr std::size_t looked_at = 64u << 10, shown = 300;
        const std::string type = find_header(response.headers, "Content-Type").value_or("");
        const std::string_view begin = std::string_view(response.body).substr(0, looked_at);
        const std::string masked = transcript_.masker().mask_body(begin, type);
        const bool cut = masked.size() > shown || response.body.size() > looked_at;
        return std::string(cut_utf8(masked, shown)) + (cut ? "..." : "");
    }

    asio::awaitable<void> play(ProvisionStage stage, ProvisionSummary& out) {
        std::string sentence;
        bool ok = false;
        if (stage == ProvisionStage::test) {
            const idp::ScimStep step = co_await client_.test_connection();
            ok = step.ok;
            sentence = step.explanation;
            out.failed += ok ? 0 : 1;
            out.complete = ok;
        } else if (stage == ProvisionStage::import) {
            idp::ScimDirectory everybody = directory_.at(stage);
            const idp::ScimImport import = co_await client_.import(std::move(everybody.people));
            ok = import.ok;
            sentence = import.explanation;
            out.failed += ok ? 0 : 1;
        } else {
            const bool first = stage == ProvisionStage::initial;
            const auto kind = first ? idp::ScimCycleKind::initial : idp::ScimCycleKind::incremental;
            const idp::ScimCycleReport report = co_await sync_.run(kind, directory_.at(stage), tell_event());
            add(out, report);
            ok = report.complete && report.failed == 0;
            sentence = report.explanation;
        }
        if (listener_.ended) listener_.ended(stage, ok, sentence);
    }

    std::function<void(const idp::ScimCycleEvent&)> tell_event() const {
        return [this](const idp::ScimCycleEvent& event) {
            if (listener_.event) listener_.event(event);
        };
    }

    static void add(ProvisionSummary& out, const idp::ScimCycleReport& report) {
        out.created += report.created;
        out.linked += report.linked;
        out.updated += report.updated;
        out.disabled += report.disabled;
        out.removed += report.removed;
        out.groups += report.groups;
        out.unchanged += report.unchanged;
        out.failed += report.failed;
        out.complete = out.complete && report.complete;
    }

    const ProvisionPlan& plan_;
    const ProvisionListener& listener_;
    SystemClock clock_;
    Transcript transcript_;
    net::Network network_;
    Random random_;
    Directory directory_;
    idp::ScimClient client_;
    idp::ScimSync sync_;
    std::size_t requests_ = 0, answers_ = 0;
    Millis waited_{0};
};

/// Its connections live on the loop that runs this.
asio::awaitable<void> provision_into(const ProvisionPlan& plan, const ProvisionListener& listener, const idp::ScimProfile& dialect,
                                     ProvisionSummary& out) {
    Provisioner provisioner(plan, listener, dialect);
    co_await provisioner.run(out);
}

} // namespace

ProvisionSummary provision(const ProvisionPlan& plan, const ProvisionListener& listener) {
    check_url(plan.scim_url);
    const idp::ScimProfile& dialect = idp::choose_scim(plan.vendor->scim, plan.variant, plan.vendor->default_scim, plan.scim_url);
    check_options(dialect, plan.options);
    ProvisionSummary out;
    for (const auto& [name, one] : plan.vendor->scim)
        if (&one == &dialect) out.variant = name;
    out.title = dialect.title;
    out.unverified = dialect.unverified;
    net::run_loop(provision_into(plan, listener, dialect, out));
    return out;
}

} // namespace idpsim::engine
