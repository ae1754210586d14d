#include "simulator/extension/extension.hpp"

#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace idpsim::extension {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

std::string challenge_of(const std::string& verifier) {
    std::string out = crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, verifier));
    while (out.ends_with('=')) out.pop_back();
    return out;
}

std::string text_member(const HttpResponse& response, const char* name) {
    boost::system::error_code failed;
    const json::value body = json::parse(response.body, failed);
    const json::value* value = failed || !body.is_object() ? nullptr : body.get_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string().c_str(), value->get_string().size())
                                       : std::string();
}

// Not within the coroutines: GCC 12 destroys braced lists twice there.
HttpRequest exchange_request(const std::string& url, const std::string& code, const std::string& verifier) {
    return {"POST",
            url,
            {{"Content-Type", "application/json"}, {"Accept", "application/json"}},
            json::serialize(json::object{{"code", code}, {"verifier", verifier}})};
}

HttpRequest bearer_request(const std::string& method, const std::string& url, const std::string& token) {
    return {method, url, {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}}, {}};
}

Error refused(const std::string& where, const std::string& why) { return Error{Fault::refused, where, why}; }

} // namespace

Extension::Extension(Endpoints endpoints, net::Wire wire, Random random)
    : endpoints_(std::move(endpoints)), wire_(std::move(wire)), random_(std::move(random)) {}

asio::awaitable<Result<Code>> Extension::obtain(browser::Browser& browser, std::optional<std::string> organisation,
                                                std::optional<browser::Credentials> who) {
    verifier_ = random_.token() + random_.token();
    wire_.transcript().masker().add(verifier_);
    const std::string state = random_.token();
    std::string url = with_param(endpoints_.connect, "challenge", challenge_of(verifier_));
    url = with_param(url, "state", state);
    if (organisation && !endpoints_.organisation_parameter.empty())
        url = with_param(url, endpoints_.organisation_parameter, *organisation);
    const browser::StopBefore own_page = [own = endpoints_.redirect](const HttpRequest& request) {
        return request.url.starts_with(own);
    };
    const auto walked = co_await browser.open_until(url, std::move(who), own_page);
    if (!walked) co_return walked.error();
    if (!walked->request)
        co_return refused(walked->page.url, "the browser was not led back to the extension; it answered " +
                                                std::to_string(walked->page.status));
    const auto own = parse_url(walked->request->url);
    const auto params = own ? parse_form(own->query) : Result<Params>(own.error());
    if (!params) co_return params.error();
    Code out{find_param(*params, "code").value_or(""), find_param(*params, "state").value_or("")};
    wire_.transcript().masker().add(out.code);
    if (out.code.empty() || out.state != state)
        co_return refused(endpoints_.redirect, "what came back was not asked for");
    co_return out;
}

asio::awaitable<Result<void>> Extension::redeem(std::string code) {
    token_.clear();
    HttpRequest request = exchange_request(endpoints_.token, code, verifier_);
    const auto answer = co_await wire_.send(std::move(request));
    if (!answer.response) co_return answer.response.error();
    token_ = text_member(*answer.response, "token");
    wire_.transcript().masker().add(token_);
    if (token_.empty())
        co_return refused(endpoints_.token, "no token was given: " + std::to_string(answer.response->status));
    co_return Result<void>();
}

asio::awaitable<Result<std::optional<std::string>>> Extension::who() {
    if (token_.empty()) co_return std::optional<std::string>();
    HttpRequest request = bearer_request("GET", endpoints_.account, token_);
    const auto answer = co_await wire_.send(std::move(request));
    if (!answer.response) co_return answer.response.error();
    if (answer.response->status != 200) co_return std::optional<std::string>();
    co_return std::optional<std::string>(text_member(*answer.response, "email"));
}

asio::awaitable<Result<void>> Extension::sign_out() {
    HttpRequest request = bearer_request("DELETE", endpoints_.session, token_);
    const auto answer = co_await wire_.send(std::move(request));
    if (!answer.response) co_return answer.response.error();
    co_return Result<void>();
}

} // namespace idpsim::extension
