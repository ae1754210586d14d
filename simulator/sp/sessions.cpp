#include "simulator/sp/sessions.hpp"

#include <algorithm>

namespace idpsim::sp {

std::string Sessions::start_as(std::string id, Session session) {
    forget_old(session.created);
    sessions_.insert_or_assign(id, std::move(session));
    return id;
}

const Session* Sessions::find(std::string_view id, Instant now) const {
    const auto found = sessions_.find(id);
    return found == sessions_.end() || now >= found->second.ends ? nullptr : &found->second;
}

void Sessions::end(std::string_view id) {
    const auto found = sessions_.find(id);
    if (found != sessions_.end()) sessions_.erase(found);
}

std::size_t Sessions::end_if(const std::function<bool(const Session&)>& chosen) {
    return std::erase_if(sessions_, [&](const auto& entry) { return chosen(entry.second); });
}

/// Looks through all of them only when their number has doubled, so a login pays a constant share.
void Sessions::forget_old(Instant now) {
    if (sessions_.size() < sweep_at_) return;
    std::erase_if(sessions_, [now](const auto& entry) { return now >= entry.second.ends; });
    sweep_at_ = std::max<std::size_t>(256, 2 * sessions_.size());
}

} // namespace idpsim::sp
