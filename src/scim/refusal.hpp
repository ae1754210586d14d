#pragma once
/// How SCIM says no: a status, a scimType and a sentence (RFC 7644 section 3.12).
#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <string>
#include <string_view>

namespace idpsim::scim {

/// RFC 7644 table 9 and RFC 9865 section 2; `none` where the status says enough.
enum class ScimType {
    none,
    invalid_filter,
    too_many,
    uniqueness,
    mutability,
    invalid_syntax,
    invalid_path,
    no_target,
    invalid_value,
    invalid_vers,
    sensitive,
    invalid_cursor,
    expired_cursor,
    invalid_count,
};

/// "invalidFilter" and so on; "" for none.
std::string_view scim_type_name(ScimType type);

/// A request that is not done, as the Error message will tell it.
struct Refusal {
    ScimType type = ScimType::none;   ///< first, so that the aggregate takes no number's way into Outcome
    int status = 400;                 ///< HTTP status
    std::string detail;               ///< one sentence for the client; no secrets, nothing of our inside
};

template <class T>
using Outcome = boost::system::result<T, Refusal>;

Refusal invalid_value(std::string detail);
Refusal invalid_path(std::string detail);
Refusal invalid_filter(std::string detail);
Refusal invalid_syntax(std::string detail);
Refusal immutable(std::string detail);   ///< 400 mutability
Refusal no_target(std::string detail);

/// Lets Outcome<T>::value() throw Failure.
[[noreturn]] void throw_exception_from_error(const Refusal& refusal, const boost::source_location& where);

} // namespace idpsim::scim
