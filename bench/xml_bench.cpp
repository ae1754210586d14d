/// How long do signing, parsing and verifying a Response take, and how much of that is the RSA operation itself?
#include "src/xml/canonical.hpp"
#include "src/xml/verify.hpp"
#include "tests/xml/messages.hpp"

#include <benchmark/benchmark.h>

namespace idpsim::xml {
namespace {

void rsa_sign(benchmark::State& state) {
    const std::string octets(600, 'x'); // the size of a SignedInfo
    for (auto _ : state) benchmark::DoNotOptimize(test::key().sign(crypto::Hash::sha256, octets));
}
BENCHMARK(rsa_sign)->Unit(benchmark::kMicrosecond);

void rsa_verify(benchmark::State& state) {
    const std::string octets(600, 'x');
    const std::string signature = test::key().sign(crypto::Hash::sha256, octets);
    const crypto::PublicKey key = test::key().public_key();
    for (auto _ : state) benchmark::DoNotOptimize(key.verify(crypto::Hash::sha256, octets, signature));
}
BENCHMARK(rsa_verify)->Unit(benchmark::kMicrosecond);

/// What sign_in_place adds to rsa_sign: two canonical forms, one digest, base64.
void sign_response(benchmark::State& state) {
    pugi::xml_document tree;
    test::read(tree, test::response_xml(test::signature_xml(test::over({}, "_r1")), ""));
    const pugi::xml_node signature = tree.first_child().child("ds:Signature");
    for (auto _ : state) sign_in_place(signature, test::key());
}
BENCHMARK(sign_response)->Unit(benchmark::kMicrosecond);

void canonicalize_written(benchmark::State& state) {
    pugi::xml_document tree;
    test::read(tree, test::response_xml(test::signature_xml(test::over({}, "_r1")), ""));
    const pugi::xml_node root = tree.first_child();
    for (auto _ : state) benchmark::DoNotOptimize(canonicalize(root, {}, root.child("ds:Signature")));
}
BENCHMARK(canonicalize_written)->Unit(benchmark::kMicrosecond);

void canonicalize_received(benchmark::State& state) {
    const Document document = Document::parse(test::signed_assertion()).value();
    for (auto _ : state) benchmark::DoNotOptimize(canonicalize(document.root()));
}
BENCHMARK(canonicalize_received)->Unit(benchmark::kMicrosecond);

void parse_response(benchmark::State& state) {
    const std::string text = test::signed_assertion();
    for (auto _ : state) benchmark::DoNotOptimize(Document::parse(text));
    state.counters["octets"] = static_cast<double>(text.size());
}
BENCHMARK(parse_response)->Unit(benchmark::kMicrosecond);

/// The assertion's signature; `range` keys are trusted, the last of them is the right one.
void verify_assertion(benchmark::State& state) {
    const Document document = Document::parse(test::signed_assertion()).value();
    const Element assertion = document.elements_with_id("_a1").front();
    VerifyPolicy policy;
    for (int i = 1; i < state.range(0); ++i) policy.keys.push_back(test::other_key().public_key());
    policy.keys.push_back(test::key().public_key());
    for (auto _ : state) {
        const auto verified = verify_enveloped(document, assertion, policy);
        if (!verified) state.SkipWithError("it does not verify");
    }
}
BENCHMARK(verify_assertion)->Arg(1)->Arg(2)->Unit(benchmark::kMicrosecond);

/// What an SP does with a Response: parse, verify, parse what was verified.
void receive_response(benchmark::State& state) {
    const std::string text = test::signed_assertion();
    const VerifyPolicy policy{{test::key().public_key()}};
    for (auto _ : state) {
        const Document document = Document::parse(text).value();
        const auto verified = verify_enveloped(document, document.elements_with_id("_a1").front(), policy);
        if (!verified)
            state.SkipWithError("it does not verify");
        else
            benchmark::DoNotOptimize(Document::parse(verified->octets));
    }
}
BENCHMARK(receive_response)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace idpsim::xml

BENCHMARK_MAIN();
