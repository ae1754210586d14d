#include "src/xml/decrypt.hpp"

#include "src/core/text.hpp"
#include "src/xml/encrypted_form.hpp"
#include "src/xml/handles.hpp"
#include "src/xml/library.hpp"
#include "src/xml/stand_alone.hpp"
#include "src/xml/walk.hpp"

#include <xmlsec/buffer.h>
#include <xmlsec/keys.h>
#include <xmlsec/openssl/crypto.h>

#include <algorithm>
#include <optional>

namespace idpsim::xml {
namespace {

/// Lends the content key to the context: with a key set, xmlsec never looks at KeyInfo.
void lend_key(xmlSecEncCtx* context, crypto::BlockCipher cipher, const std::string& key) {
    const bool is_des = cipher == crypto::BlockCipher::triple_des_cbc;
    xmlSecKeyData* data = xmlSecKeyDataCreate(is_des ? xmlSecOpenSSLKeyDataDesId : xmlSecOpenSSLKeyDataAesId);
    if (!data) throw std::bad_alloc();
    const auto* octets = reinterpret_cast<const xmlSecByte*>(key.data());
    const auto size = static_cast<xmlSecSize>(key.size());
    const int taken =
        is_des ? xmlSecOpenSSLKeyDataDesSet(data, octets, size) : xmlSecOpenSSLKeyDataAesSet(data, octets, size);
    context->encKey = xmlSecKeyCreate();
    if (taken < 0 || !context->encKey || xmlSecKeySetValue(context->encKey, data) < 0) {
        xmlSecKeyDataDestroy(data);
        throw Failure(Error{Fault::invalid, "xmlsec", "a content key could not be set: " + take_xmlsec_complaint()});
    }
}

/// What the EncryptedData's ciphertext holds under this key; nothing when xmlsec cannot decrypt it.
std::optional<std::string> plaintext(const EncryptedForm& form, const std::string& content_key) {
    const ErrorCapture capture;
    const EncryptionContext context(xmlSecEncCtxCreate(nullptr));
    if (!context) throw std::bad_alloc();
    lend_key(context.get(), form.cipher, content_key);
    const xmlSecBuffer* buffer = xmlSecEncCtxDecryptToBuffer(context.get(), form.data.node());
    take_xmlsec_complaint();
    if (!buffer) return std::nullopt;
    auto* const bytes = const_cast<xmlSecBuffer*>(buffer);
    return std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(bytes)), xmlSecBufferGetSize(bytes));
}

/// Every namespace in scope at `element`, the innermost declaration of each prefix.
std::vector<NamespaceDeclaration> scope_of(const Element& element) {
    std::vector<NamespaceDeclaration> scope;
    for (std::optional<Element> at = element; at; at = at->parent())
        for (NamespaceDeclaration& declared : at->namespaces_declared())
            if (std::ranges::find(scope, declared.prefix, &NamespaceDeclaration::prefix) == scope.end())
                scope.push_back(std::move(declared));
    std::erase_if(scope, [](const NamespaceDeclaration& one) { return one.uri.empty(); });
    return scope;
}

/// A start tag that puts what follows into this scope.
std::string opening(const std::vector<NamespaceDeclaration>& scope) {
    std::string out = "<scope";
    for (const NamespaceDeclaration& one : scope)
        out += (one.prefix.empty() ? " xmlns" : " xmlns:" + one.prefix) + "=\"" + escape_html(one.uri) + "\"";
    return out + ">";
}

/// Some encrypt a whole document; the declaration must go before it is put into a scope.
std::string_view without_declaration(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!text.starts_with("<?xml ")) return text;
    const std::size_t end = text.find("?>");
    return end == std::string_view::npos ? text : text.substr(end + 2);
}

/// The only element below, when nothing but white space stands beside it.
std::optional<Element> only_element(const Element& scope) {
    const auto children = scope.children();
    if (children.size() != 1) return std::nullopt;
    for (const xmlNode* node = scope.node()->children; node; node = node->next)
        if (node != children.front().node() && (node->type != XML_TEXT_NODE || !trim(view(node->content)).empty()))
            return std::nullopt;
    return children.front();
}

/// The plaintext as a document of its own; nothing unless it is one well-formed element.
std::optional<std::string> as_element(std::string_view text, const Element& container) {
    const auto parsed =
        Document::parse(opening(scope_of(container)).append(without_declaration(text)).append("</scope>"));
    if (!parsed) return std::nullopt;
    const auto element = only_element(parsed->root());
    if (!element) return std::nullopt;
    return stand_alone(*element);
}

std::optional<std::string> open_with(const crypto::PrivateKey& key, const WrappedKey& wrapped,
                                     const EncryptedForm& form, const Element& container) {
    std::string content_key =
        crypto::unwrap_key(wrapped.transport, key, wrapped.octets, crypto::key_octets(form.cipher));
    auto text = plaintext(form, content_key);
    crypto::wipe(content_key);
    if (!text) return std::nullopt;
    auto element = as_element(*text, container);
    crypto::wipe(*text);
    return element;
}

} // namespace

Result<Decrypted> decrypt(const Element& container, const DecryptPolicy& policy) {
    require_library();
    const auto form = read_encrypted_form(container, policy);
    if (!form) return form.error();
    for (std::size_t index = 0; index < policy.keys.size(); ++index)
        for (const WrappedKey& wrapped : form->keys)
            if (auto octets = open_with(policy.keys[index], wrapped, *form, container))
                return Decrypted{std::move(*octets), form->block_cipher, wrapped.method, index};
    return Error{Fault::refused, form->data.xpath(), "it cannot be decrypted with any of the keys"};
}

} // namespace idpsim::xml
