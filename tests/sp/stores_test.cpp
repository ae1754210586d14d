#include "simulator/sp/pending_requests.hpp"
#include "simulator/sp/replay_cache.hpp"
#include "simulator/sp/rule.hpp"
#include "simulator/sp/sessions.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp {
namespace {

constexpr Instant start{Millis{1'000'000}};

TEST(PendingRequests, TellsWhatARequestIsToWhom) {
    PendingRequests requests(Millis{1000});
    requests.add("_1", {.org = "acme", .idp = "i", .browser = "b"}, start);
    EXPECT_EQ(requests.state("_1", "acme", "i", "b", start), RequestState::pending);
    EXPECT_EQ(requests.state("_1", "acme", "i", "c", start), RequestState::other_browser);
    EXPECT_EQ(requests.state("_1", "acme", "i", "", start), RequestState::other_browser);
    EXPECT_EQ(requests.state("_1", "else", "i", "b", start), RequestState::other_browser);
    EXPECT_EQ(requests.state("_1", "acme", "j", "b", start), RequestState::other_idp);
    EXPECT_EQ(requests.state("_2", "acme", "i", "b", start), RequestState::unknown);
    EXPECT_EQ(requests.state("", "acme", "i", "b", start), RequestState::unknown);
    EXPECT_EQ(requests.state("_1", "acme", "i", "b", start + Millis{999}), RequestState::pending);
    EXPECT_EQ(requests.state("_1", "acme", "i", "b", start + Millis{1000}), RequestState::expired);
    requests.consume("_1");
    EXPECT_EQ(requests.state("_1", "acme", "i", "b", start), RequestState::answered);
    requests.consume("_unknown");
}

TEST(PendingRequests, ForgetsAndIsBounded) {
    PendingRequests requests(Millis{1000});
    requests.add("_old", {.org = "acme", .idp = "i", .browser = "b"}, start);
    requests.add("_new", {.org = "acme", .idp = "i", .browser = "b"}, start + Millis{2000});
    EXPECT_EQ(requests.state("_old", "acme", "i", "b", start), RequestState::unknown);
    EXPECT_EQ(requests.size(), 1u);
    for (int i = 0; i < 100'010; ++i)
        requests.add("_" + std::to_string(i), {.org = "acme", .idp = "i", .browser = "b"}, start + Millis{2000});
    EXPECT_LE(requests.size(), 100'000u);
    EXPECT_EQ(requests.state("_100009", "acme", "i", "b", start + Millis{2000}), RequestState::pending);
}

TEST(PendingRequests, AnIdInUseBeginsAnew) {
    PendingRequests requests(Millis{1000});
    requests.add("_same", {.org = "acme", .idp = "i", .browser = "a"}, start);
    requests.add("_same", {.org = "acme", .idp = "i", .browser = "b"}, start + Millis{1});
    EXPECT_EQ(requests.state("_same", "acme", "i", "b", start + Millis{1}), RequestState::pending);
    requests.add("_other", {.org = "acme", .idp = "i", .browser = "b"}, start + Millis{2000});   // forgets the first entry only
    EXPECT_EQ(requests.state("_same", "acme", "i", "b", start + Millis{2000}), RequestState::expired);
}

TEST(ReplayCache, IsKeyedByIssuerAndId) {
    scim_server::Database database;
    ReplayCache cache(database);
    cache.add("https://a.test", "_1", start + Millis{10}, start);
    EXPECT_TRUE(cache.contains("https://a.test", "_1"));
    EXPECT_FALSE(cache.contains("https://b.test", "_1"));
    EXPECT_FALSE(cache.contains("https://a.test", "_1 "));
    EXPECT_FALSE(cache.contains("HTTPS://A.test", "_1"));
    cache.add("https://a.test", "_2", start + Millis{100}, start + Millis{9});
    EXPECT_TRUE(cache.contains("https://a.test", "_1"));
    cache.add("https://a.test", "_3", start + Millis{100}, start + Millis{10});
    EXPECT_FALSE(cache.contains("https://a.test", "_1"));
    EXPECT_TRUE(cache.contains("https://a.test", "_2"));
}

Session session_of(std::string org, Instant ends) {
    Session out;
    out.org = std::move(org);
    out.created = ends - Millis{1};
    out.ends = ends;
    return out;
}

TEST(Sessions, EndInTime) {
    Random random(1, "sessions");
    Sessions sessions;
    const std::string id = sessions.start(session_of("acme", start + Millis{10}), random);
    EXPECT_NE(sessions.find(id, start + Millis{9}), nullptr);
    EXPECT_EQ(sessions.find(id, start + Millis{10}), nullptr);
    EXPECT_EQ(sessions.find("", start), nullptr);
    sessions.end(id);
    sessions.end(id);
    EXPECT_EQ(sessions.find(id, start), nullptr);
    for (int i = 0; i < 2000; ++i)
        sessions.start(session_of("", start + Millis{i + 1}), random);
    EXPECT_LE(sessions.size(), 512u);
}

TEST(Sessions, EndByWhatTheyAre) {
    Random random(1, "sessions");
    Sessions sessions;
    const std::string gone = sessions.start(session_of("acme", start + Millis{10}), random);
    const std::string kept = sessions.start(session_of("else", start + Millis{10}), random);
    EXPECT_EQ(sessions.end_if([](const Session& session) { return session.org == "acme"; }), 1u);
    EXPECT_EQ(sessions.find(gone, start), nullptr);
    EXPECT_NE(sessions.find(kept, start), nullptr);
}

TEST(Printable, CutsBetweenCharactersAndTamesControls) {
    EXPECT_EQ(printable("plain"), "plain");
    EXPECT_EQ(printable("a\r\nb\x1b[31m\x7f"), "a??b?[31m?");
    EXPECT_EQ(printable("abc\xC3\xA9", 4), "abc...");
    EXPECT_EQ(printable("abc\xC3\xA9", 5), "abc\xC3\xA9");
    EXPECT_EQ(printable(std::string(4, '\x80'), 2), "\x80\x80...");  // no text at all: cut where it is
}

} // namespace
} // namespace idpsim::sp
