#pragma once
/// How the SCIM server behaves, as values: the correct steps by default. A test puts another step in a place to get a
/// server with one fault.
#include "simulator/scim/directory.hpp"
#include "simulator/scim/token_scope.hpp"
#include "src/core/http.hpp"
#include "src/scim/entity_tag.hpp"
#include "src/scim/filter.hpp"
#include "src/scim/patch.hpp"
#include "src/scim/schema_set.hpp"
#include "src/scim/text.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

struct Call;

/// All matches within the organisation (RFC 7644 section 3.4.2).
std::int64_t count_matches(std::int64_t matches, Directory& directory, const scim::ResourceType& type);
/// A JSON object within scim::JsonLimits.
scim::Outcome<boost::json::object> parse_body(std::string_view body);
/// A random UUID: whatever id the client sent has no say (RFC 7643 section 3.1).
std::string make_id(const boost::json::object& resource, Random& random);
/// The body of a PUT in the place of what was there (RFC 7644 section 3.5.1): left-out attributes are cleared. Two are
/// kept when left out, the RFC leaving it open: `active`, so that nobody is let in again by silence, and `externalId`,
/// without which the client would not know its own resource any more; a null in the body clears that as well.
boost::json::object replace_resource(const boost::json::object& before, boost::json::object given,
                                     bool clears_external_id);

/// Parsed and held against the types that are searched; with two or more it is a query at the root.
scim::Outcome<scim::Filter> read_filter(std::string_view text, std::span<const scim::ResourceType* const> types);

/// What the server offers, and announces in ServiceProviderConfig.
struct Features {
    bool patch = true;             ///< without: 501
    bool bulk = true;              ///< without: 501
    bool filter = true;            ///< without: a filter is refused, 400 invalidFilter, as ignoring it lists everybody
    bool sort = true;              ///< without: sortBy is ignored
    bool etag = true;              ///< without: no versions, and conditions are ignored
    bool change_password = true;   ///< without: a password is read and dropped
    bool cursor = true;            ///< without: cursors are ignored and pages go by index
    bool search = true;            ///< without: 501 at /.search
    bool root = true;              ///< without: 404 at the root
};

struct ListPolicy {
    std::int64_t first_index = 1;
    std::int64_t default_count = 100;
    std::int64_t largest_count = 500;   ///< announced as filter.maxResults
    bool refuses_bad_filter = true;     ///< otherwise a filter that cannot be used selects everybody
    std::function<std::int64_t(std::int64_t matches, Directory&, const scim::ResourceType&)> total = count_matches;
    std::function<scim::Outcome<scim::Filter>(std::string_view text, std::span<const scim::ResourceType* const> types)>
        read_filter = scim_server::read_filter;
    /// Whose resources a query looks at; unset: the organisation's own.
    std::function<std::vector<std::string>(const Call&, std::optional<std::string_view> filter)> orgs;
    Millis cursor_lifetime{3'600'000};   ///< announced as pagination.cursorTimeout
};

struct CreatePolicy {
    int status = 201;
    bool refuses_duplicate = true;   ///< otherwise a taken userName answers as if it had been created
    std::function<std::string(const boost::json::object& resource, Random&)> id = make_id;
};

struct PatchPolicy {
    scim::PatchDialect dialect;   ///< its `values` are how POST and PUT read, too
    std::function<scim::Outcome<boost::json::object>(boost::json::object, const std::vector<scim::PatchOperation>&,
                                                     const scim::ResourceType&, const scim::PatchDialect&)>
        apply = scim::apply_patch;
    std::int64_t many_members = 100;          ///< a group of more is changed member by member, not read and written whole
    std::int64_t most_members_shown = 1000;   ///< a group of more is not sent back after a change of single members
    bool atomic = true;   ///< otherwise each operation is stored by itself
};

struct DeletePolicy {
    bool erases = true;   ///< otherwise the resource is gone by id, and still listed
};

/// Operations in one request (RFC 7644 section 3.7).
struct BulkPolicy {
    std::int64_t operations = 1000;    ///< announced; more: 413
    std::size_t octets = 1u << 20;     ///< announced; a larger body: 413
    bool authorises_each = true;       ///< otherwise a token that may do anything may do all of it
    bool resolves_references = true;   ///< otherwise "bulkId:x" stays as it is
};

struct PasswordPolicy {
    unsigned cost = 12;         ///< of scrypt: log2 of N, with r=8 and p=1; 12 takes 4 MiB and some milliseconds
    std::size_t octets = 1024;   ///< longer ones: 400 invalidValue
};

struct ScimBehaviour {
    /// Before the server sees a request (an answer ends it there), and after it has answered.
    std::function<std::optional<HttpResponse>(HttpRequest&)> before;
    std::function<void(const HttpRequest&, HttpResponse&)> after;

    /// The absolute URL of the SCIM base that URIs are made from; unset: the configured one.
    std::function<std::string(const HttpRequest&, const std::string& configured)> base;
    /// With the organisation at hand, before the token is looked at; an answer ends it there.
    std::function<std::optional<HttpResponse>(const Call&, const HttpRequest&)> before_token;
    /// Requests that need no token besides the discovery endpoints; unset: none.
    std::function<bool(const HttpRequest&)> is_open;

    std::shared_ptr<const scim::SchemaSet> schemas = scim::SchemaSet::standard();
    Features features;
    /// What a token may do; nothing: 401.
    std::function<std::optional<TokenGrant>(Directory&, std::string_view org, std::string_view token)> grant =
        grant_of_token;
    std::function<std::optional<scim::Refusal>(const TokenGrant&, const Action&)> authorise = authorise_by_scope;
    /// The organisation in which an id is looked up for a method ("GET", "PUT" ...), or for a reference from another
    /// resource (""); unset: the caller's.
    std::function<std::string(Directory&, std::string_view method, std::string_view org, std::string_view id)> org_of;
    std::function<scim::Outcome<boost::json::object>(std::string_view body)> parse = parse_body;
    std::function<scim::Outcome<boost::json::object>(boost::json::object body, const scim::ResourceType&,
                                                     const scim::ReadOptions&)>
        read = scim::read_resource;
    /// Whether If-Match or If-None-Match names the version.
    std::function<scim::Outcome<bool>(std::string_view header, std::string_view version)> names_version =
        scim::names_version;
    /// How userNames compare, for uniqueness and for lookups.
    std::function<std::string(std::string_view)> user_name_key = scim::fold;
    ListPolicy list;
    CreatePolicy create;
    PatchPolicy patch;
    std::function<boost::json::object(const boost::json::object& before, boost::json::object given,
                                      bool clears_external_id)>
        replace = replace_resource;
    /// Which resource a PUT replaces; unset: the URL's.
    std::function<std::string(std::string_view url_id, const boost::json::object& body)> replaced_id;
    DeletePolicy remove;
    BulkPolicy bulk;
    PasswordPolicy password;
    bool unique_group_names = true;
    bool refuses_unknown_members = true;   ///< otherwise they are left out
    std::function<void(UserRecord& created)> before_create;
    /// Last before a changed user is stored: an update, deactivation or reactivation can be lost here.
    std::function<void(const UserRecord& before, UserRecord& after)> before_update;
    // For whoever runs the server beside other things: are told of users once they are stored, within the same transaction.
    std::function<void(const UserRecord& created)> created;
    std::function<void(const UserRecord& before, const UserRecord& after)> updated;
    /// What of a resource is shown.
    std::function<boost::json::object(boost::json::object, const scim::ResourceType&, const scim::Projection&)> project = scim::project;
    /// After a resource was created, replaced or patched, within the same transaction.
    std::function<void(const Call&, const boost::json::object& body, const boost::json::object& stored)> after_write;
};

} // namespace idpsim::scim_server
