#pragma once
/// What is known of Salesforce, as plain values: hosts, paths, words, the order of fields. salesforce.lua holds them,
/// each surprising one with its source; the engine reads it.
#include "src/core/instant.hpp"
#include "src/saml/shape.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::salesforce {

/// Production and sandbox share nothing: other login host, other orgs, other users.
enum class Environment { production, sandbox };

/// How a refusal is said: the OAuth error or REST errorCode, its description, the status where it is an answer of its
/// own.
struct Refusal {
    std::string error, description;
    int status = 400;
};

using Texts = std::map<std::string, std::string, std::less<>>;

struct Vendor {
    std::string title, version;
    std::string production_login, sandbox_login;   ///< origins of the hosts that every org shares
    std::string production_domain, sandbox_domain; ///< My Domain: patterns over {domain} and {sandbox}
    std::string cookie_domain;
    std::string session_cookie, saved_cookie;             ///< the first is followed by "_" and the org's id
    Texts paths;                                          ///< by the names of path_names()
    std::map<std::string, Refusal, std::less<>> refusals; ///< by our names of the reasons, refusal_names()
    Texts words;                                          ///< what pages say, word_names()
    std::vector<std::string> scopes;                      ///< that an app may have
    std::vector<std::string> identity, userinfo;          ///< the order of the fields
    saml::Shape authn_request;
    std::string request_id; ///< pattern of the AuthnRequest's ID
    Millis code_lifetime{}, session_lifetime{}, token_lifetime{}, request_lifetime{};
    int batch_size = 2000; ///< records of a query's page

    const std::string& login_origin(Environment environment) const {
        return environment == Environment::sandbox ? sandbox_login : production_login;
    }
    /// Throw std::out_of_range for a name that is none: a mistake of ours.
    const std::string& path(std::string_view name) const { return at(paths, name); }
    const std::string& word(std::string_view name) const { return at(words, name); }
    const Refusal& refusal(std::string_view name) const { return at(refusals, name); }

private:
    template <class Map> static const typename Map::mapped_type& at(const Map& map, std::string_view name) {
        return map.at(std::string(name));
    }
};

/// What a Vendor has to say: names for the file's reader.
const std::vector<std::string>& path_names();
const std::vector<std::string>& refusal_names();
const std::vector<std::string>& word_names();
/// Of the Identity URL's answer, and of UserInfo's.
const std::vector<std::string>& identity_field_names();
const std::vector<std::string>& userinfo_field_names();

} // namespace idpsim::salesforce
