/// Whom the assertion names, and what it says of the person. All signed so by the IdP.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "identity";

Node subject_of(Node root) { return child_named(assertion_of(root), "Subject"); }
Node name_id_of(Node root) { return child_named(subject_of(root), "NameID"); }

/// NameID and address attributes alike, made of the victim's address.
Change named(std::function<std::string(const std::string& victim)> write) {
    return before([write](Node root, const Attack& attack) {
        const std::string name = write(attack.victim);
        name_id_of(root).text().set(name.c_str());
        for (const Node value : all_named(assertion_of(root), "AttributeValue"))
            if (value.text().get() == attack.email) value.text().set(name.c_str());
    });
}

Change name_id(std::string value) {
    return before([value](Node root, const Attack&) { name_id_of(root).text().set(value.c_str()); });
}

Node add_attribute(Node root, const std::string& name, const std::vector<std::string>& values) {
    Node statement = first_named(assertion_of(root), "AttributeStatement");
    if (!statement) statement = add(assertion_of(root), "saml:AttributeStatement", ns::saml);
    Node attribute = statement.append_child(beside(statement, "Attribute").c_str());
    put_attribute(attribute, "Name", name);
    for (const std::string& value : values)
        attribute.append_child(beside(statement, "AttributeValue").c_str()).text().set(value.c_str());
    return attribute;
}

/// Another attribute, whose values a careless reader takes for the person.
Change attribute(std::string name, std::function<std::vector<std::string>(const Attack&)> values) {
    return before([name, values](Node root, const Attack& attack) { add_attribute(root, name, values(attack)); });
}

std::vector<std::string> the_victim(const Attack& attack) { return {attack.victim}; }

void spoofed_friendly_name(Node root, const Attack& attack) {
    put_attribute(add_attribute(root, "urn:example:other", {attack.victim}), "FriendlyName", "email");
}

/// Attributes in a place that nobody signed.
void outside(Node root, const Attack& attack) {
    const Node extensions = add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp);
    const Node statement = add(extensions, "saml:AttributeStatement", ns::saml);
    Node one = add(statement, "saml:Attribute", ns::saml);
    put_attribute(one, "Name", "email");
    add(one, "saml:AttributeValue", ns::saml).text().set(attack.victim.c_str());
}

void in_confirmation_data(Node root, const Attack& attack) {
    Node one = add(first_named(assertion_of(root), "SubjectConfirmationData"), "saml:Attribute", ns::saml);
    put_attribute(one, "Name", "email");
    add(one, "saml:AttributeValue", ns::saml).text().set(attack.victim.c_str());
}

/// The Advice's assertion may be ignored; its subject is never the login's.
void forged_advice(Node root, const Attack& attack) {
    Node assertion = assertion_of(root);
    pugi::xml_document aside;
    Node copied = forge(aside.append_copy(assertion), attack);
    Node advice = assertion.insert_child_after(beside(assertion, "Advice").c_str(), child_named(assertion, "Conditions"));
    advice.append_copy(copied);
}

void nested_in_value(Node root, const Attack& attack) {
    Node one = add_attribute(root, "eduPersonTargetedID", {});
    Node value = one.append_child(beside(one, "AttributeValue").c_str());
    value.append_child(beside(one, "NameID").c_str()).text().set(attack.victim.c_str());
}

Change qualifier(const char* which, std::string value) {
    return before([which, value](Node root, const Attack&) {
        put_attribute(name_id_of(root), "Format", saml::nameid_persistent);
        put_attribute(name_id_of(root), which, value);
    });
}

} // namespace

std::vector<SamlFault> identity_faults() {
    return {
        {"nid-missing", theme, "the Subject has no NameID", Must::policy,
         before([](Node root, const Attack&) { drop(name_id_of(root)); })},
        {"nid-no-subject", theme, "no Subject", Must::refuse,
         before([](Node root, const Attack&) { drop(subject_of(root)); })},
        {"nid-empty", theme, "an empty NameID", Must::policy, name_id("")},
        {"nid-blank", theme, "a NameID of blanks", Must::policy, name_id("   ")},
        {"nid-two", theme, "a second NameID, of somebody else", Must::refuse,
         before([](Node root, const Attack& attack) {
             Node second = subject_of(root).insert_copy_before(name_id_of(root), name_id_of(root));
             second.text().set(attack.victim.c_str());
         })},
        {"nid-namequalifier-other", theme, "a persistent NameID of another IdP", Must::policy,
         qualifier("NameQualifier", "https://other-idp.example/saml")},
        {"nid-spnamequalifier-other", theme, "a persistent NameID for another service provider", Must::policy,
         qualifier("SPNameQualifier", "https://other-sp.example/saml")},
        {"nid-fullwidth-nfkc", theme, "the victim's address with a full-width letter", Must::exact,
         named([](const std::string& victim) { return "\xef\xbd\x96" + victim.substr(1); })},
        {"nid-homoglyph", theme, "the victim's address with a Cyrillic letter", Must::exact,
         named([](const std::string& victim) { return replace_all(victim, "i", "\xd1\x96"); })},
        {"nid-accent-insensitive-db", theme, "the victim's address with an accent", Must::exact,
         named([](const std::string& victim) { return replace_all(victim, "i", "\xc3\xad"); })},
        {"nid-collation-trailing-space", theme, "the victim's address with a blank behind it", Must::exact,
         named([](const std::string& victim) { return victim + " "; })},
        {"nid-email-quoted", theme, "the victim's address in angle brackets", Must::exact,
         named([](const std::string& victim) { return "Victor <" + victim + ">"; })},
        {"nid-email-comment", theme, "the victim's address with a comment of mail", Must::exact,
         named([](const std::string& victim) { return victim + " (x)"; })},
        {"nid-multiple-at", theme, "the victim's address before another domain", Must::exact,
         named([](const std::string& victim) { return victim + "@evil.example"; })},
        {"nid-domain-trailing-dot", theme, "the victim's address with a dot behind it", Must::exact,
         named([](const std::string& victim) { return victim + "."; })},
        {"nid-subdomain", theme, "the victim's name at a domain below", Must::exact,
         named([](const std::string& victim) { return replace_all(victim, "@", "@x."); })},
        {"nid-html-sql-ldap", theme, "a NameID that is HTML, SQL and LDAP", Must::policy,
         name_id("\"><script>alert(1)</script>' or 1=1-- *)(uid=*")},
        {"nid-long", theme, "a NameID of ten thousand characters", Must::survive,
         name_id(std::string(10'000, 'a') + "@example.test")},
        {"att-duplicate-name", theme, "a second attribute email, of somebody else", Must::exact,
         attribute("email", the_victim)},
        {"att-multi-value-second", theme, "the address attribute has a second value", Must::exact,
         before([](Node root, const Attack& attack) {
             for (const Node value : all_named(assertion_of(root), "AttributeValue"))
                 if (value.text().get() == attack.email)
                     value.parent().insert_copy_after(value, value).text().set(attack.victim.c_str());
         })},
        {"att-friendlyname-spoof", theme, "an attribute whose FriendlyName is email", Must::exact, before(spoofed_friendly_name)},
        {"att-name-case", theme, "an attribute EMAIL", Must::exact, attribute("EMAIL", the_victim)},
        {"att-outside-assertion", theme, "attributes outside of the assertion", Must::exact, after(outside),
         Applies::assertion_signed},
        {"att-in-subjectconfirmationdata", theme, "attributes inside the confirmation's data", Must::exact, before(in_confirmation_data)},
        {"att-csv-injection", theme, "a value with a comma and another address", Must::exact,
         before([](Node root, const Attack& attack) {
             for (const Node value : all_named(assertion_of(root), "AttributeValue"))
                 if (value.text().get() == attack.email) value.text().set((attack.victim + "," + attack.email).c_str());
         })},
        {"att-reserved-names", theme, "attributes with names of programs' insides", Must::exact,
         before([](Node root, const Attack& attack) {
             for (const char* name : {"__proto__", "constructor", "id", "is_admin", "tenant_id", "user_id"})
                 add_attribute(root, name, {attack.victim});
         })},
        {"att-long", theme, "two thousand attributes", Must::survive,
         before([](Node root, const Attack&) {
             for (int i = 0; i < 2'000; ++i) add_attribute(root, "a" + std::to_string(i), {"x"});
         })},
        {"txt-nested-nameid-attribute", theme, "a NameID inside an attribute's value", Must::accept, before(nested_in_value)},
        {"xsw-advice-holds-forged", theme, "the Advice, signed along, names somebody else", Must::exact, before(forged_advice)},
        {"xsw-attributevalue-assertion", theme, "an assertion inside an attribute's value, signed along", Must::exact,
         before([](Node root, const Attack& attack) {
             pugi::xml_document aside;
             Node copied = forge(aside.append_copy(assertion_of(root)), attack);
             Node one = add_attribute(root, "attached", {});
             one.append_child(beside(one, "AttributeValue").c_str()).append_copy(copied);
         })},
    };
}

} // namespace idpsim::engine::faults
