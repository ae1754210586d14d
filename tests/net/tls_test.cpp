#include "src/crypto/certificate.hpp"
#include "src/net/network.hpp"
#include "src/net/octets.hpp"
#include "src/net/server.hpp"
#include "tests/net/loop.hpp"

#include <gmock/gmock.h>

namespace idpsim::net {
namespace {

using test::Loop;
using testing::HasSubstr;

constexpr Millis ample{20'000};

boost::asio::awaitable<HttpResponse> hello(HttpRequest request) {
    co_return text_response(200, "hello " + request.url);
}

/// TLS servers check real time, so this certificate is valid around now.
ServerOptions::Tls identity(std::vector<std::string> names, std::chrono::days validity = std::chrono::days(1)) {
    static const auto key = crypto::PrivateKey::generate_rsa(2048);
    const auto now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
    crypto::CertificateSpec spec;
    spec.subject = {{"CN", "net test"}};
    spec.not_before = now - std::chrono::days(2);
    spec.not_after = now + validity;
    spec.serial = "\x01";
    spec.dns_names = std::move(names);
    return {crypto::Certificate::self_signed(key, spec).to_pem(), key.to_pem()};
}

struct Attempt {
    ServerOptions::Tls server;
    std::vector<std::string> trusted;
    std::string host = "127.0.0.1";
};

Result<HttpResponse> attempt(Attempt how) {
    Loop loop;
    auto server = Server::listen(loop.io().get_executor(), ServerOptions{.tls = how.server});
    if (!server) throw Failure(server.error());
    server->start(hello);
    Network network(ConnectOptions{.extra_ca_pem = how.trusted});
    const std::string url = "https://" + how.host + ":" + std::to_string(server->port()) + "/";
    auto answer = loop.run(network.send(HttpRequest{"GET", url, {}, {}}, ample));
    // A second one over the kept connection.
    if (answer) answer = loop.run(network.send(HttpRequest{"GET", url, {}, {}}, ample));
    return answer;
}

TEST(Tls, TalksToAServerThatAnExtraCaVouchesFor) {
    const auto server = identity({"127.0.0.1", "localhost"});
    for (const char* host : {"127.0.0.1", "localhost"}) {
        const auto answer = attempt({server, {server.certificate_pem}, host});
        ASSERT_TRUE(answer) << describe(answer.error());
        EXPECT_THAT(answer->body, HasSubstr("hello https://127.0.0.1:"));
    }
}

TEST(Tls, CarriesOctetsAsTheyAreAndTheirEnd) {
    const auto tls = identity({"127.0.0.1"});
    Loop loop;
    auto server = Server::listen(loop.io().get_executor(), ServerOptions{.tls = tls});
    ASSERT_TRUE(server) << describe(server.error());
    server->start(hello);
    Network network(ConnectOptions{.extra_ca_pem = {tls.certificate_pem}});
    const std::string origin = "https://127.0.0.1:" + std::to_string(server->port());
    const std::string whole = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    Octets two;
    two.pieces = {{whole, 2}};
    two.answers = 2;
    const auto both = loop.run(network.send_octets(origin, std::move(two)));
    ASSERT_TRUE(both) << describe(both.error());
    ASSERT_EQ(both->responses.size(), 2U);
    EXPECT_THAT(both->responses[1].body, HasSubstr("hello https://"));

    Octets half;
    half.pieces = {{whole + "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"}};
    half.half_close = half.until_closed = true;
    half.limit = ample;
    const auto cut = loop.run(network.send_octets(origin, std::move(half)));
    ASSERT_TRUE(cut) << describe(cut.error());
    EXPECT_TRUE(cut->closed);
    EXPECT_LT(cut->took, ample) << "the server need not wait for the rest";
    ASSERT_FALSE(cut->responses.empty());
    EXPECT_EQ(cut->responses[0].status, 200);
}

TEST(Tls, RefusesAnUnknownIssuer) {
    const auto answer = attempt({identity({"127.0.0.1"}), {}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::tls);
    EXPECT_THAT(answer.error().where, testing::StartsWith("https://127.0.0.1:"));
    EXPECT_THAT(answer.error().detail, HasSubstr("self-signed certificate"));
}

TEST(Tls, RefusesAnotherHostsCertificate) {
    const auto other = identity({"sp.example", "192.0.2.1"});
    const auto by_address = attempt({other, {other.certificate_pem}});
    ASSERT_FALSE(by_address);
    EXPECT_EQ(by_address.error().fault, Fault::tls);
    EXPECT_THAT(by_address.error().detail, HasSubstr("IP address mismatch"));
    const auto by_name = attempt({other, {other.certificate_pem}, "localhost"});
    ASSERT_FALSE(by_name);
    EXPECT_THAT(by_name.error().detail, HasSubstr("hostname mismatch"));
}

TEST(Tls, RefusesAnExpiredCertificate) {
    const auto old = identity({"127.0.0.1"}, std::chrono::days(-1));
    const auto answer = attempt({old, {old.certificate_pem}});
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().detail, HasSubstr("certificate has expired"));
}

TEST(Tls, NamesABrokenExtraCa) {
    const auto answer = attempt({identity({"127.0.0.1"}), {"not a certificate"}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::tls);
    EXPECT_THAT(answer.error().detail, HasSubstr("not a PEM certificate"));
}

TEST(Tls, NamesAPlainServer) {
    Loop loop;
    auto server = Server::listen(loop.io().get_executor(), {});
    server->start(hello);
    Network network;
    const std::string url = "https://127.0.0.1:" + std::to_string(server->port()) + "/";
    const auto answer = loop.run(network.send(HttpRequest{"GET", url, {}, {}}, ample));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::tls);
}

TEST(Tls, RefusesAKeyOfAnotherCertificate) {
    Loop loop;
    auto mixed = identity({"127.0.0.1"});
    mixed.key_pem = crypto::PrivateKey::generate_rsa(2048).to_pem();
    const auto server = Server::listen(loop.io().get_executor(), ServerOptions{.tls = mixed});
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().fault, Fault::malformed);
}

} // namespace
} // namespace idpsim::net
