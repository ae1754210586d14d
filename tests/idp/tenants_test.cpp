/// Two tenants of one vendor, who may share its hosts and pages: each request is for one of them.
#include "tests/idp/idp_fixture.hpp"

#include "src/core/url.hpp"

#include <gmock/gmock.h>

namespace idpsim::idp::testing {
namespace {

Tenant second_tenant(const std::string& vendor) {
    Tenant out;
    out.variables = profile(vendor).other_tenant;
    out.first_key = 16;
    return out;
}

struct TwoTenants {
    explicit TwoTenants(const std::string& vendor)
        : first(vendor), random(7, "second tenant"), second(profile(vendor), second_tenant(vendor), test_keys(), first.clock, random) {
        second.connect_sp(test_sp());
    }
    World first;
    Random random;
    Idp second;
};

HttpRequest get(std::string url) { return {"GET", std::move(url), {}, {}}; }

class EveryIdpsTenants : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryIdpsTenants, HaveNamesUrlsAndKeysOfTheirOwn) {
    TwoTenants world(GetParam());
    Idp& first = world.first.idp;
    EXPECT_NE(first.entity_id(), world.second.entity_id());
    EXPECT_NE(first.sso_url(), world.second.sso_url());
    EXPECT_NE(first.signing_key().certificate.public_key().rsa_modulus(), world.second.signing_key().certificate.public_key().rsa_modulus());
    for (const std::string& url : {first.sso_url(), first.metadata_url(), first.initiate_url()}) {
        EXPECT_TRUE(first.is_for(get(url))) << url;
        EXPECT_FALSE(world.second.is_for(get(url))) << url;
    }
    EXPECT_TRUE(world.second.is_for(get(world.second.metadata_url())));
    EXPECT_TRUE(world.second.is_metadata(get(world.second.metadata_url())));
    EXPECT_FALSE(world.second.is_metadata(get(world.second.sso_url())));
    EXPECT_FALSE(first.is_for(get("https://else.example.test/")));
}

TEST_P(EveryIdpsTenants, KnowTheLoginsThatWaitForThem) {
    TwoTenants world(GetParam());
    HttpRequest asked = get(world.first.redirect_to(world.first.request()));
    HttpResponse answer = world.first.idp.handle(asked);
    const auto location = find_header(answer.headers, "Location");
    if (!location) return;   // the form comes at once, from the URL that was asked
    EXPECT_TRUE(world.first.idp.is_for(get(*location)));
    EXPECT_FALSE(world.second.is_for(get(*location)));
    const HttpRequest named{"POST", world.first.idp.login_url(), {}, write_form({{"username", world.first.ada.username}})};
    EXPECT_TRUE(world.first.idp.is_for(named));
    EXPECT_FALSE(world.second.is_for(named));
}

INSTANTIATE_TEST_SUITE_P(Vendors, EveryIdpsTenants, ::testing::ValuesIn(profile_ids), [](const auto& each) { return each.param; });

} // namespace
} // namespace idpsim::idp::testing
