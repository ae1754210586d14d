#pragma once
/// How a console's values are read.
#include "src/core/pattern.hpp"
#include "src/core/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::idp {

[[noreturn]] inline void reject_setting(const std::string& name, std::string why) {
    throw Failure(Error{Fault::invalid, "setting \"" + name + "\"", std::move(why)});
}

/// Reads the setting with that key, unless it is absent or empty. `read` says whether the text is a value for it; when
/// it is none, throws Failure naming the key.
template <class Read> void apply_setting(const Values& values, std::string_view key, Read read) {
    const auto found = values.find(key);
    if (found == values.end() || found->second.empty()) return;
    if (!read(found->second)) reject_setting(std::string(key), "\"" + found->second + "\" is no value for it");
}

inline bool read_flag(const std::string& text, bool& out) {
    out = text == "true";
    return out || text == "false";
}

} // namespace idpsim::idp
