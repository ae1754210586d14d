#include "src/core/text.hpp"
#include "src/engine/saml_profile_parts.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

idp::RequestRules read_rules(std::optional<Fields> fields) {
    idp::RequestRules out;
    if (!fields) return out;
    const std::string acs = fields->choice("acs", {"listed", "equal", "validator"}, "listed");
    if (acs == "equal") out.acs = idp::AcsRule::equal;
    if (acs == "validator") out.acs = idp::AcsRule::validator;
    out.acs_index = fields->flag("acs_index", false);
    out.force_authn = fields->flag("force_authn", true);
    out.exact_authn_context = fields->flag("exact_authn_context", false);
    out.require_signature = fields->flag("require_signature", false);
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
        initiation->finish();
    }
    out.refusals = read_refusals(fields);
}

} // namespace idpsim::engine
