#pragma once
/// Result and Error: how a peer's misbehaviour travels. See ARCHITECTURE.md, "Errors".
#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace idpsim {

/// What a caller may branch on; everything else about an error is for people.
enum class Fault {
    malformed,      ///< not well-formed, not decodable, outside the grammar
    invalid,        ///< well-formed, but breaks a rule of its standard
    too_large,      ///< over a size, depth or count limit
    bad_signature,  ///< the signature does not verify, or covers something else
    unsupported,    ///< an algorithm, binding or feature that is not admitted
    not_found,      ///< the thing asked for does not exist
    refused,        ///< a peer understood and said no
    peer_timeout,   ///< no answer within the limit
    peer_closed,    ///< the connection broke
    unreachable,    ///< no connection could be made
    tls,            ///< the TLS handshake or certificate check failed
    io,             ///< a local file or database
    script,         ///< a Lua script raised an error
    limit,          ///< a script hit its instruction, memory or time limit
};

/// The name of a fault as reports print it, e.g. "bad_signature".
std::string_view fault_name(Fault fault);

/// One thing that went wrong outside of us.
struct Error {
    Fault fault;         ///< first, so that the aggregate never swallows Result<std::string>'s constructor
    std::string where;   ///< message part, XPath, URL or file:line
    std::string detail;  ///< one sentence for a human; no secrets
};

/// "where: detail", the way a terminal shows it.
std::string describe(const Error& error);

template <class T>
using Result = boost::system::result<T, Error>;

/// Our own misbehaviour or a broken file of ours: caught at main, the end of a scenario, the end of an HTTP session.
class Failure : public std::runtime_error {
public:
    explicit Failure(const Error& error) : std::runtime_error(describe(error)), error_(error) {}
    const Error& error() const noexcept { return error_; }

private:
    Error error_;
};

/// Lets Result<T>::value() throw Failure.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

} // namespace idpsim
