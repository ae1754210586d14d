#pragma once
/// A vendor's pages: the console's fields, the login form, the form that posts by itself.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// Console field `key`s that change behaviour; any other key is a value for patterns:
///   entity_id, sp_entity_id, acs_url (several: the first is the default), acs_urls (further ones), acs_validator,
///   recipient, destination, audience, relay_state, login_url, class_ref, name_id.format, name_id.value, sign
///   ("response", "assertion", "both"), sign.response, sign.assertion, algorithm ("sha1" ... "sha512"), digest, key_info
///   ("none", "certificate", "key", "both"), force_authn, require_signature, attributes.empty ("left_out" ...),
///   times.not_before, times.not_on_or_after, times.session (seconds), initiator ("idp", "sp": the tile opens login_url),
///   name_id.expression, attributes.name_format;
///   encrypt, encrypt.name_id, encryption.algorithm ("aes128-cbc" ... "3des-cbc"), encryption.key_transport
///   ("rsa-oaep-mgf1p", "rsa-oaep", "rsa-1_5"), encryption.certificate, sp_certificate (PEM or base64),
///   slo, slo.participate, slo_url, slo_response_url, slo_binding ("post", "redirect"), slo.sp_issuer, slo.sign_request,
///   slo.sign_response, slo.name_id_format, response_binding ("post", "artifact"), acs_any_if_signed,
///   authn_context.obey, allow_sha1, metadata.redirect_endpoint, enabled, entity_id.pattern (another form of the Issuer),
///   flows.from_sp, flows.from_idp (who may start a login), bindings.post, bindings.redirect (of requests), everybody (nobody
///   needs to be assigned), tile (the app is on the dashboard);
///   groups.which ("all", "security", "roles", "assigned"), groups.form ("id", "name", "sam", "netbios", "dns", "sid"),
///   groups.filter ("prefix", "suffix", "contains"), groups.filter_by ("name", "sam"), groups.filter_value, groups.name,
///   groups.namespace, groups.as_roles (the claim's name then), groups.pattern, groups.replacement.
/// A field without key is on the page but changes no message.
struct ConsoleField {
    std::string page; ///< where it stands in the vendor's console
    std::string label, key;
    std::string fallback;  ///< what the console shows at first, in the vendor's words
    bool required = false; ///< the admin has to fill it in
    std::vector<std::pair<std::string, std::string>> choices; ///< the vendor's word -> our value
    int scale = 1;          ///< the number entered times this is ours (minutes: 60)
    bool list = false;      ///< takes several values; the first is the one that counts alone
    bool always = false;    ///< the fallback is put into effect as if it had been entered
    bool ambiguous = false; ///< another page has the same label: settings name the page too
    /// Of a field that the console hides: the label of the choice that shows it, on the same page or another, and the word.
    std::optional<std::pair<std::string, std::string>> shown_when;
    /// What a new app has there, where the console's default in a tenant file is another: an app that is off until it is
    /// switched on. "" : nothing yet.
    std::optional<std::string> at_first;
    /// What goes out when the field is left blank and no metadata says what belongs there; "": the vendor knows better.
    std::string blank;
    /// Settings by their keys that a choice fixes: word -> key -> our value.
    std::map<std::string, std::map<std::string, std::string>> implies;
    std::string help;

    /// How settings name it: the label, or "page / label" when the label alone would not do.
    std::string name() const { return ambiguous ? page + " / " + label : label; }
};

/// Form posting by the browser. Without `page` the plain one of src/core/http.hpp.
struct AutoPost {
    std::string page;          ///< HTML pattern with {action} and {fields}
    std::string field;         ///< HTML pattern with {name} and {value}
    bool hex_entities = false; ///< everything but letters and digits as &#x..;
};

struct LoginPage {
    std::string cookie = "session";
    std::string title, heading, username_label, password_label, button;
    std::string wrong_password; ///< shown above the form
    std::string dashboard_title;
    std::string sign_out; ///< the button on the dashboard
};

} // namespace idpsim::idp
