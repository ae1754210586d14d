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
HttpResponse dashboard_page(const LoginPage& words, const std::string& person, const std::vector<Tile>& tiles);

/// `values` stand in the pattern's placeholders, escaped.
HttpResponse refusal_page(const Refusal& refusal, const Values& values, Random& random, Instant now);

/// Makes the browser post `fields` (saml-bindings-2.0 section 3.5.4), never from a cache.
HttpResponse post_page(const AutoPost& style, const std::string& action,
                       const std::vector<std::pair<std::string, std::string>>& fields);

} // namespace idpsim::idp
