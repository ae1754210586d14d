/// DOCTYPE, and documents that are too much.
#include "src/engine/faults/edit.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "document";

std::string without_declaration(const std::string& xml) {
    return xml.starts_with("<?xml") ? xml.substr(xml.find("?>") + 2) : xml;
}

Change doctype(std::string declaration, std::string in_name_id = {}) {
    return printed([declaration, in_name_id](std::string& xml, const Attack&) {
        if (!in_name_id.empty()) {
            const auto begin = xml.find('>', xml.find("NameID")) + 1;
            xml.insert(begin, in_name_id);
        }
        xml = declaration + without_declaration(xml);
    });
}

std::string laughs() {
    std::string out = "<!DOCTYPE x [<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 11; ++i) {
        std::string ten;
        for (int j = 0; j < 10; ++j) ten += "&e" + std::to_string(i - 1) + ";";
        out += "<!ENTITY e" + std::to_string(i) + " \"" + ten + "\">";
    }
    return out + "]>";
}

std::string repeated(const std::string& text, int times) {
    std::string out;
    out.reserve(text.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

/// Right behind the root's first tag.
Change inside_root(std::function<std::string()> make) {
    return printed([make](std::string& xml, const Attack&) {
        const auto root = xml.find('<', xml.starts_with("<?") ? xml.find("?>") : 0);
        xml.insert(xml.find('>', root) + 1, make());
    });
}

Change in_root_tag(std::function<std::string()> make) {
    return printed([make](std::string& xml, const Attack&) {
        const auto root = xml.find('<', xml.starts_with("<?") ? xml.find("?>") : 0);
        xml.insert(xml.find_first_of(" >", root), make());
    });
}

std::string numbered(const std::string& before_number, const std::string& after_number, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += before_number + std::to_string(i) + after_number;
    return out;
}

void many_copies(Node root, std::string_view name, int count) {
    const Node one = first_named(root, name);
    for (int i = 0; i < count; ++i) one.parent().insert_copy_after(one, one);
}

} // namespace

std::vector<SamlFault> document_faults() {
    return {
        {"dos-doctype-plain", theme, "a DOCTYPE in front of a good message", Must::refuse, doctype("<!DOCTYPE Response>")},
        {"dos-xxe-file", theme, "an external entity: a file", Must::refuse,
         doctype("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>", "&e;")},
        {"dos-xxe-http", theme, "an external entity: a web address", Must::refuse,
         doctype("<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1:9/e\">]>", "&e;")},
        {"dos-xxe-parameter", theme, "an external parameter entity", Must::refuse,
         doctype("<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>")},
        {"txt-doctype-quote-comment", theme, "a DOCTYPE that one parser ends where another does not", Must::refuse,
         doctype("<!DOCTYPE r SYSTEM 'x\"><!--'>")},
        {"xsw-id-via-dtd-default", theme, "a DTD that gives an element an ID", Must::refuse,
         doctype("<!DOCTYPE x [<!ATTLIST NameID ID CDATA \"_d\">]>")},
        {"dos-billion-laughs", theme, "entities of entities of entities", Must::survive, doctype(laughs(), "&e10;")},
        {"dos-quadratic-blowup", theme, "one long entity a thousand times", Must::survive,
         doctype("<!DOCTYPE x [<!ENTITY e \"" + std::string(50'000, 'a') + "\">]>", repeated("&e;", 1'000))},
        {"dos-entity-cycle", theme, "an entity that holds itself", Must::survive,
         doctype("<!DOCTYPE x [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>", "&a;")},
        {"dos-depth", theme, "twenty thousand nested elements", Must::survive,
         inside_root([] { return repeated("<x>", 20'000) + repeated("</x>", 20'000); })},
        {"dos-attributes", theme, "an element with ten thousand attributes", Must::survive,
         in_root_tag([] { return numbered(" a", "=\"\"", 10'000); })},
        {"dos-namespaces", theme, "an element with five thousand namespaces", Must::survive,
         in_root_tag([] { return numbered(" xmlns:n", "=\"urn:n\"", 5'000); })},
        {"dos-long-name", theme, "an element's name of two hundred thousand characters", Must::survive,
         inside_root([] { return "<" + std::string(200'000, 'n') + "/>"; })},
        {"dos-many-siblings", theme, "fifty thousand elements side by side", Must::survive,
         inside_root([] { return repeated("<x/>", 50'000); })},
        {"dos-many-signatures", theme, "two hundred signatures", Must::survive,
         after([](Node root, const Attack&) { many_copies(root, "Signature", 200); })},
        {"dos-many-assertions", theme, "two hundred assertions", Must::survive,
         after([](Node root, const Attack&) { many_copies(root, "Assertion", 200); })},
        {"c14n-prefixlist-huge", theme, "a PrefixList of a hundred thousand characters", Must::survive,
         after([](Node root, const Attack&) {
             Node transform = all_named(signature_in(root), "Transform").back();
             transform.remove_children();
             put_attribute(add(transform, "ec:InclusiveNamespaces", alg::exc_c14n), "PrefixList", repeated("ns ", 33'000));
         })},
    };
}

} // namespace idpsim::engine::faults
