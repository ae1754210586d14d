#pragma once
/// A vendor's SCIM provisioning client, played from its ScimProfile against any SCIM server.
///
/// It keeps what the vendor keeps: the link from a person or a group to the server's `id`. Every method is one event
/// of the customer's directory and gives one ScimStep; whatever the server answers, nothing is thrown for it.
#include "simulator/idp/scim_import.hpp"
#include "simulator/idp/scim_sender.hpp"
#include "simulator/idp/tenant.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

/// By what a client knows a person: the directory's id, which outlives a rename; else the username.
std::string directory_key(const Person& person);

class ScimClient {
public:
    /// `profile` and `random` must outlive it. Throws Failure when the options or the token cannot be used.
    ScimClient(const ScimProfile& profile, ScimConnection connection, net::Wire wire, Random& random);

    /// The console's test button. Some vendors write a test user and delete it again.
    boost::asio::awaitable<ScimStep> test_connection();

    /// The person is assigned to the app: looked up, then created ("create") or taken over ("link"); one who is known
    /// already is updated ("update").
    boost::asio::awaitable<ScimStep> provision(Person person);
    /// The person changed in the directory, perhaps in userName too.
    boost::asio::awaitable<ScimStep> update(Person changed);
    boost::asio::awaitable<ScimStep> deactivate(Person person);
    boost::asio::awaitable<ScimStep> reactivate(Person person);
    /// The vendor locks the person for a while ("suspend").
    boost::asio::awaitable<ScimStep> suspend(Person person);
    /// The person's password at the vendor is another one now ("password"). Where the console does not ask for it
    /// nothing is sent, and that is ok.
    boost::asio::awaitable<ScimStep> set_password(Person person, std::string password);
    /// The assignment ends ("remove"): most vendors deactivate, some delete.
    boost::asio::awaitable<ScimStep> remove(Person person);
    /// The person is deleted from the directory ("delete"). Where the vendor then sends nothing, that is ok.
    boost::asio::awaitable<ScimStep> erase(Person person);

    /// What points from the person to others (the manager) is sent now ("references"): the second pass of a cycle.
    boost::asio::awaitable<ScimStep> refer(Person person);
    /// From now on the events above leave it out, and refer() sends it.
    void refer_later(bool later) { refers_later_ = later; }

    /// Reads the server's people and groups as the vendor does, and links those who match one of `directory`.
    boost::asio::awaitable<ScimImport> import(std::vector<Person> directory);

    /// The admin changes fields of the console, by key or label.
    void set_options(const std::map<std::string, std::string>& changed) { sender_.set_options(changed); }
    /// Whether this client provisions groups, as its console stands.
    bool has_groups() const;
    const ScimProfile& profile() const { return sender_.profile(); }

    /// Finds or creates the group and sends its members ("group_create", "group_link", "group_push"). People who are
    /// not provisioned are left out, as every vendor does.
    boost::asio::awaitable<ScimStep> push_group(std::string name, std::vector<Person> members);
    boost::asio::awaitable<ScimStep> rename_group(std::string name, std::string new_name);
    /// Sends the difference to the members known ("group_members").
    boost::asio::awaitable<ScimStep> set_members(std::string name, std::vector<Person> members);
    boost::asio::awaitable<ScimStep> add_member(std::string name, Person member);
    boost::asio::awaitable<ScimStep> remove_member(std::string name, Person member);
    /// The group is taken off the app ("group_delete").
    boost::asio::awaitable<ScimStep> unpush_group(std::string name);
    /// The group is deleted from the directory ("group_delete").
    boost::asio::awaitable<ScimStep> erase_group(std::string name);

    /// Whether set_members would have something to send, as far as those who are provisioned go.
    bool members_differ(const std::string& name, const std::vector<Person>& members) const;

    /// The server's id of a person or a group, as the client knows it.
    std::optional<std::string> linked_id(std::string_view username) const;
    std::optional<std::string> linked_group_id(std::string_view name) const;

private:
    struct UserLink {
        std::string id; ///< the server's
        std::string username;
        bool active = true;
        std::string given_name, family_name;
    };
    struct GroupLink {
        std::string id; ///< the server's; "" before it is known
        std::string external_id;
        std::vector<Person> members;
    };
    struct Found;
    using Event = boost::asio::awaitable<ScimStep>;

    UserLink* link_of(const Person& person);
    const UserLink* link_named(std::string_view username) const; ///< null: nobody of that name is known to the server
    void set_link(const Person& person, std::string id, bool active);
    void forget(const Person& person);
    ScimScope person_scope(const Person& person);
    bool is_lost(const Person& person);

    boost::asio::awaitable<Found> look_up(const Person& person, ScimStep& step);
    boost::asio::awaitable<bool> create(const Person& person, ScimStep& step);
    boost::asio::awaitable<bool> take_over(Person person, const Found& found, ScimStep& step);
    boost::asio::awaitable<bool> link_after_conflict(const Person& person, ScimStep& step);
    Event provision_unknown(Person person, ScimStep step);
    Event create_again(Person person, ScimStep lost);
    Event linked_event(std::string name, const ScimWrite& write, Person person);
    boost::asio::awaitable<bool> write_user(const ScimWrite& write, const Person& person, ScimStep& step);
    boost::asio::awaitable<ScimAnswer> write_changes(const ScimWrite& write, ScimScope& scope, ScimStep& step);
    boost::asio::awaitable<bool> send_references(const boost::json::object& current, ScimScope& scope, ScimStep& step);
    void hide_password(ScimScope& scope);
    void settle(const ScimWrite& write, const Person& person, const ScimAnswer& answer);

    boost::asio::awaitable<ScimStep> read_all(const ScimRequest& request, ScimImported& out);
    void match(ScimImport& import, const std::vector<Person>& directory);

    std::vector<Person> provisioned(std::vector<Person> people) const;
    ScimScope group_scope(const std::string& name, GroupLink& group, const std::vector<Person>& members);
    boost::asio::awaitable<bool> find_group(const std::string& name, GroupLink& group, ScimStep& step);
    boost::asio::awaitable<bool> create_group(const std::string& name, GroupLink& group,
                                              const std::vector<Person>& members, ScimStep& step);
    boost::asio::awaitable<bool> find_or_create(const std::string& name, GroupLink& group,
                                                const std::vector<Person>& members, ScimStep& step);
    Event push(std::string name, std::vector<Person> members);
    Event change_group(std::string name, std::string new_name, std::vector<Person> members, bool renames);
    Event push_again(std::string name, std::vector<Person> members, ScimStep lost);
    Event end_group(std::string name, const ScimWrite& write);
    Event without_groups(std::string name) const;
    std::vector<Person> members_of(const std::string& name) const;
    boost::asio::awaitable<bool> write_group(const ScimWrite& write, const std::string& name, ScimScope& scope,
                                             ScimStep& step);

    ScimSender sender_;
    Random* random_;
    bool refers_later_ = false;
    std::map<std::string, UserLink> users_;                     ///< by the directory's id, else the username
    std::map<std::string, std::string, std::less<>> user_keys_; ///< username -> key of users_
    std::map<std::string, GroupLink, std::less<>> groups_;      ///< by name
};

} // namespace idpsim::idp
