#pragma once
/// Requests of the engine's own to the SCIM server under test, which no vendor's client sends.
#include "src/engine/universe.hpp"

#include <vector>

namespace idpsim::engine {

struct Asked {
    Result<HttpResponse> response;
    std::vector<std::size_t> exchanges;   ///< numbers in the transcript; several when the server asked for pauses
    double seconds = 0;                   ///< that the last of them took; what the case's clock moved is as good as waited for
};

/// How long a server is waited for.
struct Manner {
    bool patient = true;     ///< a foreign server is asked again after the pause that it wants
    Millis limit{30'000};    ///< of the answer, on a foreign server
};

/// A foreign server that asks for a pause (429; 503 with Retry-After) says nothing about what is tried: it is asked again after
/// the pause, unless the manner is not patient. Throws Failure when that takes too long, or when a foreign server lets two
/// requests in a row run into their time limit: the case has no verdict then.
boost::asio::awaitable<Asked> ask_scim(Universe& universe, HttpRequest request, Manner manner = {});

} // namespace idpsim::engine
