/// Several identity providers of one organisation: connected, chosen, rolled over, and kept apart.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

constexpr char second_idp[] = "https://second.example.test/idp";

/// Another IdP, with a key of its own.
std::string second_metadata() {
    const std::string own = certificate_of(other_key()).base64();
    const std::string text = replace_all(idp_metadata(), certificate_of(idp_key()).base64(), own);
    return replace_all(replace_all(text, idp_entity_id, second_idp), "https://idp.example.test/", "https://second.example.test/");
}

struct TwoIdps : Bench {
    TwoIdps() : api_path("/api/orgs/" + org + "/idps") {
        const HttpResponse added = add(second_metadata());
        EXPECT_EQ(added.status, 201) << added.body;
        second = text_of(json_of(added), "id");
    }
    HttpResponse add(const std::string& metadata) {
        return send("POST", api_path, {{"Authorization", "Bearer " + admin_token}, {"Content-Type", "application/xml"}}, metadata);
    }
    boost::json::array list() { return json_of(api("GET", api_path)).at("idps").as_array(); }
    /// A good message of the second IdP.
    std::string from_second(Message message) {
        message.key = &other_key();
        const auto further = message.change;
        message.change = [further](pugi::xml_node response) {
            response.child("saml:Issuer").text().set(second_idp);
            response.child("saml:Assertion").child("saml:Issuer").text().set(second_idp);
            if (further) further(response);
        };
        return write(message);
    }
    HttpResponse login_at_second(const Message& message) {
        Browser browser;
        return post(from_second(message), browser);
    }

    std::string api_path, second;
};

Message of(std::string name_id, std::string assertion_id) {
    Message out;
    out.name_id = std::move(name_id);
    out.assertion_id = std::move(assertion_id);
    return out;
}

TEST(Idps, AreListedShownAndRemoved) {
    TwoIdps bench;
    ASSERT_EQ(bench.list().size(), 2u);
    const boost::json::object shown = json_of(bench.api("GET", bench.api_path + "/" + bench.second));
    EXPECT_EQ(text_of(shown, "entity_id"), second_idp);
    EXPECT_EQ(shown.at("certificates").as_array().size(), 1u);
    EXPECT_EQ(bench.api("GET", bench.api_path + "/idp-none").status, 404);
    EXPECT_EQ(bench.api("DELETE", bench.api_path + "/" + bench.second).status, 204);
    EXPECT_EQ(bench.list().size(), 1u);
    EXPECT_EQ(rule_of(bench.login_at_second({})), "response.issuer");
    EXPECT_EQ(bench.api("DELETE", bench.api_path + "/" + bench.second).status, 404);
}

TEST(Idps, AreForTheAdmin) {
    TwoIdps bench;
    for (const char* method : {"GET", "POST"}) EXPECT_EQ(bench.api(method, bench.api_path, "{}", "wrong").status, 401);
    for (const char* method : {"GET", "PUT", "PATCH", "DELETE"})
        EXPECT_EQ(bench.api(method, bench.api_path + "/" + bench.second, "{}", staff_token).status, 403) << method;
}

TEST(Idps, AreConnectedOnce) {
    TwoIdps bench;
    EXPECT_EQ(bench.add(second_metadata()).status, 409);
    EXPECT_EQ(bench.add("<nonsense/>").status, 400);
    EXPECT_EQ(bench.api("POST", bench.api_path, R"({"metadata":"<x/>","url":"https://a.test/"})").status, 400);
    EXPECT_EQ(bench.api("POST", bench.api_path, R"({"metadata":"<x/>","colour":"red"})").status, 400);
    EXPECT_EQ(bench.list().size(), 2u);
}

TEST(Idps, PutIdpConnectsThisOneAlone) {
    TwoIdps bench;
    EXPECT_EQ(bench.put_metadata(idp_metadata()).status, 200);
    EXPECT_EQ(bench.list().size(), 1u);
}

TEST(Idps, EachIsBelievedForItsOwnMessages) {
    TwoIdps bench;
    EXPECT_EQ(bench.login(of("ada@example.test", "_1")).status, 303);
    EXPECT_EQ(bench.login_at_second(of("bob@example.test", "_1")).status, 303);   // another issuer's _1
    // The first IdP's name with the second one's key.
    Message forged = of("cyd@example.test", "_3");
    forged.key = &other_key();
    EXPECT_EQ(rule_of(bench.login(forged)), "signature.valid");
    // The second one's Response around an assertion that names the first as Issuer.
    Message mixed = of("cyd@example.test", "_4");
    mixed.change = [](pugi::xml_node response) {
        response.child("saml:Assertion").child("saml:Issuer").text().set(idp_entity_id);
    };
    EXPECT_EQ(rule_of(bench.login_at_second(mixed)), "assertion.issuer");
    EXPECT_EQ(bench.account_count(), 2u);
}

TEST(Idps, NoneSpeaksForAnAccountOfAnother) {
    TwoIdps bench;
    EXPECT_EQ(bench.login(of("ada@example.test", "_1")).status, 303);
    EXPECT_EQ(rule_of(bench.login_at_second(of("ada@example.test", "_2"))), "account.idp");
    EXPECT_EQ(bench.account("ada@example.test").at("logins").as_int64(), 1);
    EXPECT_EQ(bench.login(of("ada@example.test", "_3")).status, 303);
}

TEST(Idps, WhenOneIsReplacedItsPeopleMove) {
    TwoIdps bench;
    EXPECT_EQ(bench.login(of("ada@example.test", "_1")).status, 303);
    EXPECT_EQ(bench.api("DELETE", bench.api_path + "/" + text_of(bench.list().at(0).as_object(), "id")).status, 204);
    EXPECT_EQ(bench.login_at_second(of("ada@example.test", "_2")).status, 303);
    EXPECT_EQ(bench.account_count(), 1u);
}

TEST(Idps, RemovingOneEndsItsSessions) {
    TwoIdps bench;
    Browser first, second;
    EXPECT_EQ(bench.login(of("ada@example.test", "_1"), first).status, 303);
    EXPECT_EQ(bench.post(bench.from_second(of("bob@example.test", "_2")), second).status, 303);
    EXPECT_EQ(bench.api("DELETE", bench.api_path + "/" + bench.second).status, 204);
    EXPECT_EQ(text_of(bench.whoami(first), "email"), "ada@example.test");
    EXPECT_TRUE(bench.whoami(second).empty());
}

TEST(Idps, MailDomainsBelongToOne) {
    TwoIdps bench;
    EXPECT_EQ(bench.api("PATCH", bench.api_path + "/" + bench.second, R"({"domains":["Sub.Test","b.test"]})").status, 200);
    EXPECT_EQ(bench.login_at_second(of("bob@sub.test", "_1")).status, 303);
    EXPECT_EQ(rule_of(bench.login_at_second(of("bob@example.test", "_2"))), "account.idp");
    EXPECT_EQ(rule_of(bench.login(of("cyd@SUB.test", "_3"))), "account.idp");
    EXPECT_EQ(rule_of(bench.login(of("bob@b.test", "_3"))), "account.idp");
    EXPECT_EQ(bench.login(of("cyd@example.test", "_4")).status, 303);
    const std::string first = text_of(bench.list().at(0).as_object(), "id");
    EXPECT_EQ(bench.api("PATCH", bench.api_path + "/" + first, R"({"domains":["b.test"]})").status, 409);
    for (const char* bad : {R"({"domains":"b.test"})", R"({"domains":["b"]})", R"({"domains":["a b.test"]})",
                            R"({"domains":[".test"]})", R"({"refresh_seconds":1})", R"({"metadata_certificate":"x"})"})
        EXPECT_EQ(bench.api("PATCH", bench.api_path + "/" + first, bad).status, 400) << bad;
}

TEST(Idps, ARequestToOneIsNotAnsweredByTheOther) {
    TwoIdps bench;
    Browser browser;
    const HttpResponse sent = bench.get("/sso/" + bench.org + "/login?idp=" + bench.second, browser);
    ASSERT_EQ(sent.status, 302);
    const std::string location = find_header(sent.headers, "Location").value();
    EXPECT_TRUE(location.starts_with("https://second.example.test/sso")) << location;
    const std::string xml = saml::read_redirect(parse_url(location)->query)->xml;
    const std::size_t at = xml.find(" ID=\"") + 5;
    Message message;
    message.in_response_to = xml.substr(at, xml.find('"', at) - at);
    EXPECT_EQ(rule_of(bench.post(bench.write(message), browser)), "response.in_response_to");
    EXPECT_EQ(bench.post(bench.from_second(message), browser).status, 303);
}

TEST(Idps, ThePersonChoosesAtTheLogin) {
    TwoIdps bench;
    Browser browser;
    const HttpResponse page = bench.get("/sso/" + bench.org + "/login?relay_state=%2Fhome", browser);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("relay_state=%2Fhome&amp;idp=" + bench.second), std::string::npos) << page.body;
    const HttpResponse asked = bench.send("GET", "/sso/" + bench.org + "/login", {{"Accept", "application/json"}});
    EXPECT_EQ(asked.status, 300);
    EXPECT_EQ(json_of(asked).at("idps").as_array().size(), 2u);
    const std::string by_name = "/sso/" + bench.org + "/login?idp=" + percent_encode(second_idp);
    EXPECT_EQ(bench.get(by_name, browser).status, 302);
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/login?idp=none", browser).status, 404);
}

TEST(Idps, CertificatesRollOver) {
    TwoIdps bench;
    const std::string first = bench.api_path + "/" + text_of(bench.list().at(0).as_object(), "id");
    Message rolled = of("ada@example.test", "_1");
    rolled.key = &other_key();
    EXPECT_EQ(rule_of(bench.login(rolled)), "signature.valid");
    EXPECT_EQ(bench.api("POST", first + "/certificates", certificate_of(other_key()).to_pem()).status, 201);
    EXPECT_EQ(bench.login(rolled).status, 303);
    EXPECT_EQ(bench.login(of("ada@example.test", "_2")).status, 303);   // both, while it rolls
    EXPECT_EQ(bench.api("DELETE", first + "/certificates/" + certificate_of(idp_key()).fingerprint()).status, 200);
    EXPECT_EQ(rule_of(bench.login(of("ada@example.test", "_3"))), "signature.valid");
    EXPECT_EQ(bench.api("DELETE", first + "/certificates/" + certificate_of(other_key()).fingerprint()).status, 409);
    EXPECT_EQ(bench.api("DELETE", first + "/certificates/00").status, 404);
    EXPECT_EQ(bench.api("POST", first + "/certificates", "no certificate").status, 400);
}

TEST(Idps, NewMetadataOfTheSameEntityAlone) {
    TwoIdps bench;
    const auto put = [&](const std::string& metadata) {
        return bench.send("PUT", bench.api_path + "/" + bench.second,
                          {{"Authorization", "Bearer " + bench.admin_token}, {"Content-Type", "application/xml"}}, metadata);
    };
    EXPECT_EQ(put(idp_metadata()).status, 409);
    const std::string rolled = replace_all(second_metadata(), certificate_of(other_key()).base64(), certificate_of(idp_key()).base64());
    EXPECT_EQ(put(rolled).status, 200);
    EXPECT_EQ(rule_of(bench.login_at_second({})), "signature.valid");   // the old key went with the old document
}

TEST(Idps, OfAnotherOrganisationAreNobodys) {
    TwoIdps bench;
    const HttpResponse made = bench.api("POST", "/api/orgs", R"({"name":"Else"})", staff_token);
    const std::string other = text_of(json_of(made), "id");
    EXPECT_EQ(bench.api("GET", "/api/orgs/" + other + "/idps").status, 403);
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + other + "/idps/" + bench.second, "{}").status, 403);
}

} // namespace
} // namespace idpsim::sp::test
