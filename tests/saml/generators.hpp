#pragma once
/// Text as hostile to a printer as XML 1.0 allows: what is escaped, normalised or more than one octet long.
#include "tests/core/properties.hpp"

#include <string>
#include <vector>

namespace idpsim::test {

inline rc::Gen<std::string> any_text() {
    const auto piece = rc::gen::element<std::string>("a", "Z", "7", "<", ">", "&", "\"", "'", "{", "]]>", "\t", "\n",
                                                     "\r", "\r\n", " ", "\xC3\xA9", "\xE4\xB8\x83", "\xF0\x9F\x98\x80");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string out;
                            for (const std::string& one : pieces) out += one;
                            return out;
                        });
}

} // namespace idpsim::test
