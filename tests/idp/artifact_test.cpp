/// Responses by artifact, and the service that resolves them.
#include "tests/idp/idp_fixture.hpp"

#include "src/saml/artifact.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

namespace idpsim::idp::testing {
namespace {

constexpr char denied[] = "urn:oasis:names:tc:SAML:2.0:status:RequestDenied";

class Artifact : public ::testing::TestWithParam<std::string> {
protected:
    /// The query of the redirect to the ACS after a login.
    static Params carried(const HttpResponse& page) {
        EXPECT_EQ(page.status, 302) << page.body;
        const std::string to = find_header(page.headers, "Location").value_or("https://nowhere.test/");
        EXPECT_EQ(to.substr(0, to.find('?')), acs);
        return parse_form(parse_url(to)->query).value();
    }
    static HttpResponse login_page(World& world, const saml::AuthnRequest& request) {
        const std::string url = world.redirect_to(request, std::string("relay"));
        return world.hands.log_in(world.hands.get(url), world.ada);
    }
    static HttpResponse resolve(World& world, const std::string& artifact, const SigningKey& key = sp_key(),
                                const std::string& issuer = sp_id) {
        saml::ArtifactResolve request;
        request.id = "_resolve";
        request.issue_instant = world.clock.now();
        request.issuer = issuer;
        request.artifact = artifact;
        const std::string message =
            saml::write_signed(saml::write_artifact_resolve(request), key.key, crypto::Hash::sha256, "");
        return world.hands.send(
            {"POST", world.idp.artifact_url(), {{"Content-Type", "text/xml"}}, saml::write_soap(message)});
    }
    static saml::ArtifactResponse answer_in(const HttpResponse& response) {
        EXPECT_EQ(response.status, 200) << response.body;
        const auto document = xml::Document::parse(saml::read_soap(response.body).value()).value();
        return saml::read_artifact_response(document.root()).value();
    }
};

TEST_P(Artifact, IsResolvedOnce) {
    World world(GetParam(), tenant_with({{"response_binding", "artifact"}}));
    world.idp.connect_sp(full_sp());
    saml::AuthnRequest request = world.request();
    request.protocol_binding.reset();
    const Params query = carried(login_page(world, request));
    EXPECT_EQ(find_param(query, "RelayState"), "relay");
    const std::string artifact = find_param(query, "SAMLart").value();
    EXPECT_EQ(saml::read_artifact(artifact)->source_id, saml::source_id_of(world.idp.entity_id()));
    const HttpResponse first = resolve(world, artifact);
    const saml::ArtifactResponse got = answer_in(first);
    EXPECT_EQ(got.status.code, saml::status_success);
    EXPECT_EQ(got.in_response_to, "_resolve");
    const Read response = read(got.message, world.idp.signing_key().certificate.public_key());
    EXPECT_EQ(response.response.in_response_to, request_id);
    EXPECT_EQ(response.assertion.confirmations.at(0).recipient, acs);

    const auto document = xml::Document::parse(saml::read_soap(first.body).value()).value();
    xml::VerifyPolicy policy;
    policy.keys = {world.idp.signing_key().certificate.public_key()};
    EXPECT_TRUE(xml::verify_enveloped(document, document.root(), policy));

    const saml::ArtifactResponse again = answer_in(resolve(world, artifact));
    EXPECT_EQ(again.status.code, saml::status_success);
    EXPECT_EQ(again.message, "");
}

TEST_P(Artifact, IsForTheSpAndNotForLong) {
    World world(GetParam(), tenant_with({{"response_binding", "artifact"}}));
    world.idp.connect_sp(full_sp());
    saml::AuthnRequest request = world.request();
    request.protocol_binding.reset();
    const std::string artifact = find_param(carried(login_page(world, request)), "SAMLart").value();
    EXPECT_EQ(answer_in(resolve(world, artifact, world.idp.signing_key())).status.nested.at(0), denied);
    EXPECT_EQ(answer_in(resolve(world, artifact, sp_key(), "https://other.example.test")).status.nested.at(0), denied);
    world.clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(answer_in(resolve(world, artifact)).message, "");
}

TEST_P(Artifact, WhereTheRequestAsksForIt) {
    World world(GetParam());
    world.idp.connect_sp(full_sp());
    saml::AuthnRequest request = world.request();
    request.protocol_binding = saml::binding_artifact;
    EXPECT_TRUE(find_param(carried(login_page(world, request)), "SAMLart"));
    request.protocol_binding = saml::binding_post;
    EXPECT_TRUE(posted(world.hands.get(world.redirect_to(request))));
}

TEST_P(Artifact, WhereTheIndexIsOfAnArtifactEndpoint) {
    World world(GetParam());
    saml::EntityDescriptor sp = full_sp();
    saml::Endpoint by_artifact;
    by_artifact.binding = saml::binding_artifact;
    by_artifact.location = acs;
    by_artifact.index = 5;
    sp.sp->acs.push_back(by_artifact);
    world.idp.connect_sp(sp);
    saml::AuthnRequest request = world.request();
    request.protocol_binding.reset();
    request.acs_url.reset();
    request.acs_index = 5;
    EXPECT_TRUE(find_param(carried(login_page(world, request)), "SAMLart"));
}

TEST_P(Artifact, WhatIsNoSamlGetsASoapFault) {
    World world(GetParam());
    const HttpResponse answer = world.hands.send({"POST", world.idp.artifact_url(), {}, "<no/>"});
    EXPECT_EQ(answer.status, 500);
    EXPECT_NE(answer.body.find("Fault"), std::string::npos);
}

TEST_P(Artifact, MetadataNamesTheService) {
    World world(GetParam(), tenant_with({{"response_binding", "artifact"}}));
    const auto services = saml::read_metadata(world.idp.metadata())->idp->artifact_resolution;
    ASSERT_EQ(services.size(), 1u);
    EXPECT_EQ(services[0].location, world.idp.artifact_url());
    EXPECT_EQ(services[0].binding, saml::binding_soap);
}

INSTANTIATE_TEST_SUITE_P(Profiles, Artifact, ::testing::Values("pingfederate", "generic"),
                         [](const auto& one) { return one.param; });

TEST(Artifacts, VendorsWithoutThemRefuse) {
    EXPECT_THROW(World("okta", tenant_with({{"response_binding", "artifact"}})), Failure);
    World world("entra");
    saml::AuthnRequest request = world.request();
    request.protocol_binding = saml::binding_artifact;
    EXPECT_NE(world.login(request).body.find("AADSTS75003"), std::string::npos);
}

} // namespace
} // namespace idpsim::idp::testing
