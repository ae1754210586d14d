#pragma once
/// What walks of a browser between the two parties have in common, logins and logouts.
#include "simulator/browser/browser.hpp"
#include "src/engine/faults.hpp"
#include "src/engine/parties.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace idpsim::engine {

/// Whether the URL is one of the IdP's.
bool at_idp(const Sides& sides, std::string_view url);
/// What a page says to a person, short enough for a report.
std::string words_of(const browser::Page& page);
/// Throws Failure when there is none of that name, or one that is put into none of `messages`.
const SamlFault& known_fault(const std::string& id, std::initializer_list<Bends> messages);

} // namespace idpsim::engine
