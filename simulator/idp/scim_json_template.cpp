#include "simulator/idp/scim_template.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <charconv>

namespace idpsim::idp {

namespace json = boost::json;
using Filter = TextTemplate::Filter;

/// One value of a body. Exactly one of the members below `kind` is in use.
struct JsonTemplate::Node {
    enum class Kind { constant, text, typed, object, array };
    struct Member {
        TextTemplate name;
        bool optional = false;
        std::shared_ptr<const Node> value;
    };
    struct Element {
        std::string each, only_if; ///< names of a list; "" for none
        std::shared_ptr<const Node> value;
    };
    Kind kind = Kind::constant;
    json::value constant;
    TextTemplate text;                     ///< kind text
    TextTemplate::Placeholder placeholder; ///< kind typed: the whole text, ending in a type filter
    Filter type = Filter::json;
    std::vector<Member> members;
    std::vector<Element> elements;
};

namespace {

using Node = JsonTemplate::Node;
using NodePtr = std::shared_ptr<const Node>;
constexpr std::string_view each_word = "@each ", if_word = "@if ";

bool is_type(Filter filter) {
    return filter == Filter::boolean || filter == Filter::number || filter == Filter::json || filter == Filter::or_null;
}

Result<NodePtr> compile(const json::value& value);

Result<NodePtr> compile_text(std::string_view source) {
    auto text = TextTemplate::parse(source);
    if (!text) return text.error();
    auto node = std::make_shared<Node>();
    node->kind = Node::Kind::text;
    for (const auto& part : text->parts()) {
        const auto* placeholder = std::get_if<TextTemplate::Placeholder>(&part);
        if (!placeholder || placeholder->filters.empty() || !is_type(placeholder->filters.back())) continue;
        if (text->parts().size() > 1) {
            return Error{Fault::malformed, std::string(source), "a typed placeholder must be the whole text"};
        }
        node->kind = Node::Kind::typed;
        node->placeholder = *placeholder;
        node->type = placeholder->filters.back();
    }
    node->text = *std::move(text);
    return NodePtr(std::move(node));
}

Result<NodePtr> compile_object(const json::object& object) {
    auto node = std::make_shared<Node>();
    node->kind = Node::Kind::object;
    for (const auto& member : object) {
        const std::string_view key = member.key();
        const bool optional = key.starts_with('?');
        auto value = compile(member.value());
        if (!value) return value.error();
        auto name = TextTemplate::parse(key.substr(optional ? 1 : 0));
        if (!name) return name.error();
        node->members.push_back({*std::move(name), optional, *std::move(value)});
    }
    return NodePtr(std::move(node));
}

Result<NodePtr> compile_array(const json::array& array) {
    auto node = std::make_shared<Node>();
    node->kind = Node::Kind::array;
    Node::Element next;
    bool directed = false;
    for (const json::value& item : array) {
        const std::string_view word = item.is_string() ? std::string_view(item.get_string()) : std::string_view();
        if (word.starts_with(each_word) || word.starts_with(if_word)) {
            const bool each = word.starts_with(each_word);
            (each ? next.each : next.only_if) = trim(word.substr(each ? each_word.size() : if_word.size()));
            directed = true;
            continue;
        }
        auto value = compile(item);
        if (!value) return value.error();
        next.value = *std::move(value);
        node->elements.push_back(std::exchange(next, {}));
        directed = false;
    }
    if (directed) return Error{Fault::malformed, "list", "an @each or @if has no element after it"};
    return NodePtr(std::move(node));
}

Result<NodePtr> compile(const json::value& value) {
    if (value.is_string()) return compile_text(std::string_view(value.get_string()));
    if (value.is_object()) return compile_object(value.get_object());
    if (value.is_array()) return compile_array(value.get_array());
    auto node = std::make_shared<Node>();
    node->constant = value;
    return NodePtr(std::move(node));
}

using Rendered = std::optional<json::value>; ///< nothing: absent

/// `absent` receives the name of the value that was missing.
Rendered render_node(const Node& node, ScimScope& scope, std::string& absent);

Rendered render_typed(const Node& node, ScimScope& scope, std::string& absent) {
    const std::string& name = node.placeholder.name;
    if (node.type == Filter::json) {
        if (const auto* value = scope.find_json(name)) return *value;
        absent = name;
        return std::nullopt;
    }
    const auto text = node.text.render(scope, &absent);
    if (!text) return node.type == Filter::or_null ? Rendered(json::value(nullptr)) : std::nullopt;
    if (node.type == Filter::boolean) return json::value(equal_nocase(*text, "true"));
    if (node.type == Filter::or_null) return json::value(*text);
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (failed == std::errc{} && end == text->data() + text->size()) return json::value(number);
    absent = name;
    return std::nullopt;
}

bool is_bare(const json::value& value) {
    return (value.is_object() && value.get_object().empty()) || (value.is_array() && value.get_array().empty());
}

Rendered render_object(const Node& node, ScimScope& scope, std::string& absent) {
    json::object out;
    for (const auto& member : node.members) {
        auto value = render_node(*member.value, scope, absent);
        if (member.optional && (!value || is_bare(*value))) continue;
        const auto name = value ? member.name.render(scope, &absent) : std::nullopt;
        if (!name) return std::nullopt;
        out.emplace(*name, *std::move(value));
    }
    return out;
}

Rendered render_array(const Node& node, ScimScope& scope, std::string& absent) {
    json::array out;
    for (const auto& element : node.elements) {
        if (!element.only_if.empty() && !scope.holds(element.only_if)) continue;
        if (element.each.empty()) {
            if (auto value = render_node(*element.value, scope, absent)) out.push_back(*std::move(value));
            continue;
        }
        auto* list = scope.find_list(element.each);
        if (!list) continue;
        for (ScimScope& entry : *list) {
            entry.outer = &scope;
            if (auto value = render_node(*element.value, entry, absent)) out.push_back(*std::move(value));
        }
    }
    return out;
}

Rendered render_node(const Node& node, ScimScope& scope, std::string& absent) {
    switch (node.kind) {
    case Node::Kind::constant:
        return node.constant;
    case Node::Kind::typed:
        return render_typed(node, scope, absent);
    case Node::Kind::object:
        return render_object(node, scope, absent);
    case Node::Kind::array:
        return render_array(node, scope, absent);
    case Node::Kind::text:
        break;
    }
    const auto text = node.text.render(scope, &absent);
    return text ? Rendered(json::value(*text)) : std::nullopt;
}

} // namespace

Result<JsonTemplate> JsonTemplate::parse(std::string_view text, std::string where) {
    json::error_code failed;
    const json::value value = json::parse(text, failed);
    if (failed) return Error{Fault::malformed, where, "the body is not JSON: " + failed.message()};
    auto root = compile(value);
    if (!root) return Error{root.error().fault, where, describe(root.error())};
    JsonTemplate out;
    out.root_ = *std::move(root);
    out.where_ = std::move(where);
    return out;
}

Result<json::value> JsonTemplate::render(ScimScope& scope) const {
    if (!root_) return Error{Fault::invalid, where_, "there is no body"};
    std::string absent;
    auto value = render_node(*root_, scope, absent);
    if (!value)
        return Error{Fault::invalid, where_, "the directory has no value for '" + absent + "', which is always sent"};
    return *std::move(value);
}

} // namespace idpsim::idp
