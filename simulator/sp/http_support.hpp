#pragma once
/// What the endpoints share: cookies, answers in the form the client asks for, JSON bodies, the router.
#include "simulator/sp/reply.hpp"
#include "src/core/http.hpp"
#include "src/core/url.hpp"

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// A value, or the answer that says why there is none.
template <class T>
using Or = boost::system::result<T, HttpResponse>;

/// The first cookie of that name.
std::optional<std::string> find_cookie(const HttpRequest& request, std::string_view name);

/// Names and attributes of the two cookies. Over https they are bound to this host alone (`__Host-`) and Secure; over
/// plain http, where browsers refuse both, they do without.
class Cookies {
public:
    explicit Cookies(std::string_view base_url) : secure_(base_url.starts_with("https://")) {}
    std::string session_name() const { return secure_ ? "__Host-session" : "session"; }
    std::string browser_name() const { return secure_ ? "__Host-browser" : "browser"; }
    /// Until the browser closes; not sent along when another site posts here.
    std::string set_session(std::string_view id) const;
    std::string clear_session() const;
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

/// The body as one JSON object of at most 64 KiB; 415 when it is declared as something else, 413, 400.
Or<boost::json::object> read_json(const HttpRequest& request);

/// A request that matched a route.
struct Call {
    const HttpRequest& request;
    const Url& url;
    std::vector<std::string_view> path;   ///< the segments that stood at {placeholders}, in order
};

template <class Context>
struct Route {
    std::string_view method;
    std::string_view pattern;   ///< "/api/orgs/{org}/accounts"
    Reply (*handle)(Context&, const Call&);
};

/// The segments at the placeholders when `path` has the form of `pattern`; never an empty one.
std::optional<std::vector<std::string_view>> match_path(std::string_view pattern, std::string_view path);

/// 404 without a route, 405 with Allow when only the method does not fit.
template <class Context, std::size_t N>
Reply route(const Route<Context> (&routes)[N], Context& context, const HttpRequest& request, const Url& url) {
    std::string allowed;
    for (const Route<Context>& each : routes) {
        std::optional<std::vector<std::string_view>> path = match_path(each.pattern, url.path);
        if (!path) continue;
        if (each.method == "*" || each.method == request.method)
            return each.handle(context, Call{request, url, std::move(*path)});
        allowed += (allowed.empty() ? "" : ", ") + std::string(each.method);
    }
    if (allowed.empty()) return error_answer(request, 404, "not_found", "There is nothing at this address.");
    HttpResponse response = error_answer(request, 405, "method_not_allowed", "This address takes " + allowed + ".");
    set_header(response.headers, "Allow", allowed);
    return response;
}

} // namespace idpsim::sp
