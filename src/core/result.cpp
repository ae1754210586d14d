#include "src/core/result.hpp"

namespace idpsim {

std::string_view fault_name(Fault fault) {
    switch (fault) {
    case Fault::malformed: return "malformed";
    case Fault::invalid: return "invalid";
    case Fault::too_large: return "too_large";
    case Fault::bad_signature: return "bad_signature";
    case Fault::unsupported: return "unsupported";
    case Fault::not_found: return "not_found";
    case Fault::refused: return "refused";
    case Fault::peer_timeout: return "peer_timeout";
    case Fault::peer_closed: return "peer_closed";
    case Fault::unreachable: return "unreachable";
    case Fault::tls: return "tls";
    case Fault::io: return "io";
    case Fault::script: return "script";
    case Fault::limit: return "limit";
    }
    return "unknown";
}

std::string describe(const Error& error) {
    return error.where.empty() ? error.detail : error.where + ": " + error.detail;
}

void throw_exception_from_error(const Error& error, const boost::source_location&) { throw Failure(error); }

} // namespace idpsim
