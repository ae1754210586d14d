/// The Response around the assertion: version, ID, Issuer, Status, Destination, InResponseTo. All signed so by the IdP.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "envelope";

Change response_attribute(const char* attribute, std::string value) {
    return before([attribute, value](Node root, const Attack&) { put_attribute(root, attribute, value); });
}
Change response_attribute(const char* attribute, std::function<std::string(const Attack&)> value) {
    return before([attribute, value](Node root, const Attack& attack) { put_attribute(root, attribute, value(attack)); });
}
Change without(const char* attribute) {
    return before([attribute](Node root, const Attack&) { root.remove_attribute(attribute); });
}

Change destination(std::function<std::string(const std::string& acs)> write) {
    return response_attribute("Destination", [write](const Attack& attack) { return write(attack.acs_url); });
}

/// Of Response and Assertion alike.
Change issuer(std::function<std::string(const std::string& entity_id)> write) {
    return before([write](Node root, const Attack& attack) {
        set_text(root, "Issuer", write(attack.idp_entity_id));
    });
}

Node issuer_of(Node element) { return child_named(element, "Issuer"); }

Node status_of(Node root) { return child_named(root, "Status"); }
Node code_of(Node root) { return child_named(status_of(root), "StatusCode"); }

constexpr char responder[] = "urn:oasis:names:tc:SAML:2.0:status:Responder";

Change status_code(std::string value) {
    return before([value](Node root, const Attack&) { put_attribute(code_of(root), "Value", value); });
}

/// Another code inside the outer one.
Change nested_code(std::string outer, std::string inner) {
    return before([outer, inner](Node root, const Attack&) {
        Node code = code_of(root);
        put_attribute(code, "Value", outer);
        put_attribute(code.append_child(code.name()), "Value", inner);
    });
}

void fail_with_success_in_detail(Node root, const Attack&) {
    put_attribute(code_of(root), "Value", responder);
    const Node detail = add(status_of(root), "samlp:StatusDetail", ns::samlp);
    put_attribute(add(detail, "samlp:StatusCode", ns::samlp), "Value", saml::status_success);
}

std::string upper_host(const std::string& url) {
    const auto begin = url.find("://") + 3;
    std::string out = url;
    for (auto at = begin; at < out.size() && out[at] != '/'; ++at)
        if (out[at] >= 'a' && out[at] <= 'z') out[at] = static_cast<char>(out[at] - 'a' + 'A');
    return out;
}

std::string upper_path(const std::string& url) {
    std::string out = url;
    for (auto at = url.find('/', url.find("://") + 3); at < out.size(); ++at)
        if (out[at] >= 'a' && out[at] <= 'z') out[at] = static_cast<char>(out[at] - 'a' + 'A');
    return out;
}

std::string with_userinfo(const std::string& url) {
    const auto host = url.find("://") + 3;
    return url.substr(0, url.find('/', host)) + "@evil.example" + url.substr(url.find('/', host));
}

/// The two copies of the request's ID do not say the same; before signing, so both are the IdP's word.
Change in_response_to(const char* element, std::string value) {
    return before([element, value](Node root, const Attack&) { set_attribute(root, element, "InResponseTo", value); });
}

constexpr char other_request[] = "_0123456789abcdef0123456789abcdef";

/// The root gives way to another element around the same content.
Change root_named(const char* local) {
    return before([local](Node root, const Attack&) { root.set_name(beside(root, local).c_str()); });
}

} // namespace

std::vector<SamlFault> envelope_faults() {
    using enum Applies;
    const auto both_codes = [](std::string value) { return status_code(std::move(value)); };
    return {
        {"env-version-1.1", theme, "the Response's version is 1.1", Must::refuse, response_attribute("Version", std::string("1.1"))},
        {"env-version-2.1", theme, "the Response's version is 2.1", Must::refuse, response_attribute("Version", std::string("2.1"))},
        {"env-version-missing", theme, "the Response has no version", Must::refuse, without("Version")},
        {"env-no-id", theme, "the Response has no ID", Must::refuse, without("ID"), assertion_signed},
        {"env-id-empty", theme, "the assertion's ID is empty", Must::refuse,
         after([](Node root, const Attack& attack) {
             const Node assertion = assertion_of(root);
             put_attribute(assertion, "ID", "");
             set_attribute(assertion, "Reference", "URI", "#");
             seal_whole(child_named(assertion, "Signature"), attack.idp.key);
         }), assertion_signed},
        {"env-id-not-ncname", theme, "the assertion's ID begins with a digit", Must::policy,
         before([](Node root, const Attack&) {
             put_attribute(assertion_of(root), "ID", "7a");
             set_attribute(assertion_of(root), "Reference", "URI", "#7a");
         }), assertion_signed},
        {"env-no-issueinstant", theme, "the Response has no IssueInstant", Must::refuse, without("IssueInstant")},
        {"env-issueinstant-future", theme, "the Response was issued tomorrow", Must::policy,
         before([](Node root, const Attack&) {
             move_time(root, "Response", "IssueInstant", std::chrono::hours{24});
             move_time(root, "Assertion", "IssueInstant", std::chrono::hours{24});
         })},
        {"env-issueinstant-old", theme, "the Response was issued a year ago", Must::policy,
         before([](Node root, const Attack&) {
             move_time(root, "Response", "IssueInstant", -std::chrono::hours{24 * 365});
             move_time(root, "Assertion", "IssueInstant", -std::chrono::hours{24 * 365});
         })},
        {"env-root-wrong-type", theme, "the root is a LogoutResponse", Must::refuse, root_named("LogoutResponse")},
        {"env-no-assertion", theme, "Success without an assertion", Must::refuse,
         before([](Node root, const Attack&) { drop(assertion_of(root)); })},
        {"env-assertion-nested", theme, "the only assertion stands in another element", Must::refuse,
         before([](Node root, const Attack&) {
             move_into(add(root, "x:Wrapper", "urn:example:extension"), assertion_of(root));
         }), response_signed},
        {"env-unknown-child", theme, "an unknown element in the Response", Must::policy,
         before([](Node root, const Attack&) { add_before(status_of(root), "x:Unknown", "urn:example:extension"); })},

        {"iss-response-missing-signed", theme, "the signed Response has no Issuer", Must::refuse,
         before([](Node root, const Attack&) { drop(issuer_of(root)); }), response_signed},
        {"iss-response-missing-unsigned", theme, "the unsigned Response has no Issuer", Must::accept,
         before([](Node root, const Attack&) { drop(issuer_of(root)); }), assertion_signed},
        {"iss-assertion-missing", theme, "the assertion has no Issuer", Must::refuse,
         before([](Node root, const Attack&) { drop(issuer_of(assertion_of(root))); })},
        {"iss-response-other", theme, "the Response's Issuer is another IdP", Must::refuse,
         before([](Node root, const Attack&) { issuer_of(root).text().set("https://other-idp.example/saml"); })},
        {"iss-assertion-other", theme, "the assertion's Issuer is another IdP", Must::refuse,
         before([](Node root, const Attack&) { issuer_of(assertion_of(root)).text().set("https://other-idp.example/saml"); })},
        {"iss-case", theme, "the Issuer's host in capitals", Must::refuse, issuer(upper_host)},
        {"iss-trailing-slash", theme, "a slash behind the Issuer", Must::refuse,
         issuer([](const std::string& id) { return id + "/"; })},
        {"iss-prefix", theme, "an Issuer that begins with the right one", Must::refuse,
         issuer([](const std::string& id) { return id + ".evil.example"; })},
        {"iss-regex-chars", theme, "an Issuer with a letter where the right one has a dot", Must::refuse,
         issuer([](const std::string& id) { return replace_all(id, ".", "x"); })},
        {"iss-whitespace", theme, "line ends around the Issuer", Must::policy,
         issuer([](const std::string& id) { return "\n" + id + "\n"; })},
        {"iss-format-other", theme, "the Issuer's Format is not entity", Must::refuse,
         before([](Node root, const Attack&) {
             put_attribute(issuer_of(assertion_of(root)), "Format", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
         })},
        {"iss-two", theme, "two Issuers", Must::refuse,
         before([](Node root, const Attack&) {
             const Node one = issuer_of(assertion_of(root));
             Node second = assertion_of(root).insert_copy_after(one, one);
             second.text().set("https://other-idp.example/saml");
         })},

        {"stat-requester-with-assertion", theme, "the status says Requester though an assertion is inside", Must::refuse,
         both_codes("urn:oasis:names:tc:SAML:2.0:status:Requester")},
        {"stat-missing", theme, "no Status", Must::refuse,
         before([](Node root, const Attack&) { drop(status_of(root)); })},
        {"stat-code-missing", theme, "a Status without a StatusCode", Must::refuse,
         before([](Node root, const Attack&) { drop(code_of(root)); })},
        {"stat-code-empty", theme, "an empty StatusCode", Must::refuse, status_code("")},
        {"stat-nested-success", theme, "Responder, and Success below it", Must::refuse,
         nested_code(responder, saml::status_success)},
        {"stat-success-nested-failure", theme, "Success, and AuthnFailed below it", Must::policy,
         nested_code(saml::status_success, "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed")},
        {"stat-two-status", theme, "two Statuses, a failure first", Must::refuse,
         before([](Node root, const Attack&) {
             Node first = root.insert_copy_before(status_of(root), status_of(root));
             put_attribute(child_named(first, "StatusCode"), "Value", responder);
         })},
        {"stat-two-codes", theme, "two StatusCodes, a failure first", Must::refuse,
         before([](Node root, const Attack&) {
             Node first = status_of(root).insert_copy_before(code_of(root), code_of(root));
             put_attribute(first, "Value", responder);
         })},
        {"stat-suffix", theme, "a StatusCode that ends in Success", Must::refuse, status_code("urn:example:Success")},
        {"stat-case", theme, "the StatusCode in small letters", Must::refuse, status_code(to_lower(saml::status_success))},
        {"stat-in-detail", theme, "a failure, and Success in StatusDetail", Must::refuse,
         before(fail_with_success_in_detail)},

        {"dest-other", theme, "the signed Response is destined for another place", Must::refuse,
         destination([](const std::string&) { return "https://other-sp.example/acs"; }), response_signed},
        {"dest-missing-signed", theme, "the signed Response has no Destination", Must::refuse, without("Destination"), response_signed},
        {"dest-missing-unsigned", theme, "the unsigned Response has no Destination", Must::accept, without("Destination"), assertion_signed},
        {"dest-empty", theme, "the signed Response's Destination is empty", Must::refuse,
         destination([](const std::string&) { return ""; }), response_signed},
        {"dest-prefix", theme, "the Destination begins with the right one", Must::refuse,
         destination([](const std::string& acs) { return acs + ".evil.example"; }), response_signed},
        {"dest-case-host", theme, "the Destination's host in capitals", Must::policy, destination(upper_host), response_signed},
        {"dest-case-path", theme, "the Destination's path in capitals", Must::refuse, destination(upper_path), response_signed},
        {"dest-query", theme, "the Destination has a query", Must::policy,
         destination([](const std::string& acs) { return acs + "?x=1"; }), response_signed},
        {"dest-userinfo", theme, "the right host as user of another", Must::refuse, destination(with_userinfo), response_signed},
        {"dest-http", theme, "the Destination by http", Must::refuse,
         destination([](const std::string& acs) { return replace_all(acs, "https://", "http://"); }), response_signed},

        {"irt-response-vs-scd", theme, "the confirmation answers another request than the Response", Must::refuse,
         in_response_to("SubjectConfirmationData", other_request)},
        {"irt-scd-right-response-wrong", theme, "the Response answers another request than the confirmation",
         Must::refuse, in_response_to("Response", other_request)},
        {"irt-scd-missing", theme, "the confirmation answers no request", Must::refuse,
         before([](Node root, const Attack&) { remove_attribute(root, "SubjectConfirmationData", "InResponseTo"); }),
         assertion_signed},
        {"irt-empty", theme, "InResponseTo is empty", Must::refuse, before([](Node root, const Attack&) {
             set_attribute(root, "Response", "InResponseTo", "");
             set_attribute(root, "SubjectConfirmationData", "InResponseTo", "");
         })},
        {"irt-sql-glob", theme, "InResponseTo is a wildcard", Must::refuse, before([](Node root, const Attack&) {
             set_attribute(root, "Response", "InResponseTo", "%");
             set_attribute(root, "SubjectConfirmationData", "InResponseTo", "%");
         })},
    };
}

} // namespace idpsim::engine::faults
