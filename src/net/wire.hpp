#pragma once
/// A party's connection to the network, with every exchange recorded in the case's transcript.
#include "src/core/clock.hpp"
#include "src/core/transcript.hpp"
#include "src/net/network.hpp"

#include <functional>

namespace idpsim::net {

/// Small and copied freely; the network, the transcript and the clock must outlive it.
class Wire {
public:
    /// `from` is the sender's name in the transcript: "browser", "idp", "engine".
    Wire(Network& network, Transcript& transcript, const Clock& clock, std::string from)
        : network_(&network), transcript_(&transcript), clock_(&clock), from_(std::move(from)) {}

    struct Answer {
        Result<HttpResponse> response;
        std::size_t exchange; ///< its number in the transcript
    };
    boost::asio::awaitable<Answer> send(HttpRequest request, Millis limit = Millis{30'000}) const;

    /// Something between the sender and the network, which bends messages or loses them.
    using Passage = std::function<boost::asio::awaitable<Result<HttpResponse>>(HttpRequest, Millis limit)>;
    /// The same connection by way of `passage`, which reaches the network on its own. The transcript keeps what the sender
    /// sent and got.
    Wire through(Passage passage) const;
    const Clock& clock() const { return *clock_; }
    Transcript& transcript() const { return *transcript_; }

private:
    Network* network_;
    Transcript* transcript_;
    const Clock* clock_;
    std::string from_;
    Passage passage_;
};

} // namespace idpsim::net
