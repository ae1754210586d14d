#pragma once
/// A service provider on a bench: an organisation with a connected IdP, an IdP's pen, and a browser's cookies.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/service_provider.hpp"
#include "src/core/clock.hpp"
#include "src/core/http.hpp"
#include "src/core/random.hpp"
#include "src/crypto/certificate.hpp"
#include "src/crypto/key.hpp"

#include <boost/json/object.hpp>
#include <pugixml.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp::test {

inline constexpr char base_url[] = "https://app.example.test";
inline constexpr char idp_entity_id[] = "https://idp.example.test/metadata";
inline constexpr char staff_token[] = "staff-token-for-tests";

/// Keys made once per process.
const crypto::PrivateKey& idp_key();
const crypto::PrivateKey& other_key();
crypto::Certificate certificate_of(const crypto::PrivateKey& key);

/// One login message, good unless changed.
struct Message {
    std::string name_id = "ada@example.test";
    std::string assertion_id = "_a1";
    std::optional<std::string> in_response_to;                ///< of Response and confirmation
    std::map<std::string, std::string> attributes;
    bool sign_assertion = true, sign_response = false;
    const crypto::PrivateKey* key = nullptr;                  ///< idp_key() unless set
    std::string algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    std::function<void(pugi::xml_node response)> change;      ///< before signing
    std::function<void(pugi::xml_node response)> between;     ///< the assertion is signed, the Response not yet
    std::function<void(std::string& xml)> after;              ///< after signing
};

/// A browser that keeps cookies by name.
struct Browser {
    std::map<std::string, std::string> cookies;
    void keep(const HttpResponse& response);
    std::string header() const;
};

struct BenchOptions {
    SpBehaviour behaviour;
    bool enabled = true, connected = true;
    std::string metadata;                                     ///< instead of idp_metadata()
    std::function<void(SpConfig&)> configure;
};

class Bench {
public:
    explicit Bench(BenchOptions options = {});

    // -- plain requests; `path` begins with "/"
    HttpResponse send(std::string method, std::string_view path, Headers headers = {}, std::string body = {});
    HttpResponse get(std::string_view path, Browser& browser);
    HttpResponse api(std::string method, std::string_view path, std::string body, std::string token);
    HttpResponse api(std::string method, std::string_view path, std::string body = {}) {
        return api(std::move(method), path, std::move(body), admin_token);
    }
    HttpResponse put_metadata(std::string metadata);

    /// A request whose errands `answer_errand` runs; the answer is JSON when refused.
    HttpResponse send_with_errands(std::string method, std::string_view path, Browser& browser, std::string body,
                                   const std::function<Result<HttpResponse>(const HttpRequest&)>& answer_errand);
    /// A certificate that the service provider publishes for "signing" or "encryption", the newest.
    crypto::Certificate own_certificate(std::string_view use);
    HttpResponse settings(std::string body) { return api("PATCH", "/api/orgs/" + org + "/settings", std::move(body)); }

    // -- logins
    std::string write(const Message& message);
    /// Posts at the ACS; the answer is JSON when refused.
    HttpResponse post(const std::string& xml, Browser& browser, std::optional<std::string> relay_state = {});
    HttpResponse login(const Message& message, Browser& browser) { return post(write(message), browser); }
    HttpResponse login(const Message& message) {
        Browser browser;
        return login(message, browser);
    }
    /// A fresh good login of somebody else: the service provider is still alive.
    bool admits_a_good_login();

    boost::json::object whoami(Browser& browser);             ///< empty when not 200
    boost::json::object account(std::string_view email);      ///< empty when there is none
    std::size_t account_count();

    std::string at(Millis offset) const { return format_instant(clock.now() + offset); }

    VirtualClock clock;
    Random random;
    scim_server::Directory directory;
    ServiceProvider sp;
    std::string org, entity_id, acs, admin_token;

private:
    int serial_ = 0;
};

/// "/sso/{org}/acs" of an absolute URL.
std::string path_of(std::string_view url);
boost::json::object json_of(const HttpResponse& response);
std::string text_of(const boost::json::object& object, std::string_view name);
/// With an enveloped signature behind Issuer.
std::string signed_document(const std::string& xml, const crypto::PrivateKey& key);
/// An IdP with single logout and artifact resolution besides.
std::string full_idp_metadata(std::string_view more_role_attributes = {});
std::string idp_metadata(std::string_view more_attributes = {}, const crypto::PrivateKey* second = nullptr);
/// The rule that a refusal names; "" when there is none.
std::string rule_of(const HttpResponse& response);

} // namespace idpsim::sp::test
