/// Encrypted assertions and NameIDs: opened as the signer left them, believed only when a signature vouches for them.
#include "src/core/text.hpp"
#include "tests/sp/bench.hpp"
#include "tests/sp/encrypting.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::sp::test {
namespace {

/// Messages whose assertion is encrypted to the bench's service provider.
struct Encrypting : Bench {
    Message message(const char* block = alg::aes256_gcm, const char* transport = alg::rsa_oaep_mgf1p) {
        Message out;
        out.assertion_id = "_e" + std::to_string(++count);
        out.between = [how = Encryption{own_certificate("encryption"), block, transport}](pugi::xml_node response) {
            encrypt_in_place(response.child("saml:Assertion"), "saml:EncryptedAssertion", how);
        };
        return out;
    }
    std::string rule(const Message& sent) {
        const HttpResponse response = login(sent);
        return response.status == 303 ? "" : rule_of(response);
    }
    int count = 0;
};

/// What signing an assertion that is encrypted afterwards needs: the prefixes that it uses are its own.
void declare_prefixes(pugi::xml_node response) {
    response.child("saml:Assertion").append_attribute("xmlns:saml").set_value(ns::saml);
}

TEST(Encryption, ASignedAssertionInsideAnUnsignedResponse) {
    Encrypting bench;
    Message message = bench.message();
    message.change = declare_prefixes;
    Browser browser;
    EXPECT_EQ(bench.login(message, browser).status, 303);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@example.test");
    EXPECT_EQ(bench.rule(message), "replay");
}

TEST(Encryption, AnUnsignedAssertionInsideASignedResponse) {
    Encrypting bench;
    Message message = bench.message();
    message.sign_assertion = false;
    message.sign_response = true;
    EXPECT_EQ(bench.rule(message), "");
    EXPECT_EQ(bench.settings(R"({"want_assertions_signed":true})").status, 200);
    Message further = bench.message();
    further.sign_assertion = false;
    further.sign_response = true;
    EXPECT_EQ(bench.rule(further), "signature.assertion");
}

TEST(Encryption, BothSigned) {
    Encrypting bench;
    Message message = bench.message();
    message.change = declare_prefixes;
    message.sign_response = true;
    EXPECT_EQ(bench.rule(message), "");
}

TEST(Encryption, IsNoProofOfAnything) {
    Encrypting bench;
    Message message = bench.message();
    message.sign_assertion = false;
    EXPECT_EQ(bench.rule(message), "encryption.opens");
    message = bench.message();
    message.change = declare_prefixes;
    message.key = &other_key();
    EXPECT_EQ(bench.rule(message), "encryption.opens");
    // A signature inside that is broken taints the good one around it.
    message = bench.message();
    message.sign_response = true;
    message.change = declare_prefixes;
    const auto encrypt = message.between;
    message.between = [encrypt](pugi::xml_node response) {
        response.child("saml:Assertion").child("saml:Subject").child("saml:NameID").text().set("eve@example.test");
        encrypt(response);
    };
    EXPECT_EQ(bench.rule(message), "encryption.opens");
    EXPECT_EQ(bench.account_count(), 0u);
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(Encryption, AForgedResponseIsNotOpened) {
    int opened = 0;
    BenchOptions options;
    options.behaviour.decrypt = [&opened](const xml::Element& element, const xml::DecryptPolicy& policy) {
        ++opened;
        return xml::decrypt(element, policy);
    };
    Bench bench(options);
    Message message;
    message.sign_response = true;
    message.key = &other_key();
    message.between = [how = Encryption{bench.own_certificate("encryption")}](pugi::xml_node response) {
        encrypt_in_place(response.child("saml:Assertion"), "saml:EncryptedAssertion", how);
    };
    EXPECT_EQ(rule_of(bench.login(message)), "signature.valid");
    EXPECT_EQ(opened, 0);
}

/// Nobody can use the answers as an oracle: each says the same, octet for octet.
TEST(Encryption, EveryFailureLooksTheSame) {
    Encrypting bench;
    std::set<std::string> answers;
    const auto tell = [&](const Message& message) {
        const HttpResponse response = bench.login(message);
        answers.insert(std::to_string(response.status) + response.body);
    };
    const auto with_plaintext = [&](const std::string& plaintext, const char* block) {
        Message out = bench.message();
        out.between = [how = Encryption{bench.own_certificate("encryption"), block}, plaintext](pugi::xml_node response) {
            put_encrypted(response.child("saml:Assertion"), "saml:EncryptedAssertion", plaintext, how);
        };
        return out;
    };
    const auto bent = [&](const char* block, std::size_t at_from_end) {
        Message out = bench.message(block);
        out.change = declare_prefixes;
        out.after = [at_from_end](std::string& xml) {
            const std::size_t at = xml.rfind("</xenc:CipherValue>") - at_from_end;
            xml[at] = xml[at] == 'A' ? 'B' : 'A';
        };
        return out;
    };
    for (const char* block : {alg::aes128_cbc, alg::aes256_gcm}) {
        for (const char* plaintext : {"", "no XML", "<saml:Assertion>", "<x/>", "<!DOCTYPE x><x/>"})
            tell(with_plaintext(plaintext, block));
        for (const std::size_t at : {10u, 40u, 200u}) tell(bent(block, at));
    }
    Message unsigned_one = bench.message();
    unsigned_one.sign_assertion = false;
    tell(unsigned_one);
    Message for_another = bench.message();
    for_another.between = [how = Encryption{certificate_of(other_key())}](pugi::xml_node response) {
        encrypt_in_place(response.child("saml:Assertion"), "saml:EncryptedAssertion", how);
    };
    tell(for_another);
    EXPECT_EQ(answers.size(), 1u) << *answers.begin() << "\n" << *answers.rbegin();
    EXPECT_NE(answers.begin()->find("encryption.opens"), std::string::npos);
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(Encryption, AlgorithmsAreTheOrganisationsChoice) {
    Encrypting bench;
    const auto good = [&](const char* block, const char* transport) {
        Message out = bench.message(block, transport);
        out.change = declare_prefixes;
        return bench.rule(out);
    };
    for (const char* block : {alg::aes128_cbc, alg::aes192_cbc, alg::aes256_cbc, alg::aes128_gcm, alg::aes256_gcm})
        EXPECT_EQ(good(block, alg::rsa_oaep_mgf1p), "") << block;
    EXPECT_EQ(good(alg::aes256_gcm, alg::rsa_1_5), "encryption.form");
    EXPECT_EQ(bench.settings(R"({"allow_rsa_1_5":true,"allow_cbc":false})").status, 200);
    EXPECT_EQ(good(alg::aes256_gcm, alg::rsa_1_5), "");
    EXPECT_EQ(good(alg::aes128_cbc, alg::rsa_oaep_mgf1p), "encryption.form");
}

TEST(Encryption, CanBeRequired) {
    Encrypting bench;
    EXPECT_EQ(bench.settings(R"({"require_encryption":true})").status, 200);
    EXPECT_EQ(rule_of(bench.login({})), "encryption.required");
    Message message = bench.message();
    message.change = declare_prefixes;
    EXPECT_EQ(bench.rule(message), "");
}

TEST(Encryption, OneAssertionInEitherForm) {
    Encrypting bench;
    Message message = bench.message();
    const auto encrypt = message.between;
    message.change = declare_prefixes;
    message.between = [encrypt](pugi::xml_node response) {
        response.append_copy(response.child("saml:Assertion"));
        encrypt(response);
    };
    EXPECT_EQ(bench.rule(message), "assertion.count");
}

TEST(Encryption, AnEncryptedNameIdIsTheSubject) {
    Bench bench;
    const auto with_id = [&](const crypto::Certificate& recipient) {
        Message out;
        out.change = [how = Encryption{recipient}](pugi::xml_node response) {
            encrypt_in_place(response.child("saml:Assertion").child("saml:Subject").child("saml:NameID"),
                             "saml:EncryptedID", how);
        };
        return out;
    };
    Browser browser;
    EXPECT_EQ(bench.login(with_id(bench.own_certificate("encryption")), browser).status, 303);
    EXPECT_EQ(text_of(bench.whoami(browser), "name_id"), "ada@example.test");
    EXPECT_EQ(rule_of(bench.login(with_id(certificate_of(other_key())))), "subject.encrypted_id");
}

TEST(OwnKeys, BothAreGoodWhileTheyRollOver) {
    Encrypting bench;
    const crypto::Certificate old = bench.own_certificate("encryption");
    const std::string keys = "/api/orgs/" + bench.org + "/keys";
    const auto to = [&](const crypto::Certificate& recipient) {
        Message out = bench.message();
        out.change = declare_prefixes;
        out.between = [how = Encryption{recipient}](pugi::xml_node response) {
            encrypt_in_place(response.child("saml:Assertion"), "saml:EncryptedAssertion", how);
        };
        return bench.rule(out);
    };
    EXPECT_EQ(bench.api("DELETE", keys + "/encryption").status, 409);
    EXPECT_EQ(bench.api("POST", keys + "/encryption").status, 201);
    EXPECT_EQ(bench.api("POST", keys + "/encryption").status, 409);
    const crypto::Certificate fresh = bench.own_certificate("encryption");
    EXPECT_FALSE(fresh == old);
    const std::string metadata = bench.send("GET", "/sso/" + bench.org + "/metadata").body;
    EXPECT_NE(metadata.find(fresh.base64()), std::string::npos);
    EXPECT_EQ(metadata.find(old.base64()), std::string::npos);   // from now on nobody is told to use it
    EXPECT_EQ(to(old), "");
    EXPECT_EQ(to(fresh), "");
    EXPECT_EQ(bench.api("DELETE", keys + "/encryption").status, 200);
    EXPECT_EQ(to(old), "encryption.opens");
    EXPECT_EQ(to(fresh), "");
    EXPECT_EQ(bench.api("POST", keys + "/decoration").status, 404);
    EXPECT_EQ(bench.api("GET", keys, "", "wrong").status, 401);
}

TEST(OwnKeys, NeverLeaveTheService) {
    Bench bench;
    EXPECT_EQ(bench.api("GET", "/api/orgs/" + bench.org + "/keys").body.find("PRIVATE"), std::string::npos);
}

TEST(OwnKeys, AreTheSameAfterARestartWhenTheyAreKept) {
    BenchOptions options;
    options.configure = [](SpConfig& config) { config.keeps_keys = true; };
    Bench bench(options);
    const crypto::Certificate before = bench.own_certificate("encryption");
    EXPECT_EQ(bench.api("POST", "/api/orgs/" + bench.org + "/keys/encryption").status, 201);
    const crypto::Certificate rolled = bench.own_certificate("encryption");
    SpConfig config;
    config.base_url = base_url;
    config.staff_token = staff_token;
    config.keeps_keys = true;
    bench.sp = ServiceProvider(config, bench.directory, bench.clock, bench.random);
    EXPECT_EQ(bench.own_certificate("encryption"), rolled);
    EXPECT_EQ(bench.api("DELETE", "/api/orgs/" + bench.org + "/keys/encryption").status, 200);
    EXPECT_EQ(bench.own_certificate("encryption"), rolled);
    EXPECT_FALSE(before == rolled);
}

} // namespace
} // namespace idpsim::sp::test
