#pragma once
/// What can be done with the resources of one type: the methods of RFC 7644 section 3 on a Collection.
#include "simulator/scim/collection.hpp"
#include "src/core/http.hpp"
#include "src/core/url.hpp"
#include "src/scim/messages.hpp"
#include "src/scim/refusal.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

HttpResponse scim_response(int status, const boost::json::object& body);
HttpResponse error_response(const scim::Refusal& refusal);
scim::Refusal not_found(std::string_view what);

/// Ids that answer 404 although their resources are still listed: where deleting does not erase.
using HiddenIds = std::set<std::string, std::less<>>;

/// One request at one resource type.
class Endpoint {
public:
    Endpoint(const Collection& collection, const Call& call, const HttpRequest& request, const Params& params,
             HiddenIds& hidden)
        : collection_(collection), call_(call), request_(request), params_(params), hidden_(hidden) {}

    HttpResponse list() const;                         ///< GET /Users
    HttpResponse create() const;                       ///< POST /Users
    HttpResponse get(std::string_view id) const;       ///< GET /Users/{id}
    HttpResponse replace(std::string_view id) const;   ///< PUT /Users/{id}
    HttpResponse patch(std::string_view id) const;     ///< PATCH /Users/{id}
    HttpResponse remove(std::string_view id) const;    ///< DELETE /Users/{id}

private:
    scim::Outcome<boost::json::object> read_list(const scim::Query& query) const;
    scim::Outcome<boost::json::object> read_body() const;
    scim::Outcome<boost::json::object> apply(std::string_view id,
                                             const std::vector<scim::PatchOperation>& operations) const;
    bool exists(std::string_view id) const;
    /// A resource as the client asked to see it, with its URI in Location.
    HttpResponse show(int status, const boost::json::object& resource, const scim::Projection& projection) const;

    HttpResponse show_patched(std::string_view id, const scim::Projection& projection) const;

    const Collection& collection_;
    const Call& call_;
    const HttpRequest& request_;
    const Params& params_;
    HiddenIds& hidden_;
};

} // namespace idpsim::scim_server
