#pragma once
/// The product's browser extension: a client with a storage of its own, which outlives the browser's sessions. It knows
/// the product by the URLs that it was built with.
#include "simulator/browser/browser.hpp"
#include "src/core/random.hpp"
#include "src/net/wire.hpp"

#include <optional>
#include <string>

namespace idpsim::extension {

struct Endpoints {
    std::string connect;                ///< the product's page that hands a signed-in person over
    std::string organisation_parameter; ///< of that page: whose people log in there; "" when it has none
    std::string redirect;               ///< the extension's own page, which the product leads back to
    std::string token;                  ///< a code and its verifier become a token
    std::string account;                ///< whose session it is
    std::string session;                ///< DELETE ends it
};

/// What the product's page led back with.
struct Code {
    std::string code, state;
};

class Extension {
public:
    /// `random` gives verifiers and states.
    Extension(Endpoints endpoints, net::Wire wire, Random random);

    /// Opens the product's page in the person's browser and waits to be led back: at once when somebody is signed in
    /// there, after a login through `organisation`'s IdP otherwise. Refused when the walk ends elsewhere, or leads back
    /// with what was not asked for.
    boost::asio::awaitable<Result<Code>> obtain(browser::Browser& browser, std::optional<std::string> organisation,
                                                std::optional<browser::Credentials> who);
    /// Stores the token; what was stored is forgotten. Refused when the product does not give one.
    boost::asio::awaitable<Result<void>> redeem(std::string code);
    /// The e-mail address of whose session it is; nothing when there is none any more.
    boost::asio::awaitable<Result<std::optional<std::string>>> who();
    boost::asio::awaitable<Result<void>> sign_out();
    bool has_token() const { return !token_.empty(); }

private:
    Endpoints endpoints_;
    net::Wire wire_;
    Random random_;
    std::string verifier_; ///< a secret; of the last request
    std::string token_;    ///< a secret; the storage
};

} // namespace idpsim::extension
