#include "src/net/run_loop.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace idpsim::net {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> wait_and_count(int& count) {
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < 3; ++i) {
        co_await asio::post(executor, asio::use_awaitable);
        ++count;
    }
}

asio::awaitable<void> wait_and_throw(int& count) {
    co_await wait_and_count(count);
    throw std::runtime_error("after " + std::to_string(count));
}

TEST(RunLoop, EndsWithItsWork) {
    int count = 0;
    run_loop(wait_and_count(count));
    EXPECT_EQ(count, 3);
}

TEST(RunLoop, LetsOutWhatWasThrown) {
    int count = 0;
    try {
        run_loop(wait_and_throw(count));
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& thrown) {
        EXPECT_STREQ(thrown.what(), "after 3");
    }
}

} // namespace
} // namespace idpsim::net
