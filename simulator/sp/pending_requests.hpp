#pragma once
/// The AuthnRequests that wait for a Response, each bound to the browser that started it.
#include "simulator/sp/login_context.hpp"
#include "src/core/instant.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct PendingRequest {
    std::string org;
    std::string idp;           ///< entityID of the IdP that was asked
    std::string browser;       ///< the value of the cookie that the browser was given; a secret
    std::vector<std::string> contexts{}; ///< the classes of authentication that it asked for, by exact comparison
    Instant made{};
    bool answered = false;
};

class PendingRequests {
public:
    explicit PendingRequests(Millis lifetime) : lifetime_(lifetime) {}

    /// Remembers a request. An ID in use begins anew. Beyond 100 000 waiting requests the oldest is forgotten, so
    /// whoever starts logins without end makes others start again, and never lets anybody in.
    void add(std::string id, PendingRequest request, Instant now);
    /// What `id` is to this organisation, to the IdP that answers, and to this browser ("" for one without cookie).
    RequestState state(std::string_view id, std::string_view org, std::string_view idp, std::string_view browser,
                       Instant now) const;
    /// The request with that ID, while it is remembered; else null.
    const PendingRequest* find(std::string_view id) const;
    /// From now on the request counts as answered.
    void consume(std::string_view id);
    std::size_t size() const { return requests_.size(); }

private:
    void forget_old(Instant now);

    Millis lifetime_;
    std::map<std::string, PendingRequest, std::less<>> requests_;
    std::deque<std::pair<Instant, std::string>> by_age_;
};

} // namespace idpsim::sp
