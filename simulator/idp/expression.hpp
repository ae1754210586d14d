#pragma once
/// The expressions that admins write in a console to make an attribute's value.
///
/// The vendors' languages share a grammar (that of Spring's expression language and of OGNL): literals, dotted names,
/// calls of functions and methods, + - ! comparison, AND and OR, `a ? b : c`, `a ?: b`, lists `{a, b}`, `a[0]`, and
/// `list.![expression]` with #this. Which names and functions there are is the profile's business; what a function
/// does is one of the built-in ones (expression_functions.hpp).
#include "src/core/result.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace idpsim::idp {

/// Nothing, a truth value, a whole number, a text, a list of texts.
using Term = std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::string>>;

/// What one vendor's admins may write.
struct ExpressionLanguage {
    std::string title;                        ///< "Okta Expression Language"
    std::map<std::string, std::string> names; ///< theirs -> ours ("person.email"); "user.*" -> "person.*": any other
    std::map<std::string, std::string> functions; ///< theirs ("String.append") -> a built-in one
    std::map<std::string, std::string> methods;   ///< the same, called on a value: it is the first argument
};

/// What a name of ours stands for; an unknown one is nothing.
using NameLookUp = std::function<Term(std::string_view name)>;

class Expression {
public:
    /// Every name and function is checked here: malformed names the place, unsupported what the language does not have.
    static Result<Expression> parse(std::string_view text, const ExpressionLanguage& language);
    /// Throws Failure (invalid) naming the expression when it comes to nothing sensible (a pattern that takes too long).
    Term evaluate(const NameLookUp& look_up) const;
    const std::string& text() const { return text_; }

    struct Node; ///< for expression.cpp
private:
    Expression(std::string text, std::shared_ptr<const Node> root) : text_(std::move(text)), root_(std::move(root)) {}

    std::string text_;
    std::shared_ptr<const Node> root_;
};

/// The values an attribute gets: none for nothing and for an empty text, one for a text, each of a list.
std::vector<std::string> texts_of(const Term& term);
/// As one text; nothing is "", a list is joined by commas.
std::string text_of(const Term& term);

} // namespace idpsim::idp
