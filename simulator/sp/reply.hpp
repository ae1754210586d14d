#pragma once
/// What the service provider says to a request: an answer, or what has to be fetched from somebody else before there is
/// one. The service provider itself opens no connection: whoever mounts it makes the fetch and goes on with the result.
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/core/result.hpp"

#include <functional>
#include <memory>

namespace idpsim::sp {

struct Errand;

struct Reply {
    HttpResponse response;               ///< the answer, when there is no errand
    std::shared_ptr<Errand> errand;

    Reply(HttpResponse answer) : response(std::move(answer)) {}
    Reply(Errand first);
};

/// How far a request goes. What an outsider chose leads nowhere that only this machine reaches.
enum class Reach { anywhere, public_only };

/// One request to another party. Redirects are not followed: an answer from elsewhere is not the party's.
struct Errand {
    HttpRequest request;
    Millis limit{10'000};
    Reach reach = Reach::anywhere;
    /// Called once with the answer; it lives no longer than the service provider.
    std::function<Reply(Result<HttpResponse>)> then;
};

inline Reply::Reply(Errand first) : errand(std::make_shared<Errand>(std::move(first))) {}

/// `reply` with `finish` applied to the answer, whenever it comes.
Reply finished(Reply reply, std::function<void(HttpResponse&)> finish);

/// The answer when no errand can be run: each one fails as unreachable.
HttpResponse without_errands(Reply reply);

} // namespace idpsim::sp
