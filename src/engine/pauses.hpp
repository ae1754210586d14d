#pragma once
/// Pauses that a server asks for (Retry-After, RFC 9110 section 10.2.3). Our own product's clock is the case's, and moves on at
/// once; a foreign server's clock is real, so that its pauses are waited for.
#include "src/core/clock.hpp"
#include "src/core/http.hpp"
#include "src/core/result.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace idpsim::engine {

class Pauses {
public:
    /// `clock` must outlive it. `most`: of the real pauses of a case together.
    Pauses(VirtualClock& clock, bool real, Millis most) : clock_(&clock), real_(real), most_(most) {}

    /// Whether the server keeps a clock of its own.
    bool real() const { return real_; }
    /// Waits; `why` is a sentence's part without secrets. Throws Failure (peer_timeout) when the case would wait longer than it
    /// may: what the server would have done afterwards cannot be told.
    boost::asio::awaitable<void> wait(Millis span, std::string why);
    /// Of a foreign server: throws Failure (peer_timeout) when it let the second request in a row run into its limit.
    void heard(const Result<HttpResponse>& answer);
    /// For the report: "waited 3 s in 2 pauses: ..."; "" when nothing was waited for in real time.
    std::string told() const;

private:
    VirtualClock* clock_;
    bool real_;
    Millis most_, waited_{0};
    std::size_t pauses_ = 0, silences_ = 0;
    std::string first_;   ///< why, the first time
};

/// "2 minutes", "90 seconds".
std::string describe_span(Millis span);

} // namespace idpsim::engine
