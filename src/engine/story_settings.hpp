#pragma once
/// The vendor's console in a story: settings by the keys of its fields, in our words.
#include "simulator/idp/idp.hpp"
#include "src/lua/value.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

/// Enters { [key] = value } in the tenant's console; all of it or, when a key or value is none of this vendor's, nothing
/// and a ScriptError naming the nearest.
void change_console(idp::Idp& idp, const lua::Value& settings);
/// Adds a row to a table of the console, by the columns' own labels; ScriptError naming what does not fit.
void add_console_row(idp::Idp& idp, const std::string& table, const lua::Value& row);
/// The choices that the console offers for that key, in our words; {} when it offers none or has no such field.
std::vector<std::string> console_choices(const idp::Profile& profile, const std::string& key);

} // namespace idpsim::engine
