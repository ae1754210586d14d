#pragma once
/// Namespace and algorithm URIs.
namespace idpsim::ns {
inline constexpr char saml[] = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr char samlp[] = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr char md[] = "urn:oasis:names:tc:SAML:2.0:metadata";
inline constexpr char ds[] = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr char xenc[] = "http://www.w3.org/2001/04/xmlenc#";
inline constexpr char xenc11[] = "http://www.w3.org/2009/xmlenc11#";
inline constexpr char soap[] = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr char xs[] = "http://www.w3.org/2001/XMLSchema";
inline constexpr char xsi[] = "http://www.w3.org/2001/XMLSchema-instance";
} // namespace idpsim::ns

namespace idpsim::alg {
inline constexpr char exc_c14n[] = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr char enveloped[] = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr char rsa_sha1[] = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
inline constexpr char rsa_sha256[] = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
inline constexpr char rsa_sha384[] = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";
inline constexpr char rsa_sha512[] = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
inline constexpr char sha1[] = "http://www.w3.org/2000/09/xmldsig#sha1";
inline constexpr char sha256[] = "http://www.w3.org/2001/04/xmlenc#sha256";
inline constexpr char sha384[] = "http://www.w3.org/2001/04/xmldsig-more#sha384";
inline constexpr char sha512[] = "http://www.w3.org/2001/04/xmlenc#sha512";
inline constexpr char triple_des_cbc[] = "http://www.w3.org/2001/04/xmlenc#tripledes-cbc";
inline constexpr char aes128_cbc[] = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
inline constexpr char aes192_cbc[] = "http://www.w3.org/2001/04/xmlenc#aes192-cbc";
inline constexpr char aes256_cbc[] = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
inline constexpr char aes128_gcm[] = "http://www.w3.org/2009/xmlenc11#aes128-gcm";
inline constexpr char aes192_gcm[] = "http://www.w3.org/2009/xmlenc11#aes192-gcm";
inline constexpr char aes256_gcm[] = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
inline constexpr char rsa_1_5[] = "http://www.w3.org/2001/04/xmlenc#rsa-1_5";
inline constexpr char rsa_oaep_mgf1p[] = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
inline constexpr char rsa_oaep[] = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
inline constexpr char mgf1_sha1[] = "http://www.w3.org/2009/xmlenc11#mgf1sha1";
inline constexpr char mgf1_sha256[] = "http://www.w3.org/2009/xmlenc11#mgf1sha256";
inline constexpr char mgf1_sha384[] = "http://www.w3.org/2009/xmlenc11#mgf1sha384";
inline constexpr char mgf1_sha512[] = "http://www.w3.org/2009/xmlenc11#mgf1sha512";
/// XML Encryption 1.1 section 5.7.3 names SHA-384 by another URI than XML Signature does.
inline constexpr char xenc_sha384[] = "http://www.w3.org/2001/04/xmlenc#sha384";
inline constexpr char xenc_element[] = "http://www.w3.org/2001/04/xmlenc#Element";
inline constexpr char xenc_encrypted_key[] = "http://www.w3.org/2001/04/xmlenc#EncryptedKey";
} // namespace idpsim::alg
