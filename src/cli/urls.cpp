#include "src/cli/urls.hpp"

#include "src/cli/write_file.hpp"
#include "src/net/network.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

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
    if (!file_or_url.starts_with("http://") && !file_or_url.starts_with("https://")) return read_whole_file(file_or_url);
    asio::io_context loop(1);
    Result<HttpResponse> answer = Error{Fault::unreachable, file_or_url, "was not fetched"};
    std::exception_ptr failed;
    const auto done = [&failed](std::exception_ptr thrown) { failed = thrown; };
    asio::co_spawn(loop, fetch(file_or_url, answer), done);
    loop.run();
    if (failed) std::rethrow_exception(failed);
    if (!answer) throw Failure(answer.error());
    if (answer->status != 200) throw Failure(Error{Fault::refused, file_or_url, "answered " + std::to_string(answer->status)});
    return answer->body;
}

} // namespace idpsim::cli
