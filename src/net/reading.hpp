#pragma once
/// How a server reads what its peers send: by the rules, unless something else is put in a place.
#include <functional>
#include <string>

namespace idpsim::net {

struct Reading {
    /// What a request's header section, its empty line included, is taken for; unset: for what it is.
    std::function<std::string(std::string head)> head = {};
    bool bounded = true;  ///< otherwise header and body may be of any size
    bool gives_up = true; ///< on peers that take longer than the limit to send a request or to take its answer
};

} // namespace idpsim::net
