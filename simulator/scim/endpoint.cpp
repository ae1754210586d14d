#include "simulator/scim/endpoint.hpp"

#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

/// Whether the projection certainly leaves `members` out, so that a group of many need not be read.
bool shows_members(const scim::Projection& projection) {
    const auto names_members = [](const scim::AttributePath& path) {
        return equal_nocase(path.name, "members") && path.sub.empty();
    };
    const auto touches_members = [](const scim::AttributePath& path) { return equal_nocase(path.name, "members"); };
    if (!projection.attributes.empty()) {
        return std::any_of(projection.attributes.begin(), projection.attributes.end(), touches_members);
    }
    return std::none_of(projection.excluded.begin(), projection.excluded.end(), names_members);
}

/// Whether nobody has put another step into its place.
bool is_by_the_book(const PatchPolicy& policy) {
    using Apply = scim::Outcome<json::object> (*)(json::object, const std::vector<scim::PatchOperation>&,
                                                  const scim::ResourceType&, const scim::PatchDialect&);
    const Apply* apply = policy.apply.target<Apply>();
    return policy.atomic && apply && *apply == Apply(scim::apply_patch);
}

/// The filter to select by, or nothing for all.
scim::Outcome<std::optional<scim::Filter>> read_filter(const scim::Query& query, const scim::ResourceType& type,
                                                       const ListPolicy& policy) {
    if (!query.filter) return std::optional<scim::Filter>();
    scim::Outcome<scim::Filter> filter = scim::parse_filter(*query.filter);
    const scim::Outcome<void> checked =
        filter ? scim::check_filter(*filter, type) : scim::Outcome<void>(filter.error());
    if (checked) return std::optional(std::move(*filter));
    if (policy.refuses_bad_filter) return checked.error();
    return std::optional<scim::Filter>();
}

} // namespace

HttpResponse scim_response(int status, const json::object& body) {
    return json_response(status, json::serialize(body), scim::media_type);
}

HttpResponse error_response(const scim::Refusal& refusal) {
    return scim_response(refusal.status, scim::write_error(refusal));
}

scim::Refusal not_found(std::string_view what) {
    return {scim::ScimType::none, 404, scim::in_quotes(what) + " is not here"};
}

HttpResponse Endpoint::list() const {
    const scim::Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return error_response(query.error());
    const scim::Outcome<json::object> body = read_list(*query);
    return body ? scim_response(200, *body) : error_response(body.error());
}

scim::Outcome<json::object> Endpoint::read_list(const scim::Query& query) const {
    const ListPolicy& policy = call_.behaviour.list;
    scim::Outcome<std::optional<scim::Filter>> filter = read_filter(query, collection_.type(), policy);
    if (!filter) return filter.error();
    const std::int64_t start = query.start_index.value_or(policy.first_index);
    Listing listing;
    listing.filter = *filter ? &**filter : nullptr;
    listing.skip = start - policy.first_index;
    listing.take = std::min(query.count.value_or(policy.default_count), policy.largest_count);
    listing.with_members = shows_members(query.projection);
    Listed listed = collection_.list(call_, listing);
    scim::ListResponse answer;
    answer.total_results = policy.total(listed.total, call_.directory, collection_.type());
    answer.start_index = start;
    answer.items_per_page = static_cast<std::int64_t>(listed.resources.size());
    for (const json::object& resource : listed.resources) {
        answer.resources.push_back(call_.behaviour.project(resource, collection_.type(), query.projection));
    }
    return scim::write_list_response(std::move(answer));
}

scim::Outcome<json::object> Endpoint::read_body() const {
    const std::optional<std::string> type = find_header(request_.headers, "Content-Type");
    if (type && !scim::is_json_media_type(*type)) {
        return scim::Refusal{scim::ScimType::none, 415, "the body has to be application/scim+json"};
    }
    return scim::parse_json_object(request_.body);
}

bool Endpoint::exists(std::string_view id) const {
    return !hidden_.contains(id) && call_.directory.kind_of(call_.org, id) == collection_.type().name;
}

HttpResponse Endpoint::show(int status, const json::object& resource, const scim::Projection& projection) const {
    HttpResponse response = scim_response(status, call_.behaviour.project(resource, collection_.type(), projection));
    const json::object& meta = resource.at("meta").as_object();
    set_header(response.headers, "Location", scim::text_member(meta, "location"));
    return response;
}

HttpResponse Endpoint::get(std::string_view id) const {
    const scim::Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return error_response(query.error());
    if (!exists(id)) return error_response(not_found(id));
    const std::optional<json::object> found = collection_.find(call_, id, shows_members(query->projection));
    return found ? show(200, *found, query->projection) : error_response(not_found(id));
}

HttpResponse Endpoint::create() const {
    const scim::Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return error_response(query.error());
    scim::Outcome<json::object> body = read_body();
    if (!body) return error_response(body.error());
    scim::Outcome<json::object> resource =
        scim::read_resource(std::move(*body), collection_.type(), call_.behaviour.patch.dialect.values);
    if (!resource) return error_response(resource.error());
    if (scim::Outcome<void> checked = scim::check_required(*resource, collection_.type()); !checked) {
        return error_response(checked.error());
    }
    Transaction transaction(call_.directory.database());
    const scim::Outcome<json::object> created = collection_.create(call_, std::move(*resource));
    if (!created) return error_response(created.error());
    transaction.commit();
    return show(call_.behaviour.create.status, *created, query->projection);
}

HttpResponse Endpoint::replace(std::string_view id) const {
    const scim::Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return error_response(query.error());
    if (!exists(id)) return error_response(not_found(id));
    scim::Outcome<json::object> body = read_body();
    if (!body) return error_response(body.error());
    const json::value* external_id = scim::find_member(*body, "externalId");
    const bool clears_external_id = external_id && external_id->is_null();
    scim::Outcome<json::object> given =
        scim::read_resource(std::move(*body), collection_.type(), call_.behaviour.patch.dialect.values);
    if (!given) return error_response(given.error());
    if (scim::Outcome<void> checked = scim::check_required(*given, collection_.type()); !checked) {
        return error_response(checked.error());
    }
    Transaction transaction(call_.directory.database());
    const std::optional<json::object> before = collection_.find(call_, id);
    const scim::Outcome<json::object> updated =
        collection_.update(call_, id, call_.behaviour.replace(*before, std::move(*given), clears_external_id));
    if (!updated) return error_response(updated.error());
    transaction.commit();
    return show(200, *updated, query->projection);
}

scim::Outcome<json::object> Endpoint::apply(std::string_view id,
                                            const std::vector<scim::PatchOperation>& operations) const {
    const PatchPolicy& policy = call_.behaviour.patch;
    scim::Outcome<json::object> patched =
        policy.apply(collection_.find(call_, id).value(), operations, collection_.type(), policy.dialect);
    if (!patched) return patched;
    if (scim::Outcome<void> checked = scim::check_required(*patched, collection_.type()); !checked)
        return checked.error();
    return collection_.update(call_, id, std::move(*patched));
}

HttpResponse Endpoint::patch(std::string_view id) const {
    const scim::Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return error_response(query.error());
    if (!exists(id)) return error_response(not_found(id));
    const scim::Outcome<json::object> body = read_body();
    if (!body) return error_response(body.error());
    const auto operations = scim::read_patch(*body, call_.behaviour.patch.dialect);
    if (!operations) return error_response(operations.error());
    Transaction transaction(call_.directory.database());
    if (is_by_the_book(call_.behaviour.patch) && collection_.patch_directly(call_, id, *operations)) {
        transaction.commit();
        return show_patched(id, query->projection);
    }
    scim::Outcome<json::object> patched{json::object{}};
    if (call_.behaviour.patch.atomic) {
        patched = apply(id, *operations);
    } else {
        for (auto one = operations->begin(); patched && one != operations->end(); ++one) patched = apply(id, {*one});
    }
    if (patched || !call_.behaviour.patch.atomic) transaction.commit();
    return patched ? show(200, *patched, query->projection) : error_response(patched.error());
}

/// After a direct PATCH. A group of many is not sent back for one who joined: 204 says as much (RFC 7644 section 3.5.2),
/// unless the client asks for attributes.
HttpResponse Endpoint::show_patched(std::string_view id, const scim::Projection& projection) const {
    const bool with_members = shows_members(projection);
    if (with_members && projection.attributes.empty() &&
        call_.directory.has_more_members(id, call_.behaviour.patch.most_members_shown)) {
        return HttpResponse{204, {}, ""};
    }
    return show(200, collection_.find(call_, id, with_members).value(), projection);
}

HttpResponse Endpoint::remove(std::string_view id) const {
    if (!exists(id)) return error_response(not_found(id));
    if (call_.behaviour.remove.erases) {
        collection_.erase(call_, id);
    } else {
        hidden_.emplace(id);
    }
    return HttpResponse{204, {}, ""};
}

} // namespace idpsim::scim_server
