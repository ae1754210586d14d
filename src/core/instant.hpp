#pragma once
/// Points in time as SAML and SCIM write them: UTC, millisecond precision (xs:dateTime).
#include "src/core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace idpsim {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Millis>;

/// How many digits of a second a writer prints.
enum class SecondDigits { none = 0, milli = 3 };

/// "2026-11-24T13:35:09.120Z", or without the fraction.
std::string format_instant(Instant at, SecondDigits digits = SecondDigits::milli);

/// Reads xs:dateTime with `Z` or an offset; without a zone it is malformed (saml-core-2.0 section 1.3.3 demands UTC).
/// Digits beyond the millisecond are cut. Impossible dates (30 February) are malformed.
Result<Instant> parse_instant(std::string_view text);

/// Reads a positive xs:duration ("PT24H", "P1DT12H"): a year counts 365 days, a month 30. Digits beyond the millisecond
/// are cut; what is longer than 100 years is as long as that.
Result<Millis> parse_duration(std::string_view text);

} // namespace idpsim
