// The definitions of RFC 7643 sections 3.1, 4.1, 4.2 and 4.3, characteristics after section 8.7.1. Where this server is
// stricter than the RFC's sample schema, the schema says so: a Group's displayName is unique.
#include "src/scim/schema.hpp"

#include <utility>

namespace idpsim::scim {

namespace {

Attribute text(std::string name, std::string description) {
    return {.name = std::move(name), .description = std::move(description)};
}

Attribute one_line(std::string name, std::string description) {
    return {.name = std::move(name), .description = std::move(description), .one_line = true};
}

Attribute typed(std::string name, Type type, std::string description) {
    return {.name = std::move(name), .description = std::move(description), .type = type, .case_exact = type != Type::boolean};
}

Attribute read_only(Attribute attribute) {
    attribute.mutability = Mutability::read_only;
    return attribute;
}

Attribute reference(std::string name, std::vector<std::string> types, std::string description) {
    return {.name = std::move(name),
            .description = std::move(description),
            .type = Type::reference,
            .case_exact = true,
            .reference_types = std::move(types)};
}

Attribute complex(std::string name, std::string description, std::vector<Attribute> sub_attributes) {
    return {
        .name = std::move(name), .description = std::move(description), .type = Type::complex, .sub_attributes = std::move(sub_attributes)};
}

/// The default sub-attributes of RFC 7643 section 2.4 around a given `value`.
Attribute plural(std::string name, std::string description, Attribute value, std::vector<std::string> types) {
    Attribute type = text("type", "What the value is for.");
    type.canonical_values = std::move(types);
    Attribute attribute = complex(std::move(name), std::move(description),
                                  {std::move(value), text("display", "A name for people to read."), std::move(type),
                                   typed("primary", Type::boolean, "True for the preferred value; at most one.")});
    attribute.multi_valued = true;
    return attribute;
}

Attribute name() {
    return complex("name", "The parts of the person's name.",
                   {text("formatted", "The whole name, to be shown."), text("familyName", "The last name."),
                    text("givenName", "The first name."), text("middleName", "The middle names."),
                    text("honorificPrefix", "A title before the name."),
                    text("honorificSuffix", "A suffix after the name.")});
}

Attribute addresses() {
    Attribute type = text("type", "What the address is for.");
    type.canonical_values = {"work", "home", "other"};
    Attribute attribute =
        complex("addresses", "Postal addresses.",
                {text("formatted", "The whole address, to be shown; may have several lines."),
                 text("streetAddress", "Street and number; may have several lines."), text("locality", "The city."),
                 text("region", "The state or region."), text("postalCode", "The postal code."),
                 text("country", "The country."), std::move(type),
                 typed("primary", Type::boolean, "True for the preferred address; at most one.")});
    attribute.multi_valued = true;
    return attribute;
}

Attribute groups() {
    Attribute attribute = complex(
        "groups", "The groups that have this user as a member; changed through the groups alone.",
        {read_only(typed("value", Type::string, "The group's id.")),
         read_only(reference("$ref", {"Group"}, "The group's URI.")), read_only(text("display", "The group's name.")),
         read_only({.name = "type", .description = "direct.", .canonical_values = {"direct", "indirect"}})});
    attribute.multi_valued = true;
    return read_only(std::move(attribute));
}

Attribute user_name() {
    return {.name = "userName",
            .description = "The name the person logs in with, unique in the organisation.",
            .required = true,
            .uniqueness = Uniqueness::server,
            .one_line = true};
}

Attribute active() {
    Attribute attribute = typed("active", Type::boolean, "False: the person cannot log in. True when not given.");
    attribute.never_null = true;   // no value would mean true, and null was hardly meant to let somebody in
    return attribute;
}

Attribute password() {
    return {.name = "password",
            .description = "Kept as a salted hash and never shown; people log in through their identity provider.",
            .case_exact = true,
            .mutability = Mutability::write_only,
            .returned = Returned::never};
}

Attribute certificate() {
    Attribute value = typed("value", Type::binary, "One certificate, DER in base64.");
    value.one_der = true;
    return value;
}

Attribute members() {
    const auto immutable = [](Attribute attribute) {
        attribute.mutability = Mutability::immutable;
        return attribute;
    };
    Attribute type = text("type", "User or Group.");
    type.canonical_values = {"User", "Group"};
    Attribute attribute =
        complex("members", "Who belongs to the group.",
                {immutable({.name = "value", .description = "The member's id.", .case_exact = true, .one_line = true}),
                 immutable(reference("$ref", {"User", "Group"}, "The member's URI.")), immutable(std::move(type)),
                 immutable(text("display", "The member's name, as the client gave it."))});
    attribute.multi_valued = true;
    return attribute;
}

Attribute meta() {
    return read_only(complex("meta", "What the server knows about the resource.",
                             {read_only(typed("resourceType", Type::string, "User or Group.")),
                              read_only(typed("created", Type::date_time, "When it was created.")),
                              read_only(typed("lastModified", Type::date_time, "When it last changed.")),
                              read_only(reference("location", {"uri"}, "Its URI.")),
                              read_only(typed("version", Type::string, "Its version."))}));
}

} // namespace

const std::vector<Attribute>& common_attributes() {
    static const std::vector<Attribute> attributes{
        {.name = "id",
         .description = "The server's identifier.",
         .case_exact = true,
         .mutability = Mutability::read_only,
         .returned = Returned::always,
         .uniqueness = Uniqueness::server},
        {.name = "externalId", .description = "The client's identifier.", .case_exact = true, .one_line = true},
        {.name = "schemas",
         .description = "The URNs of the schemas in use.",
         .type = Type::reference,
         .multi_valued = true,
         .mutability = Mutability::read_only,
         .returned = Returned::always,
         .reference_types = {"uri"}},
        meta()};
    return attributes;
}

const Schema& user_schema() {
    static const Schema schema{
        std::string(user_urn),
        "User",
        "User Account",
        {user_name(),
         name(),
         text("displayName", "The name to be shown."),
         text("nickName", "A casual name."),
         reference("profileUrl", {"external"}, "A page about the person."),
         text("title", "The job title."),
         text("userType", "The relation to the organisation, e.g. Employee."),
         text("preferredLanguage", "A language tag."),
         text("locale", "A locale, such as en-US."),
         text("timezone", "An Olson time zone."),
         active(),
         password(),
         plural("emails", "E-mail addresses.", one_line("value", "The address."), {"work", "home", "other"}),
         plural("phoneNumbers", "Telephone numbers.", one_line("value", "The number, RFC 3966 if possible."),
                {"work", "home", "mobile", "fax", "pager", "other"}),
         plural("ims", "Instant messaging addresses.", one_line("value", "The address."),
                {"aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"}),
         plural("photos", "Pictures; kept as text and never fetched.",
                reference("value", {"external"}, "The picture's URI."), {"photo", "thumbnail"}),
         addresses(),
         groups(),
         plural("entitlements", "What the person is entitled to; kept, and without effect.",
                text("value", "The entitlement."), {}),
         plural("roles", "Roles; kept, and without effect.", text("value", "The role."), {}),
         plural("x509Certificates", "Certificates.", certificate(), {})}};
    return schema;
}

const Schema& enterprise_schema() {
    static const Schema schema{
        std::string(enterprise_urn),
        "EnterpriseUser",
        "Enterprise User",
        {text("employeeNumber", "The number the organisation gave."), text("costCenter", "The cost center."),
         text("organization", "The organisation's name."), text("division", "The division."),
         text("department", "The department."),
         complex("manager", "The person's manager.",
                 {{.name = "value", .description = "The manager's id.", .case_exact = true, .one_line = true},
                  reference("$ref", {"User"}, "The manager's URI."),
                  read_only(text("displayName", "The manager's name."))})}};
    return schema;
}

const Schema& group_schema() {
    static const Schema schema{std::string(group_urn),
                               "Group",
                               "Group",
                               {{.name = "displayName",
                                 .description = "The group's name, unique in the organisation.",
                                 .required = true,
                                 .uniqueness = Uniqueness::server,
                                 .one_line = true},
                                members()}};
    return schema;
}

} // namespace idpsim::scim
