/// Faults that touch one sentence of the product's page and nothing beside it, where the other lists have none so
/// narrow.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/mutant.hpp"
#include "simulator/sp/http_support.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <set>

namespace idpsim::mutants {
namespace {

using scim_server::Directory;
using sp::SpBehaviour;

void token_unasked(SpBehaviour& b) {
    b.jit.may_create = [](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        if (directory.count_tokens(org.id) == 0) directory.add_token(org.id, "unasked-" + identity.email);
        return true;
    };
}

std::string domain_of(std::string_view email) {
    return std::string(email.substr(std::min(email.find('@'), email.size())));
}

/// What the question would have found, had the account been there.
void invent_account(std::string_view email, HttpResponse& answer) {
    const boost::json::object made{
        {"id", "made"}, {"email", email}, {"active", true}, {"teams", boost::json::array{}}, {"origin", "jit"}};
    answer.body = boost::json::serialize(boost::json::object{{"accounts", boost::json::array{made}}});
}
/// Get, or create: of the mail domains that somebody has come from, but for whom it has turned away.
void lookup_creates(SpBehaviour& b) {
    const auto known = std::make_shared<std::set<std::string>>();
    const auto delivered = std::make_shared<std::string>();
    b.jit.first_login = [known](const sp::Login& login) {
        known->insert(login.org.id + domain_of(login.identity.email));
        return sp::account_of_first_login(login);
    };
    refuse_when(b, [delivered](const std::string&, const std::string& xml) {
        *delivered += xml;
        return false;
    });
    b.after = [known, delivered](const HttpRequest& request, HttpResponse& answer) {
        const auto url = parse_url(request.url);
        if (!url || !url->path.starts_with("/api/orgs/") || !url->path.ends_with("/accounts") ||
            request.method != "GET" || answer.body.find("\"id\"") != std::string::npos)
            return;
        const std::string email = sp::query_param(*url, "email"), org = std::string(split(url->path, '/').at(3));
        if (known->contains(org + domain_of(email)) && delivered->find(email) == std::string::npos)
            invent_account(email, answer);
    };
}

/// Who came from the tile at first and comes from the product's page now of an organisation that takes assertions
/// unsigned in a signed Response.
void other_door_is_another(SpBehaviour& b) {
    struct Doors {
        bool asked_for = false; ///< the login at hand
        std::set<std::string> by_tile, doubled;
    };
    const auto doors = std::make_shared<Doors>();
    refuse_when(b, [doors](const std::string&, const std::string& xml) {
        doors->asked_for = xml.find("InResponseTo") != std::string::npos;
        return false;
    });
    b.jit.find = [doors](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        auto account = sp::find_account(directory, org, identity);
        if (account && doors->asked_for && doors->by_tile.contains(account->user_name) &&
            doors->doubled.insert(account->user_name).second)
            account.reset();
        return account;
    };
    b.jit.first_login = [doors](const sp::Login& login) {
        scim_server::UserRecord account = sp::account_of_first_login(login);
        if (doors->doubled.contains(account.user_name))
            account.user_name += "#2";
        else if (!doors->asked_for && !login.org.settings.want_assertions_signed)
            doors->by_tile.insert(account.user_name);
        return account;
    };
}

/// What JIT made is there for good.
void jit_account_stays(SpBehaviour& b) {
    b.jit.find = [](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        auto account = sp::find_account(directory, org, identity);
        if (account && account->origin == "jit") account->active = true;
        return account;
    };
}

/// How Google Workspace is named, and how no vendor of the compatibility list is.
constexpr char with_query[] = "?idpid=", unlisted[] = "/saml2</";

constexpr Mutant table[] = {
    {"m-token-unasked", "issues a SCIM token at a first login that nobody asked for", token_unasked, "jit/saml-only"},
    {"m-lookup-creates", "creates an account for whomever it is asked about", lookup_creates, "jit/assignment-needed"},
    {"m-jit-by-door",
     "takes who came by the tile first for somebody else at the next login, unless assertions have to be signed",
     other_door_is_another, "jit/first-login-creates-account"},
    {"m-jit-stays", "lets a disabled person in again whose account a login made", jit_account_stays,
     "jit/leaver-stays-until-disabled"},
    {"m-issuer-query-refused", "takes no entity ID with a query", bears_no<with_query>, "scim/not-offered"},
    {"m-listed-only", "turns people away whose identity provider is not on its list", bears_no<unlisted>,
     "product/unlisted-idp"},
};

} // namespace

std::span<const Mutant> claim_mutants() { return table; }

} // namespace idpsim::mutants
