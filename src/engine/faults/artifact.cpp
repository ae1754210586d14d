/// The Artifact binding: the reference that the browser brings, and what the IdP answers to it.
#include "src/engine/faults/edit.hpp"

#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/artifact.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "artifact";

SamlFault row(std::string_view id, std::string_view sentence, Must must, Change change) {
    return SamlFault{id, theme, sentence, must, std::move(change), Applies::always, Bends::artifact_response};
}

std::pair<std::string, Params> parts_of(const HttpRequest& delivery) {
    const auto mark = delivery.url.find('?');
    if (delivery.method != "GET" || mark == std::string::npos) throw Failure(Error{Fault::script, "fault", "no artifact was brought"});
    return {delivery.url.substr(0, mark), parse_form(std::string_view(delivery.url).substr(mark + 1)).value()};
}

/// The query's fields give way to what `edit` makes of them.
Change fields(std::function<void(Params&, const Attack&)> edit) {
    return delivered([edit](HttpRequest& delivery, const Attack& attack) {
        auto [endpoint, params] = parts_of(delivery);
        edit(params, attack);
        delivery.url = endpoint + "?" + write_form(params);
    });
}

/// The artifact is another one.
Change artifact(std::function<std::string(const std::string& was)> write) {
    return fields([write](Params& params, const Attack&) {
        for (auto& [name, value] : params)
            if (name == "SAMLart") value = write(value);
    });
}
Change artifact_part(std::function<void(saml::Artifact&)> change) {
    return artifact([change](const std::string& was) {
        saml::Artifact parts = saml::read_artifact(was).value();
        change(parts);
        return saml::write_artifact(parts);
    });
}

Change answered(std::function<void(HttpResponse&, const Attack&)> edit) {
    Change out;
    out.answered = std::move(edit);
    return out;
}

Change second_delivery() {
    Change out;
    out.twice = true;
    out.gives_twice = true;
    return out;
}

Node message_of(Node answer) { return child_named(answer, "Response"); }

/// Nothing but the ArtifactResponse's own signature vouches for what is inside.
void unsign_message(Node answer) { remove_all(message_of(answer), "Signature"); }

/// A signed envelope around what another IdP says.
void of_another_idp(Node answer, const Attack&) {
    unsign_message(answer);
    set_text(message_of(answer), "Issuer", "https://other-idp.example/saml");
}

Change changed_inside() {
    Change out = before([](Node answer, const Attack&) { unsign_message(answer); });
    out.after_signing = [](Node answer, const Attack& attack) { impersonate(answer, attack); };
    return out;
}
Change signed_by_stranger() {
    Change out = before([](Node answer, const Attack&) { unsign_message(answer); });
    out.after_signing = [](Node answer, const Attack& attack) { resign(answer, attack.stranger); };
    return out;
}

Change of_answer(const char* attribute, std::string value) {
    return before([attribute, value](Node answer, const Attack&) { put_attribute(answer, attribute, value); });
}

void by_post(HttpRequest& delivery, const Attack&) {
    const auto [endpoint, params] = parts_of(delivery);
    delivery.method = "POST";
    delivery.url = endpoint;
    delivery.body = write_form(params);
    set_header(delivery.headers, "Content-Type", "application/x-www-form-urlencoded");
}

} // namespace

std::vector<SamlFault> artifact_faults() {
    using enum Must;
    return {
        row("art-sourceid-unknown", "the artifact is of an issuer that nobody knows", refuse,
            artifact_part([](saml::Artifact& parts) { parts.source_id = std::string(20, 'x'); })),
        row("art-endpointindex", "the artifact names an endpoint that there is not", refuse,
            artifact_part([](saml::Artifact& parts) { parts.endpoint_index = 0xffff; })),
        row("art-type-other", "the artifact's type is 0x0005", refuse, artifact([](const std::string& was) {
                std::string octets = crypto::base64_decode(was).value();
                octets[1] = '\x05';
                return crypto::base64_encode(octets);
            })),
        row("art-cut", "the artifact breaks off", refuse, artifact([](const std::string& was) {
                return crypto::base64_encode(crypto::base64_decode(was).value().substr(0, 30));
            })),
        row("art-two-artifacts", "two artifacts", refuse, fields([](Params& params, const Attack&) {
                params.emplace_back("SAMLart", find_param(params, "SAMLart").value());
            })),
        row("art-beside-message", "a forged Response beside the artifact", refuse, fields([](Params& params, const Attack&) {
                params.emplace_back("SAMLResponse", "PHgvPg==");
            })),
        row("art-by-post", "the artifact comes in a form", accept, delivered(by_post)),
        row("art-replay", "the same artifact a second time, and the IdP gives its message again", refuse, second_delivery()),
        row("art-cross-idp", "the message that is fetched is another IdP's by its own word", refuse, before(of_another_idp)),
        row("art-inresponseto", "the ArtifactResponse answers another question", refuse,
            of_answer("InResponseTo", "_0123456789abcdef0123456789abcdef")),
        row("art-issuer-other", "the ArtifactResponse is another IdP's by its own word", refuse, before([](Node answer, const Attack&) {
                child_named(answer, "Issuer").text().set("https://other-idp.example/saml");
            })),
        row("art-status-failed", "the ArtifactResponse says Requester though a message is inside", refuse,
            before([](Node answer, const Attack&) {
                put_attribute(child_named(child_named(answer, "Status"), "StatusCode"), "Value", "urn:oasis:names:tc:SAML:2.0:status:Requester");
            })),
        row("art-no-message", "the ArtifactResponse is empty", refuse, before([](Node answer, const Attack&) { drop(message_of(answer)); })),
        row("art-bad-signature", "the signed ArtifactResponse names somebody else on the way", refuse, changed_inside()),
        row("art-key-other", "the ArtifactResponse is signed with a key that is not the IdP's", refuse, signed_by_stranger()),
        row("art-unsigned", "nothing is signed", refuse, after([](Node answer, const Attack&) { remove_all(answer, "Signature"); })),
        row("art-redirect-ars", "the IdP's answer is a redirect to another site", refuse, answered([](HttpResponse& answer, const Attack&) {
                answer = redirect_response("https://evil.example/resolve");
            })),
        row("art-soap-fault", "the IdP's answer is a SOAP Fault", refuse, answered([](HttpResponse& answer, const Attack&) {
                answer.status = 500;
                answer.body = saml::write_soap_fault("soap:Server", "out of order");
            })),
        row("art-empty", "the IdP's answer is empty", refuse, answered([](HttpResponse& answer, const Attack&) { answer.body.clear(); })),
        row("art-huge", "the IdP's answer has eight megabytes more", survive, answered([](HttpResponse& answer, const Attack&) {
                answer.body.insert(answer.body.find('<'), std::string(8u << 20, ' '));
            })),
    };
}

} // namespace idpsim::engine::faults
