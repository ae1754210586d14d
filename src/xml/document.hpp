#pragma once
/// Received XML, read by libxml2 with network access, DTDs and entity expansion off.
#include "src/core/result.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _xmlNode;
struct _xmlDoc;

namespace idpsim::xml {

/// Limits of the one function that parses.
struct ParseLimits {
    std::size_t octets = 8u << 20; ///< size of the whole document
    int depth = 128;               ///< nested elements
    std::size_t attributes = 256;  ///< attributes and namespace declarations of one element
};

struct Attribute {
    std::string name;   ///< local name
    std::string ns;     ///< namespace URI, "" for none
    std::string prefix; ///< as written
    std::string value;
};

struct NamespaceDeclaration {
    std::string prefix; ///< "" for the default namespace
    std::string uri;
};

/// A borrowed view of one element; lives no longer than its Document.
class Element {
public:
    explicit Element(_xmlNode* node) : node_(node) {}

    std::string_view name() const;   ///< local name
    std::string_view ns() const;     ///< namespace URI
    std::string_view prefix() const; ///< as written
    bool is(std::string_view ns_uri, std::string_view local_name) const;

    /// All of the element's text, CDATA included. Malformed when a comment, PI or child element stands inside:
    /// a simple value that another parser could read differently is not a value.
    Result<std::string> text() const;
    /// Like text(), white space trimmed.
    Result<std::string> trimmed_text() const;
    /// True when a comment or processing instruction stands anywhere below.
    bool has_comments_or_pis() const;

    /// Of no namespace (the usual case); absent is nullopt, never "".
    std::optional<std::string> attribute(std::string_view local_name) const;
    std::optional<std::string> attribute(std::string_view ns_uri, std::string_view local_name) const;
    std::vector<Attribute> attributes() const;                     ///< in document order
    std::vector<NamespaceDeclaration> namespaces_declared() const; ///< on this element, in document order

    std::vector<Element> children() const; ///< child elements, in order
    std::vector<Element> children(std::string_view ns_uri, std::string_view local_name) const;
    /// The first such child.
    std::optional<Element> child(std::string_view ns_uri, std::string_view local_name) const;
    std::optional<Element> parent() const;

    /// "/samlp:Response/saml:Assertion[1]": with the document's own prefixes, for evidence.
    std::string xpath() const;

    _xmlNode* node() const { return node_; }
    friend bool operator==(const Element& a, const Element& b) { return a.node_ == b.node_; }

private:
    _xmlNode* node_;
};

class Document {
public:
    /// Malformed, or too_large, with line and column in `where`. A DOCTYPE is refused (Fault::unsupported). UTF-8,
    /// UTF-16 and a few ASCII-like encodings are admitted; strict about UTF-8 and NUL, where libxml2 is not.
    static Result<Document> parse(std::string_view octets, const ParseLimits& limits = {});

    Element root() const;
    /// Elements whose attribute `ID` (no namespace, exactly so spelled) has this value, in document order.
    std::vector<Element> elements_with_id(std::string_view id) const;
    /// Every element of that name, in document order.
    std::vector<Element> find_all(std::string_view ns_uri, std::string_view local_name) const;
    _xmlDoc* native() const { return doc_.get(); }

private:
    explicit Document(std::shared_ptr<_xmlDoc> doc) : doc_(std::move(doc)) {}
    std::shared_ptr<_xmlDoc> doc_;
};

/// Starts and stops libxml2 and xmlsec for the whole process; owned by main (and by each test program).
class Library {
public:
    Library();
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

} // namespace idpsim::xml
