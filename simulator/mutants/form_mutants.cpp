/// Messages whose form is not quite right, mended before they are read.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/namespaces.hpp"
#include "src/core/text.hpp"

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view forms = "negative/envelope,negative/condition,negative/identity";

using Mend = std::function<void(pugi::xml_node root)>;

void put_missing(pugi::xml_node node, const char* name, const char* value) {
    if (!node.attribute(name)) node.append_attribute(name).set_value(value);
}

/// What verified (or, unsigned, what came), mended before it is read.
void mend(SpBehaviour& b, Mend change, bool envelope = false) {
    const auto mended = [change](const Text& octets) {
        pugi::xml_document parsed;
        if (!parsed.load_string(octets.c_str(), pugi::parse_default | pugi::parse_ws_pcdata)) return octets;
        change(parsed.document_element());
        return printed(parsed);
    };
    if (envelope) rewrite_request(b, [mended](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (!xml || xml->empty()) return;
        pugi::xml_document parsed;
        // A signed Response must reach the verifier as it is.
        if (!parsed.load_string(xml->c_str()) || parsed.document_element().find_child([](pugi::xml_node child) {
                return Text(child.name()).ends_with(":Signature");
            }))
            return;
        const Text changed = mended(*xml);
        become_post(request, crypto::base64_encode(changed));
    });
    b.verify = [mended](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        Result<xml::Verified> out = xml::verify_enveloped(document, element, policy);
        if (out) out->octets = mended(out->octets);
        return out;
    };
}

bool is_named(pugi::xml_node node, std::string_view local) {
    const Text name = node.name();
    return name == local || name.ends_with(":" + Text(local));
}
pugi::xml_node child(pugi::xml_node node, std::string_view local) {
    return node.find_child([local](pugi::xml_node one) { return is_named(one, local); });
}

void fill_in(pugi::xml_node root) {
    if (is_named(root, "Response")) {
        put_missing(root, "ID", "_none");
        put_missing(root, "Version", "2.0");
        put_missing(root, "IssueInstant", "2026-03-02T09:00:00Z");
        pugi::xml_node status = child(root, "Status");
        if (!status) status = root.append_child((Text(root.name()).substr(0, Text(root.name()).find(':') + 1) + "Status").c_str());
        if (!child(status, "StatusCode"))
            status.append_child((Text(root.name()).substr(0, Text(root.name()).find(':') + 1) + "StatusCode").c_str())
                .append_attribute("Value").set_value("urn:oasis:names:tc:SAML:2.0:status:Success");
    }
    const pugi::xml_node issuer = child(root, "Issuer");
    pugi::xml_node assertion = child(root, "Assertion");
    if (issuer && assertion && !child(assertion, "Issuer")) assertion.prepend_copy(issuer);
}

void times_are_optional(pugi::xml_node root) {
    for (const pugi::xpath_node one : root.select_nodes("//@NotOnOrAfter"))
        if (!parse_instant(one.attribute().value())) one.attribute().set_value("2099-01-01T00:00:00Z");
}

/// Of several elements where one belongs, the first or the last is kept.
template <bool Last> void one_of_several(pugi::xml_node root) {
    for (const char* name : {"Issuer", "Status", "StatusCode", "Conditions", "NameID", "AuthnContextClassRef"}) {
        const Text path = "//*[local-name()='" + Text(name) + "']";
        for (const pugi::xpath_node one : root.select_nodes(path.c_str())) {
            const pugi::xml_node next = one.node().next_sibling();
            if (next && Text(next.name()) == one.node().name() && is_named(next, name)) {
                one.node().parent().remove_child(Last ? one.node() : next);
                break;
            }
        }
    }
}

void no_empty_restriction(pugi::xml_node root) {
    for (const pugi::xpath_node one : root.select_nodes("//*[local-name()='AudienceRestriction'][not(*)]"))
        one.node().parent().remove_child(one.node());
}

template <auto Change> void mended_by(SpBehaviour& b) { mend(b, Change); }
void mandatory_optional(SpBehaviour& b) { mend(b, fill_in, true); }
void empty_restriction_is_none(SpBehaviour& b) {
    leave_out(b, {"conditions.audience"});
    mend(b, no_empty_restriction);
}

/// Names the person by the attribute when there is no Subject.
void subject_optional(SpBehaviour& b) {
    leave_out(b, {"subject.bearer", "subject.recipient", "subject.not_on_or_after", "subject.not_before", "subject.in_response_to"});
    mend(b, [](pugi::xml_node root) {
        pugi::xml_node assertion = is_named(root, "Assertion") ? root : child(root, "Assertion");
        if (!assertion || child(assertion, "Subject")) return;
        const Text prefix = Text(assertion.name()).substr(0, Text(assertion.name()).find(':') + 1);
        const Text email = assertion.select_node(".//*[@Name='email']/*").node().text().get();
        pugi::xml_node subject = assertion.append_child((prefix + "Subject").c_str());
        subject.append_child((prefix + "NameID").c_str()).text().set(email.c_str());
    });
}

/// A Response is whatever has its parts; nobody checks that they were signed so.
void form_ignored(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (!xml || xml->empty()) return;
        Text changed = replace_all(*xml, ":LogoutResponse", ":Response");
        changed = replace_all(replace_all(changed, "<x:Wrapper xmlns:x=\"urn:example:extension\">", ""), "</x:Wrapper>", "");
        become_post(request, crypto::base64_encode(changed));
    });
    b.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) -> Result<xml::Verified> {
        if (!element.child(ns::ds, "Signature")) return xml::verify_enveloped(document, element, policy);
        const auto octets = xml::canonicalize(element);
        if (!octets) return octets.error();
        return xml::Verified{*octets, "", "", 0};
    };
}

constexpr Mutant table[] = {
    {"m-mandatory-optional", "fills in what is mandatory and missing", mandatory_optional, "negative/envelope"},
    {"m-time-parse-fail-open", "takes a time that is none for no limit", mended_by<times_are_optional>, "negative/subject"},
    {"m-first-of-several", "takes the first of what may stand once", mended_by<one_of_several<false>>, forms},
    {"m-last-of-several", "takes the last of what may stand once", mended_by<one_of_several<true>>, forms},
    {"m-aud-empty-ok", "takes an empty AudienceRestriction for none", empty_restriction_is_none, "negative/condition"},
    {"m-subject-optional", "needs no Subject", subject_optional, "negative/identity"},
    {"m-form-ignored", "takes whatever has the parts of a Response for one", form_ignored, "negative/envelope"},
};

} // namespace

std::span<const Mutant> form_mutants() { return table; }

} // namespace idpsim::mutants
