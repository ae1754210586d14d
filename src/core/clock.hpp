#pragma once
/// Time as a party sees it. A universe has one VirtualClock; `serve` and `sp` use SystemClock.
#include "src/core/instant.hpp"

namespace idpsim {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override {
        return std::chrono::floor<Millis>(std::chrono::system_clock::now());
    }
};

/// Stands still until it is told to advance, so a case gives the same times in every run.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Instant start) : now_(start) {}
    Instant now() const override { return now_; }
    void advance(Millis by) { now_ += by; }

private:
    Instant now_;
};

} // namespace idpsim
