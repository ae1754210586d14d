/// `t.scim`: life-cycle events, cycles, import and what goes wrong on the way, with the vendors' own dialects.
#include "tests/engine/stories.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;
using test::outcome_of;
using test::play_story;

std::string story(const std::string& vendor, const std::string& body, const std::string& variant = "") {
    return outcome_of(play_story(vendor, "local ada = t.idp:person { given = 'Ada', family = 'Byron' }\n"
                                         "local bob = t.idp:person { given = 'Bob', family = 'Brown' }\n" + body, variant));
}

TEST(StoryScim, ChangesNamesMailAndMappedAttributes) {
    for (const char* vendor : {"okta", "entra", "jumpcloud", "pingone", "generic"}) {
        EXPECT_EQ(story(vendor, R"(
            t:expect("made", t.scim:provision(ada).ok)
            local id = t.scim:linked(ada)
            local changed = t.scim:update(ada, { user_name = "ada.king@" .. t.email_domain, email = "ada.king@" .. t.email_domain,
              family_name = "King", department = "Engines" })
            t:expect("the vendor is content", changed.ok, changed.explanation)
            t:check("scim.update.*", changed)
            t:expect("the same account", t.scim:linked(ada) == id)
            t:expect("under its new name", changed.read_back.userName == "ada.king@" .. t.email_domain)
            t:expect("the directory knows her by it, too", #t.scim:find(ada).json.Resources == 1)
        )"),
                  "pass")
            << vendor;
    }
}

TEST(StoryScim, TellsTheManagerByTheServersId) {
    EXPECT_EQ(story("entra", R"(
        t:expect("both are there", t.scim:provision(ada).ok and t.scim:provision(bob).ok)
        local changed = t.scim:update(bob, { manager = ada })
        local last = changed.exchanges[#changed.exchanges]
        t:expect("a PATCH of the manager", last.sent:find(t.scim:linked(ada), 1, true) ~= nil, last.sent)
    )"),
              "pass");
}

TEST(StoryScim, EndsGroupsAsTheConsoleSays) {
    const std::string body = R"(
        t:expect("made", t.scim:provision(ada).ok)
        t:expect("pushed", t.scim:push_group("Engines", { ada }).ok)
        local renamed = t.scim:rename_group("Engines", "Machines")
        t:expect("renamed", renamed.ok and renamed.read_back.displayName == "Machines", renamed.explanation)
        local ended = t.scim:unpush_group("Machines")
        t:expect("ended", ended.ok, ended.explanation)
    )";
    EXPECT_EQ(story("okta", body + "t:expect('deleted', ended.read_back_status == 404, ended.read_back_status)"), "pass");
    EXPECT_EQ(story("okta", "t.scim:set { ['When a push group is unlinked'] = 'Leave the group in the target app' }\n" + body +
                                "t:expect('left', ended.read_back_status == 200 and ended.sent == 0)"),
              "pass");
    EXPECT_THAT(story("okta", "t.scim:provision(ada) t.scim:set { ['When a push group is unliked'] = 'x' }"),
                HasSubstr("the console has no such field; did you mean"));
}

TEST(StoryScim, HiresAgain) {
    for (const char* vendor : {"okta", "entra", "jumpcloud", "onelogin", "pingfederate"}) {
        EXPECT_EQ(story(vendor, R"(
            if t.idp.id == "onelogin" then t.scim:set { ["SCIM JSON Template"] = [[{
              "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{$parameters.scimusername}",
              "name": { "givenName": "{$user.firstname}", "familyName": "{$user.lastname}" } }]] } end
            t:expect("made", t.scim:provision(ada).ok)
            t:expect("gone", t.scim:erase(ada).ok)
            local again = t.idp:person { given = "Ada", family = "Byron" }
            t:expect("another object of the directory", again.id ~= ada.id or again.id == "")
            local back = t.scim:provision(again)
            t:expect("provisioned again", back.ok, back.explanation)
            t:expect("one account, active", #t.scim:find(again).json.Resources == 1 and back.read_back.active ~= false)
        )"),
                  "pass")
            << vendor;
    }
}

TEST(StoryScim, SuspendsAsTheVendorDoes) {
    const std::string body = "t.scim:provision(ada) local s = t.scim:suspend(ada) t:expect('ok', s.ok, s.explanation)\n";
    EXPECT_EQ(story("okta", body + "t:expect('keeps the account', s.sent == 0 and s.read_back.active)"), "pass");
    EXPECT_EQ(story("jumpcloud", body + "t:expect('deactivated', s.read_back.active == false)"), "pass");
}

TEST(StoryScim, CyclesEveryFortyMinutesWithReferencesLast) {
    EXPECT_EQ(story("entra", R"(
        t.scim:change(bob, { manager = ada })
        local waiting = t.scim:assign_group("Engines", { ada, bob })
        t:expect("nothing yet", waiting.ok and waiting.sent == 0)
        local first = t.scim:cycle { kind = "initial" }
        t:expect("all are made", first.ok and first.created == 2, first.explanation)
        local names = {}
        for _, step in ipairs(first.steps) do names[#names + 1] = step.name end
        t:expect("users, groups, references", table.concat(names, " ") == "create create group_create references group_members",
          table.concat(names, " "))
        t.scim:change(ada, { title = "Countess" })
        t.idp:deactivate(bob)
        local second = t.scim:cycle()
        t:expect("forty minutes later", second.began == t.clock:after(0) and first.next == second.began)
        t:expect("what changed", second.ok and second.updated == 1 and second.disabled == 1 and second.created == 0, second.explanation)
        t:expect("bob is off", t.scim:find(bob).json.Resources[1].active == false)
        t.scim:unassign_group("Engines")
        t.idp:unassign(bob)
        local third = t.scim:cycle()
        t:expect("out of scope", third.ok and third.removed == 1 and third.groups == 1, third.explanation)
        local idle = t.scim:cycle()
        t:expect("nothing to do", idle.ok and idle.sent == 0)
    )"),
              "pass");
}

TEST(StoryScim, ResumesACycleThatWasCutOffWithoutDoubles) {
    EXPECT_EQ(story("entra", R"(
        for i = 1, 8 do t.idp:person { given = "P" .. i, family = "Q" } end
        t.scim:disturb { kind = "unreachable", after = 9, times = 1000 }
        local first = t.scim:cycle { kind = "initial" }
        t:expect("cut off", not first.complete and first.created < 10, first.explanation)
        t.scim:calm()
        t.clock:advance { days = 1 }
        local second = t.scim:cycle()
        t:expect("goes on", second.complete and second.failed == 0, second.explanation)
        t:expect("everybody once", first.created + second.created == 10, first.created .. " + " .. second.created)
        t:expect("no doubles", t.scim:send { path = "/Users", query = { count = 0 } }.json.totalResults == 10)
    )"),
              "pass");
}

TEST(StoryScim, FindsAgainWhatWasMadeWhenTheAnswerWasLost) {
    EXPECT_EQ(story("entra", R"(
        t.scim:disturb { on = "POST /Users", kind = "closed", reaches = true }
        local first = t.scim:cycle { kind = "initial" }
        t:expect("one answer is lost", first.failed == 1)
        t.clock:advance { days = 1 }
        local second = t.scim:cycle()
        t:expect("found, not made twice", second.ok and second.linked == 1 and second.created == 0, second.explanation)
    )"),
              "pass");
}

TEST(StoryScim, GoesIntoQuarantineAndIsSwitchedOff) {
    EXPECT_EQ(story("entra", R"(
        t.scim:disturb { status = 401, times = 1000 }
        local first = t.scim:cycle { kind = "initial" }
        t:expect("in quarantine at once", first.quarantine ~= nil and first.sent == 1, first.explanation)
        t:expect("six hours", first.next == t.clock:after { hours = 6 }, first.next)
        local early = t.scim:cycle { wait = false }
        t:expect("not before its time", not early.ran)
        local second, third = t.scim:cycle(), t.scim:cycle()
        t:expect("then twelve, then a day", third.next == t.clock:after { hours = 24 }, third.next)
        t.clock:advance { days = 28 }
        local off = t.scim:cycle()
        t:expect("switched off", not off.ran and off.explanation:find("switched off") ~= nil, off.explanation)
        t.scim:calm()
        local restarted = t.scim:cycle { kind = "restart" }
        t:expect("until an admin starts it again", restarted.ok and restarted.created == 2 and restarted.quarantine == nil)
    )"),
              "pass");
}

TEST(StoryScim, HeedsRetryAfterOnTheCasesClock) {
    EXPECT_EQ(story("okta", R"(
        local began = t.clock:after { seconds = 30 + 60 }
        t.scim:disturb { on = "POST /Users", status = 429, headers = { ["Retry-After"] = "30" }, times = 2 }
        local made = t.scim:provision(ada)
        t:expect("third time lucky", made.ok and made.sent == 4, made.explanation)
        t:expect("after 30 seconds, then twice that", t.clock.now == began, t.clock.now)
        local later = t.clock:after { minutes = 5 }
        t.scim:disturb { on = "GET /Users*", status = 429, headers = { ["Retry-After"] = "Wed, 21 Oct 2026 07:28:00 GMT" } }
        t:expect("five minutes for a date", t.scim:provision(bob).ok and t.clock.now == later, t.clock.now)
        t.scim:disturb { on = "PUT", status = 429, times = 1000 }
        local never = t.scim:update(ada, { family_name = "King" })
        t:expect("ten tries", not never.ok and never.sent == 11 and never.explanation:find("tried 10 times") ~= nil, never.explanation)
    )"),
              "pass");
}

TEST(StoryScim, TimesOutAfterTheVendorsLimit) {
    EXPECT_EQ(story("okta", R"(
        local later = t.clock:after { seconds = 60 }
        t.scim:disturb { on = "POST /Users", kind = "timeout" }
        local made = t.scim:provision(ada)
        t:expect("no answer", not made.ok and made.explanation:find("no answer") ~= nil, made.explanation)
        t:expect("a minute", t.clock.now == later)
    )"),
              "pass");
}

TEST(StoryScim, SendsNoGroupsWhereTheConsoleSaysSo) {
    for (const auto& [vendor, off] : {std::pair{"okta", "push_groups = 'no'"}, {"entra", "groups = 'No'"}, {"jumpcloud", "groups = 'no'"},
                                      {"onelogin", "groups = 'no'"}})
        EXPECT_EQ(story(vendor, std::string("t.scim:set { ") + off + R"( }
            t.scim:assign_group("Engines", { ada, bob })
            local first = t.scim:cycle { kind = "initial" }
            t:expect("and the cycle goes through", first.ok and first.groups == 0, first.explanation)
            local gone = t.scim:unassign_group("Engines")
            t:expect("nor when it is gone", gone.ok and t.scim:cycle().ok, gone.explanation)
            t:expect("the server has none", t.scim:send { path = "/Groups", query = { count = 0 } }.json.totalResults == 0)
        )"),
                  "pass")
            << vendor;
}

TEST(StoryScim, AnImportThatReadsNobodyMissesNobody) {
    EXPECT_EQ(story("okta", R"(
        t:expect("made", t.scim:provision(ada).ok)
        t.scim:set { import_users = "no" }
        local import = t.scim:import()
        t:expect("only groups are read", import.ok and #import.step.exchanges == 1 and #import.lost == 0, import.explanation)
    )"),
              "pass");
}

TEST(StoryScim, MeetsAMissingAccountAsTheVendorDoes) {
    const std::string lost = R"(
        t:expect("made", t.scim:provision(ada).ok)
        t.scim:send { method = "DELETE", path = "/Users/" .. t.scim:linked(ada) }
        local changed = t.scim:update(ada, { family_name = "King" })
    )";
    EXPECT_EQ(story("okta", lost + "t:expect('a task for the admin', not changed.ok and t.scim:linked(ada) ~= nil)"), "pass");
    EXPECT_EQ(story("entra", lost + R"(
        t:expect("unlinked", not changed.ok and t.scim:linked(ada) == nil)
        t:expect("the next cycle makes it", t.scim:cycle().created == 2))"),
              "pass");
    EXPECT_EQ(story("generic", lost + "t:expect('made anew', changed.ok and changed.name == 'create', changed.explanation)"), "pass");
}

TEST(StoryScim, MeetsAConflictAsTheVendorDoes) {
    const std::string conflict = R"(
        t.scim:disturb { on = "GET /Users?filter*", status = 200, body = '{"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}' }
        t.scim:send { method = "POST", path = "/Users", json = { schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = ada.username } }
        local made = t.scim:provision(ada)
    )";
    EXPECT_EQ(story("okta", conflict + "t:expect('the job ends', not made.ok and made.status == 409, made.explanation)"), "pass");
    EXPECT_EQ(story("generic", conflict + "t:expect('taken over', made.ok and made.name == 'link', made.explanation)"), "pass");
}

TEST(StoryScim, ImportsPageByPageAndLinksWhoMatches) {
    EXPECT_EQ(story("okta", R"(
        for i = 1, 105 do t.scim:send { method = "POST", path = "/Users", json = {
          schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = "u" .. i .. "@" .. t.email_domain } } end
        t.scim:send { method = "POST", path = "/Users", json = { schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" },
          userName = ada.username:upper() } }
        local import = t.scim:import()
        t:expect("all of them", import.ok and #import.users == 106 and import.pages == 2, import.explanation)
        t:expect("Ada is known by it", t.scim:linked(ada) ~= nil and t.scim:linked(bob) == nil)
        t.scim:disturb { on = "GET /Users*", total_results = 7 }
        local lies = t.scim:import()
        t:expect("a total that lies", not lies.ok and lies.explanation:find("totalResults is 7") ~= nil, lies.explanation)
        t.scim:disturb { on = "GET /Users*", total_results = 1000, times = 1000 }
        local endless = t.scim:import()
        t:expect("says so", not endless.ok and endless.explanation:find("is empty") ~= nil, endless.explanation)
    )"),
              "pass");
    EXPECT_EQ(story("entra", "local i = t.scim:import() t:expect('never reads', i.ok and i.step.sent == 0, i.explanation)"), "pass");
}

TEST(StoryScim, SurvivesWhatServersSend) {
    for (const char* vendor : {"okta", "entra", "jumpcloud", "pingfederate", "pingone"}) {
        for (const char* kind : {"html", "truncated", "redirect_loop", "duplicate_keys", "huge", "closed", "unreachable"}) {
            EXPECT_EQ(story(vendor, std::string("t.scim:disturb { on = 'POST /Users', kind = '") + kind + R"(' }
                local made = t.scim:provision(ada)
                t:expect("a verdict with a sentence", not made.ok and #made.explanation > 20, made.explanation)
                t:expect("and the exchange", made.exchange > 0)
                t:expect("nobody is taken for made", t.scim:linked(ada) == nil)
                t:expect("the next one is served", t.scim:provision(bob).ok)
            )"),
                      "pass")
                << vendor << " " << kind;
        }
    }
}

TEST(StoryScim, SurvivesThemInEveryEvent) {
    for (const char* vendor : {"okta", "entra", "jumpcloud", "pingone"}) {
        for (const char* kind : {"html", "truncated", "redirect_loop", "duplicate_keys", "huge", "closed", "timeout"}) {
            EXPECT_EQ(story(vendor, std::string("local kind = '") + kind + R"('
                t:expect("made", t.scim:provision(ada).ok and t.scim:push_group("Engines", { ada }).ok)
                local sent = 0
                local function bad(what, step)
                  sent = sent + step.sent
                  t:expect(what .. " has a sentence", step.ok or #step.explanation > 20, step.explanation)
                end
                t.scim:disturb { kind = kind, times = 1000 }
                bad("an update", t.scim:update(ada, { family_name = "King" }))
                bad("a look-up", t.scim:provision(bob))
                bad("a deactivation", t.scim:deactivate(ada))
                bad("a change of members", t.scim:remove_member("Engines", ada))
                bad("a rename", t.scim:rename_group("Engines", "Machines"))
                bad("the test", t.scim:test())
                t:expect("requests went out", sent > 4, sent)
                t.scim:calm()
                t:expect("the server has nobody new", t.scim:linked(bob) == nil)
                t:expect("and serves again", t.scim:provision(bob).ok)
            )"),
                      "pass")
                << vendor << " " << kind;
        }
    }
}

/// An answer that drips in ends by the client's limit; on the case's clock that takes no time.
TEST(StoryScim, EndsASlowCycleByItsLimits) {
    EXPECT_EQ(story("okta", R"(
        for i = 1, 20 do t.idp:person { given = "P" .. i, family = "Q" } end
        local ends = t.clock:after { minutes = 3 }
        t.scim:disturb { kind = "timeout", times = 1000 }
        local cycle = t.scim:cycle { kind = "initial" }
        t:expect("ended early", not cycle.complete and cycle.sent == 3, cycle.sent)
        t:expect("after three answers of a minute", t.clock:after(0) == ends, t.clock:after(0))
    )"),
              "pass");
}

TEST(StoryScim, BelievesNoTotalThatLies) {
    for (const char* total : {"0", "1", "100000"}) {
        EXPECT_EQ(story("okta", std::string("local total = ") + total + R"(
            t:expect("made", t.scim:provision(ada).ok)
            t.scim:disturb { on = "GET /Users*", total_results = total, times = 1000 }
            local again = t.scim:provision(ada)
            t:expect("found all the same", again.ok and again.name ~= "create", again.explanation)
            local import = t.scim:import()
            t:expect("the import ends with a sentence", import.ok == (total == 1) and #import.explanation > 20, import.explanation)
        )"),
                  "pass")
            << total;
    }
}

TEST(StoryScim, KeepsOddIdsApart) {
    for (const char* vendor : {"okta", "entra", "jumpcloud", "pingone"}) {
        EXPECT_EQ(story(vendor, R"(
            t.scim:disturb { kind = "odd_ids" }
            t:expect("made", t.scim:provision(ada).ok and t.scim:provision(bob).ok)
            t:expect("odd", t.scim:linked(ada):find("%2F?#", 1, true) ~= nil)
            local changed = t.scim:update(ada, { family_name = "King" })
            t:expect("updated", changed.ok, changed.explanation)
            t:expect("pushed", t.scim:push_group("Engines", { ada, bob }).ok)
            t:expect("seen by all", t.scim:find(ada).json.Resources[1].name.familyName == "King")
        )"),
                  "pass")
            << vendor;
    }
}

TEST(StoryScim, KeepsInScopeWhomAGroupKeeps) {
    EXPECT_EQ(story("jumpcloud", R"(
        t.idp:unassign(bob)
        t:expect("assigned", t.scim:assign_group("A", { ada, bob }).ok and t.scim:assign_group("B", { bob }).ok)
        t.idp:unassign(ada)
        local off = t.scim:unassign_group("A")
        t:expect("who is in no other group leaves", off.ok and t.scim:find(ada).json.Resources[1].active == false, off.explanation)
        t:expect("who is in one stays", t.scim:find(bob).json.Resources[1].active)
    )"),
              "pass");
}

TEST(StoryScim, NamesWhatDoesNotFit) {
    EXPECT_THAT(story("okta", "t.scim:disturb { kind = 'htm' }"), HasSubstr("\"htm\" is none; did you mean"));
    EXPECT_THAT(story("okta", "t.scim:disturb { code = 1 }"), HasSubstr("a disturbance has on"));
    EXPECT_THAT(story("okta", "t.scim:disturb { status = 1 }"), HasSubstr("a whole number from 200 to 599"));
    EXPECT_THAT(story("okta", "t.scim:cycle { kind = 'full' }"), HasSubstr("initial, incremental, restart or tasks"));
    EXPECT_THAT(story("okta", "t.scim:unassign_group('none')"), HasSubstr("no group is named"));
    EXPECT_THAT(story("okta", "t.scim:update(ada, { title = {} })"), HasSubstr("title: a text was expected"));
}

} // namespace
} // namespace idpsim::engine
