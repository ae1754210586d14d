#pragma once
/// One request being answered; seen by the files of class Idp only.
#include "simulator/idp/idp.hpp"
#include "src/core/url.hpp"

namespace idpsim::idp {

struct Idp::Visit {
    const HttpRequest& request;
    Url url;
    Configuration configuration;

    bool posts() const { return request.method == "POST"; }
    std::optional<std::string> query(std::string_view name) const {
        const auto params = parse_form(url.query);
        return params ? find_param(*params, name) : std::nullopt;
    }
};

} // namespace idpsim::idp
