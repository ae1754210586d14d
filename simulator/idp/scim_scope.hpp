#pragma once
/// What the placeholders of a SCIM client's requests stand for: a person, a group, the console's options.
#include "src/core/pattern.hpp"
#include "src/core/random.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

/// "key=text", "key!=text" or "always": whether a part of a dialect applies under the console's options.
struct ScimCondition {
    std::string key; ///< "" holds always
    std::string text;
    bool equal = true;

    /// Malformed unless it is one of the three forms.
    static Result<ScimCondition> parse(std::string_view text);
    bool holds(const Values& options) const;
};

/// One way to come by a value; a value has several, tried in order.
struct ScimValueSource {
    std::string pattern;               ///< core pattern over the plain values, may draw: "{alnum:8}", "{person_id}"
    std::string option;                ///< instead: the text of this console option ...
    std::string replace, with;         ///< ... with `replace` ("%s") exchanged for the pattern `with`. Of a pattern's own text: it
                                       ///< has to be of the regular expression `replace`, as a whole, and becomes `with` ("$1@$2")
    std::optional<ScimCondition> when; ///< nothing: always
};

/// Name -> how to compute it. A name that ends in `*` answers for every name that begins so; its patterns may use {*}.
using ScimComputed = std::map<std::string, std::vector<ScimValueSource>, std::less<>>;

/// Absent and empty differ: an absent value makes optional members of a body vanish.
class ScimScope {
public:
    ScimScope() = default;
    /// `computed`, `options` and `random` must outlive the scope.
    ScimScope(const ScimComputed& computed, const Values& options, Random& random, Instant now)
        : computed_(&computed), options_(&options), random_(&random), now_(now) {}

    Values values;                                                    ///< plain values
    std::map<std::string, std::vector<ScimScope>, std::less<>> lists; ///< what "@each" walks
    std::map<std::string, boost::json::value, std::less<>> json;      ///< what "{name:json}" puts in
    /// The console's options, of this scope or of the one around it.
    const Values& options() const;
    ScimScope* outer = nullptr;                                       ///< asked for what is unknown here

    /// A plain value, then `option.KEY`, then a computed one, then the outer scope's. A computed value is kept, so a
    /// drawn one is the same wherever it stands in one scope.
    std::optional<std::string> find(std::string_view name);
    const boost::json::value* find_json(std::string_view name) const;
    std::vector<ScimScope>* find_list(std::string_view name);
    /// A list that is not empty, or a value: what "@if" asks.
    bool holds(std::string_view name);

private:
    std::optional<std::string> compute(std::string_view name);
    std::optional<std::string> from(const ScimValueSource& source, const Values& known);

    const ScimComputed* computed_ = nullptr;
    const Values* options_ = nullptr;
    Random* random_ = nullptr;
    Instant now_{};
};

} // namespace idpsim::idp
