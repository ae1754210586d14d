/// From an admin's text to an expression's nodes.
#include "simulator/idp/expression_functions.hpp"
#include "simulator/idp/expression_node.hpp"
#include "src/core/text.hpp"

#include <charconv>

namespace idpsim::idp {
namespace {

using Node = Expression::Node;
using NodePtr = std::shared_ptr<const Node>;
using Kind = Node::Kind;

constexpr std::size_t longest_expression = 4096;
constexpr int deepest = 64;

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '#'; }
bool goes_on(char c) { return starts_name(c) || (c >= '0' && c <= '9'); }

std::string words_of(const std::map<std::string, std::string>& names) {
    std::string out;
    for (const auto& [name, ours] : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

/// Recursive descent. The first error ends it, by exception within this file.
class Parser {
public:
    Parser(std::string_view text, const ExpressionLanguage& language) : text_(text), language_(language) {}

    NodePtr parse() {
        if (text_.size() > longest_expression) fail(Fault::too_large, "an expression has at most 4096 characters");
        NodePtr out = expression();
        skip_space();
        if (at_ < text_.size()) fail(Fault::malformed, "\"" + std::string(text_.substr(at_)) + "\" is left over");
        return out;
    }

private:
    [[noreturn]] void fail(Fault fault, std::string why) const {
        throw Failure(Error{fault, "expression \"" + std::string(text_) + "\"", std::move(why)});
    }

    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    }

    bool take(std::string_view mark) {
        skip_space();
        if (text_.substr(at_, mark.size()) != mark) return false;
        at_ += mark.size();
        return true;
    }

    /// An operator that is a word.
    bool take_word(std::string_view word) {
        skip_space();
        const std::size_t end = at_ + word.size();
        if (!equal_nocase(text_.substr(at_, word.size()), word) || (end < text_.size() && goes_on(text_[end]))) return false;
        at_ = end;
        return true;
    }

    void need(std::string_view mark) {
        if (take(mark)) return;
        const std::string found = at_ < text_.size() ? "\"" + std::string(text_.substr(at_, 12)) + "\"" : "the end";
        fail(Fault::malformed, "\"" + std::string(mark) + "\" was expected, there is " + found);
    }

    static NodePtr node(Kind kind, std::vector<NodePtr> parts, std::string word = {}) {
        auto out = std::make_shared<Node>();
        out->kind = kind;
        out->parts = std::move(parts);
        out->word = std::move(word);
        return out;
    }

    static NodePtr literal(Term value) {
        auto out = std::make_shared<Node>();
        out->value = std::move(value);
        return out;
    }

    NodePtr expression() {
        if (++depth_ > deepest) fail(Fault::too_large, "it is nested too deeply");
        NodePtr first = alternatives();
        if (take("?:")) {
            first = node(Kind::otherwise, {first, expression()});
        } else if (take("?")) {
            NodePtr second = expression();
            need(":");
            first = node(Kind::choose, {first, second, expression()});
        }
        --depth_;
        return first;
    }

    NodePtr alternatives() {
        NodePtr left = conjunction();
        while (take("||") || take_word("or")) left = node(Kind::either, {left, conjunction()});
        return left;
    }

    NodePtr conjunction() {
        NodePtr left = comparison();
        while (take("&&") || take_word("and")) left = node(Kind::both, {left, comparison()});
        return left;
    }

    NodePtr comparison() {
        NodePtr left = sum();
        for (const std::string_view sign : {"==", "!=", "<=", ">=", "<", ">"})
            if (take(sign)) return node(Kind::compare, {left, sum()}, std::string(sign));
        if (take_word("eq")) return node(Kind::compare, {left, sum()}, "==");
        if (take_word("ne") || take_word("neq")) return node(Kind::compare, {left, sum()}, "!=");
        return left;
    }

    NodePtr sum() {
        NodePtr left = unary();
        for (;;) {
            if (take("+")) left = node(Kind::add, {left, unary()});
            else if (take("-")) left = node(Kind::subtract, {left, unary()});
            else return left;
        }
    }

    NodePtr unary() {
        skip_space();
        if ((text_.substr(at_, 2) != "!=" && take("!")) || take_word("not")) {
            if (++depth_ > deepest) fail(Fault::too_large, "it is nested too deeply");
            NodePtr out = node(Kind::negate, {unary()});
            --depth_;
            return out;
        }
        return postfix(primary());
    }

    NodePtr postfix(NodePtr value) {
        for (;;) {
            if (take(".![")) {
                NodePtr each = expression();
                need("]");
                value = node(Kind::project, {value, each});
            } else if (take("[")) {
                NodePtr index = expression();
                need("]");
                value = call("list_item", {value, index});
            } else if (take(".")) {
                const std::string name = word();
                need("(");
                value = method(name, value);
            } else {
                return value;
            }
        }
    }

    NodePtr primary() {
        skip_space();
        if (at_ >= text_.size()) fail(Fault::malformed, "a value was expected, there is the end");
        const char c = text_[at_];
        if (c == '"' || c == '\'') return literal(quoted(c));
        if ((c >= '0' && c <= '9') || c == '-') return literal(number());
        if (take("(")) {
            NodePtr inside = expression();
            need(")");
            return inside;
        }
        if (take("{")) return call("list", arguments("}"));
        if (starts_name(c)) return named();
        if (c == '@') fail(Fault::unsupported, "static members (@class@member) are not available");
        fail(Fault::malformed, "a value was expected, there is \"" + std::string(text_.substr(at_, 12)) + "\"");
    }

    /// A quote within is doubled or follows a backslash.
    std::string quoted(char quote) {
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
                // A backslash is kept before what is no quote: patterns are full of them.
                if (text_[at_] != quote && text_[at_] != '\\') out += '\\';
            } else if (text_[at_] == quote) {
                ++at_;
                if (at_ >= text_.size() || text_[at_] != quote) return out;
            }
            out += text_[at_];
        }
        fail(Fault::malformed, "a text is not closed");
    }

    std::int64_t number() {
        std::int64_t out = 0;
        const auto [end, failed] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), out);
        if (failed != std::errc{}) fail(Fault::malformed, "a number was expected at \"" + std::string(text_.substr(at_, 12)) + "\"");
        at_ = static_cast<std::size_t>(end - text_.data());
        if (at_ < text_.size() && text_[at_] == '.') fail(Fault::unsupported, "only whole numbers are available");
        return out;
    }

    std::string word() {
        skip_space();
        const std::size_t start = at_;
        if (at_ < text_.size() && starts_name(text_[at_])) ++at_;
        while (at_ < text_.size() && goes_on(text_[at_])) ++at_;
        if (at_ == start) fail(Fault::malformed, "a name was expected");
        return std::string(text_.substr(start, at_ - start));
    }

    /// "user.name.given", "String.append", and user['name'] as the same thing.
    std::string path() {
        std::string out = word();
        for (;;) {
            const std::size_t before = at_;
            if (at_ + 1 < text_.size() && text_[at_] == '.' && starts_name(text_[at_ + 1])) {
                ++at_;
                out += "." + word();
            } else if (at_ + 1 < text_.size() && text_[at_] == '[' && (text_[at_ + 1] == '\'' || text_[at_ + 1] == '"')) {
                ++at_;
                out += "." + quoted(text_[at_]);
                if (!take("]")) return at_ = before, out;
            } else {
                return out;
            }
        }
    }

    NodePtr named() {
        const std::string name = path();
        if (take("(")) return called(name);
        if (equal_nocase(name, "null")) return literal({});
        if (equal_nocase(name, "true")) return literal(true);
        if (equal_nocase(name, "false")) return literal(false);
        if (name == "#this") return node(Kind::self, {});
        return name_node(name);
    }

    NodePtr name_node(const std::string& name) const {
        if (const auto own = language_.names.find(name); own != language_.names.end()) return node(Kind::name, {}, own->second);
        const auto dot = name.rfind('.');
        if (dot != std::string::npos)
            if (const auto any = language_.names.find(name.substr(0, dot) + ".*"); any != language_.names.end())
                return node(Kind::name, {}, any->second.substr(0, any->second.size() - 1) + name.substr(dot + 1));
        fail(Fault::unsupported, language_.title + " has no \"" + name + "\" here" + did_you_mean(name, keys(language_.names)));
    }

    static std::vector<std::string> keys(const std::map<std::string, std::string>& from) {
        std::vector<std::string> out;
        out.reserve(from.size());
        for (const auto& [key, value] : from) out.push_back(key);
        return out;
    }

    /// A function, or a method of what the name stands for.
    NodePtr called(const std::string& name) {
        if (const auto own = language_.functions.find(name); own != language_.functions.end()) {
            if (own->second == "attribute") return attribute(name);
            return call(own->second, arguments(")"), name);
        }
        const auto dot = name.rfind('.');
        if (dot != std::string::npos && language_.methods.contains(name.substr(dot + 1)))
            return method(name.substr(dot + 1), name.substr(0, dot) == "#this" ? node(Kind::self, {}) : name_node(name.substr(0, dot)));
        fail(Fault::unsupported, "the function \"" + name + "\" is not supported" + hint(name, language_.functions));
    }

    std::string hint(const std::string& name, const std::map<std::string, std::string>& known) const {
        if (std::string near = did_you_mean(name, keys(known)); !near.empty()) return near;
        return known.empty() ? std::string() : "; " + language_.title + " here has " + words_of(known);
    }

    /// #this.get("mail"): the argument is a name.
    NodePtr attribute(const std::string& function) {
        skip_space();
        if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) fail(Fault::unsupported, function + " takes a name in quotes");
        NodePtr out = name_node(quoted(text_[at_]));
        need(")");
        return out;
    }

    NodePtr method(const std::string& name, NodePtr value) {
        const auto own = language_.methods.find(name);
        if (own == language_.methods.end()) fail(Fault::unsupported, "the method \"" + name + "\" is not supported" + hint(name, language_.methods));
        std::vector<NodePtr> all{std::move(value)};
        for (NodePtr& one : arguments(")")) all.push_back(std::move(one));
        return call(own->second, std::move(all), name);
    }

    std::vector<NodePtr> arguments(std::string_view close) {
        std::vector<NodePtr> out;
        if (take(close)) return out;
        do {
            if (out.size() == 256) fail(Fault::too_large, "there are more than 256 arguments");
            out.push_back(expression());
        } while (take(","));
        if (take(":")) fail(Fault::unsupported, "maps are not supported");
        need(close);
        return out;
    }

    NodePtr call(const std::string& function, std::vector<NodePtr> parts, const std::string& name = {}) const {
        auto out = std::make_shared<Node>();
        out->kind = Kind::call;
        out->function = find_built_in(function);
        if (!out->function) throw std::logic_error("no built-in function is named " + function);
        if (parts.size() < out->function->least || parts.size() > out->function->most)
            fail(Fault::malformed, "\"" + name + "\" takes another number of arguments than " + std::to_string(parts.size()));
        out->parts = std::move(parts);
        return out;
    }

    std::string_view text_;
    const ExpressionLanguage& language_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

Result<Expression> Expression::parse(std::string_view text, const ExpressionLanguage& language) {
    try {
        return Expression(std::string(text), Parser(text, language).parse());
    } catch (const Failure& failure) {
        return failure.error();
    }
}

} // namespace idpsim::idp
