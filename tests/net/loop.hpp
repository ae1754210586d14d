#pragma once
/// Runs coroutines to their end on one thread, as a case does.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace idpsim::test {

/// Declare it before the networks and servers that live on it.
class Loop {
public:
    boost::asio::io_context& io() { return io_; }

    /// The coroutine's result; others that were spawned run along for as long as it takes.
    template <class T> T run(boost::asio::awaitable<T> work) {
        std::optional<T> result;
        std::exception_ptr failure;
        auto finished = [&](std::exception_ptr thrown, T value) {
            failure = thrown;
            result = std::move(value);
        };
        boost::asio::co_spawn(io_, std::move(work), finished);
        turn([&] { return result.has_value(); });
        if (failure) std::rethrow_exception(failure);
        return std::move(*result);
    }

    void spawn(boost::asio::awaitable<void> work) {
        boost::asio::co_spawn(io_, std::move(work), boost::asio::detached);
    }

    /// Works until `done`, or until nothing is left to do.
    template <class Predicate> void turn(Predicate done) {
        io_.restart();
        while (!done() && io_.run_one() > 0) {
        }
    }

private:
    boost::asio::io_context io_;
};

} // namespace idpsim::test
