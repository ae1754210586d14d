#pragma once
/// Request bodies and targets as a profile writes them: the message as it stands on the wire, with placeholders.
///
/// A text holds `{name}` or `{name:filter:filter}`; `{{` and `}}` stand for braces. Filters, applied left to right:
///   form       application/x-www-form-urlencoded: a space becomes `+`
///   percent    RFC 3986: a space becomes `%20`
///   segment    as percent, but what a path segment may hold (RFC 3986 section 3.3: `:`, `@` ...) stays
///   quote      escapes `"` and `\` as a filter's string needs it (RFC 7644 section 3.4.2.2)
///   title      first letter in upper case ("False")
///   base64     RFC 4648 section 4
///
/// A body is JSON text. Members keep the order written; white space between them is dropped. Texts in it may hold
/// placeholders as above, names of members too, and besides, a text that is one placeholder may end in one of
///   :bool      true when the value is "true", else false
///   :number    the value is an integer
///   :json      the JSON value of that name in the scope
///   :or_null   the text, or null when the value is absent
/// A text with an absent value is absent; so is an object one of whose members is absent. An absent element of a list
/// is left out. Absence that reaches the body itself is an error naming the value.
///   "?member"      left out when its value is absent, an object without members or an empty list
///   "@each list"   in a list, before an element: that element once per entry of the list
///   "@if name"     in a list, before an element: only when the list has entries or the value is there
#include "simulator/idp/scim_scope.hpp"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace idpsim::idp {

class TextTemplate {
public:
    TextTemplate() = default;
    /// Malformed: an open brace, an unknown filter.
    static Result<TextTemplate> parse(std::string_view text);
    /// Nothing when a placeholder's value is absent; its name is then added to `absent`.
    std::optional<std::string> render(ScimScope& scope, std::string* absent = nullptr) const;
    const std::string& source() const { return source_; }

    enum class Filter { form, percent, segment, quote, title, base64, boolean, number, json, or_null };
    struct Placeholder {
        std::string name;
        std::vector<Filter> filters;
    };
    using Part = std::variant<std::string, Placeholder>;
    const std::vector<Part>& parts() const { return parts_; }

private:
    static Result<Placeholder> read_placeholder(std::string_view inside);
    std::string source_;
    std::vector<Part> parts_;
};

class JsonTemplate {
public:
    JsonTemplate() = default;
    /// `where` names the file and field for errors. Malformed JSON, placeholders or directives are malformed.
    static Result<JsonTemplate> parse(std::string_view text, std::string where);
    /// Invalid when a value that the body cannot do without is absent.
    Result<boost::json::value> render(ScimScope& scope) const;

    struct Node;

private:
    std::shared_ptr<const Node> root_;
    std::string where_;
};

} // namespace idpsim::idp
