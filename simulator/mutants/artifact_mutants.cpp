/// The Artifact binding: what is asked, and what is believed of the answer.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/url.hpp"
#include "src/saml/artifact.hpp"
#include "src/xml/canonical.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view played = "negative/artifact";

template <const char* Rule> void without(SpBehaviour& b) {
    if (std::erase_if(b.artifact.resolution_rules, [](const sp::ArtifactRule& rule) { return rule.id == Rule; }) == 0)
        throw std::logic_error("no rule is named " + Text(Rule));
}
constexpr char answers[] = "artifact.in_response_to", issuer[] = "artifact.issuer", status[] = "artifact.status";

void resolve_unsigned(SpBehaviour& b) { b.artifact.signs = false; }
void message_of_anybody(SpBehaviour& b) { leave_out(b, {"response.issuer", "assertion.issuer"}); }

void remembers_nothing(SpBehaviour& b) {
    leave_out(b, {"replay"});
    b.remembers_assertions = false;
    b.artifact.remembers = false;
}
/// What is in the answer was fetched from the IdP, so it is good.
void channel_is_enough(SpBehaviour& b) {
    b.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) -> Result<xml::Verified> {
        const auto right = xml::verify_enveloped(document, element, policy);
        const auto octets = xml::canonicalize(element);
        return right || !octets ? right : Result<xml::Verified>(xml::Verified{*octets, "", "", 0});
    };
}

/// The query's fields as such a reader takes them.
void read_fields(SpBehaviour& b, std::function<void(Params&)> change) {
    b.before = [change](HttpRequest& request) -> std::optional<HttpResponse> {
        const auto mark = request.url.find('?');
        if (request.url.find("SAMLart=") == Text::npos || mark == Text::npos) return std::nullopt;
        auto params = parse_form(std::string_view(request.url).substr(mark + 1));
        if (!params) return std::nullopt;
        change(*params);
        request.url = request.url.substr(0, mark) + "?" + write_form(*params);
        return std::nullopt;
    };
}
void read_artifact_as(SpBehaviour& b, std::function<void(saml::Artifact&)> change) {
    read_fields(b, [change](Params& params) {
        for (auto& [name, value] : params) {
            if (name != "SAMLart") continue;
            auto parts = saml::read_artifact(value);
            if (!parts) continue;
            change(*parts);
            value = saml::write_artifact(*parts);
        }
    });
}
/// There is but one IdP, so whose artifact it is needs no look.
void source_of_any(SpBehaviour& b) {
    read_artifact_as(b, [known = std::make_shared<Text>()](saml::Artifact& parts) {
        if (known->empty()) *known = parts.source_id;
        parts.source_id = *known;
    });
}
void index_ignored(SpBehaviour& b) {
    read_artifact_as(b, [](saml::Artifact& parts) { parts.endpoint_index = 0; });
}
void first_field_counts(SpBehaviour& b) {
    read_fields(b, [](Params& params) {
        std::set<Text> seen;
        std::erase_if(params, [&](const auto& field) { return field.first == "SAMLResponse" || !seen.insert(field.first).second; });
    });
}
void type_ignored(SpBehaviour& b) {
    read_fields(b, [](Params& params) {
        for (auto& [name, value] : params)
            if (name == "SAMLart" && value.size() > 4) value.replace(0, 4, "AAQA");
    });
}
void query_only(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method == "POST" && request.body.find("SAMLart=") != Text::npos) return text_response(400, "Nothing was sent.");
        return std::nullopt;
    };
}
/// Keeps what it fetched until there is no more room.
void answers_unbounded(SpBehaviour& b) {
    b.after = [](const HttpRequest& request, HttpResponse& response) {
        if (request.url.find("SAMLart=") != Text::npos && response.body.find("larger than") != Text::npos) response = text_response(500, "Out of memory.");
    };
}

constexpr Mutant table[] = {
    {"m-art-unsigned", "does not sign its ArtifactResolve", resolve_unsigned, "sso/artifact"},
    {"m-art-issuer-unbound", "takes whatever IdP's message the artifact stands for", message_of_anybody, played},
    {"m-art-remembers-nothing", "uses an artifact and its assertion again", remembers_nothing, played},
    {"m-art-channel-enough", "believes what it fetched, signed or not", channel_is_enough, played},
    {"m-art-irt-ignored", "takes an answer to another question", without<answers>, played},
    {"m-art-issuer-ignored", "does not look at the ArtifactResponse's Issuer", without<issuer>, played},
    {"m-art-status-ignored", "does not look at the ArtifactResponse's Status", without<status>, played},
    {"m-art-source-any", "does not look at the SourceID", source_of_any, played},
    {"m-art-index-ignored", "does not look at the endpoint's index", index_ignored, played},
    {"m-art-type-ignored", "does not look at the artifact's type", type_ignored, played},
    {"m-art-first-field", "takes the first artifact and reads over what stands beside it", first_field_counts, played},
    {"m-art-query-only", "takes no artifact in a form", query_only, played},
    {"m-art-unbounded", "breaks down over a large answer", answers_unbounded, played},
};

} // namespace

std::span<const Mutant> artifact_mutants() { return table; }

} // namespace idpsim::mutants
