#pragma once
/// The messages in a page of the POST binding and style sheets, taken out before the page is parsed: libxml2's HTML parser
/// spends several calls on each octet, which made it the dearest step of a login after the signature.
#include "src/xml/html.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::xml {

class LongValues {
public:
    /// `html` is UTF-8 and outlives this. Long runs of base64 digits in `value="..."`, and of what is no markup in
    /// `<style>...<`, become short stand-ins: nothing in them means anything to HTML, in whatever place the run stands.
    explicit LongValues(std::string_view html);

    /// The page to parse.
    std::string_view html() const { return runs_.empty() ? whole_ : std::string_view(shortened_); }
    /// Puts the runs back.
    void restore(HtmlPage& page) const;

private:
    void restore(std::string& text) const;

    std::string_view whole_;
    std::string shortened_;
    std::vector<std::string_view> runs_;
};

} // namespace idpsim::xml
