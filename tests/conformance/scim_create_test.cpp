#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

const std::string post_users = "POST " + url("/Users");
const std::string sent_user =
    std::string("{") + user_schema + R"(,"userName":"ada@example.test","externalId":"e-7","active":true})";

/// The created user, with its parts to be changed.
struct Created {
    std::string id = R"("7")";
    std::string rest = R"("userName":"ada@example.test","externalId":"e-7","active":true)";
    std::string location = url("/Users/7");
    std::string meta = R"({"location":")" + url("/Users/7") + R"("})";
    int status = 201;

    Exchange exchange(std::size_t number = 3) const {
        const std::string body =
            std::string("{") + user_schema + ",\"id\":" + id + "," + rest + ",\"meta\":" + meta + "}";
        Exchange out = testing_records::exchange(number, "POST", "/Users", status, body, sent_user);
        if (!location.empty()) out.response.headers.emplace_back("location", location);
        return out;
    }
};

constexpr const char* of_created[] = {"scim.create.id", "scim.create.location", "scim.create.echo"};

TEST(CreateChecks, JudgeOnlyWhatWasCreated) {
    const Exchange refused = exchange(3, "POST", "/Users", 400, std::string("{") + error_schema + "}");
    const Exchange looked = exchange(2, "GET", "/Users", 200, "{}");
    for (const char* id : of_created) {
        EXPECT_THAT(judge(id, step({looked, refused})), is_unverified("the step created no user")) << id;
        EXPECT_THAT(judge(id, step({})), is_unverified("the step created no user")) << id;
        EXPECT_THAT(judge(id, step({looked, refused, Created().exchange(4)})), passes(post_users, "201", 4)) << id;
    }
}

TEST(CreateStatus, Is201) {
    EXPECT_THAT(judge("scim.create.status", step({Created().exchange()})), passes(post_users, "201", 3));
    Created answered_200;
    answered_200.status = 200;
    EXPECT_THAT(
        judge("scim.create.status", step({answered_200.exchange(), unanswered(4, "POST", "/Users")})),
        fails("201 Created", {{3, post_users, "200"}, {4, post_users, "no answer: HTTP response: no answer in time"}}));
    EXPECT_THAT(judge("scim.create.status", step({exchange(1, "POST", "/Groups", 201)})),
                is_unverified("the step sent no POST /Users"));
}

TEST(CreateId, IsATextThatIsNotEmpty) {
    const std::string expected = "the created resource with a non-empty text as id";
    EXPECT_THAT(judge("scim.create.id", step({Created().exchange()})), passes(post_users, "201", 3));
    for (const auto& [id, saw] : {std::pair{"7", "id 7"}, std::pair{"\"\"", "id "}, std::pair{"null", "id null"}}) {
        Created created;
        created.id = id;
        EXPECT_THAT(judge("scim.create.id", step({created.exchange()})), fails(expected, {{3, post_users, saw}}));
    }
    EXPECT_THAT(judge("scim.create.id", step({exchange(3, "POST", "/Users", 201, "{\"userName\":\"ada\"}")})),
                fails(expected, {{3, post_users, "id (absent)"}}));
    for (const char* body : {"", "created", "[]"})
        EXPECT_THAT(judge("scim.create.id", step({exchange(3, "POST", "/Users", 201, body)})),
                    fails(expected, {{3, post_users, "no JSON object as body"}}));
}

constexpr char same_uri[] = "a Location header equal to meta.location, the URI of the resource by its id";

TEST(CreateLocation, IsTheSameInHeaderAndMeta) {
    EXPECT_THAT(judge("scim.create.location", step({Created().exchange()})), passes(post_users, "201", 3));
    Created other;
    other.location = url("/Users/8");
    EXPECT_THAT(
        judge("scim.create.location", step({other.exchange()})),
        fails(same_uri, {{3, post_users, "Location " + url("/Users/8") + ", meta.location " + url("/Users/7")}}));
}

TEST(CreateLocation, HasToBeInBoth) {
    Created no_header;
    no_header.location.clear();
    EXPECT_THAT(judge("scim.create.location", step({no_header.exchange()})),
                fails(same_uri, {{3, post_users, "no Location header"}}));
    for (const auto& [meta, shown] : {std::pair{"{}", "(absent)"}, std::pair{R"({"location":7})", "7"}}) {
        Created created;
        created.meta = meta;
        EXPECT_THAT(judge("scim.create.location", step({created.exchange()})),
                    fails(same_uri, {{3, post_users, "Location " + url("/Users/7") + ", meta.location " + shown}}));
    }
}

TEST(CreateLocation, MayBeRelativeEitherWay) {
    for (const char* header :
         {"/scim/v2/Users/7", "/scim/v2/Users/../Users/7", "Users/7", "https://SP.example:443/scim/v2/Users/7"})
        for (const char* meta : {"/scim/v2/Users/7", "Users/7"}) {
            Created created;
            created.location = header;                                     // against the request's URL
            created.meta = R"({"location":")" + std::string(meta) + "\"}"; // against the base
            EXPECT_THAT(judge("scim.create.location", step({created.exchange()})), passes(post_users, "201", 3))
                << header << " " << meta;
        }
    Created beside_the_base;
    beside_the_base.meta = R"({"location":"/Users/7"})";
    EXPECT_THAT(judge("scim.create.location", step({beside_the_base.exchange()})),
                fails(same_uri, {{3, post_users, "Location " + url("/Users/7") + ", meta.location /Users/7"}}));
}

TEST(CreateLocation, NamesTheResourceByItsId) {
    Created collection;
    collection.location = url("/Users");
    collection.meta = R"({"location":")" + url("/Users") + "\"}";
    EXPECT_THAT(judge("scim.create.location", step({collection.exchange()})),
                fails(same_uri,
                      {{3, post_users, "Location " + url("/Users") + ", meta.location " + url("/Users") + ", id 7"}}));
    Created escaped;
    escaped.id = R"("ada@example.test")";
    escaped.location = url("/Users/ada%40example.test");
    escaped.meta = R"({"location":")" + escaped.location + "\"}";
    EXPECT_THAT(judge("scim.create.location", step({escaped.exchange()})), passes(post_users, "201", 3));
}

TEST(CreateLocation, IsAUrl) {
    Created broken;
    broken.location = "http://[";
    broken.meta = R"({"location":"http://["})";
    EXPECT_THAT(judge("scim.create.location", step({broken.exchange()})),
                fails(same_uri, {{3, post_users, "Location http://[, meta.location http://["}}));
}

constexpr char as_sent[] = "the resource as it was sent: userName, active, externalId";

Finding echo(const std::string& answer, const std::string& sent = sent_user) {
    return judge("scim.create.echo", step({exchange(3, "POST", "/Users", 201, answer, sent)}));
}

TEST(CreateEcho, IsTheResourceAsSent) {
    EXPECT_THAT(judge("scim.create.echo", step({Created().exchange()})), passes(post_users, "201", 3));
    EXPECT_THAT(echo(R"({"userName":"eve@example.test","externalId":"e-7","active":true})"),
                fails(as_sent, {{3, post_users, "userName eve@example.test instead of ada@example.test"}}));
    EXPECT_THAT(echo(R"({"userName":"ada@example.test","externalId":"e-8","active":true})"),
                fails(as_sent, {{3, post_users, "externalId e-8 instead of e-7"}}));
    EXPECT_THAT(echo(R"({"userName":"ada@example.test","externalId":"e-7","active":false})"),
                fails(as_sent, {{3, post_users, "active false instead of true"}}));
    EXPECT_THAT(echo(R"({"userName":"ada@example.test","externalId":"e-7"})"),
                fails(as_sent, {{3, post_users, "active (absent) instead of true"}}));
    EXPECT_THAT(echo(""), fails(as_sent, {{3, post_users, "userName (absent) instead of ada@example.test"}}));
}

TEST(CreateEcho, LetsTheCaseOfUserNameChangeButNotOfExternalId) {
    EXPECT_THAT(echo(R"({"userName":"ADA@example.test","externalId":"e-7","active":true})"),
                passes(post_users, "201", 3));
    EXPECT_THAT(echo(R"({"userName":"ada@example.test","externalId":"E-7","active":true})"),
                fails(as_sent, {{3, post_users, "externalId E-7 instead of e-7"}}));
}

TEST(CreateEcho, TakesABooleanThatWasSentAsText) {
    EXPECT_THAT(echo(R"({"active":true})", R"({"active":"True"})"), passes(post_users, "201", 3));
    EXPECT_THAT(echo(R"({"active":"True"})", R"({"active":"True"})"),
                fails(as_sent, {{3, post_users, "active True instead of True"}}));
    EXPECT_THAT(echo(R"({"active":true})", R"({"active":"enabled"})"),
                passes(post_users, "201", 3)); // whatever that meant
}

TEST(CreateEcho, AsksForNothingThatWasNotSent) {
    EXPECT_THAT(echo(R"({"userName":"ada","active":false})", R"({"USERNAME":"ada","externalId":null})"),
                passes(post_users, "201", 3));
}

TEST(CreateEcho, ComparesValuesThatAreTooLongToShow) {
    const std::string start(200, 'x');
    EXPECT_THAT(
        echo(R"({"externalId":")" + start + R"(2"})", R"({"externalId":")" + start + R"(1"})"),
        fails(as_sent, {{3, post_users,
                         "externalId " + std::string(117, 'x') + "... instead of " + std::string(117, 'x') + "..."}}));
}

TEST(Duplicate, IsRefusedAsOne) {
    const Exchange first = Created().exchange(1);
    const auto second = [&](int status, const std::string& body) {
        return judge("scim.create.duplicate", step({first, exchange(2, "POST", "/Users", status, body)}));
    };
    EXPECT_THAT(second(409, std::string("{") + error_schema + R"(,"status":"409","scimType":"uniqueness"})"),
                passes(post_users, "409 uniqueness", 2));
    const auto not_so = [](const std::string& saw) {
        return fails("409 with scimType uniqueness", {{2, post_users, saw}});
    };
    EXPECT_THAT(second(201, "{}"), not_so("201, scimType (absent)"));
    EXPECT_THAT(second(400, R"({"scimType":"uniqueness"})"), not_so("400, scimType uniqueness"));
    EXPECT_THAT(second(409, R"({"scimType":"invalidValue"})"), not_so("409, scimType invalidValue"));
    EXPECT_THAT(second(409, "Conflict"), not_so("409, scimType (absent)"));
}

TEST(Duplicate, NeedsACreation) {
    EXPECT_THAT(judge("scim.create.duplicate", step({exchange(1, "GET", "/Users", 200)})),
                is_unverified("the step sent no POST /Users"));
    EXPECT_THAT(judge("scim.create.duplicate", step({unanswered(1, "POST", "/Users")})),
                fails("409 with scimType uniqueness",
                      {{1, post_users, "no answer: HTTP response: no answer in time, scimType (absent)"}}));
}

Finding password_in(const std::string& answer) {
    return judge("scim.password.hidden", step({exchange(1, "GET", "/Users", 200, answer)}));
}

TEST(Password, IsInNoAnswer) {
    for (const char* good : {"", "no JSON: \"password\":\"x\"", R"({"userName":"ada"})", R"({"password":null})",
                             R"({"changePassword":{"supported":true}})", R"({"attributes":[{"name":"password"}]})"})
        EXPECT_THAT(password_in(good), passes("every answer", "no password")) << good;
}

TEST(Password, IsFoundWhereverItStands) {
    const auto shown = fails("no password in any answer", {{1, "GET " + url("/Users"), "a password attribute"}});
    for (const char* bad : {R"({"password":"x"})", R"({"PassWord":"********"})", R"({"password":""})",
                            R"({"Resources":[{"userName":"a"},{"userName":"b","password":"x"}]})",
                            R"({"urn:x:2.0:User":{"password":"x"}})"})
        EXPECT_THAT(password_in(bad), shown) << bad;
}

TEST(Password, IsNotReadBackEither) {
    ScimRecord record = step({exchange(1, "POST", "/Users", 201, "{}")});
    record.read_back = boost::json::object{{"password", "x"}};
    record.read_back_exchange = 2;
    EXPECT_THAT(judge("scim.password.hidden", record),
                fails("no password in any answer", {{2, "read back", "a password attribute"}}));
}

TEST(Password, CannotBeToldWithoutAnAnswer) {
    const auto none = is_unverified("no request of the step was answered");
    EXPECT_THAT(judge("scim.password.hidden", step({})), none);
    EXPECT_THAT(judge("scim.password.hidden", step({unanswered(1, "GET", "/Users")})), none);
}

} // namespace
} // namespace idpsim::conformance
