/// SCIM servers with a fault that shows in many places: refusals that are none, writes that are lost, limits that are not there, and what
/// answers give away.
#include "simulator/mutants/scim_faults.hpp"
#include "simulator/scim/collection.hpp"

#include <algorithm>
#include <memory>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim::PatchOperation;
using scim_server::Call;
using scim_server::Directory;
using sp::SpBehaviour;
using Before = std::optional<HttpResponse>;

template <class Change> void after_each(SpBehaviour& behaviour, Change change) {
    behaviour.scim.after = [change](const HttpRequest& request, HttpResponse& response) { change(request, response); };
}
template <class Change> void before_each(SpBehaviour& behaviour, Change change) {
    behaviour.scim.before = [change](HttpRequest& request) {
        change(request);
        return Before();
    };
}

void refused_patch_is_200(SpBehaviour& behaviour) {
    after_each(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "PATCH" && response.status == 400) response = json_response(200, "{}", "application/scim+json");
    });
}
void refused_creation_is_201(SpBehaviour& behaviour) {
    after_each(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (creates_user(request) && response.status >= 400 && response.status < 500 && response.status != 401)
            response = json_response(201, R"({"id":"lost"})", "application/scim+json");
    });
}
void patch_lost(SpBehaviour& behaviour) {
    behaviour.scim.patch.apply = [](json::object resource, const std::vector<PatchOperation>& operations, const scim::ResourceType& type,
                                    const scim::PatchDialect& dialect) {
        scim::Outcome<json::object> done = scim::apply_patch(resource, operations, type, dialect);
        if (done) done = std::move(resource);
        return done;
    };
}
void first_operation_alone(SpBehaviour& behaviour) {
    behaviour.scim.patch.apply = [](json::object resource, const std::vector<PatchOperation>& operations, const scim::ResourceType& type,
                                    const scim::PatchDialect& dialect) {
        return scim::apply_patch(std::move(resource), {operations.front()}, type, dialect);
    };
}
void falls_over_size(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) {
        constexpr std::size_t most = 1'500;   // octets in a row, as a buffer would have
        return request.body.size() + path_of(request).size() > most || request.url.size() > most;
    });
}
void filter_finds_nobody(SpBehaviour& behaviour) {
    behaviour.scim.list.read_filter = [](std::string_view text, std::span<const scim::ResourceType* const> types) {
        auto filter = scim_server::read_filter(text, types);
        return filter && has(text, "Name") && !has(text, "userName eq") ? scim_server::read_filter(R"(id eq "nobody")", types) : filter;
    };
}
void unknown_pages_refused(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> Before {
        for (const char* odd : {"count=-", "startIndex=-", "startIndex=0", "count=0", "startIndex=1000000", "startIndex=2147"})
            if (has(request.url, odd)) return html_response(500, "<h1>Internal Server Error</h1>");
        return std::nullopt;
    };
}
void id_left_out(SpBehaviour& behaviour) {
    behaviour.scim.project = [](const json::object& resource, const scim::ResourceType& type, const scim::Projection& projection) {
        json::object out = scim::project(resource, type, projection);
        if (!projection.attributes.empty() || !projection.excluded.empty()) out.erase("id");
        return out;
    };
}

void obeys_override(SpBehaviour& behaviour) {
    before_each(behaviour, [](HttpRequest& request) {
        if (const auto method = find_header(request.headers, "X-HTTP-Method-Override")) request.method = *method;
    });
}
void any_origin(SpBehaviour& behaviour) {
    after_each(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (const auto origin = find_header(request.headers, "Origin")) set_header(response.headers, "Access-Control-Allow-Origin", *origin);
    });
}
void leaves_out_headers(SpBehaviour& behaviour) {
    after_each(behaviour, [](const HttpRequest&, HttpResponse& response) {
        std::erase_if(response.headers, [](const auto& header) {
            return equal_nocase(header.first, "Cache-Control") || equal_nocase(header.first, "X-Content-Type-Options");
        });
    });
}
void one_content_type(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> Before {
        const auto type = find_header(request.headers, "Content-Type");
        if (!type || *type == "application/scim+json") return std::nullopt;
        return HttpResponse{415, {}, {}};
    };
}
void tells_its_inside(SpBehaviour& behaviour) {
    after_each(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (response.status < 400 || !body.is_object()) return;
        body.get_object()["detail"] = "SELECT * FROM users failed for " + request.body + find_header(request.headers, "Authorization").value_or("") + request.url;
        response.body = json::serialize(body);
    });
}
void fills_in_templates(SpBehaviour& behaviour) {
    before_each(behaviour, [](HttpRequest& request) { request.body = replace_all(std::move(request.body), "7*7", "49"); });
}
void line_breaks_pass(SpBehaviour& behaviour) {
    before_each(behaviour, [](HttpRequest& request) {
        if (has(request.body, "Bcc")) request.body = replace_all(replace_all(std::move(request.body), "\\n", "_"), "\\r", "_");
    });
}
void new_version_each_time(SpBehaviour& behaviour) {
    after_each(behaviour, [number = std::make_shared<int>(0)](const HttpRequest&, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        json::value* meta = body.is_object() ? scim::find_member(body.get_object(), "meta") : nullptr;
        if (!meta || !meta->is_object()) return;
        const std::string version = "W/\"" + std::to_string(++*number) + "\"";
        meta->get_object()["version"] = version;
        set_header(response.headers, "ETag", version);
        response.body = json::serialize(body);
    });
}
void emails_unique(SpBehaviour& behaviour) {
    behaviour.scim.before_token = [](const Call& call, const HttpRequest& request) -> Before {
        const json::value body = creates_user(request) ? scim::json_or_null(request.body) : json::value();
        if (!body.is_object() || call.directory.users_by_email(call.org, scim::primary_email(body.get_object())).empty()) return std::nullopt;
        return HttpResponse{409, {}, {}};
    };
}
void names_unique_everywhere(SpBehaviour& behaviour) {
    behaviour.scim.before_token = [](const Call& call, const HttpRequest& request) -> Before {
        const json::value body = creates_user(request) ? scim::json_or_null(request.body) : json::value();
        if (!body.is_object()) return std::nullopt;
        for (const std::string& org : call.directory.all_orgs())
            if (call.directory.find_user_by_user_name(org, scim::text_member(body.get_object(), "userName"))) return HttpResponse{409, {}, {}};
        return std::nullopt;
    };
}
void token_of_any_organisation(SpBehaviour& behaviour) {
    behaviour.scim.grant = [](Directory& directory, std::string_view, std::string_view token) {
        for (const std::string& org : directory.all_orgs())
            if (auto grant = scim_server::grant_of_token(directory, org, token)) return grant;
        return std::optional<scim_server::TokenGrant>();
    };
}
void any_word_is_a_token(SpBehaviour& behaviour) {
    behaviour.scim.before_token = [](const Call&, const HttpRequest&) { return Before(); };
    behaviour.scim.is_open = [](const HttpRequest& request) { return find_header(request.headers, "Authorization").has_value(); };
}

constexpr Mutant table[] = {
    {"s-patch-refused-200", "answers a PATCH that it refuses with success", refused_patch_is_200, "negative/scim-patch,negative/scim-mass@deact-*,negative/scim-json@json-top-array,negative/scim-json@json-empty"},
    {"s-create-refused-201", "answers a creation that it refuses with success", refused_creation_is_201,
     "negative/scim-json,negative/scim-versions@uniq-*,negative/scim-output@email-header-injection"},
    {"s-patch-lost", "answers a PATCH with success and does nothing", patch_lost, "negative/scim-patch,negative/scim-controls@ok-patch-*,negative/scim-mass@deact-patch-forms"},
    {"s-patch-first-alone", "does the first operation of a PATCH and no other", first_operation_alone, "negative/scim-patch@patch-order,negative/scim-patch@patch-urn-path"},
    {"s-size-500", "falls over requests that are larger than its buffer", falls_over_size,
     "negative/scim-patch@patch-huge-*,negative/scim-filter@flt-*,negative/scim-json@json-*,negative/scim-paging@attrs-many,negative/scim-bulk@bulk-*,negative/scim-http@http-path-id-odd"},
    {"s-filter-nobody", "finds nobody by names", filter_finds_nobody, "negative/scim-filter@flt-*"},
    {"s-page-odd-500", "falls over pages that are not there", unknown_pages_refused, "negative/scim-paging@page-*"},
    {"s-projection-no-id", "leaves id out of what was selected", id_left_out, "negative/scim-paging@attrs-unknown"},
    {"s-http-method-override", "obeys a field that names another method", obeys_override, "negative/scim-http@http-method-override"},
    {"s-http-cors-any", "lets pages of every origin read answers", any_origin, "negative/scim-http@http-cors"},
    {"s-http-bare-answers", "leaves out what keeps answers out of caches and from being taken for pages", leaves_out_headers,
     "negative/scim-http@http-cache,negative/scim-output@xss-displayname"},
    {"s-http-one-content-type", "takes application/scim+json and nothing else", one_content_type, "negative/scim-http@http-content-type-json"},
    {"s-error-tells", "tells in errors what it was sent, and its SQL", tells_its_inside, "negative/scim-output@error-leak,negative/scim-output@log-secrets"},
    {"s-template-filled-in", "fills in what looks like a template", fills_in_templates, "negative/scim-output@template-injection"},
    {"s-email-line-breaks", "takes e-mail addresses with line breaks", line_breaks_pass, "negative/scim-output@email-header-injection"},
    {"s-etag-never-the-same", "gives another version at each look", new_version_each_time, "negative/scim-versions@etag-*,negative/scim-output@provisioning-loop"},
    {"s-email-unique", "lets each e-mail address be one person's alone", emails_unique, "negative/scim-versions@uniq-email-not-unique"},
    {"s-tenant-unique", "keeps userNames unique among all organisations", names_unique_everywhere, "negative/scim-tenancy@ten-uniqueness-oracle"},
    {"s-tenant-token", "takes a token of any organisation", token_of_any_organisation, "negative/scim-tenancy@ten-path-tenant"},
    {"s-auth-header-there", "asks that there be an Authorization, and not what it says", any_word_is_a_token,
     "negative/scim-auth@auth-*,negative/scim-tokens@auth-expired-revoked"},
};

} // namespace

std::span<const Mutant> scim_broad_mutants() { return table; }

} // namespace idpsim::mutants
