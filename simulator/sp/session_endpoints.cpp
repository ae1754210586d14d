/// Sessions: how they begin, whose they are, how they end here.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"

namespace idpsim::sp {
bool comes_from_elsewhere(const Product& product, const HttpRequest& request) {
    return product.behaviour.access.from_elsewhere(product.config.base_url, request);
}

void audit(Product& product, std::string_view org, const Actor& by, std::string_view action, std::string_view target,
           std::string_view detail) {
    const AuditEntry entry{0, product.clock.now(), by, std::string(action), std::string(target), std::string(detail)};
    if (product.behaviour.access.audits(entry)) product.audit.add(org, entry);
}

void begin_session(Product& product, const HttpRequest& request, Session session, HttpResponse& response) {
    const std::optional<std::string> brought = find_cookie(request, product.cookies.session_name());
    if (brought) product.sessions.end(*brought);
    session.created = product.clock.now();
    if (session.ends == Instant{}) session.ends = session.created + product.config.session_lifetime;
    const std::string id = product.sessions.start_as(product.behaviour.access.session_id(brought, product.random), std::move(session));
    response.headers.emplace_back("Set-Cookie", product.cookies.set_session(id));
}

std::optional<Visitor> find_visitor(Product& product, const HttpRequest& request) {
    const std::optional<std::string> id = find_cookie(request, product.cookies.session_name());
    if (!id) return std::nullopt;
    const Session* session = product.sessions.find(*id, product.clock.now());
    if (!session) return std::nullopt;
    std::optional<scim_server::UserRecord> account =
        product.directory.find_user_by_id(session->org, session->account);
    if (!account || !product.behaviour.session.is_alive(*session, &*account)) {
        product.sessions.end(*id);
        return std::nullopt;
    }
    return Visitor{*id, *session, std::move(*account)};
}

AccountView view_account(Product& product, const scim_server::UserRecord& account) {
    const Organisation* org = product.organisations.find(account.org);
    return view_account(account, product.directory, product.config.names, org ? org->settings.scim_mapping : ScimMapping{});
}

HttpResponse who_am_i(Product& product, const Call& call) {
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (!visitor) {
        HttpResponse response = error_json(401, "no_session", "Nobody is logged in with this browser.");
        set_header(response.headers, "WWW-Authenticate", "Cookie");
        return response;
    }
    const AccountView account = view_account(product, visitor->account);
    return json_answer(200, product.behaviour.session.whoami(visitor->session, account));
}

HttpResponse log_out(Product& product, const Call& call) {
    if (comes_from_elsewhere(product, call.request))
        return error_answer(call.request, 403, "cross_site", "This form was sent by another site.");
    if (const auto visitor = find_visitor(product, call.request)) {
        audit(product, visitor->session.org, actor_of(product, call.request), "signed_out");
        product.sessions.end(visitor->session_id);
    }
    HttpResponse response = see_other("/");
    response.headers.emplace_back("Set-Cookie", product.cookies.clear_session());
    return response;
}

} // namespace idpsim::sp
