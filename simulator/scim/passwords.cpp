#include "simulator/scim/passwords.hpp"

#include "src/crypto/password_hash.hpp"

#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

// Values with a NUL character are refused when they are read, so these come from here alone.
constexpr std::string_view kept_mark("\0kept", 5);
constexpr std::string_view cleared_mark("\0cleared", 8);

json::value text(std::string_view view) { return json::string(view.data(), view.size()); }

bool takes_password(const scim::ResourceType& type) {
    const scim::Attribute* attribute = type.schema->find(password_attribute);
    return attribute && attribute->mutability == scim::Mutability::write_only;
}

std::optional<std::string> kept_hash(Directory& directory, std::string_view user) {
    Statement query = directory.database().prepare("SELECT hash FROM passwords WHERE user=?1");
    return query.bind(1, user).step() ? std::optional(query.text(0)) : std::nullopt;
}

} // namespace

scim::ReadOptions reading_options(const ScimBehaviour& behaviour) {
    scim::ReadOptions options = behaviour.patch.dialect.values;
    options.keep_write_only = true;
    return options;
}

void mark_password(json::object& user, const scim::ResourceType& type) {
    if (takes_password(type) && !scim::find_member(user, password_attribute)) {
        scim::set_member(user, password_attribute, text(kept_mark));
    }
}

void settle_password(json::object& user, const scim::ResourceType& type) {
    if (!takes_password(type)) return;
    const json::value* password = scim::find_member(user, password_attribute);
    if (!password) {
        clear_password(user);
    } else if (scim::text_member(user, password_attribute) == kept_mark) {
        scim::erase_member(user, password_attribute);
    }
}

void clear_password(json::object& user) { scim::set_member(user, password_attribute, text(cleared_mark)); }

scim::Outcome<PasswordChange> take_password(json::object& user, const ScimBehaviour& behaviour) {
    const json::value* value = scim::find_member(user, password_attribute);
    if (!value) return PasswordChange{};
    std::string password(scim::text_member(user, password_attribute));
    const bool clears = password == cleared_mark;
    if (!behaviour.patch.dialect.values.keep_write_only || clears) scim::erase_member(user, password_attribute);
    if (!behaviour.features.change_password) return PasswordChange{};
    if (clears) return PasswordChange{PasswordChange::Kind::clear};
    if (password.empty()) return PasswordChange{};
    if (password.size() > behaviour.password.octets) return scim::invalid_value("'password' is too long");
    return PasswordChange{PasswordChange::Kind::set, std::move(password)};
}

bool change_password(Directory& directory, std::string_view user, const PasswordChange& change,
                     const PasswordPolicy& policy) {
    if (change.kind == PasswordChange::Kind::none) return false;
    const std::optional<std::string> kept = kept_hash(directory, user);
    if (change.kind == PasswordChange::Kind::clear) return forget_password(directory, user), kept.has_value();
    if (kept && crypto::password_fits(change.text, *kept)) return false;
    directory.database()
        .prepare("INSERT OR REPLACE INTO passwords(user, hash) VALUES(?1, ?2)")
        .bind(1, user)
        .bind(2, crypto::hash_password(change.text, policy.cost))
        .run();
    return true;
}

bool has_password(Directory& directory, std::string_view user) { return kept_hash(directory, user).has_value(); }

bool password_matches(Directory& directory, std::string_view user, std::string_view password) {
    const std::optional<std::string> kept = kept_hash(directory, user);
    return kept && crypto::password_fits(password, *kept);
}

void forget_password(Directory& directory, std::string_view user) {
    directory.database().prepare("DELETE FROM passwords WHERE user=?1").bind(1, user).run();
}

} // namespace idpsim::scim_server
