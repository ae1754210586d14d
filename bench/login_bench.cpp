/// How many whole logins (AuthnRequest to session and back) does one core make, against raw RSA signing in the same run?
/// bench_login [VENDOR [LOGINS]]: one vendor only, for a profiler.
#include "src/crypto/key.hpp"
#include "src/engine/login.hpp"
#include "src/engine/universe.hpp"
#include "src/net/run_loop.hpp"
#include "src/xml/document.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace {

using namespace idpsim;
namespace asio = boost::asio;

constexpr int signatures = 1'000;

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Raw RSA-2048 signatures per second, the measure of everything here.
double raw_rsa() {
    const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    const std::string octets(512, 'x');
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < signatures; ++i) key.sign(crypto::Hash::sha256, octets);
    return signatures / seconds_since(begun);
}

asio::awaitable<void> set_up(engine::Universe& universe) {
    const auto ready = co_await universe.set_up();
    if (!ready) throw Failure(ready.error());
}

/// Whose browser it is: one that nobody knows yet fills in the IdP's form each time, one that stays signed on there does not.
enum class Visitor { fresh, signed_on };

/// The person walks through it as in a scenario, but nothing is judged.
asio::awaitable<void> walk(engine::Universe& universe, Visitor visitor, int logins, int& accepted) {
    const idp::Person person = universe.idp().tenant().people.front();
    auto browser = universe.new_browser();
    for (int i = 0; i < logins; ++i) {
        if (visitor == Visitor::fresh) browser = universe.new_browser();
        const auto start = universe.target().login_url(std::nullopt);
        const browser::Credentials credentials{person.username, person.password};
        const auto page = co_await browser->open(*start, credentials);
        accepted += page && page->status == 200;
        universe.transcript().forget();
    }
}

void measure(engine::Universe& universe, Visitor visitor, int logins) {
    int accepted = 0;
    const double rsa_before = raw_rsa();
    const crypto::SigningStats before = crypto::signing_stats();
    const auto begun = std::chrono::steady_clock::now();
    net::run_loop(walk(universe, visitor, logins, accepted));
    const double rate = logins / seconds_since(begun);
    const crypto::SigningStats after = crypto::signing_stats();
    const double rsa = (rsa_before + raw_rsa()) / 2; // right before and after: a machine is not equally fast all the time
    fmt::print("{:<10} {:>6}/{} {:>9.0f} {:>11.0f} {:>11.2f} {:>11.1f} {:>11.0f}\n", visitor == Visitor::fresh ? "by form" : "signed on",
               accepted, logins, rate, rsa, rate / rsa, static_cast<double>(after.signatures - before.signatures) / logins,
               static_cast<double>(after.sign_ns - before.sign_ns) / 1e3 / logins);
}

void measure(const engine::Catalogue& catalogue, idp::KeyRing& keys, const idp::Profile& profile, int logins) {
    engine::UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    engine::Universe universe(seed, profile, profile.default_scim, "bench/" + profile.id);
    idp::Person ada;
    ada.given_name = "Ada";
    ada.email = "ada@example.test";
    universe.idp().assign(universe.idp().add_person(std::move(ada)).username);
    net::run_loop(set_up(universe));
    for (const Visitor visitor : {Visitor::fresh, Visitor::signed_on}) {
        fmt::print("{:<14} {:>5} bit  ", profile.id, universe.idp().signing_key().key.bits());
        measure(universe, visitor, logins);
    }
}

} // namespace

int main(int argc, char** argv) {
    const xml::Library library;
    const engine::Catalogue catalogue = engine::load_catalogue();
    idp::KeyRing keys;
    fmt::print("vendor               key  browser      accepted  logins/s  RSA-2048/s  of raw RSA  signatures  us signing\n");
    const std::string only = argc > 1 ? argv[1] : "";
    const int logins = argc > 2 ? std::atoi(argv[2]) : 2'000;
    for (const idp::Profile& profile : catalogue.profiles)
        if (only.empty() || only == profile.id) measure(catalogue, keys, profile, logins);
}
