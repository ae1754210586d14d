#include "src/core/text.hpp"
#include "src/engine/saml_profile_parts.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

idp::AuthnContextRule read_authn_context(Fields& fields) {
    const std::string word = fields.choice("authn_context", {"ignored", "exact", "compared", "selects"}, "ignored");
    if (word == "exact") return idp::AuthnContextRule::exact;
    if (word == "compared") return idp::AuthnContextRule::compared;
    return word == "selects" ? idp::AuthnContextRule::selects : idp::AuthnContextRule::ignored;
}

idp::RequestRules read_rules(std::optional<Fields> fields) {
    idp::RequestRules out;
    if (!fields) return out;
    const std::string acs = fields->choice("acs", {"listed", "equal", "validator"}, "listed");
    if (acs == "equal") out.acs = idp::AcsRule::equal;
    if (acs == "validator") out.acs = idp::AcsRule::validator;
    out.acs_index = fields->flag("acs_index", false);
    out.acs_any_if_signed = fields->flag("acs_any_if_signed", false);
    out.force_authn = fields->flag("force_authn", true);
    out.authn_context = read_authn_context(*fields);
    out.obey_authn_context = fields->flag("obey_authn_context", true);
    out.class_refs_met = fields->texts("class_refs_met");
    out.require_signature = fields->flag("require_signature", false);
    out.signature = read_sp_signature(*fields, "signature", "ignored");
    out.allow_sha1 = fields->flag("allow_sha1", true);
    out.query_signature_only = fields->flag("query_signature_only", false);
    out.strict_when_signed = fields->flag("strict_when_signed", false);
    out.id_without_digit = fields->flag("id_without_digit", false);
    const std::string subject = fields->choice("subject", {"ignored", "refused", "prefills"}, "ignored");
    if (subject == "refused") out.subject = idp::SubjectRule::refused;
    if (subject == "prefills") out.subject = idp::SubjectRule::prefills;
    out.login_hints = fields->texts("login_hints");
    out.relay_state_always = fields->flag("relay_state_always", false);
    fields->finish();
    return out;
}

idp::Refusal read_refusal(Fields fields) {
    idp::Refusal out;
    out.status = static_cast<int>(fields.integer("status", 400, 200, 599));
    out.title = fields.text("title");
    out.body = fields.text("body");
    if (auto response = fields.optional_table("response")) {
        out.as_response = true;
        out.status_code = response->text("code");
        out.status_nested = response->text_or("nested", "");
        out.message = response->text_or("message", "");
        response->finish();
    }
    fields.finish();
    return out;
}

std::map<std::string, idp::Refusal> read_refusals(Fields& fields) {
    std::map<std::string, idp::Refusal> out;
    const std::vector<std::string> reasons = idp::all_reasons();
    for (auto& [name, table] : fields.named_tables("refusals")) {
        if (std::ranges::find(reasons, name) == reasons.end())
            table.fail("", "\"" + name + "\" is no reason to refuse" + did_you_mean(name, reasons));
        out.emplace(name, read_refusal(std::move(table)));
    }
    if (!out.contains(idp::reason::bad_request)) fields.fail("refusals", "needs an entry bad_request");
    return out;
}

} // namespace

void read_requests(Fields& fields, idp::SamlProfile& out) {
    out.requests = read_rules(fields.optional_table("requests"));
    if (auto initiation = fields.optional_table("initiation")) {
        out.initiation.identifies = initiation->texts("identifies");
        out.initiation.relay_state_parameter = initiation->text_or("relay_state", "");
        out.initiation.refused_when_signed = initiation->flag("refused_when_signed", false);
        initiation->finish();
    }
    out.refusals = read_refusals(fields);
}

} // namespace idpsim::engine
