#pragma once
/// Who is logged in at the IdP, and what waits for a login.
#include "simulator/idp/response_writer.hpp"
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/core/random.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>

namespace idpsim::idp {

/// What a browser came for.
struct Errand {
    enum class Kind { answer, dashboard };
    Kind kind = Kind::dashboard;
    Answer answer;                          ///< for Kind::answer
    std::optional<std::string> relay_state; ///< posted back octet for octet
    bool fresh_login = false;               ///< an existing session does not do (ForceAuthn)
    bool passive = false;                   ///< nobody may be asked anything (IsPassive)
};

struct Session {
    std::string username;
    Instant since{};
};

/// A bounded store by unguessable id: when it is full the oldest entry goes.
template <class Entry> class Store {
public:
    explicit Store(std::size_t most) : most_(most) {}

    std::string put(Entry entry, Random& random) {
        if (order_.size() >= most_) {
            entries_.erase(order_.front());
            order_.pop_front();
        }
        std::string id = random.token();
        entries_.insert_or_assign(id, std::move(entry));
        order_.push_back(id);
        return id;
    }
    const Entry* find(const std::string& id) const {
        const auto found = entries_.find(id);
        return found == entries_.end() ? nullptr : &found->second;
    }
    void erase(const std::string& id) {
        if (entries_.erase(id) != 0) std::erase(order_, id);
    }

private:
    std::size_t most_;
    std::map<std::string, Entry> entries_;
    std::deque<std::string> order_;
};

/// The value of cookie `name` in a request (RFC 6265 section 5.4), or "".
std::string cookie_value(const Headers& headers, std::string_view name);
/// A Set-Cookie value: HttpOnly, whole site; sent along with cross-site POSTs only where that is allowed (https).
std::string session_cookie(std::string_view name, std::string_view value, bool https);

} // namespace idpsim::idp
