#pragma once
/// What a reader of an HTML page sees, and whether its scripts submit a form.
#include <string>
#include <string_view>

struct _xmlNode;

namespace idpsim::xml {

/// Runs of white space become one space; none at the ends.
std::string collapse_white_space(std::string_view text);

/// The text below `apex` that is shown: no scripts, styles, heads or control contents; blocks are set apart by a space.
/// Reading ends once there are `enough` octets.
std::string visible_text(_xmlNode* apex, std::size_t enough);

/// True for `submit()`, `requestSubmit()`, `submit.call(...)` and `submit.apply(...)` anywhere in a script; a handler
/// that is merely attached, `submit(function...)`, is no call.
bool calls_submit(std::string_view script);

} // namespace idpsim::xml
