#include "src/xml/base64_style.hpp"

#include "src/core/text.hpp"

namespace idpsim::xml {

std::string styled(const std::string& base64, const Base64Style& style) {
    const std::string lines = style.columns ? wrap(base64, style.columns, style.line_end) : base64;
    return style.framed ? style.line_end + lines + style.line_end : lines;
}

} // namespace idpsim::xml
