#include "src/cli/commands.hpp"

namespace idpsim::cli {

int exit_code_of(const Failure& failure) {
    switch (failure.error().fault) {
    case Fault::malformed:
    case Fault::invalid:
    case Fault::too_large:
    case Fault::unsupported:
    case Fault::not_found:
    case Fault::io:
    case Fault::script:
    case Fault::limit: return exit_usage;
    case Fault::refused:
    case Fault::peer_timeout:
    case Fault::peer_closed:
    case Fault::unreachable:
    case Fault::tls: return exit_unverified;
    case Fault::bad_signature: return exit_fail;
    }
    return exit_fault;
}

} // namespace idpsim::cli
