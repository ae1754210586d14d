#pragma once
/// Octets as they are given, on a connection of their own: what a peer makes of a message that breaks the rules.
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/core/url.hpp"
#include "src/net/network.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace idpsim::net {

struct OctetPiece {
    std::string text;
    std::size_t times = 1;
    double pause = 0;          ///< before each time, as a share of the limit
};

struct Octets {
    std::vector<OctetPiece> pieces;
    bool half_close = false;        ///< our side ends when all is sent
    double hold = 0;                ///< share of the limit for which nothing is read, with a small receive buffer
    std::size_t answers = 1;        ///< so many are waited for ...
    bool until_closed = false;      ///< ... or for the peer to close
    Millis limit{10'000};           ///< of a real connection, from the first octet to the last
    Millis server_limit{5'000};     ///< of a party in the process: how long its server waits for a request (ServerOptions::idle_limit)
};

struct OctetAnswers {
    std::string octets;                     ///< all that came, up to a bound
    std::vector<HttpResponse> responses;    ///< read from them, interim ones (1xx) too; what is no HTTP/1.1 ends the list
    bool closed = false;                    ///< by the peer, within the limit
    bool sent_all = false;
    Millis took{0};
};

/// Connects to `peer` and does as told. Faults: unreachable, tls.
boost::asio::awaitable<Result<OctetAnswers>> exchange_octets(Url peer, ConnectOptions options, Octets octets);

} // namespace idpsim::net
