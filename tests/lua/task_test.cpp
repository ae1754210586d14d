/// Scripts in the shape of scenarios: objects with fields and waiting methods, tables in and out.
#include "src/lua/task.hpp"

#include "src/lua/bind.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

namespace idpsim::lua {
namespace {

namespace asio = boost::asio;

struct Person {
    std::string email;
};
struct Login {
    int status = 0;
    std::string email;
};
struct Idp {
    std::vector<std::string> log;
};
struct Story {
    std::shared_ptr<Idp> idp = std::make_shared<Idp>();
    std::vector<std::string> expectations;
    double now = 0;
};

/// A real turn of the loop, as I/O would take.
asio::awaitable<void> one_turn() { co_await asio::post(asio::use_awaitable); }

asio::awaitable<Result<Login>> log_in(Idp& idp, const Person& who) {
    co_await one_turn();
    idp.log.push_back(who.email);
    if (who.email == "nobody@example.test")
        co_return Error{Fault::peer_timeout, "https://idp.example", "no answer in time"};
    co_return Login{200, who.email};
}

class Task : public testing::Test {
protected:
    Task() {
        register_type<Person>(state, "person", field("email", &Person::email));
        register_type<Login>(state, "login", field("status", &Login::status), field("email", &Login::email));
        register_type<Idp>(state, "idp", waits("login", log_in),
                           method("person",
                                  [](Idp&, std::map<std::string, std::string> fields) {
                                      return std::make_shared<Person>(Person{fields["email"]});
                                  }),
                           waits("people",
                                 [](Idp&, std::vector<std::string> emails) -> asio::awaitable<std::vector<Person>> {
                                     co_await one_turn();
                                     std::vector<Person> people;
                                     people.reserve(emails.size());
                                     for (const std::string& email : emails) people.push_back({email});
                                     co_return people;
                                 }),
                           waits("breaks",
                                 [](Idp&) -> asio::awaitable<void> {
                                     co_await one_turn();
                                     throw Failure({Fault::io, "disk", "full"});
                                 }),
                           waits("misused", [](Idp&) -> asio::awaitable<void> {
                               co_await one_turn();
                               throw ScriptError("log in first");
                           }));
        register_type<Story>(state, "story", field("idp", &Story::idp),
                             method("expect",
                                    [](Story& told, std::string sentence, Value holds) {
                                        told.expectations.push_back(sentence + (holds.truthy() ? ": yes" : ": no"));
                                    }),
                             method("check",
                                    [](Story& told, std::string id, Rest subjects) {
                                        for (const Value& subject : subjects.values) {
                                            const auto login =
                                                subject.object() ? subject.object()->as<Login>() : nullptr;
                                            told.expectations.push_back(
                                                id + " " + (login ? login->email : std::string(type_name(subject))));
                                        }
                                    }),
                             waits("advance", [](Story& told, double seconds) -> asio::awaitable<void> {
                                 co_await one_turn();
                                 told.now += seconds;
                             }));
    }

    Function function(const std::string& body) {
        const auto value = state.run_text("return function(t)\n" + body + "\nend", "story.lua");
        if (value.has_error()) throw Failure(value.error());
        return *value->function();
    }

    Result<Value> run(const std::string& body, std::optional<Limits> limits = std::nullopt) {
        asio::io_context loop;
        std::optional<Result<Value>> outcome;
        std::exception_ptr thrown;
        asio::co_spawn(loop, drive(state, function(body), {object_value(state, story)}, limits),
                       [&](std::exception_ptr problem, Result<Value> result) {
                           thrown = problem;
                           outcome = std::move(result);
                       });
        loop.run();
        if (thrown) std::rethrow_exception(thrown);
        return *outcome;
    }

    State state;
    std::shared_ptr<Story> story = std::make_shared<Story>();
};

TEST_F(Task, ReadsLikeTheStory) {
    const auto result = run("local ada = t.idp:person { email = 'ada@example.test' }\n"
                            "local login = t.idp:login(ada)\n"
                            "t:check('saml.bearer.recipient', login, 5)\n"
                            "t:expect('Ada is in', login.status == 200)\n"
                            "t:expect('nothing is nothing', nil)\n"
                            "t:advance(2.5)\n"
                            "local people = t.idp:people { 'a@x', 'b@x' }\n"
                            "return { count = #people, last = people[2].email }");
    ASSERT_TRUE(result) << describe(result.error());
    EXPECT_EQ(*result->table()->fields.at("last").text(), "b@x");
    EXPECT_EQ(story->expectations,
              (std::vector<std::string>{"saml.bearer.recipient ada@example.test", "saml.bearer.recipient an integer",
                                        "Ada is in: yes", "nothing is nothing: no"}));
    EXPECT_EQ(story->idp->log, std::vector<std::string>{"ada@example.test"});
    EXPECT_EQ(story->now, 2.5);
}

TEST_F(Task, AFailedWaitIsAnErrorAtItsLine) {
    const auto result = run("local nobody = t.idp:person { email = 'nobody@example.test' }\nt.idp:login(nobody)");
    ASSERT_TRUE(result.has_error());
    EXPECT_EQ(result.error().fault, Fault::peer_timeout);
    EXPECT_EQ(result.error().where, "story.lua:3");
    EXPECT_EQ(result.error().detail, "https://idp.example: no answer in time");
}

TEST_F(Task, AFailedWaitCanBeCaughtAndWaitsGoOnInsidePcall) {
    const auto result = run("local nobody = t.idp:person { email = 'nobody@example.test' }\n"
                            "local ok, message = pcall(function()\n  t:advance(1)\n  t.idp:login(nobody)\nend)\n"
                            "t:advance(1)\nreturn tostring(ok) .. ' ' .. message");
    EXPECT_EQ(*result.value().text(), "false story.lua:5: https://idp.example: no answer in time");
    EXPECT_EQ(story->now, 2.0);
}

TEST_F(Task, MisuseFoundWhileWaitingIsTheScripts) {
    const auto result = run("t.idp:misused()");
    EXPECT_EQ(result.error().fault, Fault::script);
    EXPECT_EQ(result.error().where, "story.lua:2");
    EXPECT_EQ(result.error().detail, "log in first");
}

TEST_F(Task, OurOwnFailurePassesThrough) { EXPECT_THROW(run("pcall(function() t.idp:breaks() end)"), Failure); }

TEST_F(Task, BadArgumentsAreFoundBeforeWaiting) {
    const auto result = run("t.idp:login('ada')");
    EXPECT_EQ(describe(result.error()), "story.lua:2: idp:login: argument 1: a person was expected, a text was found");
}

TEST_F(Task, LimitsHoldAcrossWaits) {
    Limits limits;
    limits.instructions = 100'000;
    const auto result = run("for i = 1, 1000 do for j = 1, 100 do end t:advance(1) end", limits);
    ASSERT_TRUE(result.has_error());
    EXPECT_EQ(result.error().fault, Fault::limit);
    EXPECT_EQ(result.error().where, "story.lua:2");
    EXPECT_EQ(result.error().detail, "the script used more than 100000 instructions");
    EXPECT_GT(story->now, 10);
}

TEST_F(Task, LimitsAreNotSwallowedAcrossWaits) {
    Limits limits;
    limits.instructions = 100'000;
    EXPECT_EQ(run("while true do pcall(function() while true do t:advance(1) end end) end", limits).error().fault,
              Fault::limit);
}

TEST_F(Task, MemoryIsLimitedAcrossWaits) {
    Limits limits;
    limits.memory = 4u << 20;
    const auto result =
        run("local kept = {}\nfor i = 1, 1e5 do kept[i] = ('x'):rep(1000) .. i t:advance(1) end", limits);
    EXPECT_EQ(result.error().fault, Fault::limit);
    EXPECT_EQ(result.error().detail, "the script used more than 4 MB of memory, or 1 MB in one piece");
}

TEST_F(Task, WaitingNeedsADriver) {
    const auto direct = state.call(function("t:advance(1)"), {object_value(state, story)});
    EXPECT_EQ(direct.error().detail, "story:advance: this waits, and can only be called while a scenario runs");
    const auto nested = run("local text = ('x'):gsub('x', function() t:advance(1) end)");
    EXPECT_EQ(nested.error().detail,
              "story:advance: this waits, and cannot be called from inside a library function or a metamethod");
}

TEST_F(Task, TwoRunsOfOneStateDoNotMeet) {
    asio::io_context loop;
    int ended = 0;
    const auto done = [&ended](std::exception_ptr problem, Result<Value> result) {
        EXPECT_FALSE(problem);
        EXPECT_TRUE(result);
        ++ended;
    };
    const Function body = function("for i = 1, 20 do t:advance(1) end");
    asio::co_spawn(loop, drive(state, body, {object_value(state, story)}), done);
    asio::co_spawn(loop, drive(state, body, {object_value(state, story)}), done);
    loop.run();
    EXPECT_EQ(ended, 2);
    EXPECT_EQ(story->now, 40.0);
}

TEST_F(Task, AnAbandonedRunLeavesNothingBehind) {
    {
        asio::io_context loop;
        asio::co_spawn(loop, drive(state, function("while true do t:advance(1) end"), {object_value(state, story)}),
                       [](std::exception_ptr, const Result<Value>&) {});
        loop.run_one();
        loop.run_one();
    }
    EXPECT_EQ(*run("return 'fine'")->text(), "fine");
}

} // namespace
} // namespace idpsim::lua
