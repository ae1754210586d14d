/// The same octets under the signature, other text to a careless reader. People of these cases have addresses that
/// hold somebody else's: "victim@example.test.evil.example".
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "text";
/// Where an address is cut: what stands before is an address too.
constexpr std::string_view tail = ".evil.example";

std::size_t cut_at(const std::string& text) {
    const auto at = text.rfind(tail);
    return at == std::string::npos ? text.size() / 2 : at;
}

/// `insert` at `position(text)` of an element's text, as a node of that kind.
void split(Node element, pugi::xml_node_type kind, std::size_t at) {
    const std::string text = element.text().get();
    element.remove_children();
    if (at > 0) element.append_child(pugi::node_pcdata).set_value(text.substr(0, at).c_str());
    Node between = element.append_child(kind);
    if (kind == pugi::node_cdata) between.set_value(text.substr(at).c_str());
    if (kind == pugi::node_comment) between.set_value("x");
    if (kind == pugi::node_pi) between.set_name("x");
    if (kind != pugi::node_cdata && at < text.size())
        element.append_child(pugi::node_pcdata).set_value(text.substr(at).c_str());
}

Edit in_name_id(pugi::xml_node_type kind) {
    return [kind](Node root, const Attack&) {
        const Node name_id = first_named(assertion_of(root), "NameID");
        split(name_id, kind, cut_at(name_id.text().get()));
    };
}

void comment_in_front(Node root, const Attack&) {
    const Node name_id = first_named(assertion_of(root), "NameID");
    split(name_id, pugi::node_comment, 2);
}

void comment_in_attribute(Node root, const Attack& attack) {
    for (const Node value : all_named(assertion_of(root), "AttributeValue"))
        if (value.text().get() == attack.email) split(value, pugi::node_comment, cut_at(attack.email));
}

void comment_everywhere(Node root, const Attack&) {
    Node name_id = first_named(assertion_of(root), "NameID");
    const std::string text = name_id.text().get();
    name_id.remove_children();
    name_id.append_child(pugi::node_pcdata).set_value(text.substr(0, cut_at(text)).c_str());
    for (const char c : text.substr(cut_at(text))) {
        name_id.append_child(pugi::node_pcdata).set_value(std::string(1, c).c_str());
        name_id.append_child(pugi::node_comment).set_value("");
    }
}

/// The IdP wrote it for another service provider, whose name begins with ours.
Change other_audience() {
    Change out;
    out.before_signing = [](Node root, const Attack& attack) {
        set_text(root, "Audience", attack.sp_entity_id + std::string(tail));
    };
    out.after_signing = [](Node root, const Attack& attack) {
        for (const Node audience : all_named(root, "Audience"))
            split(audience, pugi::node_comment, attack.sp_entity_id.size());
    };
    return out;
}

Change longer_issuer() {
    Change out;
    out.before_signing = [](Node root, const Attack& attack) {
        for (const Node issuer : all_named(root, "Issuer")) issuer.text().set((attack.idp_entity_id + std::string(tail)).c_str());
    };
    out.after_signing = [](Node root, const Attack& attack) {
        for (const Node issuer : all_named(root, "Issuer")) split(issuer, pugi::node_comment, attack.idp_entity_id.size());
    };
    return out;
}

/// The message's text with the NameID's content replaced.
TextEdit name_id_becomes(std::function<std::string(const std::string& was, const Attack&)> write) {
    return [write](std::string& xml, const Attack& attack) {
        const auto element = xml.find("NameID");
        const auto begin = xml.find('>', element) + 1;
        const auto end = xml.find("</", begin);
        xml = xml.substr(0, begin) + write(xml.substr(begin, end - begin), attack) + xml.substr(end);
    };
}

Change name_id(std::function<std::string(const std::string& was, const Attack&)> write) {
    return printed(name_id_becomes(std::move(write)));
}

/// Something right behind the name of the root element.
Change in_root_tag(std::string what) {
    return printed([what](std::string& xml, const Attack&) {
        const auto root = xml.find('<', xml.starts_with("<?") ? xml.find("?>") : 0);
        xml.insert(xml.find_first_of(" >", root), " " + what);
    });
}

std::string without_declaration(const std::string& xml) {
    return xml.starts_with("<?xml") ? xml.substr(xml.find("?>") + 2) : xml;
}

Change declared(std::string declaration) {
    return printed([declaration](std::string& xml, const Attack&) { xml = declaration + without_declaration(xml); });
}

void in_utf16(std::string& xml, const Attack&) {
    std::string out = "\xff\xfe";
    for (const char c : R"(<?xml version="1.0" encoding="UTF-16"?>)" + without_declaration(xml)) (out += c) += '\0';
    xml = out;
}

/// Signed so by the IdP: an element inside a simple value.
void child_element(Node root, const Attack& attack) {
    Node id = first_named(assertion_of(root), "NameID");
    const std::string text = id.text().get();
    id.text().set(attack.victim.c_str());
    add(id, "x:y", "urn:example:extension");
    id.append_child(pugi::node_pcdata).set_value(text.c_str());
}

/// A foreign element with the local name of the identifier stands before it; signed so by the IdP.
void foreign_name_id(Node root, const Attack& attack) {
    const Node id = first_named(assertion_of(root), "NameID");
    add_before(id, "x:NameID", "urn:example:extension").text().set(attack.victim.c_str());
}

/// An attribute's name in another namespace than none; the unqualified one tells.
void qualified_name_attribute(Node root, const Attack& attack) {
    Node statement = first_named(assertion_of(root), "AttributeStatement");
    Node attribute = statement.append_child(beside(statement, "Attribute").c_str());
    put_attribute(attribute, "xmlns:x", "urn:example:extension");
    put_attribute(attribute, "x:Name", "email");
    put_attribute(attribute, "Name", "department");
    attribute.append_child(beside(statement, "AttributeValue").c_str()).text().set(attack.victim.c_str());
}

/// Blanks that some trim functions take away.
Change padded(std::string before_text, std::string after_text) {
    return before([before_text, after_text](Node root, const Attack& attack) {
        first_named(assertion_of(root), "NameID").text().set((before_text + attack.victim + after_text).c_str());
        for (const Node value : all_named(assertion_of(root), "AttributeValue"))
            if (value.text().get() == attack.email) value.text().set((before_text + attack.victim + after_text).c_str());
    });
}

} // namespace

std::vector<SamlFault> text_faults() {
    using enum Applies;
    return {
        {"txt-comment-nameid", theme, "a comment in the NameID, behind an address", Must::exact, after(in_name_id(pugi::node_comment))},
        {"txt-comment-nameid-front", theme, "a comment in the NameID, before an address", Must::exact, after(comment_in_front)},
        {"txt-comment-many", theme, "comments between the NameID's characters, behind an address", Must::exact, after(comment_everywhere)},
        {"txt-comment-attribute", theme, "a comment in the attribute with the address", Must::exact, after(comment_in_attribute)},
        {"txt-comment-audience", theme, "a comment in another SP's Audience, behind our name", Must::refuse, other_audience()},
        {"txt-comment-issuer", theme, "a comment in another IdP's Issuer, behind the right name", Must::refuse, longer_issuer()},
        {"txt-pi-nameid", theme, "a processing instruction in the NameID", Must::refuse, after(in_name_id(pugi::node_pi))},
        {"txt-cdata-nameid", theme, "the NameID's end in CDATA", Must::exact, after(in_name_id(pugi::node_cdata))},
        {"txt-cdata-tampered", theme, "CDATA added to the NameID", Must::refuse,
         name_id([](const std::string& was, const Attack&) { return was + "<![CDATA[x]]>"; })},
        {"txt-entity-ref-nameid", theme, "an entity of an internal DTD in the NameID", Must::refuse,
         printed([](std::string& xml, const Attack& attack) {
             const auto edit = name_id_becomes([](const std::string& was, const Attack&) { return was + "&e;"; });
             edit(xml, attack);
             xml = "<!DOCTYPE x [<!ENTITY e \"\">]>" + without_declaration(xml);
         })},
        {"txt-charref-split", theme, "a character of the NameID as a reference", Must::accept,
         name_id([](const std::string& was, const Attack&) { return replace_all(was, "@", "&#x40;"); })},
        {"txt-nul-charref", theme, "a reference to NUL in the NameID", Must::refuse,
         name_id([](const std::string& was, const Attack& attack) { return attack.victim + "&#0;" + was; })},
        {"txt-control-chars", theme, "a control character in the NameID", Must::refuse,
         name_id([](const std::string& was, const Attack&) { return was + "&#x1;"; })},
        {"txt-invalid-utf8", theme, "octets in the NameID that are no UTF-8", Must::refuse,
         name_id([](const std::string& was, const Attack&) { return was + "\xc0\xaf"; })},
        {"txt-html-entities", theme, "an entity of HTML that XML does not have", Must::refuse,
         name_id([](const std::string& was, const Attack&) { return was + "&nbsp;"; })},
        {"txt-undeclared-prefix", theme, "an undeclared prefix", Must::refuse, in_root_tag("foo:bar=\"x\"")},
        {"txt-duplicate-attribute", theme, "two attributes of one name", Must::refuse, in_root_tag("ID=\"_x\"")},
        {"txt-unquoted-attribute", theme, "an attribute without quotes", Must::refuse, in_root_tag("Consent=x")},
        {"txt-xml-prefix-rebind", theme, "the prefix xml bound to something else", Must::refuse,
         in_root_tag("xmlns:xml=\"urn:example:x\"")},
        {"txt-xmlns-empty", theme, "a prefix bound to nothing", Must::refuse, in_root_tag("xmlns:p=\"\"")},
        {"txt-encoding-utf7", theme, "UTF-7 by its own word", Must::refuse,
         declared(R"(<?xml version="1.0" encoding="UTF-7"?>)")},
        {"txt-encoding-utf16", theme, "the message in UTF-16", Must::policy, printed(in_utf16)},
        {"txt-xml11", theme, "XML 1.1 by its own word", Must::policy, declared(R"(<?xml version="1.1"?>)")},
        {"txt-child-element-nameid", theme, "an element inside the NameID, signed so", Must::exact, before(child_element)},
        {"txt-local-name-only", theme, "a foreign NameID before the real one, signed so", Must::exact, before(foreign_name_id)},
        {"txt-attribute-namespace", theme, "an attribute whose qualified Name says email, signed so", Must::exact,
         before(qualified_name_attribute)},
        {"txt-nbsp-around", theme, "zero-width and no-break spaces around somebody's address, signed so", Must::exact,
         padded("\xe2\x80\x8b", "\xc2\xa0")},
        {"txt-crlf-normalise", theme, "line ends as CR and LF behind the root", Must::accept,
         printed([](std::string& xml, const Attack&) { xml += "\r\n\r\n"; })},
        {"txt-pi-everywhere", theme, "processing instructions before and behind the root", Must::policy,
         printed([](std::string& xml, const Attack&) { xml = "<?x y?>" + without_declaration(xml) + "<?x y?>"; })},
    };
}

} // namespace idpsim::engine::faults
