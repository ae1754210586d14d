#pragma once
/// From where metadata is fetched.
#include "simulator/sp/config.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

/// Why metadata is not fetched from `url`. What arrives decides whom the organisation trusts, so it comes by https; and
/// what an admin names is fetched from where the product stands, so it leads to no place that only the product reaches:
/// this machine, its network, its cloud's metadata service. The product's owner may admit either. Nothing when it is
/// fetched. A name that turns out to be such a place when it is resolved is refused by whoever makes the connection.
std::optional<std::string> refuse_metadata_url(std::string_view url, const SpConfig& config);

} // namespace idpsim::sp
