#pragma once
/// What a page shows once, however often it was sent: message bodies and long values such as certificates.
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace idpsim::reports {

class Repeated {
public:
    /// Long values get the ids "value:1", "value:2" ... with this prefix.
    explicit Repeated(std::string value_prefix = "value:") : value_prefix_(std::move(value_prefix)) {}
    /// False for short bodies: a reference would take as much room.
    static bool is_worth_a_link(std::string_view body);
    /// Notes that `body` is about to be shown at `anchor`, "CASE/NUMBER". "" when it is to be shown there; else the
    /// anchor where it stands already, in the same case or, for a long one, in any.
    std::string shown_at(std::string_view body, std::string_view anchor);

    /// Whether two anchors of messages are of one case.
    static bool same_case(std::string_view a, std::string_view b);

    /// A value that is long and pure base64, a certificate most often: worth a reference instead.
    static bool is_long(std::string_view text);
    /// Its first characters and, of a certificate, a link to the whole, which long_values_html() holds.
    std::string reference_html(std::string_view value);
    /// A list of everything that was referred to; "" when nothing was.
    std::string long_values_html() const;

private:
    std::string value_prefix_;
    std::unordered_map<std::string, std::string> bodies_;        ///< body -> anchor
    std::unordered_map<std::string, std::size_t> value_numbers_; ///< value -> 1, 2, 3 ...
    std::vector<std::string> values_;
};

} // namespace idpsim::reports
