/// Of what a set-up guide relies on: the page where logins start, what an organisation demands, whose word is taken.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"

namespace idpsim::mutants {
namespace {

using scim_server::Directory;
using sp::Organisation;
using sp::Organisations;
using sp::SignInPlace;
using sp::SpBehaviour;
using HasSso = std::function<bool(const Organisation&)>;

constexpr std::string_view starts = "guide/onelogin-login-url,guide/start-page";

void start_missing(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.url.find("/app/generate") == std::string::npos) return std::nullopt;
        return text_response(404, "There is nothing here.");
    };
}
void start_ignores_email(SpBehaviour& b) {
    b.find_sign_in = [](const Organisations& all, Directory&, const HasSso& has_sso, std::string_view) -> std::optional<SignInPlace> {
        for (const auto& [id, org] : all.all())
            if (!org.idps.empty() && has_sso(org)) return SignInPlace{&org, nullptr};
        return std::nullopt;
    };
}
/// Whoever is taken anywhere is taken somewhere else.
void start_elsewhere(SpBehaviour& b) {
    b.find_sign_in = [](const Organisations& all, Directory& directory, const HasSso& has_sso, std::string_view email) {
        auto place = sp::find_sign_in(all, directory, has_sso, email);
        if (!place) return place;
        const Organisation* right = place->organisation;
        for (const auto& [id, org] : all.all())
            if (&org != right && !org.idps.empty() && has_sso(org)) place = SignInPlace{&org, nullptr};
        return place;
    };
}
void start_without_domains(SpBehaviour& b) {
    b.find_sign_in = [](const Organisations& all, Directory& directory, const HasSso& has_sso, std::string_view email) -> std::optional<SignInPlace> {
        for (const auto& [id, org] : all.all())
            if (has_sso(org) && directory.find_user_by_email(org.id, email)) return SignInPlace{&org, nullptr};
        return std::nullopt;
    };
}
void start_without_accounts(SpBehaviour& b) {
    b.find_sign_in = [](const Organisations& all, Directory& directory, const HasSso& has_sso, std::string_view email) {
        auto place = sp::find_sign_in(all, directory, has_sso, email);
        return place && place->idp ? place : std::nullopt;
    };
}
void unsolicited_all_the_same(SpBehaviour& b) { leave_out(b, {"response.unsolicited"}); }
void response_signature_is_enough(SpBehaviour& b) { leave_out(b, {"signature.assertion"}); }
constexpr char attributes[] = "AttributeStatement";
void any_token(SpBehaviour& b) {
    b.scim.grant = [](Directory&, std::string_view, std::string_view) { return std::optional(scim_server::TokenGrant{}); };
}

constexpr Mutant table[] = {
    {"m-start-missing", "has no page where a login starts that begins at a tile", start_missing, starts},
    {"m-start-first", "takes everybody to the first organisation, whatever their address", start_ignores_email, starts},
    {"m-start-elsewhere", "takes people to another organisation than their own", start_elsewhere, starts},
    {"m-start-no-domains", "takes only those on whom it knows already", start_without_domains, starts},
    {"m-start-no-accounts", "takes only those on for whose mail domain an IdP speaks", start_without_accounts, starts},
    {"m-unsolicited-always", "takes logins that nobody asked for where the organisation wants none", unsolicited_all_the_same,
     "guide/onelogin-connector"},
    {"m-response-signature-enough", "lets a signed Response do where signed assertions are demanded", response_signature_is_enough,
     "guide/field-needed,guide/misconfigured"},
    {"m-attributes-refused", "takes no message that has attributes", bears_no<attributes>, "guide/followed,guide/attributes-needed"},
    {"s-auth-any-token", "takes any SCIM token, and none", any_token, "guide/scim-followed"},
};

} // namespace

std::span<const Mutant> guide_mutants() { return table; }

} // namespace idpsim::mutants
