// Members one by one, against the general way: the same requests at two servers, of which one has no direct way.
#include "tests/core/properties.hpp"
#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

ScimBehaviour without_direct_way() {
    ScimBehaviour behaviour;
    behaviour.patch.apply = [](json::object resource, const std::vector<scim::PatchOperation>& operations, const scim::ResourceType& type,
                               const scim::PatchDialect& dialect) { return scim::apply_patch(std::move(resource), operations, type, dialect); };
    return behaviour;
}

ScimBehaviour with_direct_way() {
    ScimBehaviour behaviour;
    behaviour.patch.many_members = 0;
    return behaviour;
}

class Pair {
public:
    /// The ids are the same at both, as their random streams are.
    Pair() {
        for (int i = 0; i < 4; ++i) ids.push_back(both([&](Site& site) { return site.post_user("'userName':'u" + std::to_string(i) + "'"); }).id());
        group = both([&](Site& site) { return site.post_group("'displayName':'Eng','members':[{'value':'" + ids[0] + "','display':'One'},{'value':'" + ids[1] + "'}]"); }).id();
        ids.push_back(group);
        ids.push_back("nobody");
        for (Site* site : {&direct, &general}) site->clock.advance(Millis{5});
    }
    template <class Ask> Answer both(const Ask& ask) {
        const Answer one = ask(direct), other = ask(general);
        EXPECT_EQ(one.status(), other.status()) << one.http.body << other.http.body;
        EXPECT_EQ(one.http.body, other.http.body);
        return one;
    }
    Answer patch(const std::string& operations) {
        const Answer answer = both([&](Site& site) { return site.patch("/Groups/" + group, operations); });
        both([&](Site& site) { return site.call("GET", "/Groups/" + group); });
        return answer;
    }

    Site direct{with_direct_way()}, general{without_direct_way()};
    std::vector<std::string> ids;
    std::string group;
};

TEST(GroupPatch, AddsAndRemovesAsTheGeneralWayDoes) {
    Pair pair;
    const std::string &ada = pair.ids[0], &cy = pair.ids[2], &dan = pair.ids[3];
    EXPECT_EQ(pair.patch("{'op':'add','path':'members','value':[{'value':'" + cy + "'}]}").status(), 200);
    EXPECT_EQ(pair.patch("{'op':'Add','path':'members','value':{'value':'" + dan + "','display':'Dan'}}").status(), 200);
    EXPECT_EQ(pair.patch("{'op':'remove','path':'members[value eq \\\"" + ada + "\\\"]'}").status(), 200);
    EXPECT_EQ(pair.patch("{'op':'remove','path':'members','value':[{'value':'" + cy + "'}]}").status(), 200);
    EXPECT_EQ(pair.patch("{'op':'add','value':{'members':[{'value':'" + cy + "'}]}}").status(), 200);
    EXPECT_EQ(pair.patch("{'op':'remove','path':'members'}").status(), 200);
}

std::string any_operation(const std::vector<std::string>& ids) {
    const std::string id = *rc::gen::elementOf(ids), other = *rc::gen::elementOf(ids);
    const std::string element = "{'value':'" + id + "'" + (*rc::gen::arbitrary<bool>() ? ",'display':'One'}" : "}");
    return *rc::gen::elementOf(std::vector<std::string>{
        "{'op':'add','path':'members','value':[" + element + "]}",
        "{'op':'add','path':'members','value':[" + element + ",{'value':'" + other + "'}]}",
        "{'op':'add','value':{'members':[" + element + "]}}",
        "{'op':'remove','path':'members[value eq \\\"" + id + "\\\"]'}",
        "{'op':'remove','path':'members','value':[" + element + "]}",
        "{'op':'replace','path':'members','value':[" + element + "]}",
        "{'op':'replace','path':'displayName','value':'Eng'}",
        "{'op':'remove','path':'members[type eq \\\"User\\\"]'}",
    });
}

RC_GTEST_PROP(GroupPatchProperty, HasTheOutcomeOfTheGeneralWay, ()) {
    Pair pair;
    for (int i = 0; i < 6; ++i) {
        std::string operations = any_operation(pair.ids);
        if (*rc::gen::arbitrary<bool>()) operations += "," + any_operation(pair.ids);
        for (Site* site : {&pair.direct, &pair.general}) site->clock.advance(Millis{1});
        pair.patch(operations);
    }
    RC_ASSERT(!testing::Test::HasFailure());
}

TEST(GroupPatch, SendsNoGroupOfManyBack) {
    ScimBehaviour behaviour;
    behaviour.patch.many_members = 0;
    behaviour.patch.most_members_shown = 2;
    Site site(behaviour);
    const std::string ada = site.user("ada"), bob = site.user("bob"), cy = site.user("cy");
    const std::string group = site.post_group("'displayName':'Eng','members':[{'value':'" + ada + "'}]").id();
    EXPECT_EQ(site.patch("/Groups/" + group, "{'op':'add','path':'members','value':[{'value':'" + bob + "'}]}").status(), 200);
    const std::string add = "{'op':'add','path':'members','value':[{'value':'" + cy + "'}]}";
    const Answer many = site.patch("/Groups/" + group, add);
    EXPECT_EQ(many.status(), 204);
    EXPECT_EQ(many.http.body, "");
    EXPECT_EQ(site.patch("/Groups/" + group + "?excludedAttributes=members", add).text("displayName"), "Eng");
    EXPECT_EQ(site.patch("/Groups/" + group + "?attributes=members", add).body().at("members").as_array().size(), 3u);
}

} // namespace
} // namespace idpsim::scim_server
