#pragma once
/// The SP under test during one case, reached by URLs alone: what the target file names, with its placeholders filled in.
#include "conformance/record.hpp"
#include "simulator/browser/browser.hpp"
#include "simulator/extension/extension.hpp"
#include "src/engine/load_target.hpp"
#include "src/net/wire.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

/// What came of an admin's action.
struct Acted {
    int status = 0;
    std::string body;
    Headers headers;
    std::map<std::string, std::string> saved;   ///< by the names of the call's `save`, as far as the answer has them
    bool ok() const { return status >= 200 && status < 300; }
};

/// One account as the target's account look-up tells it.
struct Account {
    std::string id, email, role, display_name;
    std::vector<std::string> teams;
    bool active = true;
};

class TargetSession {
public:
    /// `values` fill in the target file's placeholders; set_up() adds what the target answers.
    TargetSession(const Target& target, net::Wire wire, Values values);

    /// Makes the calls of the target file's `setup`, in order, but for those of a later `stage`. An answer other than
    /// success is an Error naming the step.
    boost::asio::awaitable<Result<void>> set_up(std::string stage);
    /// Fills in a placeholder for everything that comes later, e.g. the IdP's metadata.
    void set(const std::string& name, std::string value) { values_[name] = std::move(value); }

    /// A placeholder's value; "" when there is none.
    std::string value(std::string_view name) const;
    bool provides(std::string_view need) const;
    const Target& target() const { return target_; }

    /// Fetches the SP's metadata, or takes entity ID and ACS from the target file when it names no document.
    boost::asio::awaitable<Result<conformance::SpSide>> sp_side();
    /// Where SP-initiated SSO begins, with the RelayState when one is asked for.
    /// `idp` (an entityID) names the one to log in through, where the target's URL can.
    /// Where a tile sends people who begin there; an Error when the target names nothing.
    Result<std::string> start_url() const;
    Result<std::string> login_url(std::optional<std::string> relay_state, std::optional<std::string> idp = {}) const;
    /// Where a person logs out of SP and IdP. not_found when the target names no such place.
    Result<std::string> single_logout_url() const;
    /// "Who am I", with the browser's cookies.
    boost::asio::awaitable<conformance::Probe> probe(browser::Browser& browser) const;
    boost::asio::awaitable<Result<void>> log_out(browser::Browser& browser) const;

    boost::asio::awaitable<Result<std::vector<Account>>> accounts(std::string email) const;
    /// Changes what `body` (JSON) names.
    boost::asio::awaitable<Result<void>> change_account(std::string id, std::string body) const;
    boost::asio::awaitable<Result<void>> create_team(std::string name) const;
    /// Of the product's browser extension. not_found when the target names none.
    Result<extension::Endpoints> extension_endpoints() const;
    /// How many SCIM tokens the target says were issued.
    boost::asio::awaitable<Result<std::int64_t>> scim_tokens() const;

    /// Makes the target file's call of that name, whatever is answered. not_found when it has none.
    boost::asio::awaitable<Result<Acted>> act(std::string name, Values more) const;
    /// The same call, not made. not_found when it has none.
    Result<HttpRequest> request_of(const std::string& name, const Values& more) const;

    std::string scim_base() const;
    std::string scim_token() const;    ///< a secret
    const net::Wire& wire() const { return wire_; }

private:
    Result<std::string> fill(const std::string& pattern) const;
    Result<HttpRequest> request_for(const Call& call, const Values& more) const;
    boost::asio::awaitable<Result<HttpResponse>> send(Call call, Values more) const;
    boost::asio::awaitable<Result<boost::json::value>> call(Call call, Values more) const;

    const Target& target_;
    net::Wire wire_;
    Values values_;
};

} // namespace idpsim::engine
