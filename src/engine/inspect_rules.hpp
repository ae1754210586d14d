#pragma once
/// What the parts of inspect.cpp share: lists of judged rules, the keys trusted, hints. Seen by
/// src/engine/inspect*.cpp.
#include "simulator/sp/rule.hpp"
#include "src/engine/inspect.hpp"
#include "src/saml/values.hpp"
#include "src/xml/document.hpp"
#include "src/xml/verify.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// The context with its metadata read.
struct Known {
    const InspectContext& given;
    std::optional<saml::EntityDescriptor> metadata;
    std::optional<std::string> idp_entity_id;
    std::vector<crypto::Certificate> certificates; ///< trusted, of metadata and of the context
    std::optional<xml::VerifyPolicy> policy;       ///< nothing: no key was given

    static Result<Known> read(const InspectContext& given);
};

/// Rules judged one by one.
class RuleList {
public:
    void add(std::string_view id, std::string_view clause, std::string_view sentence, const sp::RuleOutcome& outcome);
    bool any_fails() const;
    std::vector<RuleResult> take() { return std::move(rules_); }
    std::vector<RuleResult>& all() { return rules_; }

private:
    std::vector<RuleResult> rules_;
};

/// Holds when `actual` is `expected`; not judged as "`missing`" when nothing was given to expect.
sp::RuleOutcome same(const std::optional<std::string>& expected, const std::optional<std::string>& actual,
                     std::string missing);

/// What to do about a failing rule, from the SP's support to the customer's admin; "" when there is nothing to add.
/// Names the field of the vendor's console where the value stands, when the vendor is known.
std::string hint_for(std::string_view rule, const idp::Profile* vendor);

/// One note for each ds:Signature: who it is by according to the certificate it carries, and whether it verifies with
/// that.
void describe_signatures(const xml::Document& document, const Known& known, std::vector<std::string>& notes);
/// "CN=dev-1,O=Okta, SHA-256 3f5a..., valid from ... to ..."
std::string describe_certificate(const crypto::Certificate& certificate);

// The kinds of document.
void inspect_response(const FoundMessage& message, const Known& known, Inspected& out);
void inspect_assertion(const FoundMessage& message, const xml::Document& document, const Known& known, Inspected& out);
void inspect_authn_request(const FoundMessage& message, const xml::Document& document, const Known& known,
                           Inspected& out);
void inspect_logout_request(const FoundMessage& message, const xml::Document& document, const Known& known,
                            Inspected& out);
void inspect_logout_response(const FoundMessage& message, const xml::Document& document, const Known& known,
                             Inspected& out);
void inspect_artifact_message(const xml::Document& document, const Known& known, Inspected& out);
void inspect_metadata(const FoundMessage& message, const xml::Document& document, const Known& known, Inspected& out);

} // namespace idpsim::engine
