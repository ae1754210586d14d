#pragma once
/// What people's IdPs make of a faulty SCIM server: the classes of faults, conformance/faults/*.lua, and by vendor what
/// its client does with such a server, simulator/profiles/<vendor>/scim_trips.lua.
#include "simulator/idp/profile.hpp"
#include "src/lua/state.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace idpsim::engine {

/// A class of faults seen in real servers.
struct ServerFault {
    std::string sentence;             ///< what such a server does
    std::vector<std::string> sources; ///< where it was seen
    std::vector<std::string> checks;  ///< globs of the checks of conformance/checks/scim that find it
    std::vector<std::string> statuses; ///< of the answer in which it shows: "409", "5*", "!404" for any other; empty: whatever it is
};
using ServerFaults = std::map<std::string, ServerFault, std::less<>>;   ///< by id

/// What one vendor's client does with such a server.
struct Trip {
    std::string idp;                   ///< the profile's id
    std::vector<std::string> variants; ///< of its SCIM client; empty: all of them
    std::string sentence;              ///< for the server's people: what is sent, and what comes of it
    std::string source;                ///< begins with its tag: [recorded], [doc] or [inferred]
};
using Trips = std::map<std::string, std::vector<Trip>, std::less<>>;   ///< by the fault's id, in the profiles' order

/// Adds the classes of one file. Throws Failure naming file, line and field; an id that is there already is an error.
void load_server_faults(lua::State& state, const std::filesystem::path& file, ServerFaults& into);

/// Adds what this vendor trips over, from the file beside its other parts; nothing when it has none. Throws Failure
/// naming file, line and field: a class that is none of `faults`, a variant that the vendor has not, a source without tag.
void load_trips(lua::State& state, const idp::Profile& profile, const ServerFaults& faults, Trips& into);

} // namespace idpsim::engine
