#include "simulator/scim/endpoint.hpp"

#include "simulator/scim/passwords.hpp"
#include "simulator/scim/query.hpp"
#include "src/core/text.hpp"
#include "src/scim/immutable.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;
using scim::Outcome;
using scim::Refusal;

std::string_view member_of_meta(const json::object& resource, std::string_view name) {
    const json::value* meta = resource.if_contains("meta");
    return meta && meta->is_object() ? scim::text_member(meta->get_object(), name) : std::string_view();
}

bool is_on_request(const scim::Attribute& attribute) {
    return attribute.returned == scim::Returned::request ||
           std::any_of(attribute.sub_attributes.begin(), attribute.sub_attributes.end(), is_on_request);
}

/// Whether it matters to the answer what a request wrote.
bool has_on_request(const scim::ResourceType& type) {
    const auto has = [](const scim::Schema& schema) {
        return std::any_of(schema.attributes.begin(), schema.attributes.end(), is_on_request);
    };
    return has(*type.schema) || std::any_of(type.extensions.begin(), type.extensions.end(),
                                            [&](const scim::Extension& extension) { return has(*extension.schema); });
}

/// The attributes that a body names, for those that are shown only to whoever wrote them.
std::vector<scim::AttributePath> names_in(const json::object& body, const scim::ResourceType& type) {
    std::vector<scim::AttributePath> names;
    if (!has_on_request(type)) return names;
    for (const json::key_value_pair& member : body) {
        const std::string key(member.key().data(), member.key().size());
        if (type.find_extension(key) && member.value().is_object()) {
            for (const json::key_value_pair& inner : member.value().get_object()) {
                names.push_back({key, std::string(inner.key().data(), inner.key().size()), ""});
            }
        } else if (scim::Outcome<scim::AttributePath> path = scim::parse_attribute_path(key)) {
            names.push_back(std::move(*path));
        }
    }
    return names;
}

std::vector<scim::AttributePath> names_in(const std::vector<scim::PatchOperation>& operations,
                                          const scim::ResourceType& type) {
    std::vector<scim::AttributePath> names;
    if (!has_on_request(type)) return names;
    for (const scim::PatchOperation& operation : operations) {
        if (operation.path) {
            names.push_back(operation.path->attribute);
        } else if (operation.value && operation.value->is_object()) {
            for (scim::AttributePath& name : names_in(operation.value->get_object(), type)) {
                names.push_back(std::move(name));
            }
        }
    }
    return names;
}

bool is_null_in(const json::object& body, std::string_view name) {
    const json::value* value = scim::find_member(body, name);
    return value && value->is_null();
}

} // namespace

std::string_view Shown::version() const {
    return text ? std::string_view(text->version) : member_of_meta(resource, "version");
}
std::string_view Shown::location() const {
    return text ? std::string_view(text->location) : member_of_meta(resource, "location");
}

Outcome<json::object> read_body(const Call& call, const HttpRequest& request) {
    const std::optional<std::string> type = find_header(request.headers, "Content-Type");
    if (type && !scim::is_json_media_type(*type)) {
        return Refusal{scim::ScimType::none, 415, "the body has to be application/scim+json"};
    }
    const std::optional<std::string> coding = find_header(request.headers, "Content-Encoding");
    if (coding && !equal_nocase(trim(*coding), "identity")) {
        return Refusal{scim::ScimType::none, 415, "the body must not be compressed"};
    }
    return call.behaviour.parse(request.body);
}

HttpResponse Endpoint::answer(Outcome<HttpResponse> done) const {
    return done ? std::move(*done) : error_response(done.error());
}

HttpResponse Endpoint::list() const {
    const Outcome<scim::Query> query = scim::read_query(params_);
    const Collection* const only = &collection_;
    return query ? answer_query(call_, {&only, 1}, *query) : error_response(query.error());
}

HttpResponse Endpoint::search() const {
    const Outcome<json::object> body = read_body(call_, request_);
    if (!body) return error_response(body.error());
    const Outcome<scim::Query> query = scim::read_search_request(*body);
    const Collection* const only = &collection_;
    return query ? answer_query(call_, {&only, 1}, *query) : error_response(query.error());
}

HttpResponse Endpoint::create() const { return answer(do_create()); }
HttpResponse Endpoint::get(std::string_view id) const { return answer(do_get(id)); }
HttpResponse Endpoint::replace(std::string_view id) const { return answer(do_replace(id)); }
HttpResponse Endpoint::patch(std::string_view id) const { return answer(do_patch(id)); }
HttpResponse Endpoint::remove(std::string_view id) const { return answer(do_remove(id)); }

bool Endpoint::exists(std::string_view id) const { return !hidden_.contains(id) && collection_.exists(call_, id); }

Outcome<void> Endpoint::check_condition(std::string_view version) const {
    if (!call_.behaviour.features.etag) return {};
    for (const std::string& condition : all_headers(request_.headers, "If-Match")) {
        const Outcome<bool> named = call_.behaviour.names_version(condition, version);
        if (!named) return named.error();
        if (!*named) return Refusal{scim::ScimType::none, 412, "the resource has changed since that version"};
    }
    return {};
}

Outcome<void> Endpoint::check_condition_at(std::string_view id) const {
    if (!find_header(request_.headers, "If-Match")) return {};
    return check_condition(collection_.find_shown(call_, id, Form::text, false).value().version());
}

void Endpoint::told(const json::object& body, const Shown& stored) const {
    if (call_.behaviour.after_write) call_.behaviour.after_write(call_, body, stored.resource);
}

Form Endpoint::written_form(const scim::Projection& projection) const {
    return call_.behaviour.after_write ? Form::tree : form_of(call_.behaviour, projection);
}

HttpResponse Endpoint::show(int status, Shown shown, const scim::Projection& projection) const {
    Headers own{{"Location", std::string(shown.location())}};
    if (call_.behaviour.features.etag) own.emplace_back("ETag", shown.version());
    HttpResponse response =
        shown.text ? json_response(status, std::move(shown.text->json), scim::media_type)
                   : scim_response(status, call_.behaviour.project(std::move(shown.resource), type_, projection));
    for (auto& [name, value] : own) set_header(response.headers, name, value);
    return response;
}

Outcome<HttpResponse> Endpoint::do_get(std::string_view id) const {
    const Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return query.error();
    if (hidden_.contains(id)) return not_found(id);
    const Form form = form_of(call_.behaviour, query->projection);
    std::optional<Shown> found = collection_.find_shown(call_, id, form, shows_members(query->projection));
    if (!found) return not_found(id);
    if (Outcome<void> holds = check_condition(found->version()); !holds) return holds.error();
    const std::string version(found->version());
    HttpResponse response = show(200, std::move(*found), query->projection);
    if (!call_.behaviour.features.etag) return response;
    for (const std::string& condition : all_headers(request_.headers, "If-None-Match")) {
        const Outcome<bool> named = call_.behaviour.names_version(condition, version);
        if (!named) return named.error();
        if (!*named) continue;
        response.status = 304;
        response.body.clear();
        std::erase_if(response.headers, [](const auto& header) { return equal_nocase(header.first, "Content-Type"); });
        return response;
    }
    return response;
}

json::object Endpoint::take_or_copy(json::object& body) const {
    if (call_.behaviour.after_write) return body;
    return std::move(body);
}

Outcome<json::object> Endpoint::read_resource(json::object body) const {
    Outcome<json::object> resource = call_.behaviour.read(std::move(body), type_, reading_options(call_.behaviour));
    if (!resource) return resource;
    if (Outcome<void> checked = scim::check_required(*resource, type_); !checked) return checked.error();
    return resource;
}

Outcome<HttpResponse> Endpoint::do_create() const {
    Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return query.error();
    Outcome<json::object> body = read_body(call_, request_);
    if (!body) return body.error();
    query->projection.written = names_in(*body, type_);
    Outcome<json::object> resource = read_resource(take_or_copy(*body));
    if (!resource) return resource.error();
    Transaction transaction(call_.directory.database(), guard(&*resource));
    Written created = collection_.create(call_, std::move(*resource), written_form(query->projection));
    if (!created) return created.error();
    told(*body, *created);
    transaction.commit();
    return show(call_.behaviour.create.status, std::move(*created), query->projection);
}

Endpoint::Written Endpoint::store_replacement(std::string_view id, json::object& body, Form form) const {
    const bool clears_external_id = is_null_in(body, "externalId");
    const bool clears_password = is_null_in(body, password_attribute);
    Outcome<json::object> given = read_resource(take_or_copy(body));
    if (!given) return given.error();
    if (!collection_.exists(call_, id)) return not_found(id);
    if (Outcome<void> holds = check_condition_at(id); !holds) return holds.error();
    const Edit edit = [&](const json::object& before) -> Outcome<json::object> {
        json::object replaced = call_.behaviour.replace(before, std::move(*given), clears_external_id);
        if (clears_password) clear_password(replaced);
        scim::keep_immutable(before, replaced, type_);
        if (Outcome<void> kept = scim::check_immutable(before, replaced, type_); !kept) return kept.error();
        return replaced;
    };
    return collection_.change(call_, id, edit, form);
}

Outcome<HttpResponse> Endpoint::do_replace(std::string_view url_id) const {
    Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return query.error();
    if (!exists(url_id)) return not_found(url_id);
    Outcome<json::object> body = read_body(call_, request_);
    if (!body) return body.error();
    query->projection.written = names_in(*body, type_);
    const auto& replaced_id = call_.behaviour.replaced_id;
    const std::string id = replaced_id ? replaced_id(url_id, *body) : std::string(url_id);
    Transaction transaction(call_.directory.database(), guard());
    Written updated = store_replacement(id, *body, written_form(query->projection));
    if (!updated) return updated.error();
    told(*body, *updated);
    transaction.commit();
    return show(200, std::move(*updated), query->projection);
}

Endpoint::Written Endpoint::apply(std::string_view id, const std::vector<scim::PatchOperation>& operations,
                                  Form form) const {
    const PatchPolicy& policy = call_.behaviour.patch;
    scim::PatchDialect dialect = policy.dialect;
    dialect.values = reading_options(call_.behaviour);
    const Edit edit = [&](json::object resource) -> Outcome<json::object> {
        json::object before; // a group may have many members, so it is copied only for those who look at it
        if (scim::has_immutable(type_)) before = resource;
        mark_password(resource, type_);
        Outcome<json::object> patched = policy.apply(std::move(resource), operations, type_, dialect);
        if (!patched) return patched;
        settle_password(*patched, type_);
        if (Outcome<void> checked = scim::check_required(*patched, type_); !checked) return checked.error();
        if (Outcome<void> kept = scim::check_immutable(before, *patched, type_); !kept) return kept.error();
        return patched;
    };
    return collection_.change(call_, id, edit, form);
}

Endpoint::Written Endpoint::store_patch(std::string_view id, const std::vector<scim::PatchOperation>& operations,
                                        Form form) const {
    if (call_.behaviour.patch.atomic) return apply(id, operations, form);
    Written patched{json::object{}};
    for (auto one = operations.begin(); patched && one != operations.end(); ++one) patched = apply(id, {*one}, form);
    return patched;
}

Outcome<HttpResponse> Endpoint::do_patch(std::string_view id) const {
    if (!call_.behaviour.features.patch) return not_supported();
    Outcome<scim::Query> query = scim::read_query(params_);
    if (!query) return query.error();
    Transaction transaction(call_.directory.database(),
                            guard()); // one for all, as each statement by itself would have its own
    if (!exists(id)) return not_found(id);
    const Outcome<json::object> body = read_body(call_, request_);
    if (!body) return body.error();
    const auto operations = scim::read_patch(*body, call_.behaviour.patch.dialect);
    if (!operations) return operations.error();
    query->projection.written = names_in(*operations, type_);
    if (Outcome<void> holds = check_condition_at(id); !holds) return holds.error();
    if (goes_directly(id) && collection_.patch_directly(call_, id, *operations)) {
        transaction.commit();
        return show_patched(id, query->projection);
    }
    Written patched = store_patch(id, *operations, written_form(query->projection));
    if (patched) told(*body, *patched);
    if (patched || !call_.behaviour.patch.atomic) transaction.commit();
    if (!patched) return patched.error();
    return show(200, std::move(*patched), query->projection);
}

/// What others do between the steps of a write, or after them, may have to be undone.
Transaction::Nested Endpoint::guard(const json::object* created) const {
    const ScimBehaviour& behaviour = call_.behaviour;
    const bool is_usual =
        behaviour.patch.atomic && !behaviour.after_write && !behaviour.before_update && !behaviour.before_create;
    return is_usual && collection_.refuses_first(call_, created) ? Transaction::Nested::unguarded
                                                                 : Transaction::Nested::own;
}

/// A group of many, on a server whose steps are the usual ones: the others are read and written whole.
bool Endpoint::goes_directly(std::string_view id) const {
    using Apply = Outcome<json::object> (*)(json::object, const std::vector<scim::PatchOperation>&,
                                            const scim::ResourceType&, const scim::PatchDialect&);
    const PatchPolicy& policy = call_.behaviour.patch;
    const Apply* apply = policy.apply.target<Apply>();
    const bool usual = policy.atomic && apply && *apply == Apply(scim::apply_patch) && !call_.behaviour.after_write;
    return usual && collection_.has_more_members(call_, id, policy.many_members);
}

/// After a direct PATCH. A group of many is not sent back for one who joined: 204 says as much (RFC 7644
/// section 3.5.2), unless the client asks for attributes.
HttpResponse Endpoint::show_patched(std::string_view id, const scim::Projection& projection) const {
    const bool with_members = shows_members(projection);
    if (with_members && projection.attributes.empty() &&
        collection_.has_more_members(call_, id, call_.behaviour.patch.most_members_shown)) {
        return HttpResponse{204, {}, ""};
    }
    return show(200, collection_.find_shown(call_, id, form_of(call_.behaviour, projection), with_members).value(),
                projection);
}

Outcome<HttpResponse> Endpoint::do_remove(std::string_view id) const {
    if (!exists(id)) return not_found(id);
    Transaction transaction(call_.directory.database());
    if (Outcome<void> holds = check_condition_at(id); !holds) return holds.error();
    if (call_.behaviour.remove.erases) {
        collection_.erase(call_, id);
    } else {
        hidden_.emplace(id);
    }
    transaction.commit();
    return HttpResponse{204, {}, ""};
}

} // namespace idpsim::scim_server
