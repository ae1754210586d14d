#pragma once
/// Both ends of a plain TCP connection that say exactly the octets a test gives them.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace idpsim::test {

/// What a RawServer does on one connection: for each request it reads (header and Content-Length body) the next
/// answer, octet for octet; after the last one it closes, or goes silent.
struct Conversation {
    std::vector<std::string> answers;
    bool then_silent = false; ///< keeps the connection open and says nothing more
    bool drips = false;       ///< after the last answer one octet "x" per millisecond, without end
};

/// Listens on an ephemeral loopback port; the n-th connection follows the n-th conversation, further ones are closed.
class RawServer {
public:
    RawServer(boost::asio::io_context& io, std::vector<Conversation> conversations, bool v6 = false);
    ~RawServer();
    std::string origin() const;
    std::size_t connections() const;
    const std::vector<std::string>& requests() const; ///< as received

private:
    struct State;
    static boost::asio::awaitable<void> serve(std::shared_ptr<State> state);
    static boost::asio::awaitable<void> converse(std::shared_ptr<State> state, boost::asio::ip::tcp::socket socket,
                                                 Conversation conversation);
    std::shared_ptr<State> state_;
};

/// Sends `octets` to the loopback `port`, and gives back all that comes until the peer closes.
boost::asio::awaitable<std::string> say(std::uint16_t port, std::string octets);

/// A loopback port on which nobody listens.
std::uint16_t deserted_port(boost::asio::io_context& io);

} // namespace idpsim::test
