/// What an expression comes to.
#include "simulator/idp/expression.hpp"

#include "simulator/idp/expression_functions.hpp"
#include "simulator/idp/expression_node.hpp"
#include "src/core/text.hpp"

namespace idpsim::idp {
namespace {

using Node = Expression::Node;
using Kind = Node::Kind;

bool truth(const Term& term) {
    if (const bool* held = std::get_if<bool>(&term)) return *held;
    if (const auto* text = std::get_if<std::string>(&term)) return equal_nocase(*text, "true");
    return false;
}

bool compare(const std::string& sign, const Term& left, const Term& right) {
    const bool one_is_nothing = std::holds_alternative<std::monostate>(left) || std::holds_alternative<std::monostate>(right);
    if (sign == "==" || sign == "!=") {
        const bool same = one_is_nothing ? left.index() == right.index() : text_of(left) == text_of(right);
        return same == (sign == "==");
    }
    if (one_is_nothing) return false;
    const auto* a = std::get_if<std::int64_t>(&left);
    const auto* b = std::get_if<std::int64_t>(&right);
    const auto order = a && b ? *a <=> *b : text_of(left) <=> text_of(right);
    if (sign == "<") return order < 0;
    if (sign == ">") return order > 0;
    return sign == "<=" ? order <= 0 : order >= 0;
}

Term add(const Term& left, const Term& right, std::int64_t sign) {
    const auto* a = std::get_if<std::int64_t>(&left);
    const auto* b = std::get_if<std::int64_t>(&right);
    if (a && b) return static_cast<std::int64_t>(static_cast<std::uint64_t>(*a) + static_cast<std::uint64_t>(sign) * static_cast<std::uint64_t>(*b));
    if (sign < 0) throw Failure(Error{Fault::invalid, "expression", "only numbers can be subtracted"});
    return find_built_in("append")->call({left, right}, {});
}

Term evaluate_node(const Node& node, const NameLookUp& look_up, const Term& self);

Term part(const Node& node, std::size_t i, const NameLookUp& look_up, const Term& self) {
    return evaluate_node(*node.parts[i], look_up, self);
}

Term project(const Node& node, const NameLookUp& look_up, const Term& self) {
    std::vector<std::string> out;
    for (const std::string& one : texts_of(part(node, 0, look_up, self)))
        for (std::string& made : texts_of(part(node, 1, look_up, one))) {
            if (out.size() == longest_list) throw Failure(Error{Fault::invalid, "expression", "a list grows beyond 10,000 texts"});
            out.push_back(std::move(made));
        }
    return out;
}

Term evaluate_node(const Node& node, const NameLookUp& look_up, const Term& self) {
    switch (node.kind) {
    case Kind::literal:
        return node.value;
    case Kind::self:
        return self;
    case Kind::name:
        return look_up(node.word);
    case Kind::negate:
        return !truth(part(node, 0, look_up, self));
    case Kind::choose:
        return part(node, truth(part(node, 0, look_up, self)) ? 1 : 2, look_up, self);
    case Kind::otherwise: {
        Term first = part(node, 0, look_up, self);
        return texts_of(first).empty() ? part(node, 1, look_up, self) : first;
    }
    case Kind::both:
        return truth(part(node, 0, look_up, self)) && truth(part(node, 1, look_up, self));
    case Kind::either:
        return truth(part(node, 0, look_up, self)) || truth(part(node, 1, look_up, self));
    case Kind::compare:
        return compare(node.word, part(node, 0, look_up, self), part(node, 1, look_up, self));
    case Kind::add:
        return add(part(node, 0, look_up, self), part(node, 1, look_up, self), 1);
    case Kind::subtract:
        return add(part(node, 0, look_up, self), part(node, 1, look_up, self), -1);
    case Kind::project:
        return project(node, look_up, self);
    case Kind::call: {
        Arguments arguments;
        for (std::size_t i = 0; i < node.parts.size(); ++i) arguments.push_back(part(node, i, look_up, self));
        return node.function->call(arguments, look_up);
    }
    }
    return {};
}

} // namespace

Term Expression::evaluate(const NameLookUp& look_up) const {
    try {
        return evaluate_node(*root_, look_up, {});
    } catch (const Failure& failure) {
        throw Failure(Error{Fault::invalid, "expression \"" + text_ + "\"", failure.error().detail});
    }
}

std::vector<std::string> texts_of(const Term& term) {
    if (const auto* many = std::get_if<std::vector<std::string>>(&term)) return *many;
    std::string text = text_of(term);
    if (text.empty()) return {};
    return {std::move(text)};
}

std::string text_of(const Term& term) {
    if (const bool* flag = std::get_if<bool>(&term)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&term)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&term)) return *text;
    if (const auto* many = std::get_if<std::vector<std::string>>(&term)) return join(*many, ",");
    return {};
}

} // namespace idpsim::idp
