/// The Redirect binding: its signature over the query's own octets, and what is deflated. Played on LogoutRequests.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/deflate.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/algorithms.hpp"

#include <algorithm>
#include <array>

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "redirect";
constexpr char before_signing[] = "ward 7", changed[] = "ward 8";

/// A query's parameters, each value in the octets that are sent.
struct Query {
    std::string endpoint;
    std::vector<std::pair<std::string, std::string>> raw;

    std::string value(std::string_view name) const {
        const auto found = std::ranges::find(raw, name, &std::pair<std::string, std::string>::first);
        return found == raw.end() ? "" : found->second;
    }
    void remove(std::string_view name) {
        std::erase_if(raw, [&](const auto& one) { return one.first == name; });
    }
    void set(const std::string& name, std::string octets) {
        const auto found = std::ranges::find(raw, name, &std::pair<std::string, std::string>::first);
        if (found == raw.end()) raw.emplace_back(name, std::move(octets));
        else found->second = std::move(octets);
    }
    std::string text() const {
        std::string out;
        for (const auto& [name, octets] : raw) out += (out.empty() ? "" : "&") + name + "=" + octets;
        return out;
    }
};

Query query_of(const HttpRequest& delivery) {
    if (delivery.method != "GET") throw Failure(Error{Fault::script, "fault", "the message was to go by Redirect"});
    Query out;
    const auto mark = delivery.url.find('?');
    out.endpoint = delivery.url.substr(0, mark);
    for (const std::string_view pair : split(std::string_view(delivery.url).substr(mark + 1), '&')) {
        const auto equals = pair.find('=');
        out.raw.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return out;
}

std::string xml_of(const HttpRequest& delivery) {
    return saml::read_redirect(std::string_view(delivery.url).substr(delivery.url.find('?') + 1)).value().xml;
}

std::string deflated(std::string_view xml) { return percent_encode(crypto::base64_encode(saml::deflate_raw(xml))); }

std::string about_victim(const std::string& xml, const Attack& attack) { return replace_all(xml, attack.email, attack.victim); }

/// Those of `names` that are there, in that order.
std::string signed_text(const Query& query, std::initializer_list<std::string_view> names) {
    std::string out;
    for (const std::string_view name : names)
        for (const auto& [is, octets] : query.raw)
            if (is == name) {
                out += (out.empty() ? "" : "&") + is + "=" + octets;
                break;
            }
    return out;
}

void sign_text(Query& query, const std::string& text, const Attack& attack, crypto::Hash hash = crypto::Hash::sha256) {
    query.remove("Signature");
    query.set("Signature", percent_encode(crypto::base64_encode(attack.idp.key.sign(hash, text))));
}

/// As the binding has it.
void sign(Query& query, const Attack& attack) {
    sign_text(query, signed_text(query, {"SAMLRequest", "RelayState", "SigAlg"}), attack);
}

/// SAMLRequest, RelayState, SigAlg, Signature.
void order(Query& query, std::initializer_list<std::string_view> names) {
    Query out{query.endpoint, {}};
    for (const std::string_view name : names)
        for (const auto& one : query.raw)
            if (one.first == name) out.raw.push_back(one);
    query = out;
}

using QueryEdit = std::function<void(Query& query, const std::string& xml, const Attack&)>;

/// The query gives way to what `edit` makes of it.
Change query(QueryEdit edit) {
    return delivered([edit](HttpRequest& delivery, const Attack& attack) {
        Query sent = query_of(delivery);
        sent.set("SigAlg", percent_encode(alg::rsa_sha256));
        const std::string xml = xml_of(delivery);
        edit(sent, xml, attack);
        delivery.url = sent.endpoint + "?" + sent.text();
    });
}

void put_relay_state(Query& query, const std::string& octets) {
    query.remove("RelayState");
    query.raw.emplace_back("RelayState", octets);
    order(query, {"SAMLRequest", "RelayState", "SigAlg", "Signature"});
}

std::string in_small_letters(std::string text) {
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at + 3))
        text.replace(at, 3, to_lower(text.substr(at, 3)));
    return text;
}
void escapes_in_small_letters(Query& query) {
    for (auto& [name, octets] : query.raw) octets = in_small_letters(octets);
}
void escapes_in_capitals(Query& query) {
    for (auto& [name, octets] : query.raw) octets = percent_encode(percent_decode(octets).value());
}

/// What is deflated gives way to these octets, and is signed.
Change stream(std::function<std::string(const std::string& xml)> write) {
    return query([write](Query& query, const std::string& xml, const Attack& attack) {
        query.set("SAMLRequest", percent_encode(crypto::base64_encode(write(xml))));
        sign(query, attack);
    });
}

/// A block of DEFLATE that is not compressed (RFC 1951 section 3.2.4).
std::string stored_block(const std::string& octets, bool last) {
    const auto size = static_cast<unsigned>(octets.size());
    const std::array<unsigned, 5> head{last ? 1u : 0u, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff};
    std::string out;
    for (const unsigned octet : head) out += static_cast<char>(octet);
    return out + octets;
}

/// RFC 1950: two octets before, a checksum behind.
std::string with_zlib_frame(const std::string& xml) {
    unsigned a = 1, b = 0;
    for (const char c : xml) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    std::string out = "\x78\x9c" + saml::deflate_raw(xml);
    for (const unsigned octet : {b >> 8, b & 0xff, a >> 8, a & 0xff}) out += static_cast<char>(octet);
    return out;
}

std::string bomb(const std::string& xml) { return saml::deflate_raw(xml + std::string(16u << 20, ' ')); }

/// A LogoutResponse of the IdP's, as anybody gets one who logs out.
std::string signed_response(const Attack& attack) {
    saml::LogoutResponse out;
    out.id = forged_id;
    out.issue_instant = attack.now;
    out.issuer = attack.idp_entity_id;
    out.status.code = saml::status_success;
    return saml::write_logout_response(out);
}

/// The signature is one of a LogoutResponse beside the LogoutRequest.
void two_messages(Query& query, const std::string& xml, const Attack& attack) {
    query.raw = {{"SAMLResponse", deflated(signed_response(attack))}, {"SigAlg", percent_encode(alg::rsa_sha256)}};
    sign_text(query, query.text(), attack);
    query.raw.insert(query.raw.begin(), {"SAMLRequest", deflated(xml)});
}

/// A signed message about somebody else, and beside it one about the person under another name.
QueryEdit beside_signed(std::string name) {
    return [name](Query& query, const std::string& xml, const Attack& attack) {
        query.set("SAMLRequest", deflated(about_victim(xml, attack)));
        query.remove("RelayState");
        sign(query, attack);
        query.raw.emplace_back(name, deflated(xml));
    };
}

/// A RelayState that holds a whole message: escaped where it was signed, bare where it is sent.
void message_in_relay_state(Query& query, const std::string& xml, const Attack& attack) {
    query.set("SAMLRequest", deflated(about_victim(xml, attack)));
    const std::string inner = "x&SAMLRequest=" + deflated(xml);
    put_relay_state(query, percent_encode(inner));
    sign(query, attack);
    put_relay_state(query, inner);
}

/// HTTP-POST-SimpleSign: a signature beside the form's message, which this endpoint does not know.
void simple_sign(HttpRequest& delivery, const Attack& attack) {
    const std::string xml = xml_of(delivery);
    const std::string algorithm(alg::rsa_sha256);
    const std::string text = "SAMLRequest=" + xml + "&SigAlg=" + algorithm;
    const std::string signature = crypto::base64_encode(attack.idp.key.sign(crypto::Hash::sha256, text));
    delivery.url = delivery.url.substr(0, delivery.url.find('?'));
    delivery.method = "POST";
    delivery.body = write_form({{"SAMLRequest", crypto::base64_encode(xml)}, {"SigAlg", algorithm}, {"Signature", signature}});
    set_header(delivery.headers, "Content-Type", "application/x-www-form-urlencoded");
}

void signed_inside_alone(Query& query, const std::string& xml, const Attack& attack) {
    const std::string inside = saml::write_signed(xml, attack.idp.key, crypto::Hash::sha256, attack.idp.certificate.base64());
    query.raw = {{"SAMLRequest", deflated(inside)}};
}

QueryEdit algorithm(std::string uri, bool sign_again) {
    return [uri, sign_again](Query& query, const std::string&, const Attack& attack) {
        query.set("SigAlg", percent_encode(uri));
        if (sign_again) sign(query, attack);
    };
}

void signed_by_sha1(Query& query, const std::string&, const Attack& attack) {
    query.set("SigAlg", percent_encode(alg::rsa_sha1));
    sign_text(query, signed_text(query, {"SAMLRequest", "RelayState", "SigAlg"}), attack, crypto::Hash::sha1);
}

void without_algorithm(Query& query, const std::string&, const Attack& attack) {
    query.remove("SigAlg");
    sign_text(query, signed_text(query, {"SAMLRequest", "RelayState"}), attack, crypto::Hash::sha1);
}

void in_another_order(Query& query, const std::string&, const Attack& attack) {
    query.remove("Signature");
    order(query, {"SigAlg", "RelayState", "SAMLRequest"});
    sign_text(query, query.text(), attack);
}

SamlFault redirected(std::string_view id, std::string_view sentence, Must must, Change change) {
    return SamlFault{id, theme, sentence, must, std::move(change), Applies::always, Bends::logout_request};
}

/// Signed with one RelayState ("" for none), sent with another.
Change relay_state(std::string signed_with, std::string sent) {
    return query([signed_with, sent](Query& query, const std::string&, const Attack& attack) {
        if (!signed_with.empty()) put_relay_state(query, signed_with);
        sign(query, attack);
        if (sent.empty()) query.remove("RelayState");
        else put_relay_state(query, sent);
    });
}

std::vector<SamlFault> signature_rows() {
    using enum Must;
    const std::string ward = percent_encode(before_signing), other = percent_encode(changed);
    return {
        redirected("red-no-signature", "neither SigAlg nor Signature", refuse, query([](Query& query, const std::string&, const Attack&) {
                       query.remove("SigAlg");
                       query.remove("Signature");
                   })),
        redirected("red-embedded-sig-only", "signed inside the XML alone", refuse, query(signed_inside_alone)),
        redirected("red-sig-tampered-relaystate", "RelayState is another one than was signed", refuse, relay_state(ward, other)),
        redirected("red-relaystate-added", "a RelayState where none was signed", refuse, relay_state("", ward)),
        redirected("red-relaystate-removed", "no RelayState where one was signed", refuse, relay_state(ward, "")),
        redirected("red-relaystate", "a RelayState that is signed", accept, relay_state(ward, ward)),
        redirected("red-plus", "a RelayState whose blank is a plus, as it was signed", accept, relay_state("ward+7", "ward+7")),
        redirected("red-plus-vs-20", "a plus where %20 was signed", refuse, relay_state("ward%207", "ward+7")),
        redirected("red-param-order", "the parameters the other way round, signed in the binding's order", accept,
                   query([](Query& query, const std::string&, const Attack& attack) {
                       sign(query, attack);
                       order(query, {"Signature", "SigAlg", "RelayState", "SAMLRequest"});
                   })),
        redirected("red-signed-other-order", "signed in the order in which it is sent", refuse, query(in_another_order)),
        redirected("red-reencoded", "signed and sent with small letters in the escapes", accept,
                   query([](Query& query, const std::string&, const Attack& attack) {
                       escapes_in_small_letters(query);
                       sign(query, attack);
                   })),
        redirected("red-reencoded-uppercase", "signed with small letters in the escapes, sent with capitals", refuse,
                   query([](Query& query, const std::string&, const Attack& attack) {
                       escapes_in_small_letters(query);
                       sign(query, attack);
                       escapes_in_capitals(query);
                   })),
        redirected("red-sigalg-swap", "SigAlg says rsa-sha1 after signing", refuse, query(algorithm(alg::rsa_sha1, false))),
        redirected("red-sigalg-swap-hmac", "SigAlg says HMAC after signing", refuse,
                   query(algorithm("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", false))),
        redirected("red-sigalg-unknown", "an algorithm that nobody knows", refuse, query(algorithm("urn:x", true))),
        redirected("red-sigalg-sha1", "signed by rsa-sha1", policy, query(signed_by_sha1)),
        redirected("red-sigalg-missing", "signed by rsa-sha1 and no SigAlg", refuse, query(without_algorithm)),
        redirected("red-sigalg-twice", "two SigAlgs", refuse, query([](Query& query, const std::string&, const Attack& attack) {
                       sign(query, attack);
                       query.raw.emplace_back("SigAlg", percent_encode(alg::rsa_sha512));
                   })),
        redirected("red-key-other", "signed with a key that is not the IdP's", refuse,
                   query([](Query& query, const std::string&, const Attack& attack) {
                       const std::string text = signed_text(query, {"SAMLRequest", "RelayState", "SigAlg"});
                       query.set("Signature", percent_encode(crypto::base64_encode(attack.stranger.sign(crypto::Hash::sha256, text))));
                   })),
        redirected("red-signature-base64-variants", "the Signature in the alphabet for URLs", policy,
                   query([](Query& query, const std::string&, const Attack&) {
                       const std::string base64 = percent_decode(query.value("Signature")).value();
                       query.set("Signature", percent_encode(replace_all(replace_all(base64, "+", "-"), "/", "_")));
                   })),
    };
}

std::vector<SamlFault> message_rows() {
    using enum Must;
    return {
        redirected("red-double-encoded", "SAMLRequest is escaped twice", refuse, query([](Query& query, const std::string&, const Attack& attack) {
                       query.set("SAMLRequest", percent_encode(query.value("SAMLRequest")));
                       sign(query, attack);
                   })),
        redirected("red-two-messages", "the signature is a SAMLResponse's beside it", refuse, query(two_messages)),
        redirected("red-two-samlrequest", "SAMLRequest twice, the first one signed", refuse, query(beside_signed("SAMLRequest"))),
        redirected("red-param-case", "beside it a message as samlrequest", refuse, query(beside_signed("samlrequest"))),
        redirected("red-param-nul", "beside it a message as SAMLRequest and a zero octet", refuse, query(beside_signed("SAMLRequest%00"))),
        redirected("red-fragment-injection", "a RelayState that holds a message of its own", refuse, query(message_in_relay_state)),
        redirected("red-simplesign", "posted, with the signature in the form", refuse, delivered(simple_sign)),
        redirected("red-cross-endpoint-replay", "signed for another service provider", refuse, before([](Node root, const Attack&) {
                       put_attribute(root, "Destination", "https://other-sp.example/slo");
                   })),
        redirected("infl-bomb-signed", "sixteen megabytes, deflated and signed", survive, stream(bomb)),
        redirected("combo-redirect-slo-wrap-bomb", "sixteen megabytes, deflated and not signed", survive,
                   query([](Query& query, const std::string& xml, const Attack&) {
                       query.raw = {{"SAMLRequest", percent_encode(crypto::base64_encode(bomb(xml)))}};
                   })),
        redirected("infl-zlib-header", "deflated with zlib's frame", policy, stream(with_zlib_frame)),
        redirected("infl-trailing", "octets behind what is deflated", refuse, stream([](const std::string& xml) {
                       return saml::deflate_raw(xml) + "more";
                   })),
        redirected("infl-truncated", "a stream that breaks off behind the document", refuse, stream([](const std::string& xml) {
                       return stored_block(xml, false);
                   })),
        redirected("infl-stored-block", "a block that is not compressed", accept, stream([](const std::string& xml) {
                       return stored_block(xml, true);
                   })),
    };
}

} // namespace

std::vector<SamlFault> redirect_faults() {
    std::vector<SamlFault> out = signature_rows();
    for (SamlFault& one : message_rows()) out.push_back(std::move(one));
    return out;
}

} // namespace idpsim::engine::faults
