#include "src/saml/bindings.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/deflate.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/namespaces.hpp"

#include <array>

namespace idpsim::saml {
namespace {

constexpr std::string_view deflate_encoding = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";
/// Base64 and percent-encoding each add to a message; parameters of other people's stand beside it.
constexpr std::size_t encoded_growth = 4;
constexpr std::size_t other_octets = 64u << 10;

/// A parameter as it was sent and what it means.
struct Parameter {
    std::string_view raw;
    std::string value;
};

/// The parameters that the bindings define. A second one of the same name is an error: two readers would differ.
class Parameters {
public:
    static Result<Parameters> read(std::string_view encoded, const std::string& where) {
        Parameters out;
        for (const std::string_view pair : split(encoded, '&')) {
            const auto equals = pair.find('=');
            const auto name = percent_decode(pair.substr(0, equals), true);
            if (!name) return Error{name.error().fault, where, name.error().detail};
            std::optional<Parameter>* const slot = out.find(*name);
            if (!slot) continue;
            if (*slot) return Error{Fault::malformed, where, *name + " stands twice"};
            const auto raw = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
            const auto value = percent_decode(raw, true);
            if (!value) return Error{value.error().fault, where + " " + *name, value.error().detail};
            *slot = Parameter{raw, *value};
        }
        return out;
    }

    const std::optional<Parameter>& operator[](std::size_t at) const { return slots_[at]; }

    enum : std::size_t { request, response, relay_state, sig_alg, signature, encoding };
    static constexpr std::array<std::string_view, 6> names = {"SAMLRequest", "SAMLResponse", "RelayState",
                                                              "SigAlg",      "Signature",    "SAMLEncoding"};

private:
    std::optional<Parameter>* find(std::string_view name) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name) return &slots_[i];
        return nullptr;
    }

    std::array<std::optional<Parameter>, names.size()> slots_;
};

/// Which of the two message parameters was sent.
Result<std::size_t> message_slot(const Parameters& sent, const std::string& where) {
    const bool request = sent[Parameters::request].has_value();
    const bool response = sent[Parameters::response].has_value();
    if (request && response) return Error{Fault::malformed, where, "both SAMLRequest and SAMLResponse were sent"};
    if (!request && !response) return Error{Fault::not_found, where, "neither SAMLRequest nor SAMLResponse was sent"};
    return std::size_t(request ? Parameters::request : Parameters::response);
}

Result<std::string> decode(const Parameter& parameter, const std::string& where) {
    auto octets = crypto::base64_decode(parameter.value);
    if (!octets) return Error{octets.error().fault, where, "not base64: " + octets.error().detail};
    if (octets->empty()) return Error{Fault::malformed, where, "the message is empty"};
    return octets;
}

std::optional<std::string> value_of(const std::optional<Parameter>& parameter) {
    return parameter ? std::optional(parameter->value) : std::nullopt;
}

Result<Parameters> read_limited(std::string_view encoded, const std::string& where, std::size_t max_octets) {
    if (encoded.size() / encoded_growth > max_octets + other_octets)
        return Error{Fault::too_large, where, "more than a message of " + std::to_string(max_octets) + " octets needs"};
    return Parameters::read(encoded, where);
}

/// saml-bindings-2.0 section 3.4.4.1: these names, in this order, each value in the octets that were sent.
std::string signed_octets(const Parameters& sent, std::size_t message) {
    std::string out;
    for (const std::size_t at : {message, std::size_t(Parameters::relay_state), std::size_t(Parameters::sig_alg)}) {
        if (!sent[at]) continue;
        if (!out.empty()) out += '&';
        out.append(Parameters::names[at]).append("=").append(sent[at]->raw);
    }
    return out;
}

Result<void> take_signature(Received& out, const Parameters& sent, std::size_t message) {
    const auto& algorithm = sent[Parameters::sig_alg];
    const auto& signature = sent[Parameters::signature];
    if (!algorithm && !signature) return {};
    if (!algorithm || !signature)
        return Error{Fault::invalid, "query", "SigAlg and Signature come together (saml-bindings-2.0 section 3.4.4.1)"};
    auto octets = crypto::base64_decode(signature->value);
    if (!octets) return Error{Fault::malformed, "query Signature", "not base64: " + octets.error().detail};
    out.signature_algorithm = algorithm->value;
    out.signature = std::move(*octets);
    out.signed_octets = signed_octets(sent, message);
    return {};
}

/// Of percent_encode's capital hexadecimal escapes.
void lower_escapes(std::string& text) {
    for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%', at + 3))
        for (std::size_t i = at + 1; i < at + 3; ++i)
            if (text[i] >= 'A' && text[i] <= 'F') text[i] = static_cast<char>(text[i] - 'A' + 'a');
}

} // namespace

Result<Received> read_post(std::string_view form_body, std::size_t max_octets) {
    const std::string where = "form";
    const auto sent = read_limited(form_body, where, max_octets);
    if (!sent) return sent.error();
    const auto slot = message_slot(*sent, where);
    if (!slot) return slot.error();
    Received out;
    out.parameter = Parameters::names[*slot];
    auto xml = decode(*(*sent)[*slot], where + " " + out.parameter);
    if (!xml) return xml.error();
    if (xml->size() > max_octets)
        return Error{Fault::too_large, where, "the message has more than " + std::to_string(max_octets) + " octets"};
    out.xml = std::move(*xml);
    out.relay_state = value_of((*sent)[Parameters::relay_state]);
    return out;
}

Result<Received> read_redirect(std::string_view query, std::size_t max_octets) {
    const std::string where = "query";
    const auto sent = read_limited(query, where, max_octets);
    if (!sent) return sent.error();
    const auto slot = message_slot(*sent, where);
    if (!slot) return slot.error();
    const auto& encoding = (*sent)[Parameters::encoding];
    if (encoding && encoding->value != deflate_encoding)
        return Error{Fault::unsupported, "query SAMLEncoding", "the only encoding is DEFLATE"};
    Received out;
    out.parameter = Parameters::names[*slot];
    const auto deflated = decode(*(*sent)[*slot], where + " " + out.parameter);
    if (!deflated) return deflated.error();
    auto xml = inflate_raw(*deflated, max_octets);
    if (!xml) return Error{xml.error().fault, where + " " + out.parameter, describe(xml.error())};
    out.xml = std::move(*xml);
    out.relay_state = value_of((*sent)[Parameters::relay_state]);
    const auto signature = take_signature(out, *sent, *slot);
    if (!signature) return signature.error();
    return out;
}

Result<void> verify_redirect(const Received& message, const crypto::PublicKey& key, bool allow_sha1) {
    if (!message.signature || !message.signature_algorithm)
        return Error{Fault::not_found, "query Signature", "the query is not signed"};
    const auto hash = xml::signature_hash(*message.signature_algorithm);
    if (!hash || (*hash == crypto::Hash::sha1 && !allow_sha1))
        return Error{Fault::unsupported, "query SigAlg",
                     "the algorithm is not admitted: " + message.signature_algorithm->substr(0, 200)};
    if (!key || !key.is_rsa()) return Error{Fault::unsupported, "query Signature", "the key is not an RSA key"};
    if (key.verify(*hash, message.signed_octets, *message.signature)) return {};
    return Error{Fault::bad_signature, "query Signature", "the signature does not verify over the query's octets"};
}

std::string encode_post(std::string_view xml) { return crypto::base64_encode(xml); }

std::string encode_redirect(std::string_view endpoint, std::string_view parameter, std::string_view xml,
                            const std::optional<std::string>& relay_state, const RedirectSigner* signer) {
    const auto escaped = [&](std::string_view text) {
        std::string out = percent_encode(text);
        if (signer && signer->lower_case_escapes) lower_escapes(out);
        return out;
    };
    std::string query(parameter);
    query += "=" + escaped(crypto::base64_encode(deflate_raw(xml)));
    if (relay_state) query += "&RelayState=" + escaped(*relay_state);
    if (signer) {
        const auto hash = xml::signature_hash(signer->algorithm);
        if (!hash) throw Failure({Fault::unsupported, "SigAlg", "cannot sign with " + signer->algorithm});
        query += "&SigAlg=" + escaped(signer->algorithm);
        query += "&Signature=" + escaped(crypto::base64_encode(signer->key->sign(*hash, query)));
    }
    std::string out(endpoint);
    out += query_separator(endpoint);
    return out += query;
}

} // namespace idpsim::saml
