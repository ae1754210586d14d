#include "simulator/sp/message.hpp"

#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::sp {
namespace {

Error cannot_be_opened() {
    return Error{Fault::refused, "encryption", "it does not open to what was expected with a key of this service provider"};
}

SignatureState look_at_signature(const LoginContext& login, const xml::Document& document, const xml::Element& element,
                                 const VerifyStep& verify) {
    SignatureState state;
    state.present = element.child(ns::ds, "Signature").has_value();
    // Asked even when no signature is there: whether that matters is the step's and the rules' business.
    if (login.policy) state.outcome = verify(document, element, *login.policy);
    return state;
}

/// Reads one message: what it says, in the order in which it may be believed.
class Reader {
public:
    Reader(LoginContext& login, const VerifyStep& verify, const DecryptStep& decrypt)
        : login_(login), verify_(verify), decrypt_(decrypt) {}

    void read(const xml::Element& root) {
        const std::vector<xml::Element> assertions = root.children(ns::saml, "Assertion");
        login_.assertions = assertions.size();
        login_.encrypted_assertions = root.children(ns::saml, "EncryptedAssertion").size();
        if (login_.choose_idp) login_.choose_idp(claimed_issuer(root));
        login_.response_signature = look_at_signature(login_, **login_.document, root, verify_);
        read_envelope(root);
        if (!assertions.empty()) read_plain(assertions.front());
        else if (login_.encrypted_assertions > 0) open_and_read(root);
    }

private:
    /// The octets of the Response that verified, as a document; nothing when its signature did not.
    std::optional<Result<xml::Document>> verified_response() const {
        if (!login_.response_signature.verified()) return std::nullopt;
        return xml::Document::parse((*login_.response_signature.outcome)->octets, message_limits);
    }

    void read_envelope(const xml::Element& as_sent) {
        const auto signed_part = verified_response();
        if (!signed_part) {
            login_.response = saml::read_response(as_sent);
        } else if (!*signed_part) {
            login_.response = signed_part->error();
        } else {
            login_.response = saml::read_response((*signed_part)->root());
            // The digested octets are without the signature itself.
            if (*login_.response) (*login_.response)->is_signed = true;
        }
    }

    void read_plain(const xml::Element& as_sent) {
        login_.assertion_signature = look_at_signature(login_, **login_.document, as_sent, verify_);
        if (read_what_is_signed()) return;
        const auto around = verified_response();
        if (!is_broken_inside() && around) {
            read_inside(*around);
        } else {
            login_.assertion_verified = login_.envelope_vouched && !is_broken_inside();
            take(as_sent);
        }
    }

    /// A signature that is there and does not verify taints what a signature around it would vouch for.
    bool is_broken_inside() const {
        return login_.assertion_signature.present && !login_.assertion_signature.verified();
    }

    /// The assertion from what its own signature covers, if that verified.
    bool read_what_is_signed() {
        if (!login_.assertion_signature.verified()) return false;
        const Result<xml::Document> part =
            xml::Document::parse((*login_.assertion_signature.outcome)->octets, message_limits);
        login_.assertion_verified = true;
        if (part) take(part->root());
        else login_.assertion = part.error();
        return true;
    }

    void read_inside(const Result<xml::Document>& response) {
        login_.assertion_verified = true;
        const std::optional<xml::Element> assertion =
            response ? response->root().child(ns::saml, "Assertion") : std::nullopt;
        if (assertion) take(*assertion);
        else login_.assertion = Error{Fault::invalid, "Response", "the signed octets hold no assertion"};
    }

    /// Nothing is opened for a Response whose own signature is bad.
    void open_and_read(const xml::Element& as_sent) {
        if (login_.response_signature.present && login_.policy && !login_.response_signature.verified()) return;
        if (!login_.decrypt_policy) return;
        const auto around = verified_response();
        if (around && !*around) return;
        const xml::Element root = around ? (*around)->root() : as_sent;
        const std::optional<xml::Element> container = root.child(ns::saml, "EncryptedAssertion");
        if (!container) return;
        login_.opened = decrypt_(*container, login_.decrypt_policy());
        if (*login_.opened) read_opened(around.has_value() || login_.envelope_vouched);
        // One answer, whether it did not open, holds no assertion, or one that nobody vouches for.
        if (login_.policy && !login_.assertion_verified && *login_.opened) login_.opened = cannot_be_opened();
    }

    void read_opened(bool vouched_around) {
        const Result<xml::Document> inside = xml::Document::parse((*login_.opened)->octets, message_limits);
        if (!inside || !inside->root().is(ns::saml, "Assertion")) {
            login_.opened = cannot_be_opened();
            return;
        }
        login_.assertion_signature = look_at_signature(login_, *inside, inside->root(), verify_);
        if (read_what_is_signed()) return;
        login_.assertion_verified = vouched_around && !is_broken_inside();
        if (login_.assertion_verified || !login_.policy) take(inside->root());
    }

    void take(const xml::Element& assertion) {
        login_.assertion = saml::read_assertion(assertion);
        saml::Assertion* read = *login_.assertion ? &**login_.assertion : nullptr;
        if (!read || !read->encrypted_id || !login_.decrypt_policy) return;
        if (login_.policy && !login_.assertion_verified) return;
        const std::optional<xml::Element> subject = assertion.child(ns::saml, "Subject");
        if (!subject) return;
        login_.opened_name_id = open_name_id(*subject, login_.decrypt_policy(), decrypt_);
        if (*login_.opened_name_id) read->name_id = **login_.opened_name_id;
    }

    LoginContext& login_;
    const VerifyStep& verify_;
    const DecryptStep& decrypt_;
};

} // namespace

std::string claimed_issuer(const xml::Element& message) {
    std::optional<xml::Element> issuer = message.child(ns::saml, "Issuer");
    const std::optional<xml::Element> assertion = message.child(ns::saml, "Assertion");
    if (!issuer && assertion) issuer = assertion->child(ns::saml, "Issuer");
    const Result<std::string> text = issuer ? issuer->text() : Result<std::string>(std::string());
    return text ? *text : std::string();
}

Result<saml::NameId> open_name_id(const xml::Element& parent, const xml::DecryptPolicy& policy,
                                  const DecryptStep& decrypt) {
    const std::optional<xml::Element> container = parent.child(ns::saml, "EncryptedID");
    if (!container) return Error{Fault::not_found, parent.xpath(), "there is no EncryptedID"};
    const Result<xml::Decrypted> opened = decrypt(*container, policy);
    if (!opened) return opened.error().fault == Fault::unsupported ? opened.error() : cannot_be_opened();
    const Result<xml::Document> inside = xml::Document::parse(opened->octets, message_limits);
    if (!inside || !inside->root().is(ns::saml, "NameID")) return cannot_be_opened();
    const xml::Element root = inside->root();
    const Result<std::string> value = root.text();
    if (!value) return cannot_be_opened();
    return saml::NameId{*value, root.attribute("Format"), root.attribute("NameQualifier"),
                        root.attribute("SPNameQualifier")};
}

void read_message(LoginContext& login, std::string_view xml, const AttributeMapping& mapping, const VerifyStep& verify,
                  const DecryptStep& decrypt) {
    login.document = xml::Document::parse(xml, message_limits);
    if (!*login.document) return;
    const xml::Element root = (*login.document)->root();
    login.root_is_response = root.is(ns::samlp, "Response");
    if (!login.root_is_response) return;
    Reader(login, verify, decrypt).read(root);
    if (login.assertion && *login.assertion) login.identity = read_identity(**login.assertion, mapping);
}

void read_request(LoginContext& login, const HttpRequest& request, const AttributeMapping& mapping,
                  const VerifyStep& verify, const DecryptStep& decrypt) {
    login.request = &request;
    login.received = saml::read_post(request.body, max_message_octets);
    if (*login.received) read_message(login, (*login.received)->xml, mapping, verify, decrypt);
}

} // namespace idpsim::sp
