#pragma once
/// A job that fails too often is slowed down, and in the end switched off: as ScimQuarantine says.
#include "simulator/idp/scim_sender.hpp"

#include <optional>
#include <string>

namespace idpsim::idp {

/// How many things of a cycle's scope cannot be provisioned at the moment.
struct ScimFailures {
    std::size_t in_scope = 0;
    std::size_t objects = 0;    ///< people and groups
    std::size_t references = 0; ///< managers and members
};

class ScimQuarantineState {
public:
    /// `rules` null: this vendor has none. Must outlive it.
    explicit ScimQuarantineState(const ScimQuarantine* rules) : rules_(rules) {}

    /// Why this answer ends a cycle at once; "" when it does not.
    std::string fatal(const ScimStep& step) const;
    /// Why so many failures end in quarantine; "" when they do not.
    std::string too_many(const ScimFailures& failures) const;

    /// A cycle ended: with `reason` in quarantine, without it out of it.
    void conclude(const std::string& reason, Instant now);
    /// The admin starts the job anew.
    void clear() { *this = ScimQuarantineState(rules_); }

    const std::string& reason() const { return reason_; } ///< "" outside of quarantine
    /// When the next cycle may begin; nothing outside of quarantine.
    std::optional<Instant> next() const { return next_; }
    bool is_disabled(Instant now) const;

private:
    const ScimQuarantine* rules_;
    std::string reason_;
    Instant since_{};
    std::size_t cycles_ = 0; ///< in quarantine so far
    std::optional<Instant> next_;
};

} // namespace idpsim::idp
