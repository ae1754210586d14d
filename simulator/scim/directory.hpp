#pragma once
/// Users, groups and tokens of many organisations in one database. The SCIM server and the product share it: accounts
/// that a login creates and accounts that SCIM creates are the same rows. One organisation never sees another's: every
/// call names the organisation, and an id of another one is as unknown as any other.
#include "simulator/scim/database.hpp"
#include "simulator/scim/selection.hpp"
#include "src/core/instant.hpp"
#include "src/core/random.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

struct UserRecord {
    std::string id; ///< a UUID, given by create_user when empty
    std::string org;
    std::string user_name;
    std::optional<std::string> external_id;
    std::string email; ///< the primary one, or ""
    bool active = true;
    boost::json::object resource; ///< the User as SCIM has it, without meta and groups; once stored, settle()d
    Instant created{}, last_modified{};
    std::string origin = "scim"; ///< "scim" or "jit"
    // The product's own, which SCIM neither reads nor writes:
    std::string role;
    std::vector<std::string> teams;
    std::string name_id;
    std::string idp; ///< entityID of the IdP of the last login, or ""
    std::int64_t logins = 0;
};

/// The part of a user that SCIM shows, as it lies in the database.
struct StoredUser {
    std::string id;
    std::string resource; ///< JSON text: the whole resource but for groups and meta, in the order in which it is shown
    Instant created{}, last_modified{};
};

struct GroupMember {
    std::string value;   ///< id of a user or group of the same organisation
    std::string type;    ///< "User" or "Group"
    std::string display; ///< as the client gave it, or ""
    bool operator==(const GroupMember&) const = default;
};

struct GroupRecord {
    std::string id; ///< a UUID, given by create_group when empty
    std::string org;
    std::string display_name;
    std::optional<std::string> external_id;
    boost::json::object resource; ///< the Group as SCIM has it, without id, meta and members
    Instant created{}, last_modified{};
    std::vector<GroupMember> members; ///< in the order they joined
};

/// A resource of a type that the owner of the server declared.
struct ResourceRecord {
    std::string id, org, type;
    std::optional<std::string> external_id;
    boost::json::object resource; ///< without id and meta
    Instant created{}, last_modified{};
};

struct GroupReference {
    std::string id, display_name;
};

enum class TokenScope {
    full, ///< everything in the organisation
    read, ///< no writes
    self, ///< the token of one person: that person's own User
};
struct TokenGrant {
    TokenScope scope = TokenScope::full;
    std::string user = {}; ///< id of the person, for `self`
};

/// For one thread, like its database. All calls throw Failure when the database fails.
class Directory {
public:
    /// In memory. `random` gives the ids and must outlive the directory.
    explicit Directory(Random& random);
    /// In `database`: an empty one gets its tables, one of an earlier version what is new since, one of a later version
    /// is a Failure.
    Directory(Random& random, Database database);

    void create_org(std::string_view org);
    bool org_exists(std::string_view org);
    /// The organisation's only token from now on; it is kept as its SHA-256.
    void set_token(std::string_view org, std::string_view token);
    /// One more token: both are good until set_token or revoke_tokens.
    void add_token(std::string_view org, std::string_view token, const TokenGrant& grant = {});
    void revoke_tokens(std::string_view org);
    std::int64_t count_tokens(std::string_view org);
    /// What `token` may do in `org`; nothing when it is none of the organisation's, when it is empty, or when its
    /// person is gone or inactive. Takes as long for a near miss as for any other.
    std::optional<TokenGrant> token_grant(std::string_view org, std::string_view token);
    bool token_matches(std::string_view org, std::string_view token);

    /// How user names compare; the default is scim::fold. Set it before the first user.
    void compare_user_names_by(std::function<std::string(std::string_view)> key);
    /// Whether another user than `except_id` has the name.
    bool user_name_taken(std::string_view org, std::string_view user_name, std::string_view except_id = "");
    /// Failure (refused) when the name is taken: ask first.
    UserRecord create_user(UserRecord record);
    /// A settled record, which has its id, and its stored_text(). False, with nothing stored, when the name is taken.
    bool create_user(const UserRecord& record, const std::string& text);
    /// Stores the record under its id. Failure when there is none, or the name is taken.
    UserRecord update_user(UserRecord record);
    /// The same for who has read it in this transaction, as `before`; `record` is settled, `text` its stored_text().
    void update_user(const UserRecord& before, const UserRecord& record, const std::string& text);
    /// Memberships go with the user. False when there was none.
    bool delete_user(std::string_view org, std::string_view id);
    std::optional<UserRecord> find_user_by_id(std::string_view org, std::string_view id);
    std::optional<UserRecord> find_user_by_user_name(std::string_view org, std::string_view user_name);
    /// By primary e-mail without case; the one created first when there are several.
    std::optional<UserRecord> find_user_by_email(std::string_view org, std::string_view email);
    std::optional<StoredUser> find_stored_user(std::string_view org, std::string_view id);
    std::vector<UserRecord> users_by_email(std::string_view org, std::string_view email);
    /// All, in order of creation.
    std::vector<UserRecord> list_users(std::string_view org);
    Page<UserRecord> select_users(std::string_view org, const Selection<UserRecord>& selection);
    Page<StoredUser> select_stored_users(std::string_view org, const Picking& picking);

    bool group_name_taken(std::string_view org, std::string_view display_name, std::string_view except_id = "");
    GroupRecord create_group(GroupRecord record);
    /// Stores the record under its id; of the members only the differences are written.
    GroupRecord update_group(GroupRecord record);
    bool delete_group(std::string_view org, std::string_view id);
    std::optional<GroupRecord> find_group_by_id(std::string_view org, std::string_view id, bool with_members = true);
    Page<GroupRecord> select_groups(std::string_view org, const Selection<GroupRecord>& selection);
    bool has_more_members(std::string_view group_id, std::int64_t than);
    // One member of a group, whoever else is in it:
    std::optional<GroupMember> find_member(std::string_view group_id, std::string_view member_id);
    /// Who is no member yet.
    void add_member(std::string_view group_id, const GroupMember& member);
    bool remove_member(std::string_view group_id, std::string_view member_id);
    /// The group has changed.
    void touch_group(std::string_view org, std::string_view id, Instant last_modified);
    /// The groups that have `member_id` as a direct member.
    std::vector<GroupReference> groups_of(std::string_view org, std::string_view member_id);
    void create_resource(const ResourceRecord& record);
    void update_resource(const ResourceRecord& record);
    bool delete_resource(std::string_view org, std::string_view type, std::string_view id);
    std::optional<ResourceRecord> find_resource(std::string_view org, std::string_view type, std::string_view id);
    /// Of the organisation's declared types; which of them is for `where` to say.
    Page<ResourceRecord> select_resources(std::string_view org, const Selection<ResourceRecord>& selection);

    /// "User", "Group", or "" when the organisation has no resource of that id.
    std::string_view kind_of(std::string_view org, std::string_view id);
    /// The organisation whose user or group has the id, or "".
    std::string org_of(std::string_view id);
    /// How many direct members the group has.
    std::int64_t count_members(std::string_view group_id);
    std::vector<std::string> all_orgs();

    /// Rows of all organisations.
    std::int64_t count_all_users();
    std::int64_t count_all_groups();

    Database& database() { return database_; }

private:
    std::vector<GroupMember> members_of(std::string_view group_id);
    void store_member(std::string_view group_id, const GroupMember& member);
    void write_members(const std::string& group_id, const std::vector<GroupMember>& members);
    void write_user(Statement statement, const UserRecord& record, const std::string& text);
    std::optional<std::int64_t> seq_of(std::string_view org, std::string_view user_id);
    /// One more (1) or one fewer (-1) of "users" or "groups".
    void tally(std::string_view org, std::string_view table, std::int64_t change);

    struct KnownToken {
        std::string digest;
        TokenGrant grant;
    };
    const std::vector<KnownToken>& tokens_of(std::string_view org);
    void forget_tokens(std::string_view org);

    Database database_;
    Random* random_;
    /// As far as they have been asked for: every request asks. Whoever changes an organisation's tokens forgets them
    /// here.
    std::map<std::string, std::vector<KnownToken>, std::less<>> tokens_;
    std::function<std::string(std::string_view)> user_name_key_;
};

} // namespace idpsim::scim_server
