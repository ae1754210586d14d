/// SCIM servers that are other than the built-in one and right all the same: the negative cases fail none of them.
#include "simulator/scim/answers.hpp"
#include "simulator/scim/collection.hpp"
#include "src/core/text.hpp"
#include "src/scim/schema.hpp"
#include "tests/engine/benign.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <set>

namespace idpsim::engine {
namespace {

using scim_server::Call;
using sp::SpBehaviour;

std::string path_of(const HttpRequest& request) { return request.url.substr(0, request.url.find('?')); }

/// 403 for every id that cannot be seen, whether somebody has it elsewhere or nobody does.
void forbids_unknown_ids(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest& request, HttpResponse& response) {
        const std::string path = path_of(request);
        const bool by_id = path.find("/Users/") != std::string::npos || path.find("/Groups/") != std::string::npos;
        if (response.status == 404 && by_id) response = scim_server::error_response({scim::ScimType::none, 403, "not yours to see"});
    };
}

/// The userNames of the deleted stay reserved.
void reserves_deleted_names(SpBehaviour& behaviour) {
    const auto reserved = std::make_shared<std::set<std::string, std::less<>>>();
    behaviour.scim.before_token = [reserved](const Call& call, const HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string path = path_of(request);
        if (request.method == "DELETE")
            if (const auto user = call.directory.find_user_by_id(call.org, path.substr(path.rfind('/') + 1))) reserved->insert(scim::fold(user->user_name));
        if (request.method != "POST" || !path.ends_with("/Users")) return std::nullopt;
        const boost::json::value body = scim::json_or_null(request.body);
        if (!body.is_object() || !reserved->contains(scim::fold(scim::text_member(body.get_object(), "userName")))) return std::nullopt;
        return scim_server::error_response({scim::ScimType::uniqueness, 409, "the userName was somebody's"});
    };
}

void refuses_unknown_attributes(SpBehaviour& behaviour) {
    behaviour.scim.read = [](boost::json::object body, const scim::ResourceType& type, const scim::ReadOptions& options)
        -> scim::Outcome<boost::json::object> {
        for (const auto& member : body) {
            const std::string name(member.key());
            if (!type.resolve({"", name, ""}) && !type.find_extension(name)) return scim::invalid_value("no attribute is named " + name);
        }
        return scim::read_resource(std::move(body), type, options);
    };
}

/// Discovery needs a token as everything does.
void guards_discovery(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string path = path_of(request);
        const bool discovers = path.ends_with("/ServiceProviderConfig") || path.ends_with("/Schemas") || path.ends_with("/ResourceTypes");
        if (!discovers || find_header(request.headers, "Authorization")) return std::nullopt;
        HttpResponse refused = scim_server::error_response({scim::ScimType::none, 401, "a token is needed"});
        set_header(refused.headers, "WWW-Authenticate", "Bearer");
        return refused;
    };
}

/// Bends what is answered, where it is a JSON object.
template <class Bend> void bend_answers(SpBehaviour& behaviour, Bend bend) {
    behaviour.scim.after = [bend](const HttpRequest& request, HttpResponse& response) {
        boost::json::value body = scim::json_or_null(response.body);
        if (!body.is_object()) return;
        bend(request, response, body.get_object());
        response.body = boost::json::serialize(body);
    };
}

/// RFC 7644 section 3.12: scimType is OPTIONAL, but where a section demands one.
void names_no_mistakes(SpBehaviour& behaviour) {
    bend_answers(behaviour, [](const HttpRequest&, HttpResponse& response, boost::json::object& body) {
        const std::string_view type = scim::text_member(body, "scimType");
        if (response.status == 400 && (type == "invalidValue" || type == "invalidSyntax")) body.erase("scimType");
    });
}

/// What cannot be operated on is no target, for whatever reason.
void tells_every_bad_path_as_no_target(SpBehaviour& behaviour) {
    bend_answers(behaviour, [](const HttpRequest& request, HttpResponse& response, boost::json::object& body) {
        if (request.method == "PATCH" && response.status == 400) body["scimType"] = "noTarget";
    });
}

/// itemsPerPage repeats the size of a page: not right, but nobody who looks for one person reads it.
void tells_the_size_of_pages(SpBehaviour& behaviour) {
    bend_answers(behaviour, [](const HttpRequest&, HttpResponse&, boost::json::object& body) {
        if (body.contains("totalResults")) body["itemsPerPage"] = 20;
    });
}

/// What is not asked for by `attributes` is left out, schemas too.
void leaves_schemas_out(SpBehaviour& behaviour) {
    bend_answers(behaviour, [](const HttpRequest& request, HttpResponse&, boost::json::object& body) {
        if (request.url.find("attributes=title") == std::string::npos || !body.contains("Resources")) return;
        for (boost::json::value& one : body["Resources"].as_array()) one.as_object().erase("schemas");
    });
}

/// Members are kept and never shown.
void hides_members(SpBehaviour& behaviour) {
    bend_answers(behaviour, [](const HttpRequest&, HttpResponse&, boost::json::object& body) { body.erase("members"); });
}

void has_no_discovery(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string path = path_of(request);
        const bool discovers = path.find("/ServiceProviderConfig") != std::string::npos || path.find("/Schemas") != std::string::npos ||
                               path.find("/ResourceTypes") != std::string::npos;
        if (!discovers) return std::nullopt;
        return scim_server::error_response({scim::ScimType::none, 404, "there is no such endpoint"});
    };
}

/// A filter on a complex attribute is no mistake, and matches nobody.
void compares_nobody_by_complex_attributes(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        const auto at = request.url.find("name%20eq");
        if (at == std::string::npos || request.url.substr(0, at).find("filter=") + 7 != at) return std::nullopt;
        HttpResponse none;
        none.status = 200;
        set_header(none.headers, "Content-Type", "application/scim+json");
        none.body = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]})";
        return none;
    };
}

using test::findings_against;

/// Nothing but a precondition was looked at: that is no pass.
TEST(ScimBenign, WhatDoesNotConcernTheServerIsSkipped) {
    EXPECT_EQ(findings_against([](SpBehaviour&) {}, {"scim-rfc/discovery@types-extension-required"}), "no case was played");
    EXPECT_EQ(findings_against([](SpBehaviour&) {}, {"scim-rfc/discovery@types-parts"}), "");
}

TEST(ScimBenign, The403ForWhatIsNotThere) {
    EXPECT_EQ(findings_against(forbids_unknown_ids, {"negative/scim-tenancy@ten-read-user", "negative/scim-tenancy@ten-write-user", "negative/scim-tenancy@ten-etag-oracle"}), "");
}
TEST(ScimBenign, ReservedNamesOfTheDeleted) {
    EXPECT_EQ(findings_against(reserves_deleted_names, {"negative/scim-mass@delete-*", "negative/scim-versions@uniq-*", "negative/scim-controls@ok-scim-after-attack"}), "");
}
TEST(ScimBenign, UnknownAttributesRefused) {
    EXPECT_EQ(findings_against(refuses_unknown_attributes, {"negative/scim-mass@mass-*", "negative/scim-controls@*", "negative/scim-json@json-*-valid",
                                                            "negative/scim-json@json-big-number", "negative/scim-tenancy@ten-body-tenant"}),
              "");
}
TEST(ScimBenign, DiscoveryWithATokenAlone) {
    EXPECT_EQ(findings_against(guards_discovery, {"negative/scim-auth@auth-none", "negative/scim-auth@auth-discovery-open", "negative/scim-bulk@*", "negative/scim-controls@ok-create-minimal"}), "");
}

TEST(ScimBenign, MistakesWithoutScimType) {
    EXPECT_EQ(findings_against(names_no_mistakes, {"scim-rfc/create@create-malformed", "scim-rfc/create@create-not-an-object", "scim-rfc/create@create-empty-body",
                                                   "scim-rfc/model@boolean-junk-refused", "scim-rfc/model@binary-junk-refused", "scim-rfc/groups@group-name-required",
                                                   "scim-rfc/put@put-required", "scim-rfc/schema-core@user-name-*", "scim-rfc/search@search-message"}),
              "");
}
TEST(ScimBenign, BadPathsAsNoTarget) {
    EXPECT_EQ(findings_against(tells_every_bad_path_as_no_target, {"scim-rfc/groups@member-immutable", "scim-rfc/patch-paths@path-filter-malformed"}), "");
}
TEST(ScimBenign, SizesOfPagesInALookUp) { EXPECT_EQ(findings_against(tells_the_size_of_pages, {"scim/protocol@"}), ""); }
TEST(ScimBenign, ProjectionsWithoutSchemas) { EXPECT_EQ(findings_against(leaves_schemas_out, {"scim-rfc/projection@attributes-of-a-list"}), ""); }
TEST(ScimBenign, HiddenMembersAreAskedAboutOnce) {
    EXPECT_EQ(findings_against(hides_members, {"scim-rfc/interop-groups@idp-remove-*", "scim-rfc/delete@delete-*", "scim-rfc/patch@patch-order", "scim-rfc/patch@patch-add-again-*"}), "");
    EXPECT_NE(findings_against(hides_members, {"scim-rfc/groups@member-by-id-alone", "scim-rfc/groups@group-create-status"}).find("expected the one member"), std::string::npos);
}
TEST(ScimBenign, MissingDiscoveryIsAskedAboutOnce) {
    EXPECT_EQ(findings_against(has_no_discovery, {"scim-rfc/discovery@config-p*", "scim-rfc/discovery@config-limits", "scim-rfc/discovery@schema-parts",
                                                  "scim-rfc/discovery@types-parts", "scim-rfc/create@create-status"}),
              "");
    for (const char* endpoint : {"config-single", "schema-list", "types-list"})
        EXPECT_NE(findings_against(has_no_discovery, {std::string("scim-rfc/discovery@") + endpoint, "scim-rfc/create@create-status"}).find(endpoint), std::string::npos) << endpoint;
}
TEST(ScimBenign, NobodyByAComplexAttribute) {
    EXPECT_EQ(findings_against(compares_nobody_by_complex_attributes, {"scim-rfc/filter@filter-complex-refused"}), "");
}

} // namespace
} // namespace idpsim::engine
