#pragma once
/// The IdP's HTML.
#include "simulator/idp/saml_profile.hpp"
#include "src/core/http.hpp"

#include <string>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// The form posts username, password and `errand` to `action`.
HttpResponse login_page(const LoginPage& words, const std::string& action, const std::string& errand,
                        const std::string& username, bool wrong_password);

struct Tile {
    std::string title, url;
};
/// `logout` is where its button leads; "" : there is none.
HttpResponse dashboard_page(const LoginPage& words, const std::string& person, const std::vector<Tile>& tiles,
                            const std::string& logout);

/// `values` stand in the pattern's placeholders, escaped.
HttpResponse refusal_page(const Refusal& refusal, const Values& values, Random& random, Instant now);

/// A page with a title and an HTML pattern's text.
HttpResponse plain_page(int status, const std::string& title, const std::string& body);

/// Makes the browser post `fields` (saml-bindings-2.0 section 3.5.4), never from a cache.
HttpResponse post_page(const AutoPost& style, const std::string& action,
                       const std::vector<std::pair<std::string, std::string>>& fields);

/// A SOAP envelope, never to be kept (saml-bindings-2.0 section 3.2.3.2).
HttpResponse soap_response(int status, std::string body);

} // namespace idpsim::idp
