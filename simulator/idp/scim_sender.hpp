#pragma once
/// Turns a dialect's requests into HTTP and judges the answers.
#include "simulator/idp/scim_answer.hpp"
#include "src/net/wire.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// Waits, on whatever clock there is; false when it will not wait that long. `why` is a sentence's part for people.
using ScimWait = std::function<boost::asio::awaitable<bool>(Millis, std::string why)>;

/// One request and what became of it, for whoever watches.
struct ScimSent {
    const HttpRequest& request; ///< with its secrets
    const ScimRequest& rule;
    const ScimAnswer& answer;
    const Result<HttpResponse>& response; ///< as it came
    std::size_t exchange;
};

/// Where the server is and what the admin typed besides.
struct ScimConnection {
    std::string base_url;                            ///< with or without trailing slash; a query is a dialect's flag
    std::string token;                               ///< a secret: masked in the transcript
    std::map<std::string, std::string> options;      ///< console fields, by key or label
    ScimWait wait = {};                              ///< empty: the client never tries again by itself
    std::function<void(const ScimSent&)> watch = {}; ///< told of every request
};

/// One event as the vendor's admin would see it.
struct ScimStep {
    std::string
        name; ///< "test", "lookup" (when it failed), "create", "link", "update", "deactivate", "group_create" ...
    bool ok = false;
    std::string explanation;            ///< one sentence; no secrets
    std::vector<std::size_t> exchanges; ///< numbers in the transcript, in order
    int status = 0;                     ///< of the last answer; 0: none came, or nothing was sent
    bool silent = false;                ///< the last request got no answer
    std::size_t writes = 0;             ///< requests other than GET
};

class ScimSender {
public:
    /// `profile` and `random` must outlive it. Throws Failure for an option or a custom header that cannot be used.
    ScimSender(const ScimProfile& profile, ScimConnection connection, net::Wire wire, Random& random);

    /// A scope in which the dialect's values, the options and the token are known.
    ScimScope scope();
    const Values& options() const { return options_; }
    /// The admin changes fields of the console; the others stay. Throws Failure as the constructor does.
    void set_options(const std::map<std::string, std::string>& changed);
    const ScimProfile& profile() const { return *profile_; }
    net::Wire& wire() { return wire_; }

    /// Sends one request and notes the exchange, and the problem if any, in `step`. Request, scope and step are the
    /// caller's, who awaits this. Its `otherwise` is tried when it fails.
    boost::asio::awaitable<ScimAnswer> send(const ScimRequest& request, ScimScope& scope, ScimStep& step);

    /// Sends what applies of `requests` in order and stops at the first failure, but for those that are always sent.
    /// The last good answer, or the first bad one. Without any request: ok, status 0.
    boost::asio::awaitable<ScimAnswer> send_all(const std::vector<ScimRequest>& requests, ScimScope& scope,
                                                ScimStep& step);

private:
    Result<HttpRequest> build(const ScimRequest& request, ScimScope& scope) const;
    Result<std::string> body_of(const ScimRequest& request, ScimScope& scope) const;
    Result<Headers> headers_for(const ScimRequest& request, ScimScope& scope) const;
    /// An access token for what follows, where the console says so and there is none that still holds. False: there is
    /// none, and `step` says why.
    boost::asio::awaitable<bool> sign_in(ScimStep& step);
    void collect(const ScimCollect& rule, const ScimAnswer& answer, ScimScope& scope) const;
    void read_options();
    boost::asio::awaitable<ScimAnswer> send_once(const ScimRequest& request, ScimScope& scope, ScimStep& step);
    boost::asio::awaitable<ScimAnswer> ask(const ScimRequest& rule, const HttpRequest& request, ScimStep& step);
    boost::asio::awaitable<ScimAnswer> ask_patiently(const ScimRequest& rule, const HttpRequest& request, ScimStep& step);
    std::vector<ScimScope> batches_of(const ScimRequest& request, ScimScope& scope) const;
    boost::asio::awaitable<ScimAnswer> send_in_batches(const ScimRequest& request, ScimScope& scope, ScimStep& step);
    boost::asio::awaitable<ScimAnswer> send_each(const ScimRequest& request, ScimScope& scope, ScimStep& step);

    const ScimProfile* profile_;
    net::Wire wire_;
    Random* random_;
    std::string base_, query_, token_;
    ScimWait wait_;
    std::function<void(const ScimSent&)> watch_;
    std::map<std::string, std::string> given_options_;
    Values options_;
    Headers custom_headers_;
    std::optional<Instant> signed_in_until_;   ///< nothing: not yet
    std::map<std::string, JsonTemplate> option_bodies_; ///< templates the admin typed, by option
};

} // namespace idpsim::idp
