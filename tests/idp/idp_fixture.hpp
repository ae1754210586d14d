#pragma once
/// One IdP with one SP and one person, and a browser's hands to use it.
#include "simulator/idp/idp.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/html.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace idpsim::idp::testing {

inline const std::vector<std::string> profile_ids{"okta",     "entra",        "google",  "jumpcloud",
                                                  "onelogin", "pingfederate", "pingone", "generic"};
inline constexpr char sp_id[] = "https://sp.example.test/metadata";
inline constexpr char acs[] = "https://sp.example.test/acs";
inline constexpr char second_acs[] = "https://sp.example.test/acs/second";
inline constexpr char slo[] = "https://sp.example.test/slo";
inline constexpr char request_id[] = "_request-0001";

/// Loaded once per process; `id` is a file of simulator/profiles.
const Profile& profile(const std::string& id);
KeyRing& test_keys();
saml::EntityDescriptor test_sp();
/// The same SP with a key for signing and encryption, and SLO by Redirect and POST.
saml::EntityDescriptor full_sp();
const SigningKey& sp_key();
/// A tenant with settings by their keys, whatever the vendor's console calls them.
Tenant tenant_with(const std::map<std::string, std::string>& settings_by_key);

/// Follows redirects and keeps cookies within one IdP.
class Hands {
public:
    explicit Hands(Idp& idp) : idp_(idp) {}

    /// Where the browser ends up after redirects.
    HttpResponse get(std::string url);
    /// Fills the login form in, if `page` is one; else gives it back.
    HttpResponse log_in(const HttpResponse& page, const Person& person);
    HttpResponse log_in(const HttpResponse& page, const std::string& username, const std::string& password);
    HttpResponse send(HttpRequest request);
    void forget() { cookie_.clear(); }
    const std::string& last_set_cookie() const { return set_cookie_; }

private:
    Idp& idp_;
    std::string cookie_, set_cookie_;
};

/// A page that posts to the SP, taken apart.
struct Posted {
    std::string action;
    std::string xml;
    std::optional<std::string> relay_state;
};
/// Nothing when the page is another one.
std::optional<Posted> posted(const HttpResponse& page);
bool is_login_form(const HttpResponse& page);

struct World {
    explicit World(const std::string& profile_id, Tenant tenant = {}, std::optional<std::string> base_origin = {});

    saml::AuthnRequest request() const;
    std::string redirect_to(const saml::AuthnRequest& request, std::optional<std::string> relay_state = {}) const;
    /// SP-initiated login of Ada, to the page that posts.
    HttpResponse login() { return login(request()); }
    HttpResponse login(const saml::AuthnRequest& request, std::optional<std::string> relay_state = {});
    HttpResponse initiate();

    VirtualClock clock;
    Random random;
    Idp idp;
    Person ada;
    Hands hands;
};

/// A Response with what verified by the IdP's certificate, as an SP would read it.
struct Read {
    saml::Response response;
    saml::Assertion assertion;
    bool response_verified = false, assertion_verified = false;
};
/// Throws when the message cannot be read.
Read read(const std::string& xml, const crypto::PublicKey& key);

} // namespace idpsim::idp::testing
