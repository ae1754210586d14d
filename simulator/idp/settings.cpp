#include "simulator/idp/settings.hpp"

#include "simulator/idp/setting_values.hpp"
#include "src/core/text.hpp"

#include <algorithm>
#include <charconv>

namespace idpsim::idp {
namespace {

std::string scaled(const ConsoleField& field, const std::string& entered) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(entered.data(), entered.data() + entered.size(), number);
    const bool whole = failed == std::errc{} && end == entered.data() + entered.size();
    if (!whole || number < 0 || number > 10'000'000)
        reject_setting(field.name(), "expected a number, found \"" + entered + "\"");
    return std::to_string(number * field.scale);
}

bool read_seconds(const std::string& text, Millis& out) {
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    out = std::chrono::seconds(seconds);
    return failed == std::errc{} && end == text.data() + text.size();
}

bool read_sign(const std::string& text, Configuration& out) {
    out.sign_response = text == "response" || text == "both";
    out.sign_assertion = text == "assertion" || text == "both";
    return out.sign_response || out.sign_assertion || text == "none";
}

bool read_key_info(const std::string& text, KeyInfo& out) {
    out = KeyInfo{text == "certificate" || text == "both", text == "key" || text == "both"};
    return out.certificate || out.key_value || text == "none";
}

bool read_hash(const std::string& text, crypto::Hash& out) {
    const auto hash = hash_named(text);
    out = hash.value_or(out);
    return hash.has_value();
}

void apply_signing(const Values& values, Configuration& out) {
    apply_setting(values, "sign", [&](const std::string& text) { return read_sign(text, out); });
    apply_setting(values, "sign.response", [&](const std::string& text) { return read_flag(text, out.sign_response); });
    apply_setting(values, "sign.assertion", [&](const std::string& text) { return read_flag(text, out.sign_assertion); });
    apply_setting(values, "key_info", [&](const std::string& text) { return read_key_info(text, out.key_info); });
    apply_setting(values, "algorithm", [&](const std::string& text) {
        const bool known = read_hash(text, out.algorithm);
        out.digest = out.algorithm;
        return known;
    });
    apply_setting(values, "digest", [&](const std::string& text) { return read_hash(text, out.digest); });
    apply_setting(values, "require_signature", [&](const std::string& text) { return read_flag(text, out.require_signature); });
}

void apply_times(const Values& values, Times& out) {
    apply_setting(values, "times.not_before", [&](const std::string& text) {
        const bool number = read_seconds(text, out.not_before);
        out.not_before = -out.not_before;
        return number;
    });
    apply_setting(values, "times.not_on_or_after", [&](const std::string& text) {
        const bool session_follows = out.session == out.not_on_or_after;
        const bool number = read_seconds(text, out.not_on_or_after);
        out.confirmation = out.not_on_or_after;
        if (session_follows) out.session = out.not_on_or_after;
        return number;
    });
    apply_setting(values, "times.session", [&](const std::string& text) { return read_seconds(text, out.session.emplace()); });
}

void apply_subject(const Values& values, Configuration& out) {
    const auto found = values.find("name_id.format");
    if (found != values.end()) out.name_id_format = found->second; // "" is a choice too: no Format attribute
    apply_setting(values, "name_id.value", [&](const std::string& text) { return out.name_id_value = text, true; });
    apply_setting(values, "class_ref", [&](const std::string& text) { return out.class_ref = text, true; });
    apply_setting(values, "force_authn", [&](const std::string& text) { return read_flag(text, out.force_authn); });
    apply_setting(values, "attributes.empty", [&](const std::string& text) {
        const auto rule = empty_attribute_named(text);
        out.empty_attribute = rule.value_or(out.empty_attribute);
        return rule.has_value();
    });
}

/// Every line of a field that takes several values, the whole text of another.
void enter(const ConsoleField& field, const std::string& entered, Configuration& out) {
    if (!field.list) {
        const std::string value = value_entered(field, entered);
        if (!field.key.empty()) out.values[field.key] = value;
        if (const auto fixed = field.implies.find(entered); fixed != field.implies.end())
            for (const auto& [key, meaning] : fixed->second) out.values[key] = meaning;
        return;
    }
    std::vector<std::string> all;
    for (const std::string_view line : split(entered, '\n'))
        if (!trim(line).empty()) all.push_back(value_entered(field, std::string(trim(line))));
    if (field.key.empty() || all.empty()) return;
    out.values[field.key] = all.front();
    out.lists[field.key] = std::move(all);
}

/// A field that the console hides cannot have been filled in.
void refuse_hidden(const SamlProfile& profile, const Tenant& tenant) {
    for (const auto& [name, value] : tenant.settings) {
        const ConsoleField& field = field_named(profile, name);
        if (value.empty() || is_shown(profile, tenant.settings, field)) continue;
        const auto& [label, word] = *field.shown_when;
        reject_setting(field.name(), "\"" + field.name() + "\" is shown by the console only when \"" + label + "\" is \"" + word + "\"");
    }
}

/// Of fields left blank, where nothing else says what belongs there.
void enter_blanks(const SamlProfile& profile, Configuration& out) {
    for (const ConsoleField& field : profile.console)
        if (!field.blank.empty() && !out.setting(field.key)) {
            out.values[field.key] = field.blank;
            out.left_blank.insert(field.key);
        }
}

void apply_name_id_expression(const SamlProfile& profile, Configuration& out) {
    const auto entered = out.setting("name_id.expression");
    if (!entered) return;
    auto parsed = Expression::parse(*entered, profile.language);
    if (!parsed) throw Failure(parsed.error());
    out.name_id_expression = std::move(*parsed);
}

} // namespace

const ConsoleField& field_named(const SamlProfile& profile, const std::string& name) {
    std::vector<std::string> pages;
    const ConsoleField* found = nullptr;
    for (const ConsoleField& field : profile.console) {
        if (field.name() == name || field.page + " / " + field.label == name) return field;
        if (field.label != name) continue;
        found = &field;
        pages.push_back(field.name());
    }
    if (found && pages.size() == 1) return *found;
    if (!pages.empty()) reject_setting(name, "several pages have this field: " + join(pages, ", "));
    reject_setting(name, "the console has no such field" + did_you_mean(name, names_of(profile.console, &ConsoleField::name)));
}

const ConsoleField& field_keyed(const SamlProfile& profile, const std::string& key) {
    const auto found = std::ranges::find(profile.console, key, &ConsoleField::key);
    if (!key.empty() && found != profile.console.end()) return *found;
    std::vector<std::string> keys = names_of(profile.console, &ConsoleField::key);
    std::erase(keys, "");
    reject_setting(key, "the console has no field of that key" + did_you_mean_or_list(key, keys));
}

bool is_shown(const SamlProfile& profile, const std::map<std::string, std::string>& settings, const ConsoleField& field) {
    if (!field.shown_when) return true;
    const auto& [label, word] = *field.shown_when;
    const auto shows = std::ranges::find(profile.console, label, &ConsoleField::label);
    const auto chosen = std::ranges::find_if(settings, [&](const auto& setting) { return &field_named(profile, setting.first) == &*shows; });
    return (chosen == settings.end() ? shows->fallback : chosen->second) == word;
}

std::string entry_for(const ConsoleField& field, const std::string& value) {
    if (field.scale != 1) {
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (failed != std::errc{} || end != value.data() + value.size() || number < 0 || number % field.scale != 0)
            reject_setting(field.key, "expected a multiple of " + std::to_string(field.scale) + ", found \"" + value + "\"");
        return std::to_string(number / field.scale);
    }
    if (field.choices.empty()) return value;
    const auto meaning = [](const auto& choice) -> const std::string& { return choice.second; };
    const auto found = std::ranges::find(field.choices, value, meaning);
    if (found != field.choices.end()) return found->first;
    reject_setting(field.key, "\"" + value + "\" is none of its choices" + did_you_mean_or_list(value, names_of(field.choices, meaning)));
}

std::string value_entered(const ConsoleField& field, const std::string& entered) {
    if (field.scale != 1) return scaled(field, entered);
    if (field.choices.empty()) return entered;
    const auto word_of = [](const auto& choice) -> const std::string& { return choice.first; };
    const auto found = std::ranges::find(field.choices, entered, word_of);
    if (found != field.choices.end()) return found->second;
    reject_setting(field.name(), "\"" + entered + "\" is none of its choices" + did_you_mean_or_list(entered, names_of(field.choices, word_of)));
}

std::optional<std::string> Configuration::setting(std::string_view key) const {
    const auto found = values.find(key);
    if (found == values.end() || found->second.empty()) return std::nullopt;
    return found->second;
}

std::string Configuration::setting_or(std::string_view key, std::string fallback) const {
    return setting(key).value_or(std::move(fallback));
}

std::vector<std::string> Configuration::settings_of(std::string_view key) const {
    if (const auto several = lists.find(key); several != lists.end()) return several->second;
    if (auto one = setting(key)) return {std::move(*one)};
    return {};
}

Configuration configure(const SamlProfile& profile, const Tenant& tenant) {
    Configuration out;
    for (const ConsoleField& field : profile.console)
        if (field.always) enter(field, field.fallback, out);
    refuse_hidden(profile, tenant);
    for (const auto& [name, entered] : tenant.settings) enter(field_named(profile, name), entered, out);
    if (!tenant.sp && out.setting("acs_url")) enter_blanks(profile, out);
    out.sign_response = profile.sign_response;
    out.sign_assertion = profile.sign_assertion;
    out.algorithm = profile.algorithm;
    out.digest = profile.digest;
    out.key_info = profile.key_info;
    out.name_id_format = profile.name_id.format;
    out.name_id_value = profile.name_id.value;
    out.class_ref = profile.class_ref;
    out.force_authn = profile.requests.force_authn;
    out.require_signature = profile.requests.require_signature;
    out.empty_attribute = profile.attributes.empty;
    out.times = profile.times;
    apply_signing(out.values, out);
    apply_times(out.values, out.times);
    apply_subject(out.values, out);
    apply_protocol_settings(profile, out);
    apply_name_id_expression(profile, out);
    return out;
}

std::optional<crypto::Hash> hash_named(std::string_view name) {
    if (name == "sha1") return crypto::Hash::sha1;
    if (name == "sha256") return crypto::Hash::sha256;
    if (name == "sha384") return crypto::Hash::sha384;
    if (name == "sha512") return crypto::Hash::sha512;
    return std::nullopt;
}

std::optional<EmptyAttribute> empty_attribute_named(std::string_view name) {
    if (name == "left_out") return EmptyAttribute::left_out;
    if (name == "without_value") return EmptyAttribute::without_value;
    if (name == "empty_value") return EmptyAttribute::empty_value;
    return std::nullopt;
}

} // namespace idpsim::idp
