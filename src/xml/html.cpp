#include "src/xml/html.hpp"

#include "src/core/text.hpp"
#include "src/xml/encoding.hpp"
#include "src/xml/handles.hpp"
#include "src/xml/html_text.hpp"
#include "src/xml/long_values.hpp"
#include "src/xml/tag_scan.hpp"
#include "src/xml/walk.hpp"

#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>

#include <map>
#include <optional>
#include <unordered_map>

namespace idpsim::xml {
namespace {

constexpr std::size_t largest_page = 4u << 20;
constexpr std::size_t most_attributes = 512; ///< of one tag; what comes after a larger one is not read
constexpr std::size_t longest_link_text = 1024;
constexpr int deepest = 512; ///< nested elements, as browsers have it; what is deeper is not read

/// libxml2 looks through all open elements at each end tag: without a limit a page of 4 MiB could take hours.
void on_element(void* data, const xmlChar* name, const xmlChar** attributes) {
    auto* context = static_cast<htmlParserCtxt*>(data);
    if (context->nodeNr >= deepest) return xmlStopParser(context);
    xmlSAX2StartElement(data, name, attributes);
}

/// Pages are UTF-8 today, whatever their meta elements say or leave out; others are read as libxml2 guesses.
XmlDoc read_tree(std::string_view html, bool utf8) {
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                        (utf8 ? HTML_PARSE_IGNORE_ENC : 0);
    const HtmlContext context(htmlCreateMemoryParserCtxt(html.data(), static_cast<int>(html.size())));
    if (!context) throw std::bad_alloc();
    context->sax->startElement = on_element;
    htmlCtxtUseOptions(context.get(), options);
    if (utf8) xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(context.get());
    return XmlDoc(std::exchange(context->myDoc, nullptr));
}

bool is(const xmlNode* node, std::string_view name) {
    return node->type == XML_ELEMENT_NODE && view(node->name) == name;
}

std::optional<std::string> attribute(const xmlNode* element, std::string_view name) {
    for (const xmlAttr* one = element->properties; one; one = one->next) {
        if (view(one->name) != name) continue;
        std::string value;
        for (const xmlNode* part = one->children; part; part = part->next) value += view(part->content);
        return value;
    }
    return std::nullopt;
}

std::string raw_text(xmlNode* apex) {
    std::string text;
    for (xmlNode* node = apex; node; node = next_node(node, apex))
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) text += view(node->content);
    return text;
}

/// A checkbox or radio button that is not checked, and whatever is disabled, is not submitted (HTML, "constructing the
/// entry list").
bool is_submittable(const xmlNode* control, std::string_view type) {
    if (attribute(control, "disabled")) return false;
    return (type != "checkbox" && type != "radio") || attribute(control, "checked").has_value();
}

/// The options that are selected; without any, a drop-down list shows its first.
std::vector<std::string> selected_values(xmlNode* select) {
    std::vector<std::string> selected;
    std::optional<std::string> first;
    for (xmlNode* node = select; node; node = next_node(node, select)) {
        if (!is(node, "option")) continue;
        const std::string value = attribute(node, "value").value_or(std::string(trim(raw_text(node))));
        if (!first) first = value;
        if (attribute(node, "selected")) selected.push_back(value);
    }
    const bool several = attribute(select, "multiple").has_value();
    if (!several && selected.size() > 1) selected = {selected.back()};
    if (!several && selected.empty() && first) selected.push_back(*first);
    return selected;
}

std::vector<HtmlInput> inputs_of(xmlNode* control) {
    const std::string name = attribute(control, "name").value_or("");
    std::string type = to_lower(attribute(control, "type").value_or(""));
    std::vector<HtmlInput> inputs;
    if (is(control, "select")) {
        if (is_submittable(control, "select"))
            for (std::string& value : selected_values(control)) inputs.push_back({name, "select", std::move(value)});
    } else if (is(control, "textarea")) {
        if (is_submittable(control, "textarea")) inputs.push_back({name, "textarea", raw_text(control)});
    } else {
        if (type.empty()) type = is(control, "button") ? "submit" : "text";
        const bool is_box = type == "checkbox" || type == "radio";
        if (is_submittable(control, type))
            inputs.push_back({name, type, attribute(control, "value").value_or(is_box ? "on" : "")});
    }
    return inputs;
}

/// Forms by their element, so that a control finds the one that it belongs to.
class FormCollector {
public:
    void form(xmlNode* node) {
        const std::string method = to_lower(trim(attribute(node, "method").value_or("")));
        const std::string id = attribute(node, "id").value_or("");
        by_node_.emplace(node, forms_.size());
        by_id_.emplace(id, forms_.size()); // the first of that id
        forms_.push_back({id,
                          attribute(node, "name").value_or(""),
                          std::string(trim(attribute(node, "action").value_or(""))),
                          method == "post" ? "post" : "get",
                          {}});
    }

    void control(xmlNode* node) {
        HtmlForm* owner = owner_of(node);
        if (!owner) return;
        for (HtmlInput& input : inputs_of(node)) owner->inputs.push_back(std::move(input));
    }

    std::vector<HtmlForm> take() { return std::move(forms_); }

private:
    HtmlForm* owner_of(const xmlNode* control) {
        if (const auto id = attribute(control, "form")) {
            const auto found = by_id_.find(*id);
            return found == by_id_.end() ? nullptr : &forms_[found->second];
        }
        for (const xmlNode* at = control->parent; at; at = at->parent)
            if (is(at, "form")) return &forms_[by_node_.at(at)];
        return nullptr;
    }

    std::unordered_map<const xmlNode*, std::size_t> by_node_;
    std::map<std::string, std::size_t> by_id_;
    std::vector<HtmlForm> forms_;
};

bool is_control(const xmlNode* node) {
    return is(node, "input") || is(node, "button") || is(node, "select") || is(node, "textarea");
}

void read_element(xmlNode* node, HtmlPage& page) {
    if (is(node, "title") && page.title.empty()) page.title = collapse_white_space(raw_text(node));
    if (is(node, "a") || is(node, "area"))
        if (const auto href = attribute(node, "href"))
            page.links.push_back({std::string(trim(*href)), visible_text(node, longest_link_text)});
    if (is(node, "script") && calls_submit(raw_text(node))) page.submits_itself = true;
    if (const auto onload = attribute(node, "onload"))
        if (calls_submit(*onload)) page.submits_itself = true;
}

HtmlPage read_page(std::string_view html, bool utf8) {
    HtmlPage page;
    if (html.empty()) return page;
    const XmlDoc tree = read_tree(html, utf8);
    xmlNode* root = tree ? xmlDocGetRootElement(tree.get()) : nullptr;
    if (!root) return page;
    FormCollector forms; // all forms first: a control may name one that comes later
    for (xmlNode* node = root; node; node = next_node(node, root))
        if (is(node, "form")) forms.form(node);
    for (xmlNode* node = root; node; node = next_node(node, root)) {
        if (is_control(node)) forms.control(node);
        if (node->type == XML_ELEMENT_NODE) read_element(node, page);
    }
    page.forms = forms.take();
    page.text = visible_text(root, largest_page);
    return page;
}

} // namespace

Result<HtmlPage> read_html(std::string_view html) {
    if (html.size() > largest_page) return Error{Fault::too_large, "HTML page", "larger than 4 MiB"};
    const bool utf8 = is_utf8(html);
    const LongValues values(utf8 ? html : std::string_view{});
    const std::string_view shown = utf8 ? values.html() : html;
    HtmlPage page = read_page(shown.substr(0, crowded_html_tag(shown, most_attributes).value_or(shown.size())), utf8);
    values.restore(page);
    return page;
}

bool may_hold_form(std::string_view html) {
    if (html.find('\0') != std::string_view::npos) return true; // UTF-16, perhaps
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1))
        if (equal_nocase(html.substr(at + 1, 4), "form")) return true;
    return false;
}

} // namespace idpsim::xml
