#pragma once
/// What the admin entered in the vendor's console, put into effect.
#include "simulator/idp/protocol_settings.hpp"
#include "simulator/idp/tenant.hpp"

#include <set>

namespace idpsim::idp {

/// The profile's defaults, changed by the tenant's settings.
struct Configuration {
    Values values; ///< every setting by its field's key, in our words; for patterns. Of several values the first
    std::map<std::string, std::vector<std::string>, std::less<>> lists; ///< settings of fields that take several values
    std::set<std::string, std::less<>> left_blank; ///< keys of fields for which ConsoleField::blank stands
    bool sign_response = false, sign_assertion = false;
    crypto::Hash algorithm = crypto::Hash::sha256, digest = crypto::Hash::sha256;
    KeyInfo key_info;
    std::string name_id_format, name_id_value, class_ref;
    std::optional<Expression> name_id_expression; ///< instead of name_id_value
    bool force_authn = true, require_signature = false;
    EmptyAttribute empty_attribute = EmptyAttribute::left_out;
    Times times;
    bool enabled = true;                              ///< the app's own switch
    bool from_sp = true, from_idp = true;             ///< who may start a login
    bool takes_post = true, takes_redirect = true;    ///< of requests
    bool everybody = false;                           ///< nobody needs to be assigned
    bool tile = true;                                 ///< the app is on the dashboard
    bool by_artifact = false;                         ///< Responses go by artifact unless the request wants otherwise
    bool acs_any_if_signed = false, obey_authn_context = true, allow_sha1 = true, redirect_endpoint = false;
    std::vector<crypto::Certificate> sp_certificates; ///< that verify the SP's messages; empty: its metadata's keys do
    EncryptionSettings encryption;
    LogoutSettings logout;

    /// The setting with that key, unless it is absent or empty.
    std::optional<std::string> setting(std::string_view key) const;
    std::string setting_or(std::string_view key, std::string fallback) const;
    /// All values of the setting with that key, of a field that takes several or one.
    std::vector<std::string> settings_of(std::string_view key) const;
};

/// The console's field that settings name so: by ConsoleField::name, or a label that only one page has. Throws Failure
/// (invalid) naming the nearest when there is none, or the pages when there are several.
const ConsoleField& field_named(const SamlProfile& profile, const std::string& name);
/// The console's field with that key. Throws Failure (invalid) naming the nearest when the console has none.
const ConsoleField& field_keyed(const SamlProfile& profile, const std::string& key);
/// Whether the console shows the field, as its choices stand.
bool is_shown(const SamlProfile& profile, const std::map<std::string, std::string>& settings, const ConsoleField& field);
/// What the admin enters so that it means `value` in our words: the choice, or the number in the console's unit. Throws
/// Failure (invalid) when no choice or no whole number means it.
std::string entry_for(const ConsoleField& field, const std::string& value);
/// What was entered in our words. Throws Failure (invalid) when it is none of the choices or no number.
std::string value_entered(const ConsoleField& field, const std::string& entered);

/// Throws Failure (invalid) naming the label when it is no field of the console or the choice is none of its own.
Configuration configure(const SamlProfile& profile, const Tenant& tenant);

/// "sha256" -> Hash::sha256; nothing when it is no hash we sign with.
std::optional<crypto::Hash> hash_named(std::string_view name);
std::optional<EmptyAttribute> empty_attribute_named(std::string_view name);

} // namespace idpsim::idp
