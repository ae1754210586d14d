#pragma once
/// Reading the members of JSON bodies; every refusal is a 400 that names the member.
#include "simulator/sp/http_support.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// 400 {"error":"invalid_field"}: "`field` has to be ..."
HttpResponse bad_field(std::string_view field, std::string_view wanted);
/// A member that is not among `known` is a mistake of the sender's that would otherwise go unseen.
std::optional<HttpResponse> refuse_unknown_fields(const boost::json::object& body,
                                                  const std::vector<std::string_view>& known);
/// A name for people: 1 to 200 octets, no control characters, no white space around it.
Or<std::string> read_name(const boost::json::object& body, std::string_view field);
/// A list of at most `most` such names.
Or<std::vector<std::string>> read_names(const boost::json::value& value, std::string_view field,
                                        std::size_t most = 100);
/// A whole number within the bounds, both included.
Or<std::int64_t> read_number(const boost::json::value& value, std::string_view field, std::int64_t least,
                             std::int64_t most);
/// Nothing when absent.
Or<std::optional<bool>> read_flag(const boost::json::object& body, std::string_view field);

boost::json::array to_json(const std::vector<std::string>& texts);

} // namespace idpsim::sp
