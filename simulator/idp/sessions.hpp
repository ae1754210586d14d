#pragma once
/// Who is logged in at the IdP, and what waits for a login.
#include "simulator/idp/response_writer.hpp"
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/core/random.hpp"
#include "src/saml/values.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// What a browser came for.
struct Errand {
    enum class Kind { answer, dashboard };
    Kind kind = Kind::dashboard;
    Answer answer;                          ///< for Kind::answer
    std::optional<std::string> relay_state; ///< posted back octet for octet
    bool fresh_login = false;               ///< an existing session does not do (ForceAuthn)
    bool passive = false;                   ///< nobody may be asked anything (IsPassive)
    std::string login_hint;                 ///< stands in the login form's username at first
};

struct Session {
    std::string username;
    Instant since{};
    std::vector<Participant> participants = {}; ///< the SPs that it was vouched for at, one entry for each Response

    /// Whether a LogoutRequest means this session (saml-core-2.0 section 3.7.1): one participant has the SP and the
    /// NameID, and one of the SessionIndexes if any are named.
    bool is_named(const std::string& sp_entity_id, const saml::NameId& name_id,
                  const std::vector<std::string>& session_indexes) const;
};

/// A bounded store by unguessable id: when it is full the oldest entry goes.
template <class Entry> class Store {
public:
    explicit Store(std::size_t most) : most_(most) {}

    std::string put(Entry entry, Random& random) {
        std::string id = random.token();
        put_as(id, std::move(entry));
        return id;
    }
    /// Under an id that the caller made; it has to be one that nobody can guess.
    void put_as(const std::string& id, Entry entry) {
        erase(id);
        if (order_.size() >= most_) {
            entries_.erase(order_.front());
            order_.pop_front();
        }
        entries_.insert_or_assign(id, std::move(entry));
        order_.push_back(id);
    }
    const Entry* find(const std::string& id) const {
        const auto found = entries_.find(id);
        return found == entries_.end() ? nullptr : &found->second;
    }
    Entry* find(const std::string& id) { return const_cast<Entry*>(std::as_const(*this).find(id)); }
    /// The id of the first entry, by age, that `fits`; "" when none does.
    template <class Fits> std::string find_id(Fits fits) const {
        for (const std::string& id : order_)
            if (fits(entries_.find(id)->second)) return id;
        return {};
    }
    template <class Fits> std::size_t count(Fits fits) const {
        return static_cast<std::size_t>(
            std::count_if(entries_.begin(), entries_.end(), [&](const auto& one) { return fits(one.second); }));
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
