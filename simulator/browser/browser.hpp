#pragma once
/// The simulated browser: redirects, cookies, forms; no JavaScript beyond a form that submits itself.
#include "src/core/http.hpp"
#include "src/core/result.hpp"
#include "src/core/url.hpp"
#include "src/net/cookie_jar.hpp"
#include "src/net/wire.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::browser {

/// What the person types into a login form, and into one that asks for a mail address alone.
struct Credentials {
    std::string username;
    std::string password;   ///< a secret; the transcript masks it from the moment it is used
    std::string email = {}; ///< "": such forms are left alone
};

/// What the browser shows, and how it got there.
struct Page {
    std::string url;
    int status = 0;
    Headers headers;
    std::string body;
    std::string content_type;           ///< "" when the answer had none
    std::vector<std::size_t> exchanges; ///< the transcript's numbers of the walk that led here; the last is this page's
    HttpRequest request;                ///< what this page answers, without the jar's cookies
};

/// Where a walk ended: at a page that needs nothing more, or before a request that was to be held back.
struct Captured {
    std::optional<HttpRequest> request; ///< ready for Browser::send, which adds the jar's cookies
    Page page;                          ///< the last page before; its status is 0 when there was none
};

/// True for the request to be held back.
using StopBefore = std::function<bool(const HttpRequest&)>;

/// One person's browser: one cookie jar, one thing at a time.
///
/// A "walk" (open, proceed, send) follows redirects (301, 302 and 303 become GET, 307 and 308 keep method and body),
/// submits forms that submit themselves or carry a SAMLRequest or SAMLResponse, fills in one login form (one with a
/// password field) and one that asks for nothing but a mail address when it has what they ask for, and rests at the page where nothing of that is left to do. 20 requests are
/// its limit (too_large); a form that comes back after being filled in is where it rests.
/// get, post and submit are exactly one exchange each; `proceed` walks on from what they return.
///
/// Requests look like Chromium's: User-Agent, Accept, Sec-Fetch-*, and on form posts Origin and Referer under the
/// policy strict-origin-when-cross-origin. So does the choice of cookies: a form that another site's page posts (an
/// IdP's Response to an ACS) brings SameSite=None cookies along, but not Lax or Strict ones; see CookieJar::header_for.
/// http://localhost and loopback addresses count as secure contexts.
///
/// Failures: those of Network::send, malformed for a URL or form action that cannot be followed.
class Browser {
public:
    explicit Browser(net::Wire wire, Millis limit_per_request = Millis{30'000})
        : wire_(std::move(wire)), limit_(limit_per_request) {}

    boost::asio::awaitable<Result<Page>> get(std::string url);
    /// As if a page of the same site had posted `form`.
    boost::asio::awaitable<Result<Page>> post(std::string url, Params form);
    /// Submits the page's form `form_index` (from 0) by its first submit button. `overrides` replace the values of the
    /// fields they name, or are added. not_found when the page has no such form.
    boost::asio::awaitable<Result<Page>> submit(Page page, std::size_t form_index, Params overrides);

    boost::asio::awaitable<Result<Page>> open(std::string url, std::optional<Credentials> who);
    boost::asio::awaitable<Result<Page>> proceed(Page page, std::optional<Credentials> who);
    /// Sends a request that was held back, altered or not, once or twice; whom it came from is read from its Origin and
    /// Referer. A Cookie header of its own is kept, otherwise the jar's cookies go along.
    boost::asio::awaitable<Result<Page>> send(HttpRequest request, std::optional<Credentials> who);

    /// The same walks, held up before the first request for which `stop` is true.
    boost::asio::awaitable<Result<Captured>> open_until(std::string url, std::optional<Credentials> who,
                                                        StopBefore stop);
    boost::asio::awaitable<Result<Captured>> proceed_until(Page page, std::optional<Credentials> who, StopBefore stop);
    boost::asio::awaitable<Result<Captured>> send_until(HttpRequest request, std::optional<Credentials> who,
                                                        StopBefore stop);

    net::CookieJar& cookies() { return jar_; }
    const net::Wire& wire() const { return wire_; }

private:
    boost::asio::awaitable<Result<Page>> exchange(HttpRequest request);
    boost::asio::awaitable<Result<Captured>> walk(Captured at, std::optional<Credentials> who, StopBefore stop);
    /// The request that `page` leads to by itself, or nothing when it rests. Filling in a login form uses up `who`, an
    /// address form the address.
    Result<std::optional<HttpRequest>> next_request(const Page& page, std::optional<Credentials>& who) const;

    net::Wire wire_;
    Millis limit_;
    net::CookieJar jar_;
};

} // namespace idpsim::browser
