#include "simulator/browser/browser.hpp"

#include "simulator/browser/forms.hpp"
#include "simulator/browser/navigation.hpp"
#include "src/core/text.hpp"
#include "src/xml/html.hpp"

namespace idpsim::browser {
namespace asio = boost::asio;
namespace {

constexpr int max_steps = 20;

/// Without a Content-Type a browser looks at the octets; markup is what matters here.
bool is_html(const Page& page) {
    const std::string type = to_lower(page.content_type);
    if (type.empty()) return trim(page.body).starts_with('<');
    return type.starts_with("text/html") || type.starts_with("application/xhtml+xml");
}

Error endless(const Page& page) {
    return Error{Fault::too_large, page.url.substr(0, page.url.find('?')),
                 "no rest after " + std::to_string(max_steps) + " redirects and forms"};
}

Result<HttpRequest> request_of(const Page& page, const xml::HtmlForm& form, const Params& fields) {
    return form_request(page.url, form.action, form.method, fields);
}

} // namespace

asio::awaitable<Result<Page>> Browser::exchange(HttpRequest request) {
    HttpRequest sent = request;
    if (!find_header(sent.headers, "Cookie")) {
        const std::string cookies = jar_.header_for(sent.url, wire_.clock().now(), request_site(request));
        if (!cookies.empty()) sent.headers.emplace_back("Cookie", cookies);
    }
    net::Wire::Answer answer = co_await wire_.send(std::move(sent), limit_);
    if (!answer.response) co_return answer.response.error();
    HttpResponse& response = *answer.response;
    jar_.store(request.url, response.headers, wire_.clock().now());
    Page page;
    page.url = request.url;
    page.status = response.status;
    page.content_type = find_header(response.headers, "Content-Type").value_or("");
    page.headers = std::move(response.headers);
    page.body = std::move(response.body);
    page.exchanges = {answer.exchange};
    page.request = std::move(request);
    co_return page;
}

Result<std::optional<HttpRequest>> Browser::next_request(const Page& page, std::optional<Credentials>& who) const {
    auto redirected = redirected_request(page.request, page.status, find_header(page.headers, "Location"));
    if (!redirected || *redirected) return redirected;
    std::optional<HttpRequest> nothing;
    if (!is_html(page) || !xml::may_hold_form(page.body)) return nothing;
    const auto html = xml::read_html(page.body);
    if (!html) return nothing; // too large to be a step of a login: it is shown as it is

    Params fields;
    const auto automatic = self_submitting_form(*html);
    const auto login = automatic || !who ? std::optional<std::size_t>() : login_form(*html);
    const auto address = automatic || login || !who || who->email.empty() ? std::optional<std::size_t>() : address_form(*html);
    if (!automatic && !login && !address) return nothing;
    const xml::HtmlForm& form = html->forms[automatic ? *automatic : login ? *login : *address];
    if (automatic) {
        fields = form_fields(form, SentBy::script);
    } else if (address) {
        fields = form_fields(form, SentBy::click, address_fields(form, who->email));
        who->email.clear();
    } else {
        wire_.transcript().masker().add(who->password);
        fields = form_fields(form, SentBy::click, login_fields(form, who->username, who->password));
        who.reset();
    }
    auto request = request_of(page, form, fields);
    if (!request) return request.error();
    return std::optional<HttpRequest>(std::move(*request));
}

asio::awaitable<Result<Captured>> Browser::walk(Captured at, std::optional<Credentials> who, StopBefore stop) {
    for (int step = 0; step <= max_steps; ++step) {
        if (!at.request) {
            auto next = next_request(at.page, who);
            if (!next) co_return next.error();
            at.request = std::move(*next);
        }
        const bool rests = !at.request || (stop && stop(*at.request));
        if (rests) co_return at;
        if (step == max_steps) break;
        HttpRequest request = std::move(*at.request);
        at.request.reset();
        auto page = co_await exchange(std::move(request));
        if (!page) co_return page.error();
        page->exchanges.insert(page->exchanges.begin(), at.page.exchanges.begin(), at.page.exchanges.end());
        at.page = std::move(*page);
    }
    co_return endless(at.page);
}

asio::awaitable<Result<Page>> Browser::get(std::string url) {
    auto request = typed_request(url);
    if (!request) co_return request.error();
    auto page = co_await exchange(std::move(*request));
    co_return page;
}

asio::awaitable<Result<Page>> Browser::post(std::string url, Params form) {
    auto request = form_request(url, "", "post", form);
    if (!request) co_return request.error();
    auto page = co_await exchange(std::move(*request));
    co_return page;
}

asio::awaitable<Result<Page>> Browser::submit(Page page, std::size_t form_index, Params overrides) {
    const auto html = xml::read_html(page.body);
    if (!html) co_return html.error();
    if (form_index >= html->forms.size())
        co_return Error{Fault::not_found, page.url.substr(0, page.url.find('?')),
                        "the page has no form number " + std::to_string(form_index)};
    const xml::HtmlForm& form = html->forms[form_index];
    auto request = request_of(page, form, form_fields(form, SentBy::click, overrides));
    if (!request) co_return request.error();
    auto next = co_await exchange(std::move(*request));
    co_return next;
}

asio::awaitable<Result<Captured>> Browser::open_until(std::string url, std::optional<Credentials> who,
                                                      StopBefore stop) {
    auto request = typed_request(url);
    if (!request) co_return request.error();
    auto end = co_await send_until(std::move(*request), std::move(who), std::move(stop));
    co_return end;
}

asio::awaitable<Result<Captured>> Browser::proceed_until(Page page, std::optional<Credentials> who, StopBefore stop) {
    Captured at;
    at.page = std::move(page);
    auto end = co_await walk(std::move(at), std::move(who), std::move(stop));
    co_return end;
}

asio::awaitable<Result<Captured>> Browser::send_until(HttpRequest request, std::optional<Credentials> who,
                                                      StopBefore stop) {
    Captured at;
    at.request = std::move(request);
    auto end = co_await walk(std::move(at), std::move(who), std::move(stop));
    co_return end;
}

asio::awaitable<Result<Page>> Browser::open(std::string url, std::optional<Credentials> who) {
    auto end = co_await open_until(std::move(url), std::move(who), StopBefore());
    if (!end) co_return end.error();
    co_return std::move(end->page);
}

asio::awaitable<Result<Page>> Browser::proceed(Page page, std::optional<Credentials> who) {
    auto end = co_await proceed_until(std::move(page), std::move(who), StopBefore());
    if (!end) co_return end.error();
    co_return std::move(end->page);
}

asio::awaitable<Result<Page>> Browser::send(HttpRequest request, std::optional<Credentials> who) {
    auto end = co_await send_until(std::move(request), std::move(who), StopBefore());
    if (!end) co_return end.error();
    co_return std::move(end->page);
}

} // namespace idpsim::browser
