#include "src/engine/load_tenant.hpp"

#include "simulator/idp/attribute_rows.hpp"
#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/engine/fields.hpp"
#include "src/engine/load_file.hpp"
#include "src/saml/reader.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

namespace fs = std::filesystem;
using idp::Tenant;

/// Keys of settings that say where the customer's SP is and what its keys are.
constexpr std::string_view sp_keys[] = {"sp_entity_id", "acs_url", "acs_urls", "acs_validator", "recipient", "destination", "audience", "login_url",
                                        "relay_state", "slo_url", "slo_response_url", "slo.sp_issuer", "sp_certificate", "encryption.certificate"};

const idp::Profile& profile_of(Fields& from, const std::vector<idp::Profile>& profiles) {
    const std::string id = from.text("idp");
    const auto found = std::ranges::find(profiles, id, &idp::Profile::id);
    if (found != profiles.end()) return *found;
    from.fail("idp", "no IdP is named \"" + id + "\"" + did_you_mean_or_list(id, names_of(profiles, &idp::Profile::id)));
}

/// What `read` throws, told of the field.
template <class Read> auto told_of(const Fields& from, const std::string& field, Read read) {
    try {
        return read();
    } catch (const Failure& failure) {
        from.fail(field, failure.error().detail);
    }
}

/// A value of the console as text: what the admin sees there. Numbers may be written as numbers.
std::string console_text(const Fields& from, const std::string& field, const lua::Value& value) {
    if (const std::string* text = value.text()) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value.data)) return std::to_string(*number);
    from.fail(field, "a text in the console's own words was expected, there is " + std::string(lua::type_name(value)));
}

std::vector<std::string> console_texts(const Fields& from, const std::string& field, const lua::Value& value) {
    const lua::Table* table = value.table();
    if (!table) return {console_text(from, field, value)};
    if (!table->fields.empty()) from.fail(field, "a text or a list of texts was expected");
    std::vector<std::string> out;
    out.reserve(table->items.size());
    for (const lua::Value& one : table->items) out.push_back(console_text(from, field, one));
    return out;
}

class SettingsReader {
public:
    SettingsReader(const Fields& from, const idp::SamlProfile& profile, fs::path folder) : from_(from), profile_(profile), folder_(std::move(folder)) {}

    /// A field by its label, or the fields of a page under the page's name.
    std::map<std::string, std::string> read(const lua::Table& table) {
        for (const auto& [name, value] : table.fields) {
            const lua::Table* page = value.table();
            if (page && page->items.empty() && !page->fields.empty()) {
                for (const auto& [label, inner] : page->fields) enter(name + " / " + label, "settings." + name + "." + label, inner);
            } else {
                enter(name, "settings." + name, value);
            }
        }
        return std::move(out_);
    }

private:
    void enter(const std::string& name, const std::string& place, const lua::Value& value) {
        const idp::ConsoleField field = told_of(from_, place, [&] { return idp::field_named(profile_, name); });
        std::vector<std::string> values = console_texts(from_, place, value);
        if (values.size() > 1 && !field.list) from_.fail(place, "takes one value");
        for (std::string& one : values) {
            if (one.empty()) continue;
            told_of(from_, place, [&] { return idp::value_entered(field, one); });
            if (field.key.ends_with("certificate")) one = certificate(place, one);
        }
        if (!out_.emplace(field.name(), join(values, "\n")).second) from_.fail(place, "the field is set twice");
    }

    /// PEM, or the name of a file beside the tenant file that holds it.
    std::string certificate(const std::string& place, const std::string& text) const {
        if (text.find("-----BEGIN") != std::string::npos) return text;
        const auto pem = read_file(folder_ / text);
        if (!pem) from_.fail(place, "is neither PEM nor a file that can be read: " + describe(pem.error()));
        return *pem;
    }

    const Fields& from_;
    const idp::SamlProfile& profile_;
    fs::path folder_;
    std::map<std::string, std::string> out_;
};

void read_settings(Fields& from, const idp::Profile& profile, const fs::path& folder, Tenant& out) {
    const lua::Value value = from.raw("settings");
    if (value.is_nil()) return;
    if (!value.table() || !value.table()->items.empty()) from.fail("settings", "a table of the console's fields was expected");
    out.settings = SettingsReader(from, profile.saml, folder).read(*value.table());
    told_of(from, "settings", [&] { return idp::configure(profile.saml, out); });
}

void refuse_unknown_tables(const Fields& from, const idp::SamlProfile& profile, const lua::Table& tables) {
    const auto known = names_of(profile.tables, &idp::ConsoleTable::label);
    for (const auto& [label, rows] : tables.fields)
        if (std::ranges::find(known, label) == known.end())
            from.fail("attributes." + label, "the console has no such table" + did_you_mean_or_list(label, known));
}

void read_row(const Fields& from, const std::string& place, const lua::Value& value, const idp::ConsoleTable& table, const idp::SamlProfile& profile,
              Tenant& out) {
    if (!value.table() || !value.table()->items.empty()) from.fail(place, "a row was expected: a table of the columns' labels");
    idp::ConsoleRow row;
    for (const auto& [label, cell] : value.table()->fields) row[label] = console_texts(from, place + "." + label, cell);
    const auto mapping = idp::mapping_of(table, row, profile.language);
    if (!mapping) from.fail(mapping.error().where.empty() ? place : place + "." + mapping.error().where, mapping.error().detail);
    if (*mapping) out.attributes.push_back(**mapping);
}

void read_attributes(Fields& from, const idp::SamlProfile& profile, TenantFile& out) {
    const lua::Value value = from.raw("attributes");
    if (value.is_nil()) return;
    out.maps_attributes = true;
    if (!value.table() || !value.table()->items.empty()) from.fail("attributes", "a table of the console's tables was expected");
    refuse_unknown_tables(from, profile, *value.table());
    for (const idp::ConsoleTable& table : profile.tables) { // in the console's order
        const auto given = value.table()->fields.find(table.label);
        if (given == value.table()->fields.end()) continue;
        const lua::Value& rows = given->second;
        const std::string place = "attributes." + table.label;
        if (!rows.table() || !rows.table()->fields.empty()) from.fail(place, "a list of rows was expected");
        const auto& items = rows.table()->items;
        const bool of_groups = std::ranges::find(table.columns, "groups", &idp::ConsoleColumn::role) != table.columns.end();
        if (table.most != 0 && !of_groups && items.size() > table.most)
            from.fail(place, "has at most " + std::to_string(table.most) + " rows, these are " + std::to_string(items.size()));
        for (std::size_t i = 0; i < items.size(); ++i)
            read_row(from, place + "[" + std::to_string(i + 1) + "]", items[i], table, profile, out.tenant);
        out.tenant.tables.insert(table.label);
    }
}

void read_directory(Fields& from, idp::Person& out) {
    auto attributes = from.optional_table("attributes");
    if (!attributes) return;
    const lua::Value all = from.raw("attributes");
    for (const auto& [name, value] : all.table()->fields) {
        std::vector<std::string> texts = console_texts(*attributes, name, value);
        if (value.table()) out.lists[name] = std::move(texts);
        else out.attributes[name] = texts.front();
    }
}

idp::Person read_person(Fields from) {
    idp::Person out;
    out.username = from.text("username");
    out.email = from.text_or("email", "");
    out.given_name = from.text_or("given_name", "");
    out.family_name = from.text_or("family_name", "");
    out.display_name = from.text_or("display_name", "");
    out.id = from.text_or("id", "");
    out.password = from.text_or("password", "");
    out.active = from.flag("active", true);
    out.groups = from.texts("groups");
    read_directory(from, out);
    from.finish();
    return out;
}

void read_people(Fields& from, TenantFile& out) {
    for (Fields& person : from.tables("people")) {
        const Fields place = person;
        idp::Person read = read_person(std::move(person));
        if (std::ranges::find(out.people, read.username, &idp::Person::username) != out.people.end())
            place.fail("username", "\"" + read.username + "\" is there already");
        if (!read.password.empty()) out.own_passwords.insert(read.username);
        out.people.push_back(std::move(read));
    }
}

void add_member(const Fields& from, TenantFile& out, const std::string& username, const std::string& group) {
    const auto person = std::ranges::find(out.people, username, &idp::Person::username);
    if (person == out.people.end())
        from.fail("members", "nobody has the username \"" + username + "\"" + did_you_mean(username, names_of(out.people, &idp::Person::username)));
    if (std::ranges::find(person->groups, group) == person->groups.end()) person->groups.push_back(group);
}

void read_group(Fields from, TenantFile& out) {
    idp::Group group;
    group.name = from.text("name");
    if (std::ranges::find(out.tenant.groups, group.name, &idp::Group::name) != out.tenant.groups.end())
        from.fail("name", "\"" + group.name + "\" is there already");
    group.id = from.text_or("id", "");
    const std::string kind = from.choice("kind", {"security", "distribution", "role"}, "security");
    if (kind == "distribution") group.kind = idp::Group::Kind::distribution;
    if (kind == "role") group.kind = idp::Group::Kind::role;
    group.sam_account_name = from.text_or("sam_account_name", "");
    group.netbios_domain = from.text_or("netbios_domain", "");
    group.dns_domain = from.text_or("dns_domain", "");
    group.sid = from.text_or("sid", "");
    group.member_of = from.texts("member_of");
    for (const std::string& username : from.texts("members")) add_member(from, out, username, group.name);
    from.finish();
    out.tenant.groups.push_back(std::move(group));
}

/// Every group that is spoken of, so that a misspelt one is noticed.
std::vector<std::string> known_groups(const TenantFile& file) {
    std::vector<std::string> out = names_of(file.tenant.groups, &idp::Group::name);
    for (const idp::Person& person : file.people) out.insert(out.end(), person.groups.begin(), person.groups.end());
    return out;
}

void read_assigned(Fields& from, TenantFile& out) {
    auto assigned = from.optional_table("assigned");
    if (!assigned) return;
    const auto usernames = names_of(out.people, &idp::Person::username);
    if (assigned->flag("everybody", false)) out.tenant.assigned.insert(usernames.begin(), usernames.end());
    for (const std::string& one : assigned->texts("people")) {
        if (std::ranges::find(usernames, one) == usernames.end()) assigned->fail("people", "nobody has the username \"" + one + "\"" + did_you_mean(one, usernames));
        out.tenant.assigned.insert(one);
    }
    const auto groups = known_groups(out);
    for (const std::string& one : assigned->texts("groups")) {
        if (std::ranges::find(groups, one) == groups.end()) assigned->fail("groups", "there is no group \"" + one + "\"" + did_you_mean(one, groups));
        out.tenant.assigned_groups.insert(one);
    }
    assigned->finish();
}

std::optional<Instant> read_moment(Fields& from, std::string_view name) {
    const auto text = from.optional_text(name);
    if (!text) return std::nullopt;
    const auto moment = parse_instant(text->size() == 10 ? *text + "T00:00:00Z" : *text);
    if (!moment) from.fail(name, "\"" + *text + "\" is no date: 2026-11-24 or 2026-11-24T09:00:00Z");
    return *moment;
}

idp::TenantCertificate read_certificate(Fields from) {
    idp::TenantCertificate out;
    out.active = from.choice("status", {"active", "inactive"}, "active") == "active";
    out.not_before = read_moment(from, "not_before");
    out.not_after = read_moment(from, "not_after");
    if (from.has("valid_days")) {
        const auto days = from.integer("valid_days", 0, 1, 36'500);
        if (!out.not_before) from.fail("valid_days", "needs not_before to count from");
        if (out.not_after) from.fail("valid_days", "not_after says it already");
        out.not_after = *out.not_before + std::chrono::hours(24 * days);
    }
    if (out.not_before && out.not_after && *out.not_after <= *out.not_before) from.fail("not_after", "is not after not_before");
    from.finish();
    return out;
}

void read_certificates(Fields& from, Tenant& out) {
    for (Fields& certificate : from.tables("certificates")) out.certificates.push_back(read_certificate(std::move(certificate)));
    if (std::ranges::count(out.certificates, true, &idp::TenantCertificate::active) > 1) from.fail("certificates", "only one can be active");
}

void read_variables(Fields& from, const idp::Profile& profile, Tenant& out) {
    for (const auto& [name, value] : from.text_map("variables")) {
        if (!profile.variables.contains(name))
            from.fail("variables." + name, "this vendor has no such variable" + did_you_mean_or_list(name, names_of(profile.variables, [](const auto& one) { return one.first; })));
        out.variables[name] = value;
    }
}

void read_sp(Fields& from, const fs::path& folder, Tenant& out) {
    const auto name = from.optional_text("sp_metadata");
    if (!name) return;
    const auto text = read_file(folder / *name);
    if (!text) from.fail("sp_metadata", describe(text.error()));
    auto entity = saml::read_metadata(*text);
    if (!entity) from.fail("sp_metadata", describe(entity.error()));
    if (!entity->sp) from.fail("sp_metadata", *name + " describes no service provider");
    out.sp = std::move(*entity);
}

} // namespace

namespace {

TenantFile read_tenant(Fields from, const fs::path& folder, const std::vector<idp::Profile>& profiles) {
    TenantFile out;
    out.file = from.file();
    const idp::Profile& profile = profile_of(from, profiles);
    out.idp = profile.id;
    out.tenant.organisation = from.text_or("organisation", out.tenant.organisation);
    read_variables(from, profile, out.tenant);
    read_settings(from, profile, folder, out.tenant);
    read_attributes(from, profile.saml, out);
    read_people(from, out);
    for (Fields& group : from.tables("groups")) read_group(std::move(group), out);
    read_assigned(from, out);
    read_certificates(from, out.tenant);
    read_sp(from, folder, out.tenant);
    from.finish();
    return out;
}

} // namespace

TenantFile load_tenant(lua::State& state, const fs::path& file, const std::vector<idp::Profile>& profiles) {
    return read_tenant(load_file(state, file), file.parent_path(), profiles);
}

TenantFile load_tenant_text(lua::State& state, const std::string& text, const std::string& name, const std::vector<idp::Profile>& profiles) {
    const lua::Value value = state.run_text(text, name).value();
    if (!value.table()) throw Failure(Error{Fault::invalid, name + ":1", "a table was expected"});
    return read_tenant(Fields(value, name, std::make_shared<const std::string>(text)), {}, profiles);
}

bool says_where_sp_is(std::string_view key) { return std::ranges::find(sp_keys, key) != std::end(sp_keys); }

idp::Tenant for_other_sp(const TenantFile& from, const idp::SamlProfile& profile) {
    Tenant out = from.tenant;
    out.sp.reset();
    std::erase_if(out.settings, [&](const auto& setting) {
        return says_where_sp_is(idp::field_named(profile, setting.first).key);
    });
    return out;
}

void add_people(const TenantFile& from, idp::Idp& idp) {
    for (const idp::Person& person : from.people) idp.add_person(person); // the tenant has the assignments
}

} // namespace idpsim::engine
