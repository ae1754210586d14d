#include "src/saml/likeness.hpp"

#include "src/core/text.hpp"
#include "src/crypto/certificate_facts.hpp"
#include "src/saml/value_forms.hpp"
#include "src/xml/document.hpp"
#include "src/xml/encoding.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/start_tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace idpsim::saml {
namespace {

constexpr std::size_t longest_value = 400, longest_name = 200;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Attributes whose values differ from message to message; the others are told as they are.
bool is_free_value(std::string_view name) {
    return is_one_of(name,
                     {"Destination", "entityID", "Location", "ResponseLocation", "AssertionConsumerServiceURL",
                      "ProviderName", "Address", "NameQualifier", "SPNameQualifier", "Recipient", "cacheDuration"});
}

/// Elements whose text is a word of the vendor's or a standard's.
bool is_fixed_text(const xml::Element& element) {
    return is_one_of(element.name(),
                     {"AuthnContextClassRef", "AuthnContextDeclRef", "NameIDFormat", "StatusMessage"}) ||
           (element.ns().find("/authorization/") != std::string_view::npos && element.name() == "DisplayName");
}

bool is_base64_element(const xml::Element& element) {
    return is_one_of(element.ns(), {ns::ds, ns::xenc, ns::xenc11}) &&
           is_one_of(element.name(), {"DigestValue", "SignatureValue", "X509Certificate", "CipherValue", "Modulus",
                                      "Exponent", "OAEPparams", "X509SKI"});
}

/// What tells an Attribute from its siblings, where it does: vendors and admins put them in any order.
std::string own_name(const xml::Element& element) {
    if (!element.is(ns::saml, "Attribute")) return {};
    std::string name = element.attribute("Name").value_or("");
    const bool speakable = name.size() <= longest_name && name.find_first_of("()@,[]") == std::string::npos;
    return speakable ? name : std::string();
}

/// Names of `children` in places: "Status", "Attribute[mail]", "KeyDescriptor[2]".
std::vector<std::string> steps_of(const std::vector<xml::Element>& children) {
    std::map<std::string, int, std::less<>> named, seen;
    for (const xml::Element& child : children) ++named[own_name(child)];
    std::vector<std::string> out;
    for (const xml::Element& child : children) {
        std::string step(child.name());
        const int position = ++seen[step];
        const std::string name = own_name(child);
        if (!name.empty() && named[name] == 1)
            step += "[" + name + "]";
        else if (position > 1)
            step += "[" + std::to_string(position) + "]";
        out.push_back(std::move(step));
    }
    return out;
}

std::string cut(std::string_view value) { return std::string(cut_utf8(value, longest_value)); }

/// "a, b, c"
std::string list(const std::vector<std::string>& words) { return join(words, ", "); }

/// What values refer to.
struct Landmarks {
    std::optional<Instant> issue;              ///< the outermost IssueInstant
    std::map<std::string, std::string> owners; ///< ID -> the element's local name
    std::optional<std::string> destination, request, issuer;
    std::optional<Instant> certificate_end;

    explicit Landmarks(const xml::Element& root) { collect(root); }

private:
    void collect(const xml::Element& element) {
        if (const auto at = element.attribute("IssueInstant"); at && !issue)
            if (const auto instant = parse_instant(*at)) issue = *instant;
        for (const char* name : {"ID", "Id"})
            if (const auto id = element.attribute(name)) owners.emplace(*id, element.name());
        if (const auto to = element.attribute("Destination"); to && !destination) destination = to;
        if (const auto to = element.attribute("InResponseTo"); to && !request) request = to;
        if (!issuer && element.is(ns::saml, "Issuer"))
            if (const auto text = element.text()) issuer = *text;
        if (!certificate_end && element.is(ns::ds, "X509Certificate"))
            if (const auto text = element.text())
                if (const auto certificate = crypto::Certificate::from_base64(*text))
                    certificate_end = certificate->not_after();
        for (const xml::Element& child : element.children()) collect(child);
    }
};

class ShapeReader {
public:
    ShapeReader(const xml::Document& document, std::string_view text)
        : root_(document.root()), marks_(root_), text_(text), tags_(xml::start_tags(text)) {}

    std::vector<ShapeLine> read() {
        prologue();
        element(root_, "/" + std::string(root_.name()), "none");
        return std::move(lines_);
    }

private:
    void add(std::string path, std::string what, std::string_view value = {}) {
        lines_.push_back({std::move(path), std::move(what), cut(value)});
    }

    void prologue() {
        const std::string_view before = text_.substr(0, tags_.offset_of_root(text_));
        if (before.starts_with("<?xml")) {
            const auto end = before.find("?>");
            add("declaration()", std::string(before.substr(0, end + 2)));
            if (before.substr(end + 2).find('\n') != std::string_view::npos) add("declaration()/end()", "line feed");
        }
        if (text_.ends_with('\n')) add("end()", "line feed");
    }

    const xml::StartTag& next_tag() { return tags_.next(); }

    void element(const xml::Element& one, const std::string& path, std::string_view outer_layout) {
        const xml::StartTag& tag = next_tag();
        add(path, std::string(tag.name));
        attributes(one, tag, path);
        const std::vector<xml::Element> children = one.children();
        if (!tag.plain_spacing) add(path + "/tag()", "white space");
        if (tag.closed) add(path + "/form()", tag.blank_before_end ? "<a />" : "<a/>");
        if (tag.ends_at_once) add(path + "/form()", "<a></a>");
        if (children.empty()) return text(one, tag, path);
        const std::string_view layout = layout_of(tag.text);
        if (layout != outer_layout) add(path + "/layout()", std::string(layout));
        descend(children, path, layout);
    }

    void descend(const std::vector<xml::Element>& children, const std::string& path, std::string_view layout) {
        const std::vector<std::string> steps = steps_of(children);
        add(path + "/*", list(steps));
        for (std::size_t i = 0; i < children.size(); ++i) element(children[i], path + "/" + steps[i], layout);
    }

    static std::string_view layout_of(std::string_view gap) {
        if (!trim(gap).empty() || gap.find('\n') == std::string_view::npos) return "none";
        return gap.ends_with('\n') ? "lines" : "indented";
    }

    void attributes(const xml::Element& one, const xml::StartTag& tag, const std::string& path) {
        if (tag.attributes.empty()) return;
        std::vector<std::string> names;
        for (const xml::WrittenAttribute& written : tag.attributes) names.emplace_back(written.name);
        add(path + "/@*", list(names));
        for (const xml::WrittenAttribute& written : tag.attributes) {
            std::string what = attribute_form(one, written) + references_form(written.value);
            if (written.quote == '\'') what += ", '..'";
            add(path + "/@" + std::string(written.name), std::move(what), value_of(one, written));
        }
    }

    static std::string value_of(const xml::Element& one, const xml::WrittenAttribute& written) {
        const auto colon = written.name.find(':');
        if (written.name.starts_with("xmlns")) return std::string(written.value);
        for (const xml::Attribute& attribute : one.attributes()) {
            const bool prefixed = colon != std::string_view::npos;
            if (prefixed ? attribute.prefix == written.name.substr(0, colon) &&
                               attribute.name == written.name.substr(colon + 1)
                         : attribute.prefix.empty() && attribute.name == written.name)
                return attribute.value;
        }
        return std::string(written.value);
    }

    std::string attribute_form(const xml::Element& one, const xml::WrittenAttribute& written) const {
        const std::string value = value_of(one, written);
        const std::string_view name = written.name;
        if (name.starts_with("xmlns")) return value;
        if (is_one_of(name, {"ID", "Id"})) return "id " + id_form(value);
        if (name == "InResponseTo") return marks_.request == value ? "the request's" : "another";
        if (name == "URI" && value.starts_with("#")) return "#" + owner_of(value.substr(1));
        if (name == "SessionIndex") return session_form(value);
        if (name == "Recipient" && one.name() != "EncryptedKey")
            return marks_.destination == value ? "as Destination" : text_kind(value);
        if (const auto at = parse_instant(value)) return instant_form(name, value, *at);
        return is_free_value(name) ? text_kind(value) : cut(value);
    }

    std::string owner_of(const std::string& id) const {
        const auto owner = marks_.owners.find(id);
        return owner == marks_.owners.end() ? id_form(id) : owner->second;
    }

    std::string session_form(const std::string& value) const {
        if (const auto owner = marks_.owners.find(value); owner != marks_.owners.end())
            return "the " + owner->second + "'s ID";
        return marks_.request == value ? "the request's ID" : "id " + id_form(value);
    }

    std::string instant_form(std::string_view name, std::string_view written, Instant at) const {
        if (!marks_.issue)
            return "time, " + (marks_.certificate_end == at ? "the certificate's end" : digits_of(written, at));
        const std::string form = "time, " + time_form(written, at, *marks_.issue);
        if (name != "AuthnInstant") return form;
        // When the person logged in is the person's affair; that it is the very moment of the answer is the vendor's.
        std::string out = "time, " + digits_of(written, at);
        if (at == *marks_.issue) return out + ", issue";
        if (std::chrono::abs(at - *marks_.issue) < std::chrono::seconds(1)) return out + ", issue about";
        return out + (at < *marks_.issue ? ", before issue" : ", after issue");
    }

    static std::string digits_of(std::string_view written, Instant at) {
        std::string form = time_form(written, at, at);
        form.erase(form.find(','));
        return form;
    }

    void text(const xml::Element& one, const xml::StartTag& tag, const std::string& path) {
        const auto content = one.text();
        if (!content) return add(path + "/text()", "comment or processing instruction inside");
        if (content->empty()) return;
        std::string what = text_form(one, *content) + references_form(tag.text);
        if (tag.cdata) what += ", CDATA";
        add(path + "/text()", std::move(what), trim(*content));
        // The certificate of whom something is encrypted to is that one's affair.
        const bool recipients = path.find("/EncryptedKey/") != std::string::npos;
        if (one.is(ns::ds, "X509Certificate") && !recipients) certificate(*content, path);
    }

    std::string text_form(const xml::Element& one, const std::string& content) const {
        if (is_base64_element(one)) return base64_form(content) + size_form(one, content);
        if (one.is(ns::ds, "X509SubjectName")) return names_form(content);
        if (is_fixed_text(one)) return cut(content);
        std::string_view inner = trim(content);
        std::string out = one.is(ns::saml, "Issuer") && marks_.issuer != content ? "another text" : "text";
        if (inner.size() != content.size()) out += ", white space around";
        return out;
    }

    /// The size of a signature is the vendor's choice of key; that of a ciphertext depends on what is inside.
    static std::string size_form(const xml::Element& one, const std::string& content) {
        if (one.name() != "SignatureValue" && one.name() != "Modulus") return {};
        const auto octets = crypto::base64_decode(content);
        return octets ? fmt::format(", {} octets", octets->size()) : ", not base64";
    }

    /// Calendar years have leap days or not.
    static std::string validity(int days) {
        const long years = std::lround(days / 365.25);
        const bool whole = years > 0 && std::abs(static_cast<double>(days) - static_cast<double>(years) * 365.25) <= 1;
        return whole ? fmt::format("{} years", years) : fmt::format("{} days", days);
    }

    void certificate(const std::string& content, const std::string& path) {
        const auto read = crypto::Certificate::from_base64(content);
        if (!read) return add(path + "/certificate()", "unreadable");
        const crypto::CertificateFacts facts = crypto::facts_of(*read);
        std::vector<std::string> types, names;
        for (const auto& [type, value] : facts.subject) {
            types.push_back(type);
            names.push_back(type + "=" + value);
        }
        const std::string extensions = facts.extensions.empty() ? "no extensions" : list(facts.extensions);
        add(path + "/certificate()",
            fmt::format("v{}, {}{}, RSA {}, {}, serial of {} octets, {}, {}", facts.version, list(types),
                        facts.self_issued ? "" : " (issued by another)", facts.key_bits, facts.signature,
                        facts.serial_octets, validity(facts.days), extensions),
            list(names));
    }

    /// The tags in step with the tree's elements. A tree has as many as its text; the spare one is for what cannot be.
    class Tags {
    public:
        explicit Tags(std::vector<xml::StartTag> tags) : tags_(std::move(tags)) {}
        const xml::StartTag& next() { return at_ < tags_.size() ? tags_[at_++] : spare_; }
        std::size_t offset_of_root(std::string_view text) const {
            return tags_.empty() ? 0 : static_cast<std::size_t>(tags_.front().name.data() - text.data()) - 1;
        }

    private:
        std::vector<xml::StartTag> tags_;
        xml::StartTag spare_;
        std::size_t at_ = 0;
    };

    xml::Element root_;
    Landmarks marks_;
    std::string_view text_;
    Tags tags_;
    std::vector<ShapeLine> lines_;
};

bool is_order(std::string_view path) { return path.ends_with("/*") || path.ends_with("/@*"); }

using Shape = std::vector<ShapeLine>;
using Index = std::map<std::string_view, const ShapeLine*>;

Index index_of(const Shape& shape) {
    Index out;
    for (const ShapeLine& line : shape) out.emplace(line.path, &line);
    return out;
}

/// The words of `order` that `other` has too.
std::string common_order(const std::string& order, const std::string& other) {
    const auto words_of = [](const std::string& text) {
        std::vector<std::string> out;
        for (const std::string_view word : split(text, ',')) out.emplace_back(trim(word));
        return out;
    };
    const std::vector<std::string> others = words_of(other);
    const std::set<std::string> known(others.begin(), others.end());
    std::vector<std::string> kept;
    for (std::string& word : words_of(order))
        if (known.contains(word)) kept.push_back(std::move(word));
    return list(kept);
}

/// Elements that only one side has: what is below them is not told.
std::vector<std::string> lone_elements(const Shape& shape, const Index& other) {
    std::vector<std::string> out;
    for (const ShapeLine& line : shape)
        if (line.path.find('(') == std::string::npos && line.path.find('@') == std::string::npos &&
            !is_order(line.path) && !other.contains(line.path))
            out.push_back(line.path + "/");
    return out;
}

bool is_below(std::string_view path, const std::vector<std::string>& elements) {
    return std::any_of(elements.begin(), elements.end(), [&](const std::string& one) { return path.starts_with(one); });
}

/// Whether a line that only one side has needs no telling: an order does not exist without its things, which are told.
bool is_told_elsewhere(const ShapeLine& line, const std::vector<std::string>& lone) {
    return is_order(line.path) || is_below(line.path, lone);
}

} // namespace

Result<std::vector<ShapeLine>> shape_of(std::string_view document) {
    std::string converted;
    const auto text = xml::as_utf8(document, converted);
    if (!text) return text.error();
    const auto parsed = xml::Document::parse(document);
    if (!parsed) return parsed.error();
    std::vector<ShapeLine> lines = ShapeReader(*parsed, *text).read();
    if (document.starts_with("\xEF\xBB\xBF")) lines.insert(lines.begin(), {"byte-order-mark()", "UTF-8", {}});
    return lines;
}

std::vector<ShapeDifference> compare_shapes(const Shape& left, const Shape& right) {
    const Index lefts = index_of(left), rights = index_of(right);
    const auto lone_left = lone_elements(left, rights), lone_right = lone_elements(right, lefts);
    std::vector<ShapeDifference> out;
    for (const ShapeLine& line : left) {
        const auto found = rights.find(line.path);
        if (found == rights.end()) {
            if (!is_told_elsewhere(line, lone_left)) out.push_back({line.path, line.what, std::nullopt});
            continue;
        }
        const std::string& other = found->second->what;
        if (!is_order(line.path)) {
            if (line.what != other) out.push_back({line.path, line.what, other});
            continue;
        }
        const std::string ours = common_order(line.what, other), theirs = common_order(other, line.what);
        if (ours != theirs) out.push_back({line.path, ours, theirs});
    }
    for (const ShapeLine& line : right)
        if (!lefts.contains(line.path) && !is_told_elsewhere(line, lone_right))
            out.push_back({line.path, std::nullopt, line.what});
    return out;
}

Result<std::vector<ShapeDifference>> compare_shapes(std::string_view left, std::string_view right) {
    const auto one = shape_of(left);
    if (!one) return Error{one.error().fault, "left: " + one.error().where, one.error().detail};
    const auto other = shape_of(right);
    if (!other) return Error{other.error().fault, "right: " + other.error().where, other.error().detail};
    return compare_shapes(*one, *other);
}

} // namespace idpsim::saml
