#pragma once
/// How base64 stands in the elements that we write.
#include <cstddef>
#include <string>

namespace idpsim::xml {

/// How base64 stands in SignatureValue and CipherValue: a vendor's habit.
struct Base64Style {
    std::size_t columns = 0;     ///< 0: one line
    std::string line_end = "\n"; ///< between lines
    bool framed = false;         ///< a line end before the first and after the last line (Apache Santuario)
};

/// `base64`, which is one line, in that style.
std::string styled(const std::string& base64, const Base64Style& style);

} // namespace idpsim::xml
