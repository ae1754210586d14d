/// The Redirect binding: readers of the query that take another text for what was signed, or another message for the
/// signed one.
#include "simulator/mutants/mutant.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/deflate.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <initializer_list>
#include <memory>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view played = "negative/redirect";

/// A query as it was sent: names, and values in their own octets.
struct Raw {
    std::vector<std::pair<Text, Text>> pairs;

    const Text* find(std::string_view name) const {
        const auto found = std::ranges::find(pairs, name, &std::pair<Text, Text>::first);
        return found == pairs.end() ? nullptr : &found->second;
    }
    const Text* last(std::string_view name) const {
        const Text* out = nullptr;
        for (const auto& [is, octets] : pairs)
            if (is == name) out = &octets;
        return out;
    }
};

Raw raw_query(const HttpRequest& request) {
    Raw out;
    const auto mark = request.url.find('?');
    if (mark == Text::npos) return out;
    for (const std::string_view pair : split(std::string_view(request.url).substr(mark + 1), '&')) {
        const auto equals = std::min(pair.find('='), pair.size());
        out.pairs.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
    }
    return out;
}

/// The parameters of `names` that are there, in that order.
Text joined(const Raw& raw, std::initializer_list<std::string_view> names) {
    Text out;
    for (const std::string_view name : names)
        if (const Text* octets = raw.find(name)) out += (out.empty() ? "" : "&") + Text(name) + "=" + *octets;
    return out;
}
Text by_the_book(const Raw& raw) { return joined(raw, {"SAMLRequest", "RelayState", "SigAlg"}); }

/// What such a reader makes of a query.
struct Reading {
    Text message;               ///< the SAMLRequest that is processed, in a query's octets
    Text signed_text;           ///< what the signature has to be over
    crypto::Hash hash = crypto::Hash::sha256;
};

Result<void> verify_text(const Reading& reading, const Text& signature, const xml::VerifyPolicy& policy) {
    const auto octets = crypto::base64_decode(signature);
    for (const crypto::PublicKey& key : policy.keys)
        if (octets && key.verify(reading.hash, reading.signed_text, *octets)) return {};
    return Error{Fault::bad_signature, "query Signature", "it does not verify"};
}

/// A product that reads signed queries by `read`; nothing means that it reads this one as it should.
void read_queries(SpBehaviour& b, std::function<std::optional<Reading>(const Raw&)> read) {
    struct State {
        std::optional<Reading> reading;
        Text signature;
    };
    const auto state = std::make_shared<State>();
    b.before = [read, state](HttpRequest& request) -> std::optional<HttpResponse> {
        state->reading.reset();
        if (request.method != "GET" || request.url.find("/slo?") == Text::npos) return std::nullopt;
        const Raw raw = raw_query(request);
        const Text* signature = raw.find("Signature");
        if (!signature || !raw.find("SAMLRequest")) return std::nullopt;
        state->reading = read(raw);
        if (!state->reading) return std::nullopt;
        state->signature = percent_decode(*signature).value();
        request.url = request.url.substr(0, request.url.find('?')) + "?SAMLRequest=" + state->reading->message +
                      "&SigAlg=" + percent_encode(alg::rsa_sha256) + "&Signature=" + *signature;
        return std::nullopt;
    };
    b.logout.verify_query = [state](const saml::Received& message, const xml::VerifyPolicy& policy) {
        return state->reading ? verify_text(*state->reading, state->signature, policy) : sp::verify_query(message, policy);
    };
}

template <auto SignedText> void signature_over(SpBehaviour& b) {
    read_queries(b, [](const Raw& raw) { return Reading{*raw.find("SAMLRequest"), SignedText(raw)}; });
}

Text encoded_anew(const Raw& raw, bool small_letters) {
    Text out;
    for (const char* name : {"SAMLRequest", "RelayState", "SigAlg"}) {
        const Text* octets = raw.find(name);
        if (!octets) continue;
        Text value = percent_encode(percent_decode(*octets, true).value());
        for (auto at = value.find('%'); small_letters && at != Text::npos; at = value.find('%', at + 3)) value.replace(at, 3, to_lower(value.substr(at, 3)));
        out += (out.empty() ? "" : "&") + Text(name) + "=" + value;
    }
    return out;
}
Text in_capitals(const Raw& raw) { return encoded_anew(raw, false); }
Text in_small_letters(const Raw& raw) { return encoded_anew(raw, true); }
Text without_relay_state(const Raw& raw) { return joined(raw, {"SAMLRequest", "SigAlg"}); }
Text as_sent(const Raw& raw) {
    Text out;
    for (const auto& [name, octets] : raw.pairs)
        if (name != "Signature") out += (out.empty() ? "" : "&") + name + "=" + octets;
    return out;
}
Text by_its_own_algorithm(const Raw& raw) {
    return joined(raw, {"SAMLRequest", "RelayState"}) + "&SigAlg=" + percent_encode(alg::rsa_sha256);
}
Text response_beside(const Raw& raw) { return raw.find("SAMLResponse") ? joined(raw, {"SAMLResponse", "RelayState", "SigAlg"}) : by_the_book(raw); }

void algorithm_default(SpBehaviour& b) {
    read_queries(b, [](const Raw& raw) -> std::optional<Reading> {
        if (raw.find("SigAlg")) return std::nullopt;
        return Reading{*raw.find("SAMLRequest"), joined(raw, {"SAMLRequest", "RelayState"}), crypto::Hash::sha1};
    });
}
void embedded_is_enough(SpBehaviour& b) {
    b.logout.verify_query = [](const saml::Received& message, const xml::VerifyPolicy& policy) -> Result<void> {
        if (message.signature) return sp::verify_query(message, policy);
        const auto document = xml::Document::parse(message.xml);
        if (!document) return document.error();
        const auto verified = xml::verify_enveloped(*document, document->root(), policy);
        return verified ? Result<void>() : Result<void>(verified.error());
    };
}
void last_message(SpBehaviour& b) {
    read_queries(b, [](const Raw& raw) { return Reading{*raw.last("SAMLRequest"), by_the_book(raw)}; });
}
/// Names without case, and as far as a C string goes; the last one counts.
void names_loosely(SpBehaviour& b) {
    read_queries(b, [](const Raw& raw) {
        Text message;
        for (const auto& [name, octets] : raw.pairs)
            if (to_lower(name.substr(0, name.find("%00"))) == "samlrequest") message = octets;
        return Reading{message, by_the_book(raw)};
    });
}
/// RelayState goes on to the next parameter of the binding: what it holds was signed escaped.
void relay_state_to_the_end(SpBehaviour& b) {
    read_queries(b, [](const Raw& raw) -> std::optional<Reading> {
        const Text* relay_state = raw.find("RelayState");
        if (!relay_state || raw.find("SAMLRequest") == raw.last("SAMLRequest")) return std::nullopt;
        const Text whole = *relay_state + "&SAMLRequest=" + *raw.last("SAMLRequest");
        return Reading{*raw.last("SAMLRequest"), "SAMLRequest=" + *raw.find("SAMLRequest") + "&RelayState=" + percent_encode(whole) + "&SigAlg=" + *raw.find("SigAlg")};
    });
}
void decoded_twice(SpBehaviour& b) {
    read_queries(b, [](const Raw& raw) { return Reading{percent_encode(percent_decode(percent_decode(*raw.find("SAMLRequest")).value()).value()), by_the_book(raw)}; });
}

// --- what is deflated

Text stream_of(const Text& octets) {
    const auto base64 = percent_decode(octets);
    const auto stream = base64 ? crypto::base64_decode(*base64) : Result<Text>(Text());
    return stream ? *stream : Text();
}

/// What would have been inflated gives way to what `mend` makes of the stream.
void inflate_by(SpBehaviour& b, std::function<Text(Text stream)> mend) {
    read_queries(b, [mend](const Raw& raw) {
        return Reading{percent_encode(crypto::base64_encode(mend(stream_of(*raw.find("SAMLRequest"))))), by_the_book(raw)};
    });
}
void trailing_ignored(SpBehaviour& b) {
    inflate_by(b, [](Text stream) {
        for (Text cut = stream; cut.size() + 16 > stream.size() && !cut.empty(); cut.pop_back())
            if (saml::inflate_raw(cut, 1u << 20)) return cut;
        return stream;
    });
}
/// A stream that breaks off is as good as one that ends there.
void truncated_ok(SpBehaviour& b) {
    inflate_by(b, [](Text stream) {
        if (!saml::inflate_raw(stream, 1u << 20) && !stream.empty()) stream.front() = '\x01';
        return stream;
    });
}
std::optional<HttpResponse> of_message(const HttpRequest& request, std::function<std::optional<HttpResponse>(const Text& stream)> judge) {
    const Raw raw = request.url.find("/slo?") == Text::npos ? Raw{} : raw_query(request);
    const Text* message = raw.find("SAMLRequest");
    return message ? judge(stream_of(*message)) : std::nullopt;
}
void cap_after_inflating(SpBehaviour& b) {
    b.before = [](HttpRequest& request) {
        return of_message(request, [](const Text& stream) -> std::optional<HttpResponse> {
            const auto all = saml::inflate_raw(stream, 64u << 20);
            if (all && all->size() > (1u << 20)) return text_response(500, "Out of memory.");
            return std::nullopt;
        });
    };
}
void stored_refused(SpBehaviour& b) {
    b.before = [](HttpRequest& request) {
        return of_message(request, [](const Text& stream) -> std::optional<HttpResponse> {
            if (!stream.empty() && (stream.front() & 6) == 0) return text_response(403, "This message is not compressed.");
            return std::nullopt;
        });
    };
}

/// Takes a signature in the form's fields for one of the message.
void simple_sign(SpBehaviour& b) {
    const auto form_of = std::make_shared<Params>();
    b.before = [form_of](HttpRequest& request) -> std::optional<HttpResponse> {
        form_of->clear();
        if (request.method != "POST" || request.url.find("/slo") == Text::npos) return std::nullopt;
        if (const auto form = parse_form(request.body); form && find_param(*form, "Signature")) *form_of = *form;
        return std::nullopt;
    };
    b.verify = [form_of](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) -> Result<xml::Verified> {
        const auto message = crypto::base64_decode(find_param(*form_of, "SAMLRequest").value_or(""));
        if (form_of->empty() || !message) return xml::verify_enveloped(document, element, policy);
        const Reading reading{"", "SAMLRequest=" + *message + "&SigAlg=" + find_param(*form_of, "SigAlg").value_or("")};
        const auto verified = verify_text(reading, *find_param(*form_of, "Signature"), policy);
        if (!verified) return verified.error();
        const auto octets = xml::canonicalize(element);
        if (!octets) return octets.error();
        return xml::Verified{*octets, "", "", 0};
    };
}

constexpr Mutant table[] = {
    {"m-redirect-reencode", "encodes the query anew before it verifies", signature_over<in_capitals>, played},
    {"m-redirect-reencode-small", "encodes the query anew, escapes in small letters", signature_over<in_small_letters>, played},
    {"m-redirect-relaystate-unsigned", "leaves RelayState out of what is signed", signature_over<without_relay_state>, played},
    {"m-redirect-sent-order", "verifies the parameters in the order in which they came", signature_over<as_sent>, played},
    {"m-redirect-sigalg-unsigned", "goes by an algorithm of its own", signature_over<by_its_own_algorithm>, played},
    {"m-redirect-sigalg-any", "takes any algorithm for rsa-sha256, and the first of two", signature_over<by_the_book>, played},
    {"m-redirect-sigalg-default", "takes a missing SigAlg for rsa-sha1", algorithm_default, played},
    {"m-redirect-xml-sig-enough", "is content with a signature inside the XML", embedded_is_enough, played},
    {"m-redirect-two-messages", "verifies the SAMLResponse and processes the SAMLRequest", signature_over<response_beside>, played},
    {"m-redirect-last-message", "verifies the first SAMLRequest and processes the last", last_message, played},
    {"m-redirect-names-loosely", "takes parameters by names that are only like theirs", names_loosely, played},
    {"m-redirect-relaystate-to-end", "takes what stands behind RelayState for its part", relay_state_to_the_end, played},
    {"m-redirect-decoded-twice", "decodes escapes twice", decoded_twice, played},
    {"m-redirect-simplesign", "takes a signature in the form for one of the message", simple_sign, played},
    {"m-inflate-trailing-ok", "reads over octets behind the stream", trailing_ignored, played},
    {"m-inflate-truncated-ok", "takes what was inflated before the stream broke off", truncated_ok, played},
    {"m-inflate-after-cap", "looks at the size when all is inflated", cap_after_inflating, played},
    {"m-inflate-stored-refused", "does not know blocks that are not compressed", stored_refused, played},
};

} // namespace

std::span<const Mutant> redirect_mutants() { return table; }

} // namespace idpsim::mutants
