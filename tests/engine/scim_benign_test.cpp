/// SCIM servers that are other than the built-in one and right all the same: the negative cases fail none of them.
#include "simulator/scim/answers.hpp"
#include "simulator/scim/collection.hpp"
#include "src/core/text.hpp"
#include "src/scim/schema.hpp"
#include "tests/engine/benign.hpp"

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

} // namespace
} // namespace idpsim::engine
