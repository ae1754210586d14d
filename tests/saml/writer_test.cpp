#include "src/saml/writer.hpp"

#include "src/saml/reader.hpp"
#include "tests/saml/certificate.hpp"
#include "tests/saml/generators.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

#include <tuple>

namespace idpsim::saml {
namespace {

auto fields(const NameIdPolicy& p) { return std::make_tuple(p.format, p.sp_name_qualifier, p.allow_create); }

auto fields(const AuthnRequest& r) {
    const auto policy = r.name_id_policy ? std::optional(fields(*r.name_id_policy)) : std::nullopt;
    return std::make_tuple(r.id, r.version, r.issue_instant, r.destination, r.issuer, r.acs_url, r.protocol_binding,
                           r.acs_index, policy, r.force_authn, r.is_passive, r.requested_class_refs,
                           r.requested_comparison, r.is_signed);
}

using test::any_text;

rc::Gen<std::string> token() {
    return rc::gen::map(any_text(), [](const std::string& inside) { return "urn:" + inside + "."; });
}

rc::Gen<std::optional<std::string>> maybe(const rc::Gen<std::string>& some) {
    return rc::gen::mapcat(rc::gen::arbitrary<bool>(), [some](bool present) {
        return present ? rc::gen::map(some, [](const std::string& s) { return std::optional(s); })
                       : rc::gen::just(std::optional<std::string>());
    });
}

AuthnRequest any_request() {
    AuthnRequest r;
    r.id = *any_text();
    r.version = *any_text();
    r.issue_instant = Instant(Millis(*rc::gen::inRange<std::int64_t>(0, 4102444800000)));
    r.destination = *maybe(any_text());
    r.issuer = *maybe(any_text());
    r.acs_url = *maybe(any_text());
    r.protocol_binding = *maybe(any_text());
    if (*rc::gen::arbitrary<bool>()) r.acs_index = *rc::gen::inRange(0, 65536);
    if (*rc::gen::arbitrary<bool>()) {
        r.name_id_policy = NameIdPolicy{*maybe(any_text()), *maybe(any_text()), {}};
        if (*rc::gen::arbitrary<bool>()) r.name_id_policy->allow_create = *rc::gen::arbitrary<bool>();
    }
    r.force_authn = *rc::gen::arbitrary<bool>();
    r.is_passive = *rc::gen::arbitrary<bool>();
    r.requested_class_refs = *rc::gen::container<std::vector<std::string>>(token());
    if (!r.requested_class_refs.empty()) r.requested_comparison = *maybe(any_text());
    return r;
}

RC_GTEST_PROP(WriteAuthnRequest, IsReadBackEqual, ()) {
    const AuthnRequest request = any_request();
    const xml::Document document = test::parsed(write_authn_request(request));
    RC_ASSERT(fields(read_authn_request(document.root()).value()) == fields(request));
}

TEST(WriteAuthnRequest, FollowsTheSchemasOrder) {
    AuthnRequest request;
    request.id = "_1";
    request.issuer = "https://sp.example";
    request.name_id_policy = NameIdPolicy{};
    request.requested_class_refs = {"urn:a"};
    EXPECT_EQ(write_authn_request(request),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
              "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_1\" Version=\"2.0\" "
              "IssueInstant=\"1970-01-01T00:00:00.000Z\"><saml:Issuer>https://sp.example</saml:Issuer>"
              "<samlp:NameIDPolicy/><samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:a"
              "</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>\n");
}

RC_GTEST_PROP(WriteLogoutRequest, IsReadBackEqual, ()) {
    LogoutRequest r;
    r.id = *any_text();
    r.issue_instant = Instant(Millis(*rc::gen::inRange<std::int64_t>(0, 4102444800000)));
    r.destination = *maybe(any_text());
    r.issuer = *maybe(any_text());
    r.reason = *maybe(any_text());
    if (*rc::gen::arbitrary<bool>()) r.not_on_or_after = r.issue_instant + Millis(1);
    r.name_id = NameId{*any_text(), *maybe(any_text()), *maybe(any_text()), *maybe(any_text())};
    r.session_indexes = *rc::gen::container<std::vector<std::string>>(token());
    const xml::Document document = test::parsed(write_logout_request(r));
    const LogoutRequest back = read_logout_request(document.root()).value();
    RC_ASSERT(std::tie(back.id, back.version, back.issue_instant, back.destination, back.issuer, back.reason,
                       back.not_on_or_after, back.session_indexes) ==
              std::tie(r.id, r.version, r.issue_instant, r.destination, r.issuer, r.reason, r.not_on_or_after,
                       r.session_indexes));
    RC_ASSERT(std::tie(back.name_id->value, back.name_id->format, back.name_id->name_qualifier,
                       back.name_id->sp_name_qualifier) == std::tie(r.name_id->value, r.name_id->format,
                                                                   r.name_id->name_qualifier, r.name_id->sp_name_qualifier));
}

RC_GTEST_PROP(WriteLogoutResponse, IsReadBackEqual, ()) {
    LogoutResponse r;
    r.id = *any_text();
    r.destination = *maybe(any_text());
    r.issuer = *maybe(any_text());
    r.in_response_to = *maybe(any_text());
    r.status = {*any_text(), *rc::gen::container<std::vector<std::string>>(any_text()), *maybe(any_text())};
    const xml::Document document = test::parsed(write_logout_response(r));
    const LogoutResponse back = read_logout_response(document.root()).value();
    RC_ASSERT(std::tie(back.id, back.destination, back.issuer, back.in_response_to) ==
              std::tie(r.id, r.destination, r.issuer, r.in_response_to));
    RC_ASSERT(std::tie(back.status.code, back.status.nested, back.status.message) ==
              std::tie(r.status.code, r.status.nested, r.status.message));
}

TEST(WriteLogoutRequest, NeedsANameId) { EXPECT_THROW(write_logout_request({}), Failure); }

TEST(WriteArtifactResolve, IsReadBackEqual) {
    ArtifactResolve request;
    request.id = "_r";
    request.issuer = "i";
    request.destination = "d";
    request.artifact = "AAQ=";
    const xml::Document document = test::parsed(write_artifact_resolve(request));
    const ArtifactResolve back = read_artifact_resolve(document.root()).value();
    EXPECT_EQ(back.artifact, "AAQ=");
    EXPECT_EQ(back.issuer, "i");
    EXPECT_EQ(back.destination, "d");
}

EntityDescriptor sp_entity() {
    EntityDescriptor entity;
    entity.entity_id = "https://sp.example/?a=1&b=2";
    entity.id = "_m";
    entity.valid_until = Instant(Millis(1900000000000));
    entity.cache_duration = "PT1H";
    SpRole sp;
    sp.authn_requests_signed = false;
    sp.want_assertions_signed = true;
    sp.keys = {{"signing", {test::certificate().base64()}, {}},
               {std::nullopt, {test::certificate().base64()}, {"urn:gcm", "urn:oaep"}}};
    sp.valid_until = Instant(Millis(1800000000000));
    sp.name_id_formats = {nameid_email, nameid_persistent};
    sp.acs = {{binding_post, "https://sp.example/acs", {}, {}, true},
              {binding_artifact, "https://sp.example/art", {}, 7, {}}};
    sp.slo = {{binding_redirect, "https://sp.example/slo", "https://sp.example/slo/done", {}, {}}};
    entity.sp = sp;
    return entity;
}

TEST(WriteSpMetadata, IsReadBackEqual) {
    test::start_xml();
    const EntityDescriptor entity = sp_entity();
    const EntityDescriptor back = read_metadata(write_sp_metadata(entity)).value();
    EXPECT_EQ(back.entity_id, entity.entity_id);
    EXPECT_EQ(back.id, entity.id);
    EXPECT_EQ(back.valid_until, entity.valid_until);
    EXPECT_EQ(back.cache_duration, entity.cache_duration);
    EXPECT_FALSE(back.idp);
    const SpRole& sp = back.sp.value();
    EXPECT_EQ(sp.authn_requests_signed, false);
    EXPECT_EQ(sp.want_assertions_signed, true);
    ASSERT_EQ(sp.keys.size(), 2u);
    EXPECT_EQ(sp.keys[0].use, "signing");
    EXPECT_EQ(sp.keys[1].use, std::nullopt);
    EXPECT_THAT(sp.keys[1].certificates, testing::ElementsAre(test::certificate().base64()));
    EXPECT_EQ(sp.name_id_formats, entity.sp->name_id_formats);
    ASSERT_EQ(sp.acs.size(), 2u);
    EXPECT_EQ(sp.acs[0].index, 0);
    EXPECT_EQ(sp.acs[0].is_default, true);
    EXPECT_EQ(sp.acs[1].index, 7);
    EXPECT_EQ(sp.acs[1].is_default, std::nullopt);
    EXPECT_EQ(sp.acs[1].binding, binding_artifact);
    ASSERT_EQ(sp.slo.size(), 1u);
    EXPECT_EQ(sp.slo[0].response_location, "https://sp.example/slo/done");
}

TEST(WriteSpMetadata, FollowsTheSchemasOrder) {
    const std::string text = write_sp_metadata(sp_entity());
    std::size_t at = 0;
    for (const char* name :
         {"<md:KeyDescriptor", "<md:SingleLogoutService", "<md:NameIDFormat", "<md:AssertionConsumerService"}) {
        const std::size_t next = text.find(name, at);
        ASSERT_NE(next, std::string::npos) << name;
        EXPECT_EQ(text.substr(0, at).find(name), std::string::npos) << name;
        at = next;
    }
}

TEST(WriteSpMetadata, AnSpWithoutAcsIsOurFault) {
    EntityDescriptor entity = sp_entity();
    entity.sp->acs.clear();
    EXPECT_THROW(write_sp_metadata(entity), Failure);
    entity.sp.reset();
    EXPECT_THROW(write_sp_metadata(entity), Failure);
}

} // namespace
} // namespace idpsim::saml
