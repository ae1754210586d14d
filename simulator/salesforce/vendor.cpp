#include "simulator/salesforce/vendor.hpp"

namespace idpsim::salesforce {

const std::vector<std::string>& path_names() {
    static const std::vector<std::string> names{"login", "logout",   "home",   "authorize", "consent", "remote_error",
                                                "token", "userinfo", "revoke", "identity",  "query",   "sobjects"};
    return names;
}

const std::vector<std::string>& refusal_names() {
    static const std::vector<std::string> names{
        // of the authorization request, on a page of Salesforce
        "unknown_app", "redirect_uri", "app_blocked", "app_not_installed", "bad_display",
        // the same, told to the redirect_uri
        "response_type", "scope", "challenge", "no_challenge", "denied", "immediate", "app_access",
        // of the token endpoint
        "grant_type", "unknown_client", "bad_secret", "bad_code", "code_over", "code_redirect_uri", "no_verifier",
        "bad_verifier", "bad_refresh", "inactive_user", "no_run_as", "needs_my_domain", "bad_form",
        // of what is asked with an access token
        "no_token", "bad_token", "scope_missing", "revoke_unknown", "invalid_session", "malformed_query",
        "invalid_field", "bad_cursor"};
    return names;
}

const std::vector<std::string>& word_names() {
    static const std::vector<std::string> names{
        "login_title", "username",      "password",     "log_in",  "wrong_password", "saved",    "other_user",
        "my_domain",   "consent_title", "consent_asks", "allow",   "deny",           "not_you",  "error_title",
        "sso_error",   "sso_help",      "home_title",   "log_out", "logged_out",     "not_found"};
    return names;
}

const std::vector<std::string>& identity_field_names() {
    static const std::vector<std::string> names{"id",
                                                "asserted_user",
                                                "user_id",
                                                "organization_id",
                                                "username",
                                                "nick_name",
                                                "display_name",
                                                "email",
                                                "email_verified",
                                                "first_name",
                                                "last_name",
                                                "timezone",
                                                "photos",
                                                "status",
                                                "urls",
                                                "is_lightning_login_user",
                                                "active",
                                                "user_type",
                                                "language",
                                                "locale",
                                                "utcOffset",
                                                "last_modified_date"};
    return names;
}

const std::vector<std::string>& userinfo_field_names() {
    static const std::vector<std::string> names{
        "sub",       "user_id",        "organization_id", "preferred_username", "nickname", "name",
        "email",     "email_verified", "given_name",      "family_name",        "zoneinfo", "photos",
        "picture",   "urls",           "active",          "user_type",          "language", "locale",
        "utcOffset", "updated_at",     "is_app_installed"};
    return names;
}

} // namespace idpsim::salesforce
