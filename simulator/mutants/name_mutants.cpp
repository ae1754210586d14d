/// Whom a message names: readers that take the name from another place, or make another one of it.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"

#include <memory>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view names = "negative/text,negative/identity,negative/subject";

using Name = std::function<Text(const Text& was, pugi::xml_node assertion, const Text& raw)>;

void become(pugi::xml_node node, const Text& text) {
    node.remove_children();
    node.append_child(pugi::node_pcdata).set_value(text.c_str());
}

/// The name that the product takes for the person: out of what verified, by another reading.
void name_by(SpBehaviour& b, Name read) {
    const auto raw = std::make_shared<Text>();
    rewrite_request(b, [raw](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        *raw = xml ? *xml : "";
    });
    b.verify = [raw, read](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        Result<xml::Verified> out = xml::verify_enveloped(document, element, policy);
        pugi::xml_document parsed;
        if (!out || !parsed.load_string(out->octets.c_str(), pugi::parse_default | pugi::parse_ws_pcdata)) return out;
        const pugi::xml_node name_id =
            parsed.select_node("(//*[local-name()='Subject']/*[local-name()='NameID'])[last()]").node();
        if (!name_id) return out;
        const Text name = read(name_id.text().get(), parsed, *raw);
        const Text was = name_id.text().get();
        for (const pugi::xpath_node one : parsed.select_nodes("//*[local-name()='NameID' or local-name()='AttributeValue']"))
            if (one.node().text().get() == was) become(one.node(), name);
        out->octets = printed(parsed);
        return out;
    };
}

/// As pugixml's child_value(): the first (or last) text node, of an element that a search finds.
Text text_node(const Text& raw, const char* xpath, bool last) {
    pugi::xml_document parsed;
    parsed.load_string(raw.c_str(), pugi::parse_default | pugi::parse_comments | pugi::parse_cdata);
    const pugi::xml_node element = parsed.select_node(xpath).node();
    Text out;
    for (const pugi::xml_node child : element.children()) {
        if (child.type() != pugi::node_pcdata) continue;
        out = child.value();
        if (!last) break;
    }
    return out;
}

template <bool Last> void text_of_name_id(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text& raw) {
        const Text out = text_node(raw, "//*[local-name()='Subject']/*[local-name()='NameID']", Last);
        return out.empty() ? was : out;
    });
}
void text_of_attribute(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text& raw) {
        const Text out = text_node(raw, "//*[local-name()='Attribute'][@Name='email']/*[local-name()='AttributeValue']", false);
        return out.find('@') == Text::npos ? was : out;
    });
}

/// The value that an XPath chooses over the whole received message, if it is an address.
void name_from(SpBehaviour& b, const char* xpath) {
    name_by(b, [xpath](const Text& was, pugi::xml_node, const Text& raw) {
        pugi::xml_document parsed;
        parsed.load_string(raw.c_str());
        const Text out = parsed.select_node(xpath).node().text().get();
        return out.find('@') == Text::npos ? was : out;
    });
}
template <const char* XPath> void name_at(SpBehaviour& b) { name_from(b, XPath); }

constexpr char last_email[] = "(//*[local-name()='Assertion']/*/*[@Name='email'])[last()]/*",
               friendly[] = "//*[@FriendlyName='email']/*", any_case[] = "//*[@Name='EMAIL']/*",
               qualified[] = "//*[@*[local-name()='Name' and .='email' and name()!='Name']]/*[local-name()='AttributeValue']",
               outside[] = "//*[local-name()='Extensions']//*[@Name='email']/*",
               in_data[] = "//*[local-name()='SubjectConfirmationData']//*[@Name='email']/*",
               last_value[] = "(//*[@Name='email']/*)[last()]", reserved[] = "//*[@Name='user_id']/*",
               confirming[] = "//*[local-name()='SubjectConfirmation']/*[local-name()='NameID']",
               any_name_id[] = "(//*[local-name()='NameID'])[last()]", first_name_id[] = "(//*[local-name()='NameID'])[1]",
               advice[] = "//*[local-name()='Advice']//*[local-name()='NameID']";

template <auto Change> void name_as(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text&) { return Change(was); });
}
Text trimmed(const Text& was) { return replace_all(replace_all(was, "\xe2\x80\x8b", ""), "\xc2\xa0", ""); }
Text folded(const Text& was) { return replace_all(replace_all(replace_all(was, "\xef\xbd\x96", "v"), "\xd1\x96", "i"), "\xc3\xad", "i"); }
Text padded(const Text& was) { return Text(trim(was)); }
Text in_brackets(const Text& was) {
    const auto begin = was.find('<');
    return begin == Text::npos ? was.substr(0, was.find(" (")) : was.substr(begin + 1, was.find('>') - begin - 1);
}
Text first_at(const Text& was) {
    const auto second = was.find('@', was.find('@') + 1);
    return second == Text::npos ? was : was.substr(0, second);
}
Text domain_loosely(const Text& was) {
    const Text out = replace_all(was, "@x.", "@");
    return out.ends_with('.') ? out.substr(0, out.size() - 1) : out;
}
Text first_of_list(const Text& was) { return was.substr(0, was.find(',')); }

void split_attribute(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text& raw) {
        pugi::xml_document parsed;
        parsed.load_string(raw.c_str());
        const Text value = parsed.select_node("//*[@Name='email']/*").node().text().get();
        return value.find(',') == Text::npos ? was : first_of_list(value);
    });
}

constexpr Mutant table[] = {
    {"m-text-first-node", "reads the NameID's first text", text_of_name_id<false>, names},
    {"m-text-last-node", "reads the NameID's last text", text_of_name_id<true>, names},
    {"m-text-attr-first-node", "reads the first text of the attribute with the address", text_of_attribute, names},
    {"m-text-trim-unicode", "takes invisible characters away from names", name_as<trimmed>, names},
    {"m-nameid-folded", "takes letters that look alike for the same", name_as<folded>, names},
    {"m-nameid-padded", "takes blanks away from names", name_as<padded>, names},
    {"m-email-parse", "takes the address out of a longer text", name_as<in_brackets>, names},
    {"m-domain-first-at", "cuts an address behind its first domain", name_as<first_at>, names},
    {"m-domain-suffix", "takes a domain below for the domain", name_as<domain_loosely>, names},
    {"m-attr-last-wins", "takes the last attribute of a name", name_at<last_email>, names},
    {"m-attr-last-value", "takes the last value of an attribute", name_at<last_value>, names},
    {"m-attr-friendlyname", "goes by FriendlyName", name_at<friendly>, names},
    {"m-attr-name-case", "takes an attribute's name in any case", name_at<any_case>, names},
    {"m-attr-local-name", "takes qualified attributes for unqualified ones", name_at<qualified>, names},
    {"m-attr-anywhere", "reads attributes that stand outside of the assertion", name_at<outside>, names},
    {"m-attr-in-confirmation", "reads attributes inside the confirmation", name_at<in_data>, names},
    {"m-attr-internal", "binds attributes to fields of its own", name_at<reserved>, names},
    {"m-attr-split-comma", "splits values at commas", split_attribute, names},
    {"m-confirmation-name", "takes the confirming entity for the subject", name_at<confirming>, names},
    {"m-advice-read", "reads the Advice", name_at<advice>, names},
    {"m-nameid-last", "reads the last NameID there is", name_at<any_name_id>, names},
    {"m-local-name", "reads the first element NameID of any namespace", name_at<first_name_id>, names},
};

} // namespace

std::span<const Mutant> name_mutants() { return table; }

} // namespace idpsim::mutants
