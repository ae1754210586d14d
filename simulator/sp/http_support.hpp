#pragma once
/// What the endpoints share: cookies, answers in the form the client asks for, JSON bodies, the router.
#include "simulator/sp/reply.hpp"
#include "src/core/http.hpp"
#include "src/core/url.hpp"

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// A value, or the answer that says why there is none.
template <class T>
using Or = boost::system::result<T, HttpResponse>;

/// The first cookie of that name.
std::optional<std::string> find_cookie(const HttpRequest& request, std::string_view name);

/// Names and attributes of the cookies. Over https they are bound to this host alone (`__Host-`) and Secure; over
/// plain http, where browsers refuse both, they do without.
class Cookies {
public:
    explicit Cookies(std::string_view base_url) : secure_(base_url.starts_with("https://")) {}
    std::string session_name() const { return secure_ ? "__Host-session" : "session"; }
    std::string browser_name() const { return secure_ ? "__Host-browser" : "browser"; }
    std::string staff_name() const { return secure_ ? "__Host-staff" : "staff"; }
    /// Until the browser closes; not sent along when another site posts here.
    std::string set_session(std::string_view id) const;
    std::string clear_session() const;
    /// Of the vendor's team; no other site's link or form brings it along.
    std::string set_staff(std::string_view id) const;
    std::string clear_staff() const;
    /// Has to come back with the form that the IdP's page posts, so it is SameSite=None, which needs Secure.
    std::string set_browser(std::string_view id, std::chrono::seconds lifetime) const;

private:
    std::string secured() const { return secure_ ? "; Secure" : ""; }
    bool secure_;
};

/// True when the client names JSON before, or without, HTML.
bool wants_json(const HttpRequest& request);

HttpResponse json_answer(int status, const boost::json::object& body);
/// {"error":code,"detail":detail}
HttpResponse error_json(int status, std::string_view code, std::string_view detail);
/// The same as a page, unless the client wants JSON.
HttpResponse error_answer(const HttpRequest& request, int status, std::string_view code, std::string_view detail);
/// 303: the browser goes on with GET.
HttpResponse see_other(std::string_view location);
/// No store, no sniffing, no frames, and on pages no script and nothing from elsewhere.
void harden(HttpResponse& response);

/// The URL's query parameter of that name; "" without one, and when the query cannot be read.
std::string query_param(const Url& url, std::string_view name);

/// The body as one JSON object of at most 64 KiB; 415 when it is declared as something else, 413, 400.
Or<boost::json::object> read_json(const HttpRequest& request);

/// A request that matched a route.
struct Call {
    const HttpRequest& request;
    const Url& url;
    std::vector<std::string_view> path;   ///< the segments that stood at {placeholders}, in order
};

/// Whom an endpoint answers: who asks without being one of these is refused, by a status in the API, by the sign-in page or
/// a page that says so where people look. Endpoints see to that themselves; this is what tests hold them to.
enum class Access { anyone, admin, admin_or_staff, staff, person_page, admin_page, staff_page };

template <class Context>
struct Route {
    std::string_view method;
    std::string_view pattern;   ///< "/api/orgs/{org}/accounts"
    Reply (*handle)(Context&, const Call&);
    Access access = Access::anyone;
    std::string_view audit = {};   ///< the action that the audit log tells when it was done; "": the endpoint sees to that
};

/// The segments at the placeholders when `path` has the form of `pattern`; never an empty one.
std::optional<std::vector<std::string_view>> match_path(std::string_view pattern, std::string_view path);

/// 404 without a route, 405 with Allow when only the method does not fit. `caller` is handed the one that fits.
template <class Context, class Caller>
Reply route(std::span<const Route<Context>> routes, const HttpRequest& request, const Url& url, Caller caller) {
    std::string allowed;
    for (const Route<Context>& each : routes) {
        std::optional<std::vector<std::string_view>> path = match_path(each.pattern, url.path);
        if (!path) continue;
        if (each.method == "*" || each.method == request.method)
            return caller(each, Call{request, url, std::move(*path)});
        allowed += (allowed.empty() ? "" : ", ") + std::string(each.method);
    }
    if (allowed.empty()) return error_answer(request, 404, "not_found", "There is nothing at this address.");
    HttpResponse response = error_answer(request, 405, "method_not_allowed", "This address takes " + allowed + ".");
    set_header(response.headers, "Allow", allowed);
    return response;
}

} // namespace idpsim::sp
