/// The places of ScimBehaviour where a fault can be planted: what each can do, by the fault it is there for.
#include "simulator/scim/collection.hpp"
#include "tests/sim_scim/site.hpp"

#include <boost/json/array.hpp>

namespace idpsim::scim_server {
namespace {

ScimBehaviour with(const std::function<void(ScimBehaviour&)>& change) {
    ScimBehaviour behaviour;
    change(behaviour);
    return behaviour;
}

/// A site in which globex has a user "zoe" and acme acts.
struct TwoTenants : Site {
    explicit TwoTenants(ScimBehaviour behaviour) : Site(std::move(behaviour)) {
        become("globex");
        zoe = user("zoe");
        become("acme");
    }
    std::string zoe;
};

std::string org_that_has_it(Directory& directory, std::string_view, std::string_view org, std::string_view id) {
    const std::string owner = directory.org_of(id);
    return owner.empty() ? std::string(org) : owner;
}

TEST(Seams, IdsMayBeLookedUpEverywhere) {
    TwoTenants read(with([](ScimBehaviour& b) {
        b.org_of = [](Directory& directory, std::string_view method, std::string_view org, std::string_view id) {
            return method == "GET" ? org_that_has_it(directory, method, org, id) : std::string(org);
        };
    }));
    EXPECT_EQ(read.call("GET", "/Users/" + read.zoe).text("userName"), "zoe");
    EXPECT_EQ(read.call("DELETE", "/Users/" + read.zoe).status(), 404);
    TwoTenants reference(with([](ScimBehaviour& b) {
        b.org_of = [](Directory& directory, std::string_view method, std::string_view org, std::string_view id) {
            return method.empty() ? org_that_has_it(directory, method, org, id) : std::string(org);
        };
    }));
    EXPECT_EQ(reference.call("GET", "/Users/" + reference.zoe).status(), 404);
    EXPECT_EQ(reference.post_group("'displayName':'g','members':[{'value':'" + reference.zoe + "'}]").status(), 201);
    EXPECT_EQ(reference.post_user("'userName':'m','urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'manager':"
                                  "{'value':'" + reference.zoe + "'}}").status(), 201);
    TwoTenants write(with([](ScimBehaviour& b) { b.org_of = org_that_has_it; }));
    EXPECT_EQ(write.patch("/Users/" + write.zoe, "{'op':'add','path':'title','value':'t'}").status(), 200);
}

TEST(Seams, FiltersMayReachOtherOrganisations) {
    TwoTenants site(with([](ScimBehaviour& b) {
        b.list.orgs = [](const Call& call, std::optional<std::string_view> filter) {
            const bool escapes = filter && filter->find(" or ") != std::string_view::npos;
            return escapes ? call.directory.all_orgs() : std::vector<std::string>{call.org};
        };
    }));
    site.user("ada");
    EXPECT_EQ(names(site.find("/Users", "userName eq 'x' or id pr"), "userName"), "ada zoe ");
    EXPECT_EQ(names(site.find("/Users", "id pr"), "userName"), "ada ");
}

TEST(Seams, FiltersMayBeReadWrong) {
    Site site(with([](ScimBehaviour& b) {
        b.list.read_filter = [](std::string_view text, std::span<const scim::ResourceType* const> types) {
            auto filter = read_filter(text, types);
            if (filter && filter->op == scim::Operator::co && filter->value == "%") filter->op = scim::Operator::pr;
            return filter;
        };
    }));
    site.user("ada");
    EXPECT_EQ(site.find("/Users", "userName co '%'").number("totalResults"), 1);
}

TEST(Seams, ConditionsMayComeBeforeTheToken) {
    TwoTenants site(with([](ScimBehaviour& b) {
        b.before_token = [](const Call& call, const HttpRequest& request) -> std::optional<HttpResponse> {
            const std::string id = request.url.substr(request.url.rfind('/') + 1);
            if (!find_header(request.headers, "If-None-Match") || call.directory.org_of(id).empty()) return std::nullopt;
            return HttpResponse{304, {}, ""};
        };
    }));
    HttpRequest request = site.request("GET", "/Users/" + site.zoe);
    request.headers.emplace_back("If-None-Match", "*");
    EXPECT_EQ(site.send(request).status(), 304);
    EXPECT_EQ(site.call("GET", "/Users/" + site.zoe).status(), 404);
}

TEST(Seams, SomePathsMayNeedNoToken) {
    Site site(with([](ScimBehaviour& b) {
        b.is_open = [](const HttpRequest& request) { return request.url.ends_with('/'); };
    }));
    site.token = "wrong";
    EXPECT_EQ(site.call("GET", "/Users/").status(), 200);
    EXPECT_EQ(site.call("GET", "/Users").status(), 401);
}

TEST(Seams, UrisMayComeFromTheHost) {
    Site site(with([](ScimBehaviour& b) {
        b.base = [](const HttpRequest& request, const std::string& configured) {
            const auto host = find_header(request.headers, "Host");
            return host ? "https://" + *host + "/scim" : configured;
        };
    }));
    HttpRequest request =
        site.request("POST", "/Users", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a'}");
    request.headers.emplace_back("Host", "evil.test");
    EXPECT_TRUE(site.send(request).header("Location").starts_with("https://evil.test/scim/Users/"));
}

TEST(Seams, APutMayTakeTheBodysId) {
    Site site(with([](ScimBehaviour& b) {
        b.replaced_id = [](std::string_view url_id, const json::object& body) {
            const std::string_view id = scim::text_member(body, "id");
            return std::string(id.empty() ? url_id : id);
        };
    }));
    const std::string ada = site.user("ada"), bob = site.user("bob");
    site.call("PUT", "/Users/" + ada, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'eve','id':'" + bob + "'}");
    EXPECT_EQ(site.call("GET", "/Users/" + bob).text("userName"), "eve");
    EXPECT_EQ(site.call("GET", "/Users/" + ada).text("userName"), "ada");
}

TEST(Seams, UnknownAttributesMayBeBound) {
    Site site(with([](ScimBehaviour& b) {
        b.read = [](json::object body, const scim::ResourceType& type, const scim::ReadOptions& options) {
            const json::object given = body;
            auto read = scim::read_resource(std::move(body), type, options);
            if (read && given.contains("isAdmin")) (*read)["isAdmin"] = given.at("isAdmin");
            return read;
        };
        b.project = [](const json::object& resource, const scim::ResourceType&, const scim::Projection&) { return resource; };
        b.before_create = [](UserRecord& record) {
            if (record.resource.contains("roles")) record.role = "Owner";
        };
    }));
    const Answer created = site.post_user("'userName':'a','isAdmin':true,'roles':[{'value':'admin'}]");
    EXPECT_EQ(created.body().at("isAdmin"), true);
    EXPECT_EQ(site.directory.find_user_by_id("acme", created.id())->role, "Owner");
}

TEST(Seams, WhatIsWrittenMayHaveFurtherEffects) {
    Site site(with([](ScimBehaviour& b) {
        b.after_write = [](const Call& call, const json::object& body, const json::object& stored) {
            const json::value* groups = scim::find_member(body, "groups");
            if (!groups) return;
            const std::string id(scim::text_member(groups->as_array().at(0).as_object(), "value"));
            GroupRecord group = call.directory.find_group_by_id(call.org, id).value();
            group.members.push_back({std::string(scim::text_member(stored, "id")), "User", ""});
            call.directory.update_group(std::move(group));
        };
    }));
    const std::string group = site.post_group("'displayName':'g'").id();
    const std::string id = site.post_user("'userName':'a','groups':[{'value':'" + group + "'}]").id();
    EXPECT_TRUE(site.call("GET", "/Users/" + id).body().contains("groups"));
}

TEST(Seams, WhatIsStoredIsTold) {
    std::string told;
    Site site(with([&](ScimBehaviour& b) {
        b.created = [&](const UserRecord& created) { told += "+" + created.user_name; };
        b.updated = [&](const UserRecord& before, const UserRecord& after) { told += " " + before.user_name + ">" + after.user_name; };
    }));
    const std::string id = site.user("ada");
    site.post_user("'userName':'ADA'");   // refused
    site.patch("/Users/" + id, "{'op':'replace','path':'userName','value':'bob'}");
    site.patch("/Users/" + id, "{'op':'replace','path':'userName','value':'bob'}");   // changes nothing
    EXPECT_EQ(told, "+ada ada>bob");
}

TEST(Seams, BodiesMayBeParsedLeniently) {
    Site site(with([](ScimBehaviour& b) {
        b.parse = [](std::string_view body) -> scim::Outcome<json::object> {
            const json::value read = scim::json_or_null(body);   // of two equal keys the last
            if (!read.is_object()) return scim::invalid_syntax("no object");
            return read.get_object();
        };
    }));
    EXPECT_EQ(site.post_user("'userName':'a','userName':'b'").text("userName"), "b");
}

TEST(Seams, ConditionsMayBeMisread) {
    Site site(with([](ScimBehaviour& b) {
        b.names_version = [](std::string_view, std::string_view) { return scim::Outcome<bool>(true); };
    }));
    HttpRequest request = site.request("DELETE", "/Users/" + site.user("a"));
    request.headers.emplace_back("If-Match", "junk");
    EXPECT_EQ(site.send(request).status(), 204);
}

TEST(Seams, RightsMayBeLookedAtOnceForABulk) {
    const std::string bulk = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[{'method':'POST',"
                             "'path':'/Users','bulkId':'1','data':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],"
                             "'userName':'a'}}]}";
    Site site(with([](ScimBehaviour& b) { b.bulk.authorises_each = false; }));
    site.directory.add_token("acme", "reader", {TokenScope::read});
    site.token = "reader";
    EXPECT_EQ(site.call("POST", "/Bulk", bulk).status(), 200);
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 1);
    Site lax(with([](ScimBehaviour& b) { b.authorise = [](const TokenGrant&, const Action&) { return std::nullopt; }; }));
    lax.directory.add_token("acme", "reader", {TokenScope::read});
    lax.token = "reader";
    EXPECT_EQ(lax.post_user("'userName':'a'").status(), 201);
}

TEST(Seams, BulkMayLeaveReferencesAsTheyAre) {
    Site site(with([](ScimBehaviour& b) { b.bulk.resolves_references = false; }));
    const Answer answer = site.call(
        "POST", "/Bulk",
        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[{'method':'POST','path':'/Users',"
        "'bulkId':'a','data':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a','title':'bulkId:a'}},"
        "{'method':'DELETE','path':'/Users/bulkId:a'}]}");
    const json::array done = answer.body().at("Operations").as_array();
    EXPECT_EQ(scim::text_member(done.at(1).as_object(), "status"), "404");
    EXPECT_EQ(names(site.call("GET", "/Users"), "title"), "bulkId:a ");
}

} // namespace
} // namespace idpsim::scim_server
