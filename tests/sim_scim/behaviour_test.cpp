#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

/// Each case replaces one step and sees that fault, and only in the place where it belongs.
ScimBehaviour with(const std::function<void(ScimBehaviour&)>& change) {
    ScimBehaviour behaviour;
    change(behaviour);
    return behaviour;
}

TEST(ScimBehaviour, UserNamesMayCompareWithCase) {
    Site site(
        with([](ScimBehaviour& b) { b.user_name_key = [](std::string_view name) { return std::string(name); }; }));
    site.user("ada");
    EXPECT_EQ(site.find("/Users", "userName eq 'ADA'").number("totalResults"), 0);
    EXPECT_EQ(site.post_user("'userName':'ADA'").status(), 201);
    EXPECT_EQ(site.post_user("'userName':'ada'").status(), 409);
}

TEST(ScimBehaviour, TextMayBeTruthy) {
    Site site(with([](ScimBehaviour& b) {
        b.patch.dialect.values.boolean = [](const json::value& value) -> std::optional<bool> {
            return value.is_string() ? !value.get_string().empty() : value.get_bool();
        };
    }));
    const std::string id = site.user("a");
    EXPECT_EQ(site.patch("/Users/" + id, "{'op':'replace','path':'active','value':'False'}").body().at("active"), true);
}

TEST(ScimBehaviour, PatchesMayForgetOperations) {
    Site site(with([](ScimBehaviour& b) {
        b.patch.apply = [](json::object resource, std::vector<scim::PatchOperation> operations,
                           const scim::ResourceType& type, const scim::PatchDialect& dialect) {
            std::erase_if(operations, [](const scim::PatchOperation& operation) { return !operation.path; });
            return scim::apply_patch(std::move(resource), operations, type, dialect);
        };
    }));
    const std::string id = site.user("a");
    const Answer ignored = site.patch("/Users/" + id, "{'op':'replace','value':{'active':false}}");
    EXPECT_EQ(ignored.status(), 200);
    EXPECT_EQ(ignored.body().at("active"), true);
    EXPECT_EQ(site.patch("/Users/" + id, "{'op':'replace','path':'active','value':false}").body().at("active"), false);
}

TEST(ScimBehaviour, PatchesMayBeStoredHalf) {
    Site site(with([](ScimBehaviour& b) { b.patch.atomic = false; }));
    const std::string id = site.user("a");
    expect_refused(site.patch("/Users/" + id, "{'op':'add','path':'title','value':'t'},{'op':'remove','path':'id'}"),
                   400, "mutability");
    EXPECT_EQ(site.call("GET", "/Users/" + id).text("title"), "t");
}

TEST(ScimBehaviour, MembersMayBeDoubledOrAllGo) {
    Site doubled(with([](ScimBehaviour& b) { b.patch.dialect.unique_elements = false; }));
    std::string id = doubled.user("a");
    std::string group = doubled.post_group("'displayName':'g','members':[{'value':'" + id + "'}]").id();
    const Answer twice =
        doubled.patch("/Groups/" + group, "{'op':'add','path':'members','value':[{'value':'" + id + "'}]}");
    EXPECT_EQ(twice.body().at("members").as_array().size(), 2u);
    EXPECT_EQ(doubled.call("GET", "/Groups/" + group).body().at("members").as_array().size(), 2u);

    Site emptied(with([](ScimBehaviour& b) { b.patch.dialect.remove_listed = false; }));
    id = emptied.user("a");
    group =
        emptied.post_group("'displayName':'g','members':[{'value':'" + id + "'},{'value':'" + emptied.user("b") + "'}]")
            .id();
    EXPECT_FALSE(emptied.patch("/Groups/" + group, "{'op':'remove','path':'members','value':[{'value':'" + id + "'}]}")
                     .body()
                     .contains("members"));
}

TEST(ScimBehaviour, OperationsMayBeComparedWithCase) {
    Site site(with([](ScimBehaviour& b) { b.patch.dialect.any_op_case = false; }));
    const std::string id = site.user("a");
    expect_refused(site.patch("/Users/" + id, "{'op':'Replace','path':'title','value':'t'}"), 400, "invalidSyntax");
}

TEST(ScimBehaviour, ListsMayBeWrong) {
    Site site(with([](ScimBehaviour& b) {
        b.list.refuses_bad_filter = false;
        b.list.first_index = 0;
        b.list.total = [](std::int64_t, Directory& directory, const scim::ResourceType&) {
            return directory.count_all_users();
        };
    }));
    site.user("a");
    site.user("b");
    UserRecord other;
    other.org = "globex";
    other.user_name = "c";
    site.directory.create_user(other);
    EXPECT_EQ(names(site.find("/Users", "userName like 'x'"), "userName"), "a b ");
    EXPECT_EQ(names(site.call("GET", "/Users?startIndex=1"), "userName"), "b ");
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 3);
}

TEST(ScimBehaviour, ReplacingMayMerge) {
    Site site(with([](ScimBehaviour& b) {
        b.replace = [](const json::object& before, json::object given, bool) {
            json::object merged = before;
            for (json::key_value_pair& member : given) merged[member.key()] = member.value();
            return merged;
        };
    }));
    const std::string id = site.post_user("'userName':'a','nickName':'n'").id();
    const Answer put =
        site.call("PUT", "/Users/" + id, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'b'}");
    EXPECT_EQ(put.text("nickName"), "n");
    EXPECT_EQ(put.text("userName"), "b");
}

TEST(ScimBehaviour, PasswordsMayBeShown) {
    Site site(with([](ScimBehaviour& b) {
        b.patch.dialect.values.keep_write_only = true;
        b.project = [](const json::object& resource, const scim::ResourceType&, const scim::Projection&) {
            return resource;
        };
    }));
    EXPECT_EQ(site.post_user("'userName':'a','password':'secret'").text("password"), "secret");
}

TEST(ScimBehaviour, DeletedUsersMayBeListed) {
    Site site(with([](ScimBehaviour& b) { b.remove.erases = false; }));
    const std::string id = site.user("a");
    EXPECT_EQ(site.call("DELETE", "/Users/" + id).status(), 204);
    EXPECT_EQ(site.call("GET", "/Users/" + id).status(), 404);
    EXPECT_EQ(site.find("/Users", "userName eq 'a'").number("totalResults"), 1);
}

TEST(ScimBehaviour, CreatingMayAnswerWrong) {
    Site site(with([](ScimBehaviour& b) {
        b.create.status = 200;
        b.create.refuses_duplicate = false;
        b.create.id = [](const json::object& resource, Random& random) {
            const std::string_view id = scim::text_member(resource, "externalId");
            return id.empty() ? random.uuid() : std::string(id);
        };
    }));
    const Answer created = site.post_user("'userName':'a','externalId':'1'");
    EXPECT_EQ(created.status(), 200);
    EXPECT_EQ(created.id(), "1");
    EXPECT_EQ(site.post_user("'userName':'A','externalId':'2'").id(), "1");
}

TEST(ScimBehaviour, UpdatesMayBeLost) {
    Site site(with([](ScimBehaviour& b) {
        b.before_update = [](const UserRecord& before, UserRecord& after) { after.active = before.active; };
    }));
    const std::string id = site.user("a");
    const Answer answer = site.patch("/Users/" + id, "{'op':'replace','value':{'active':false,'title':'t'}}");
    EXPECT_EQ(answer.status(), 200);
    EXPECT_EQ(answer.body().at("active"), true);
    EXPECT_EQ(answer.text("title"), "t");
}

TEST(ScimBehaviour, MessagesMayBeBentOnTheirWay) {
    Site site(with([](ScimBehaviour& b) {
        b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
            if (request.method == "DELETE") return text_response(405, "no");
            return std::nullopt;
        };
        b.after = [](const HttpRequest&, HttpResponse& response) {
            if (response.status >= 400) response = html_response(response.status, "<p>error</p>");
        };
    }));
    EXPECT_EQ(site.call("DELETE", "/Users/x").status(), 405);
    EXPECT_TRUE(site.call("GET", "/Users/x").header("Content-Type").starts_with("text/html"));
    EXPECT_EQ(site.call("GET", "/Users").status(), 200);
}

TEST(ScimBehaviour, TokensAndUnknownMembersAreJudgedByIt) {
    Site site(with([](ScimBehaviour& b) {
        b.grant = [](Directory&, std::string_view, std::string_view token) {
            return token.empty() ? std::optional(TokenGrant{}) : std::nullopt;
        };
        b.refuses_unknown_members = false;
        b.unique_group_names = false;
    }));
    EXPECT_EQ(site.call("GET", "/Users").status(), 401);
    site.token.clear();
    EXPECT_EQ(site.post_group("'displayName':'g','members':[{'value':'nobody'}]").status(), 201);
    EXPECT_EQ(site.post_group("'displayName':'g'").status(), 201);
}

} // namespace
} // namespace idpsim::scim_server
