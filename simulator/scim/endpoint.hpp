#pragma once
/// What can be done with the resources of one type: the methods of RFC 7644 section 3 on a Collection.
#include "simulator/scim/answers.hpp"
#include "simulator/scim/collection.hpp"
#include "src/core/url.hpp"
#include "src/scim/messages.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

/// Ids that answer 404 although their resources are still listed: where deleting does not erase.
using HiddenIds = std::set<std::string, std::less<>>;

/// The body as a JSON object; 415 when it is declared as something else.
scim::Outcome<boost::json::object> read_body(const Call& call, const HttpRequest& request);

/// One request at one resource type.
class Endpoint {
public:
    Endpoint(const Collection& collection, const Call& call, const HttpRequest& request, const Params& params,
             HiddenIds& hidden)
        : collection_(collection), call_(call), type_(collection.type(call)), request_(request), params_(params),
          hidden_(hidden) {}

    HttpResponse list() const;                       ///< GET /Users
    HttpResponse search() const;                     ///< POST /Users/.search
    HttpResponse create() const;                     ///< POST /Users
    HttpResponse get(std::string_view id) const;     ///< GET /Users/{id}
    HttpResponse replace(std::string_view id) const; ///< PUT /Users/{id}
    HttpResponse patch(std::string_view id) const;   ///< PATCH /Users/{id}
    HttpResponse remove(std::string_view id) const;  ///< DELETE /Users/{id}

private:
    using Written = scim::Outcome<Shown>;
    HttpResponse answer(scim::Outcome<HttpResponse> done) const;
    scim::Outcome<HttpResponse> do_create() const;
    scim::Outcome<HttpResponse> do_get(std::string_view id) const;
    scim::Outcome<HttpResponse> do_replace(std::string_view id) const;
    scim::Outcome<HttpResponse> do_patch(std::string_view id) const;
    scim::Outcome<HttpResponse> do_remove(std::string_view id) const;
    /// A whole resource that the client sent.
    scim::Outcome<boost::json::object> read_resource(boost::json::object body) const;
    /// The body, which is moved unless somebody wants to see it afterwards.
    boost::json::object take_or_copy(boost::json::object& body) const;
    Written store_replacement(std::string_view id, boost::json::object& body, Form form) const;
    Written store_patch(std::string_view id, const std::vector<scim::PatchOperation>& operations, Form form) const;
    Written apply(std::string_view id, const std::vector<scim::PatchOperation>& operations, Form form) const;
    bool exists(std::string_view id) const;
    /// 412 when If-Match does not name the resource's version.
    scim::Outcome<void> check_condition(std::string_view version) const;
    /// The same of the resource as it is now, when there is a condition.
    scim::Outcome<void> check_condition_at(std::string_view id) const;
    void told(const boost::json::object& body, const Shown& stored) const;
    /// How the answer to a write is wanted.
    Form written_form(const scim::Projection& projection) const;
    /// A resource as the client asked to see it, with its URI in Location and its version in ETag.
    HttpResponse show(int status, Shown shown, const scim::Projection& projection) const;

    Transaction::Nested guard(const boost::json::object* created = nullptr) const;
    bool goes_directly(std::string_view id) const;
    HttpResponse show_patched(std::string_view id, const scim::Projection& projection) const;

    const Collection& collection_;
    const Call& call_;
    const scim::ResourceType& type_;
    const HttpRequest& request_;
    const Params& params_;
    HiddenIds& hidden_;
};

} // namespace idpsim::scim_server
