#include "simulator/scim/directory_emails.hpp"

#include "src/scim/resource.hpp"
#include "src/scim/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

/// One element of `emails`, folded: neither value nor type is caseExact.
struct Email {
    std::optional<std::string> value, type;
    bool primary = false;
    bool operator==(const Email&) const = default;
};

std::optional<std::string> folded(const json::object& element, std::string_view name) {
    const json::value* value = scim::find_member(element, name);
    return value && value->is_string() ? std::optional(scim::fold(scim::text_of(value->get_string()))) : std::nullopt;
}

std::vector<Email> emails_of(const json::object& resource) {
    std::vector<Email> emails;
    const json::value* list = scim::find_member(resource, "emails");
    if (!list || !list->is_array()) return emails;
    for (const json::value& each : list->get_array()) {
        const json::object* element = each.if_object();
        if (!element) continue;
        const json::value* primary = scim::find_member(*element, "primary");
        const bool is_primary = primary && scim::read_boolean(*primary).value_or(false);
        emails.push_back({folded(*element, "value"), folded(*element, "type"), is_primary});
    }
    return emails;
}

void write(Database& database, std::int64_t user, std::string_view org, const std::vector<Email>& emails) {
    std::int64_t n = 0;
    for (const Email& email : emails) {
        database
            .prepare("INSERT INTO user_emails(user, n, org, value_key, type_key, is_primary) "
                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
            .bind(1, user)
            .bind(2, n++)
            .bind(3, org)
            .bind_optional(4, email.value)
            .bind_optional(5, email.type)
            .bind(6, std::int64_t{email.primary})
            .run();
    }
}

} // namespace

void write_emails(Database& database, std::int64_t user, std::string_view org, const json::object& resource) {
    write(database, user, org, emails_of(resource));
}

bool same_emails(const json::object& a, const json::object& b) { return emails_of(a) == emails_of(b); }

void replace_emails(Database& database, std::int64_t user, std::string_view org, const json::object& resource) {
    database.prepare("DELETE FROM user_emails WHERE user=?1").bind(1, user).run();
    write_emails(database, user, org, resource);
}

} // namespace idpsim::scim_server
