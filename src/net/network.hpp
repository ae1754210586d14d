#pragma once
/// The one way out: an origin that a simulated party owns is a function call, any other a real connection.
#include "src/core/instant.hpp"
#include "src/core/result.hpp"
#include "src/net/handler.hpp"
#include "src/net/reading.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace idpsim::net {

/// How real connections are made.
struct ConnectOptions {
    Millis connect_limit{5'000};
    std::vector<std::string> extra_ca_pem = {}; ///< trusted besides the system's store
    std::size_t max_body = 64u << 20;           ///< octets; a longer answer is too_large
    Millis longest_answer = Millis::max();      ///< no request's limit goes beyond it
    bool public_only = false;                   ///< nothing but public addresses, whatever a name resolves to
    bool keep_alive = true;                     ///< connections are reused per origin
};

class ConnectionPool;
struct Octets;
struct OctetAnswers;

/// Lives on one thread with one io_context, and must be gone before that is: it keeps connections on it.
/// Not copied; parties hold a reference.
class Network {
public:
    explicit Network(ConnectOptions options = {});
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    /// From now on requests to `origin` ("https://sp.example") are calls of `handler`; a second mount replaces the
    /// first. `party` is its name in transcripts: "sp", "idp"; `reading` is its server's, where octets reach it.
    void mount(std::string origin, std::string party, Handler handler, Reading reading = {});
    /// The party that answers for `origin`, or the origin itself when it is a real one.
    std::string party_at(const std::string& origin) const;

    /// One request, one answer; redirects and cookies are the browser's business.
    /// Faults: malformed (URL, a field that cannot be sent, an answer that is not HTTP/1.1), unreachable, tls,
    /// peer_timeout (no complete answer within `limit`), peer_closed, too_large. `limit` is for real connections; a
    /// party in the process takes the time it takes, and what it throws passes through.
    /// A caller that is a coroutine names its request first: GCC 12 destroys a braced HttpRequest{...} inside a co_await
    /// expression twice.
    boost::asio::awaitable<Result<HttpResponse>> send(HttpRequest request, Millis limit);
    /// Octets as they are (src/net/octets.hpp) to an origin. A party in the process is put behind a Server on a loopback port
    /// for as long as that takes, so that they meet what they would meet outside.
    boost::asio::awaitable<Result<OctetAnswers>> send_octets(std::string origin, Octets octets);

private:
    struct Party {
        std::string name;
        Handler handler;
        Reading reading;
    };
    std::map<std::string, Party, std::less<>> parties_;
    ConnectOptions options_;
    std::unique_ptr<ConnectionPool> pool_;
};

} // namespace idpsim::net
