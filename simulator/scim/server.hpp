#pragma once
/// The built-in SCIM 2.0 service provider (RFC 7643, RFC 7644): Users and Groups of one organisation at a time.
#include "simulator/scim/behaviour.hpp"
#include "simulator/scim/directory.hpp"
#include "src/core/clock.hpp"
#include "src/core/http.hpp"
#include "src/core/random.hpp"

#include <memory>
#include <string_view>

namespace idpsim::scim_server {

/// Lives on one thread; `directory`, `clock` and `random` must outlive it.
class ScimServer {
public:
    ScimServer(Directory& directory, const Clock& clock, Random& random, ScimBehaviour behaviour = {});
    ScimServer(ScimServer&&) noexcept;
    ScimServer& operator=(ScimServer&&) noexcept;
    ~ScimServer();

    /// Answers one request below `base_path` ("/scim/v2/acme", which the caller has matched) for the organisation whose
    /// token it has to carry: 401 without. ServiceProviderConfig, Schemas and ResourceTypes are open to anyone.
    /// `base_url` is the absolute URL in front of `base_path` ("https://sp.example"): URIs of resources are made from
    /// it, never from the request's Host.
    HttpResponse handle(const HttpRequest& request, std::string_view base_path, std::string_view org,
                        std::string_view base_url);

private:
    struct State;
    static HttpResponse answer_as(State& state, const HttpRequest& request, std::string_view base_path,
                                  std::string_view org, std::string_view base_url);
    std::unique_ptr<State> state_;
};

} // namespace idpsim::scim_server
