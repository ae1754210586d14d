#pragma once
/// What went over the wire in one case, masked at the moment it is captured.
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim {

/// Replaces secrets. Known values (bearer tokens, passwords, private keys) are hidden wherever they appear; header
/// values of Authorization, Proxy-Authorization, Cookie and Set-Cookie and fields of forms and JSON named password, client_secret, token or ..._token always.
class Masker {
public:
    /// From now on `secret` never appears in a capture; shorter than 4 octets is ignored (it would mask everything).
    void add(std::string_view secret);
    std::string mask(std::string_view text) const;
    Headers mask(const Headers& headers) const;
    /// A body: known secrets, and secret fields when `content_type` is a form or JSON.
    std::string mask_body(std::string_view body, std::string_view content_type) const;
    /// A URL whose query may carry secrets.
    std::string mask_url(std::string_view url) const;

private:
    std::vector<std::string> secrets_;
};

/// One request and what came back.
struct Exchange {
    std::size_t number = 0;         ///< 1, 2, 3 ... in order within the case: evidence is named by it ("#3")
    Instant at{};                   ///< the case's clock when the request left
    std::string from;               ///< the party that sent: "browser", "idp", "engine" ...
    std::string to;                 ///< the party or origin that received: "idp", "sp", "https://sp.example"
    HttpRequest request;            ///< masked
    HttpResponse response;          ///< masked; status 0 when none came
    std::optional<Error> failure;   ///< why no response came
};

/// The messages of a case, in order.
class Transcript {
public:
    explicit Transcript(Masker masker = {}) : masker_(std::move(masker)) {}
    Masker& masker() { return masker_; }

    /// Masks and appends; returns the exchange's number.
    std::size_t record(Instant at, std::string from, std::string to, const HttpRequest& request,
                       const Result<HttpResponse>& response);
    const std::vector<Exchange>& exchanges() const { return exchanges_; }
    /// Drops what was recorded so far, for loads that go on for long; numbers begin again.
    void forget() { exchanges_.clear(); }
    /// From now on nothing is kept: record() only counts. For loads whose messages nobody looks at afterwards.
    void only_count() { counted_ = exchanges_.size(); }

private:
    Masker masker_;
    std::vector<Exchange> exchanges_;
    std::optional<std::size_t> counted_; ///< how many, when none is kept
};

} // namespace idpsim
