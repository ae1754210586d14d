#include "tests/sp/encrypting.hpp"

#include "src/core/text.hpp"
#include "src/xml/encrypt.hpp"

#include <sstream>

namespace idpsim::sp::test {
namespace {

constexpr char encrypted_text[] = R"(
<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">
  <xenc:EncryptionMethod Algorithm="{block}"/>
  <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
    <xenc:EncryptedKey>
      <xenc:EncryptionMethod Algorithm="{transport}"/>
      <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
    </xenc:EncryptedKey>
  </ds:KeyInfo>
  <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
</xenc:EncryptedData>)";

} // namespace

void put_encrypted(pugi::xml_node element, const char* container, const std::string& plaintext, const Encryption& how) {
    std::string text = replace_all(encrypted_text, "{block}", how.block_cipher);
    text = replace_all(text, "{transport}", how.key_transport);
    pugi::xml_document parsed;
    parsed.load_string(text.c_str());
    pugi::xml_node placed = element.parent().insert_child_before(container, element);
    placed.append_copy(parsed.first_child());
    element.parent().remove_child(element);
    xml::encrypt_in_place(placed, plaintext, how.recipient.public_key());
}

void encrypt_in_place(pugi::xml_node element, const char* container, const Encryption& how) {
    // Alone, the element has to declare the prefix that it uses.
    if (!element.attribute("xmlns:saml")) element.append_attribute("xmlns:saml").set_value(ns::saml);
    std::ostringstream out;
    element.print(out, "", pugi::format_raw);
    put_encrypted(element, container, out.str(), how);
}

} // namespace idpsim::sp::test
