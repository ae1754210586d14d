/// Metadata by URL: what is fetched when, what is taken, and what stays when a refresh fails.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/sign.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>
#include <sstream>

namespace idpsim::sp::test {
namespace {

constexpr char source_url[] = "https://idp.example.test/metadata.xml";

BenchOptions unconnected() {
    BenchOptions options;
    options.connected = false;
    return options;
}

/// An SP whose errands end at a document of ours.
struct Source {
    Source() : bench(unconnected()), idps("/api/orgs/" + bench.org + "/idps") {}

    HttpResponse run(HttpRequest request) {
        Reply reply = bench.sp.begin(request);
        while (reply.errand) {
            const std::shared_ptr<Errand> errand = reply.errand;
            fetched.push_back(errand->request.url);
            reply = errand->then(answer);
        }
        return reply.response;
    }
    HttpResponse api(std::string method, const std::string& path, std::string body) {
        return run({std::move(method), base_url + path,
                    {{"Authorization", "Bearer " + bench.admin_token}, {"Content-Type", "application/json"}}, std::move(body)});
    }
    HttpResponse connect(std::string_view more = "") {
        return api("POST", idps, R"({"url":")" + std::string(source_url) + "\"" + std::string(more) + "}");
    }
    HttpResponse login(const Message& message) {
        HttpRequest request{"POST", bench.acs, {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}}, {}};
        request.body = write_form({{"SAMLResponse", crypto::base64_encode(bench.write(message))}});
        return run(std::move(request));
    }
    boost::json::object shown() { return json_of(bench.api("GET", idps)).at("idps").as_array().at(0).as_object(); }

    Bench bench;
    std::string idps;
    Result<HttpResponse> answer = HttpResponse{200, {}, idp_metadata()};
    std::vector<std::string> fetched;
};

Message numbered(int n) {
    Message out;
    out.assertion_id = "_n" + std::to_string(n);
    return out;
}

std::string signed_by(const crypto::PrivateKey& key) {
    pugi::xml_document tree;
    tree.load_string(idp_metadata(R"(ID="_m1")").c_str());
    pugi::xml_document signature;
    signature.load_string(R"(<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
        <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
        <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#_m1">
        <ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
        <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>
        </ds:SignedInfo><ds:SignatureValue/></ds:Signature>)");
    xml::sign_in_place(tree.first_child().prepend_copy(signature.first_child()), key);
    std::ostringstream out;
    tree.save(out, "", pugi::format_raw);
    return out.str();
}

TEST(MetadataUrl, IsFetchedBeforeAnythingIsConnected) {
    Source source;
    const HttpResponse added = source.connect(R"(,"domains":["example.test"],"refresh_seconds":3600)");
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(source.fetched, std::vector<std::string>{source_url});
    EXPECT_EQ(text_of(json_of(added), "metadata_url"), source_url);
    EXPECT_EQ(text_of(json_of(added), "next_refresh"), "2026-11-24T13:00:00.000Z");
    EXPECT_EQ(source.login({}).status, 303);
    EXPECT_EQ(source.fetched.size(), 1u);   // nothing is due
}

TEST(MetadataUrl, OnlySafeOnes) {
    Source source;
    for (const char* url :
         {"http://idp.example.test/metadata", "file:///etc/hostname", "ftp://idp.example.test/", "metadata.xml",
          "http://127.0.0.1:8080/metadata", "https://127.0.0.1/metadata", "https://169.254.169.254/latest/meta-data",
          "https://10.1.2.3/", "https://[::1]/", "https://[::ffff:192.168.0.1]/", "https://localhost/", "https://2130706433/",
          "https://0x7f.1/", "https://intranet/"})
        EXPECT_EQ(source.api("POST", source.idps, R"({"url":")" + std::string(url) + "\"}").status, 400) << url;
    EXPECT_TRUE(source.fetched.empty());
}

TEST(MetadataUrl, OfThisMachineWhereTheOwnerAdmitsIt) {
    BenchOptions options = unconnected();
    options.configure = [](SpConfig& config) { config.allow_local_metadata = true; };
    Bench bench(options);
    const HttpRequest request{"POST", std::string(base_url) + "/api/orgs/" + bench.org + "/idps",
                              {{"Authorization", "Bearer " + bench.admin_token}, {"Content-Type", "application/json"}},
                              R"({"url":"http://127.0.0.1:8080/metadata"})"};
    const Reply reply = bench.sp.begin(request);
    ASSERT_TRUE(reply.errand);
    EXPECT_EQ(reply.errand->reach, Reach::anywhere);
    EXPECT_EQ(reply.errand->then(HttpResponse{200, {}, idp_metadata()}).response.status, 201);
}

TEST(MetadataUrl, IsFetchedFromThePublicAlone) {
    Source source;
    const Reply reply = source.bench.sp.begin({"POST", base_url + source.idps,
                                               {{"Authorization", "Bearer " + source.bench.admin_token}, {"Content-Type", "application/json"}},
                                               R"({"url":"https://idp.example.test/"})"});
    ASSERT_TRUE(reply.errand);
    EXPECT_EQ(reply.errand->reach, Reach::public_only);
}

TEST(MetadataUrl, WhatCannotBeFetchedConnectsNothing) {
    Source source;
    source.answer = Error{Fault::unreachable, source_url, "nobody answers"};
    EXPECT_EQ(source.connect().status, 502);
    source.answer = HttpResponse{302, {{"Location", "https://else.example.test/"}}, idp_metadata()};
    EXPECT_EQ(source.connect().status, 502);
    EXPECT_EQ(source.fetched.size(), 2u);   // the redirect was not followed
    source.answer = HttpResponse{200, {}, "<html/>"};
    EXPECT_EQ(source.connect().status, 400);
    source.answer = HttpResponse{200, {}, std::string((1u << 20) + 1, ' ')};
    EXPECT_EQ(source.connect().status, 413);
    EXPECT_TRUE(json_of(source.bench.api("GET", source.idps)).at("idps").as_array().empty());
}

TEST(MetadataUrl, ARolloverIsLearntAtTheNextLogin) {
    Source source;
    ASSERT_EQ(source.connect(R"(,"refresh_seconds":3600)").status, 201);
    source.answer = HttpResponse{200, {}, replace_all(idp_metadata(), certificate_of(idp_key()).base64(),
                                                      certificate_of(other_key()).base64())};
    Message rolled = numbered(1);
    rolled.key = &other_key();
    EXPECT_EQ(rule_of(source.login(rolled)), "signature.valid");
    source.bench.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(source.login(rolled).status, 303);
    EXPECT_EQ(rule_of(source.login(numbered(2))), "signature.valid");   // the removed key is trusted no more
}

TEST(MetadataUrl, TheLastGoodOneStaysWhenARefreshFails) {
    Source source;
    ASSERT_EQ(source.connect(R"(,"refresh_seconds":3600)").status, 201);
    source.bench.clock.advance(std::chrono::hours{1});
    source.answer = HttpResponse{503, {}, ""};
    EXPECT_EQ(source.login(numbered(1)).status, 303);
    EXPECT_EQ(source.fetched.size(), 2u);
    EXPECT_NE(text_of(source.shown(), "problem").find("503"), std::string::npos);
    EXPECT_EQ(source.login(numbered(2)).status, 303);
    EXPECT_EQ(source.fetched.size(), 2u);   // it is not asked again at once
    source.bench.clock.advance(std::chrono::minutes{5});
    source.answer = HttpResponse{200, {}, idp_metadata()};
    EXPECT_EQ(source.login(numbered(3)).status, 303);
    EXPECT_EQ(source.fetched.size(), 3u);
    EXPECT_EQ(text_of(source.shown(), "problem"), "");
}

TEST(MetadataUrl, TheEntityIdNeverChangesSilently) {
    Source source;
    ASSERT_EQ(source.connect(R"(,"refresh_seconds":60)").status, 201);
    source.bench.clock.advance(std::chrono::minutes{1});
    source.answer = HttpResponse{200, {}, replace_all(idp_metadata(), idp_entity_id, "https://evil.example.test/")};
    EXPECT_EQ(source.login(numbered(1)).status, 303);   // still the one that was connected
    EXPECT_NE(text_of(source.shown(), "problem").find("entityID"), std::string::npos);
    EXPECT_EQ(text_of(source.shown(), "entity_id"), idp_entity_id);
}

TEST(MetadataUrl, WhatCannotBeRefreshedExpires) {
    Source source;
    source.answer = HttpResponse{200, {}, idp_metadata(R"(validUntil="2026-11-24T14:00:00Z")")};
    ASSERT_EQ(source.connect().status, 201);
    EXPECT_EQ(text_of(source.shown(), "next_refresh"), "2026-11-24T13:00:00.000Z");   // while half is left
    source.answer = Error{Fault::unreachable, source_url, "nobody answers"};
    source.bench.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(source.login(numbered(1)).status, 303);
    source.bench.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(rule_of(source.login(numbered(2))), "idp.metadata_current");
}

TEST(MetadataUrl, CacheDurationIsObeyedWithinBounds) {
    const std::pair<const char*, const char*> cases[] = {{"PT30M", "2026-11-24T12:30:00.000Z"},
                                                         {"PT0S", "2026-11-24T12:01:00.000Z"},
                                                         {"P100Y", "2026-11-25T12:00:00.000Z"},
                                                         {"-PT1H", "2026-11-25T12:00:00.000Z"}};
    for (const auto& [text, next] : cases) {
        Source source;
        source.answer = HttpResponse{200, {}, idp_metadata("cacheDuration=\"" + std::string(text) + "\"")};
        ASSERT_EQ(source.connect().status, 201) << text;
        EXPECT_EQ(text_of(source.shown(), "next_refresh"), next) << text;
    }
}

TEST(MetadataUrl, APinnedCertificateSignsIt) {
    Source source;
    const std::string pinned = R"(,"metadata_certificate":")" + certificate_of(other_key()).base64() + "\"";
    EXPECT_EQ(source.connect(pinned).status, 400);   // not signed at all
    source.answer = HttpResponse{200, {}, signed_by(idp_key())};
    EXPECT_EQ(source.connect(pinned).status, 400);   // by a key of its own
    source.answer = HttpResponse{200, {}, signed_by(other_key())};
    ASSERT_EQ(source.connect(pinned).status, 201);
    source.answer = HttpResponse{200, {}, idp_metadata({}, &other_key())};
    const std::string refresh = source.idps + "/" + text_of(source.shown(), "id") + "/refresh";
    EXPECT_EQ(source.api("POST", refresh, "").status, 502);
    EXPECT_EQ(source.shown().at("certificates").as_array().size(), 1u);
    source.answer = HttpResponse{200, {}, signed_by(other_key())};
    EXPECT_EQ(source.api("POST", refresh, "").status, 200);
}

TEST(MetadataUrl, SurvivesARestart) {
    Source source;
    ASSERT_EQ(source.connect(R"(,"refresh_seconds":3600)").status, 201);
    SpConfig config;
    config.base_url = base_url;
    config.staff_token = staff_token;
    config.names.company = "Example Product";
    const boost::json::object before = source.shown();
    source.bench.sp = ServiceProvider(config, source.bench.directory, source.bench.clock, source.bench.random);
    EXPECT_EQ(source.shown(), before);
}

} // namespace
} // namespace idpsim::sp::test
