#include "src/engine/select.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace idpsim::engine {

struct Selection::Node {
    enum class Kind { term, all_of, any_of, negation } kind = Kind::term;
    std::string field, glob;                           // term
    std::vector<std::shared_ptr<const Node>> parts;    // the others
};

namespace {

using Node = Selection::Node;
using NodePtr = std::shared_ptr<const Node>;

bool any_glob(std::string_view glob, const std::vector<std::string>& texts) {
    return std::ranges::any_of(texts, [&](const std::string& text) { return matches_glob(glob, text); });
}

bool claim_matches(std::string_view glob, const Selectable& one) {
    return std::ranges::any_of(one.claims, [&](const std::string& claim) {
        return matches_glob(glob, claim) || matches_glob(glob, claim + "-" + one.idp);
    });
}

bool term_matches(const Node& term, const Selectable& one) {
    if (term.field == "tag") return any_glob(term.glob, one.tags);
    if (term.field == "claim") return claim_matches(term.glob, one);
    if (term.field == "idp") return matches_glob(term.glob, one.idp);
    if (term.field == "scenario") return matches_glob(term.glob, one.scenario);
    return matches_glob(term.glob, one.id) || matches_glob(term.glob, one.scenario) || claim_matches(term.glob, one) ||
           any_glob(term.glob, one.tags);
}

bool evaluate(const Node& node, const Selectable& one) {
    const auto holds = [&](const NodePtr& part) { return evaluate(*part, one); };
    switch (node.kind) {
    case Node::Kind::term: return term_matches(node, one);
    case Node::Kind::all_of: return std::ranges::all_of(node.parts, holds);
    case Node::Kind::any_of: return std::ranges::any_of(node.parts, holds);
    case Node::Kind::negation: return !holds(node.parts.front());
    }
    return false;
}

/// expression := conjunction { ["or"] conjunction };  conjunction := unary { "and" unary };
/// unary := "not" unary | "(" expression ")" | term
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) { advance(); }

    Result<NodePtr> run() {
        auto node = expression(0);
        if (node && !token_.empty()) return error("unexpected \"" + token_ + "\"");
        return node;
    }

private:
    static constexpr int deepest = 100;

    void advance() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
        start_ = at_;
        if (at_ < text_.size() && (text_[at_] == '(' || text_[at_] == ')')) {
            token_ = text_.substr(at_++, 1);
            return;
        }
        while (at_ < text_.size() && !std::isspace(static_cast<unsigned char>(text_[at_])) && text_[at_] != '(' &&
               text_[at_] != ')')
            ++at_;
        token_ = text_.substr(start_, at_ - start_);
    }

    Error error(std::string why) const {
        return Error{Fault::malformed, "--select, character " + std::to_string(start_ + 1), std::move(why)};
    }

    Result<NodePtr> expression(int depth) {
        auto any = std::make_shared<Node>();
        any->kind = Node::Kind::any_of;
        do {
            auto part = conjunction(depth);
            if (!part) return part;
            any->parts.push_back(*part);
            if (token_ == "or") advance();
            else if (token_.empty() || token_ == ")") break;
        } while (true);
        return any->parts.size() == 1 ? any->parts.front() : NodePtr(any);
    }

    Result<NodePtr> conjunction(int depth) {
        auto all = std::make_shared<Node>();
        all->kind = Node::Kind::all_of;
        for (;;) {
            auto part = unary(depth);
            if (!part) return part;
            all->parts.push_back(*part);
            if (token_ != "and") break;
            advance();
        }
        return all->parts.size() == 1 ? all->parts.front() : NodePtr(all);
    }

    Result<NodePtr> unary(int depth) {
        if (depth > deepest) return error("nested too deeply");
        if (token_ == "not") {
            advance();
            auto part = unary(depth + 1);
            if (!part) return part;
            auto node = std::make_shared<Node>();
            node->kind = Node::Kind::negation;
            node->parts.push_back(*part);
            return NodePtr(node);
        }
        if (token_ == "(") {
            advance();
            auto inside = expression(depth + 1);
            if (!inside) return inside;
            if (token_ != ")") return error("a ( is not closed");
            advance();
            return inside;
        }
        return term();
    }

    Result<NodePtr> term() {
        if (token_.empty()) return error("an id, claim or tag is missing");
        if (token_ == ")" || token_ == "and" || token_ == "or") return error("unexpected \"" + token_ + "\"");
        auto node = std::make_shared<Node>();
        const auto colon = token_.find(':');
        if (colon != std::string::npos) {
            node->field = token_.substr(0, colon);
            const std::vector<std::string> fields{"tag", "claim", "idp", "scenario"};
            if (std::ranges::find(fields, node->field) == fields.end())
                return error("\"" + node->field + ":\" is none of tag:, claim:, idp:, scenario:");
        }
        node->glob = colon == std::string::npos ? token_ : token_.substr(colon + 1);
        advance();
        return NodePtr(node);
    }

    std::string_view text_;
    std::size_t at_ = 0, start_ = 0;
    std::string token_;
};

} // namespace

Result<Selection> Selection::parse(std::string_view expression) {
    Selection out;
    if (trim(expression).empty()) return out;
    auto root = Parser(expression).run();
    if (!root) return root.error();
    out.root_ = *root;
    return out;
}

bool Selection::matches(const Selectable& one) const { return !root_ || evaluate(*root_, one); }

} // namespace idpsim::engine
