#include "src/cli/urls.hpp"

#include "src/core/file.hpp"
#include "src/net/network.hpp"
#include "src/net/run_loop.hpp"

namespace idpsim::cli {
namespace asio = boost::asio;
namespace {

constexpr Millis fetch_limit{20'000};

asio::awaitable<void> fetch(std::string url, Result<HttpResponse>& into) {
    net::Network network;
    HttpRequest request;
    request.url = std::move(url);
    into = co_await network.send(std::move(request), fetch_limit);
}

} // namespace

std::string fetch_document(const std::string& file_or_url) {
    if (!file_or_url.starts_with("http://") && !file_or_url.starts_with("https://")) return read_file(file_or_url).value();
    Result<HttpResponse> answer = Error{Fault::unreachable, file_or_url, "was not fetched"};
    net::run_loop(fetch(file_or_url, answer));
    if (!answer) throw Failure(answer.error());
    if (answer->status != 200) throw Failure(Error{Fault::refused, file_or_url, "answered " + std::to_string(answer->status)});
    return answer->body;
}

} // namespace idpsim::cli
