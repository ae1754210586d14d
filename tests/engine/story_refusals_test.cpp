/// A vendor's own no: its page with its words, or its error Response, and nothing that only looks like one.
#include "src/engine/story_refusals.hpp"

#include "src/engine/catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

const idp::Profile& profile(std::string_view id) {
    static const std::vector<idp::Profile> loaded = load_profiles();
    return *std::ranges::find(loaded, id, &idp::Profile::id);
}

Login page(int status, std::string body) {
    Login out;
    out.status = status;
    out.record.landed_body = std::move(body);
    return out;
}

TEST(SaidNo, ByThePageOfTheVendor) {
    const idp::Refusal& refusal = profile("okta").saml.refusals.at("not_assigned");
    const std::string words = "<h1>403 App Not Assigned</h1><p>ada@example.test is not assigned to this app. Ask an administrator for access.</p>";
    const std::string html = "<html><body>" + words + "</body></html>";
    ASSERT_FALSE(refusal.as_response);
    EXPECT_TRUE(said_no(profile("okta"), page(403, html), "not_assigned"));
    EXPECT_FALSE(said_no(profile("okta"), page(400, html), "not_assigned"));
    EXPECT_FALSE(said_no(profile("okta"), page(403, "<h1>403 App Not Assigned</h1>"), "not_assigned"));
    EXPECT_FALSE(said_no(profile("okta"), page(403, html), "inactive_user"));
    Login delivered = page(403, html);
    delivered.record.acs_status = 403;
    EXPECT_FALSE(said_no(profile("okta"), delivered, "not_assigned")) << "the service provider said that";
}

TEST(SaidNo, ByTheErrorResponseOfTheVendor) {
    const auto answer = [](std::string code, std::vector<std::string> nested) {
        Login out;
        out.record.response = saml::Response{};
        out.record.response->status = {std::move(code), std::move(nested), {}};
        return out;
    };
    constexpr char responder[] = "urn:oasis:names:tc:SAML:2.0:status:Responder", requester[] = "urn:oasis:names:tc:SAML:2.0:status:Requester",
                   no_passive[] = "urn:oasis:names:tc:SAML:2.0:status:NoPassive";
    const idp::Profile& generic = profile("generic");
    EXPECT_TRUE(said_no(generic, answer(responder, {no_passive}), "no_passive"));
    EXPECT_FALSE(said_no(generic, answer(requester, {no_passive}), "no_passive"));
    EXPECT_FALSE(said_no(generic, answer(responder, {}), "no_passive"));
    EXPECT_FALSE(said_no(generic, page(403, ""), "no_passive"));
    Login accepted = answer(responder, {no_passive});
    accepted.accepted = true;
    EXPECT_FALSE(said_no(generic, accepted, "no_passive"));
}

TEST(SaidNo, KnowsTheReasons) {
    try {
        said_no(profile("okta"), page(403, ""), "not_asigned");
        ADD_FAILURE() << "no such reason";
    } catch (const Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("did you mean \"not_assigned\"?"), std::string::npos) << failure.what();
    }
}

TEST(RequestRules, SayWhatAVendorHeeds) {
    const auto generic = request_rules(profile("generic")), okta = request_rules(profile("okta")), pingone = request_rules(profile("pingone"));
    EXPECT_EQ(generic.at("authn_context"), "compared");
    EXPECT_EQ(generic.at("name_id_policy"), "honour");
    EXPECT_EQ(generic.at("passive"), "obeyed");
    EXPECT_EQ(generic.at("signature"), "verified");
    EXPECT_EQ(okta.at("authn_context"), "ignored");
    EXPECT_EQ(okta.at("passive"), "ignored");
    EXPECT_EQ(okta.at("acs_index"), "obeyed");
    EXPECT_EQ(pingone.at("authn_context"), "ignored") << "until the console says otherwise";
    EXPECT_EQ(request_rules(profile("entra")).at("authn_context"), "exact");
}

} // namespace
} // namespace idpsim::engine
