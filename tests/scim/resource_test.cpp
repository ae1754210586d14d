#include "src/scim/resource.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

const std::string core = "'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']";

Outcome<json::object> read(const std::string& members) {
    return read_resource(object_of("{" + core + "," + members + "}"), user_type());
}

TEST(ReadResource, NamesAsTheSchemaDoesAndLeavesOutWhatIsNotTheClients) {
    const Outcome<json::object> user =
        read("'ID':'x','meta':{'created':'1999'},'groups':[{'value':'g'}],'USERNAME':'a','isAdmin':true,'password':'p',"
             "'title':null,"
             "'emails':[],'NAME':{'GIVENNAME':'G','nope':1,'familyName':null},'urn:example:ext':{'x':1},"
             "'URN:ietf:params:scim:schemas:extension:enterprise:2.0:USER':{'Department':'D'},'roles':[{'value':'r','"
             "PRIMARY':'True'}]");
    ASSERT_TRUE(user);
    EXPECT_EQ(json::serialize(*user), quotes("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','@enterprise'],"
                                             "'userName':'a','name':{'givenName':'G'},'@enterprise':{'department':'D'},"
                                             "'roles':[{'value':'r','primary':true}]}"));
}

TEST(ReadResource, ForgivesWhatClientsSend) {
    EXPECT_EQ(json::serialize(read("'emails':{'value':'a','type':'work','primary':true}")->at("emails")),
              quotes("[{'value':'a','type':'work','primary':true}]"));
    EXPECT_EQ(
        json::serialize(read("'emails':[{'value':'a','primary':true},{'value':'b','primary':true}]")->at("emails")),
        quotes("[{'value':'a','primary':true},{'value':'b','primary':false}]"));
    EXPECT_EQ(json::serialize(read("'emails':[{'value':'a','type':'work'},{'value':'a','type':'home'},{'value':'a','type':'work','display':'A'},"
                                   "{'display':'B'},{'display':'B'}]")->at("emails")),
              quotes("[{'value':'a','type':'work'},{'value':'a','type':'home'},{'display':'B'},{'display':'B'}]"));
    EXPECT_EQ(read("'active':'False'")->at("active"), false);
    EXPECT_EQ(json::serialize(read("'@enterprise':{'manager':'7'}")->at(quotes("@enterprise"))),
              quotes("{'manager':{'value':'7'}}"));
    EXPECT_TRUE(read_resource(object_of("{'schemas':['urn:scim:schemas:core:2.0'],'userName':'a'}"), user_type()));
    EXPECT_TRUE(read_resource(object_of("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group','http://"
                                        "example.test/2.0/Group'],'displayName':'g'}"),
                              group_type()));
}

TEST(ReadResource, RefusesOtherTypes) {
    for (const char* members :
         {"'userName':1", "'userName':['a']", "'userName':{'$gt':''}", "'userName':true", "'active':1", "'active':'no'",
          "'active':[]", "'emails':'x\\u0000'", "'emails':[1]", "'emails':[['a']]", "'name':'x'", "'name':[1,2]",
          "'userName':'a\\u0000b'", "'userName':'a\\r\\nb'", "'externalId':'a\\u0000'",
          "'x509Certificates':[{'value':'no base64!'}]", "'@enterprise':'x'"}) {
        const Outcome<json::object> user = read(members);
        ASSERT_TRUE(user.has_error()) << members;
        EXPECT_EQ(name_of(user.error()), "invalidValue") << members;
    }
    EXPECT_TRUE(read("'addresses':[{'formatted':'a\\nb'}]"));
}

TEST(ReadResource, WantsTheSchema) {
    for (const char* body :
         {"{'userName':'a'}", "{'schemas':[],'userName':'a'}", "{'schemas':'x'}", "{'schemas':[1]}"}) {
        EXPECT_EQ(name_of(read_resource(object_of(body), user_type()).error()), "invalidSyntax") << body;
    }
    EXPECT_EQ(
        name_of(read_resource(object_of("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group']}"), user_type())
                    .error()),
        "invalidValue");
}

TEST(ReadResource, KnowsWhatIsRequired) {
    EXPECT_TRUE(check_required(*read("'userName':'a'"), user_type()));
    for (const char* members :
         {"'title':'t'", "'userName':''", "'userName':'  '", "'userName':'\xE2\x80\x8B'", "'userName':null"}) {
        EXPECT_EQ(name_of(check_required(*read(members), user_type()).error()), "invalidValue") << members;
    }
}

TEST(ReadResource, TakesOneCertificateAValue) {
    const auto taken = [](const std::string& base64) {
        return read("'userName':'a','x509Certificates':[{'value':'" + base64 + "'}]").has_value();
    };
    EXPECT_TRUE(taken("MAMCAQE="));         // SEQUENCE { INTEGER 1 }
    EXPECT_FALSE(taken("MAMCAQEwAwIBAQ=="));   // two of them
    EXPECT_TRUE(taken("MIIBAA" + std::string(341, 'A') + "="));   // a SEQUENCE of 256 octets
    EXPECT_FALSE(taken("MIIBAA" + std::string(342, 'A')));        // and one octet more
    EXPECT_TRUE(taken("MIIDQzCCAqyg"));   // cut short, as samples are
    EXPECT_FALSE(taken("MAMC AQE="));
}

TEST(ReadResource, ActiveIsNeverNull) {
    EXPECT_EQ(name_of(read("'userName':'a','active':null").error()), "invalidValue");
    EXPECT_EQ(name_of(read("'userName':'a','active':[]").error()), "invalidValue");
    EXPECT_TRUE(read("'userName':'a'"));
}

std::vector<std::string> names(const char* list) {
    std::vector<std::string> read;
    const std::string text = quotes(list);
    if (text.empty()) return read;
    for (const std::string_view part : split(text, ',')) read.emplace_back(trim(part));
    return read;
}

std::string shown(const char* attributes, const char* excluded) {
    static const json::object user = object_of(
        "{'schemas':['x'],'id':'1','userName':'a','password':'secret','name':{'givenName':'G','familyName':'F'},"
        "'emails':[{'value':'a','type':'work'}],'@enterprise':{'department':'D','division':'E'}}");
    json::object projected = project(user, user_type(), read_projection(names(attributes), names(excluded)).value());
    erase_member(projected, "schemas");
    return json::serialize(projected);
}

TEST(Projection, ShowsWhatIsAskedAndWhatIsAlwaysShown) {
    EXPECT_EQ(shown("userName", ""), quotes("{'id':'1','userName':'a'}"));
    EXPECT_EQ(shown("USERNAME, name.givenName", ""), quotes("{'id':'1','userName':'a','name':{'givenName':'G'}}"));
    EXPECT_EQ(shown("@enterprise:department", ""), quotes("{'id':'1','@enterprise':{'department':'D'}}"));
    EXPECT_EQ(shown("@enterprise", ""), quotes("{'id':'1','@enterprise':{'department':'D','division':'E'}}"));
    EXPECT_EQ(shown("emails.type", ""), quotes("{'id':'1','emails':[{'type':'work'}]}"));
    EXPECT_EQ(shown("foo", ""), quotes("{'id':'1'}"));
    EXPECT_EQ(shown("[]", ""), quotes("{'id':'1'}"));
    EXPECT_EQ(shown("password", ""), quotes("{'id':'1'}"));
    EXPECT_EQ(shown("", "emails.value,emails.type,name.givenName,name.familyName,@enterprise"), quotes("{'id':'1','userName':'a'}"));
    EXPECT_EQ(shown("name.middleName,emails.display,userName", ""), quotes("{'id':'1','userName':'a'}"));
    EXPECT_EQ(shown("", "id,emails,name.familyName,@enterprise"),
              quotes("{'id':'1','userName':'a','name':{'givenName':'G'}}"));
    EXPECT_EQ(name_of(read_projection({"a"}, {"b"}).error()), "invalidValue");
    EXPECT_EQ(name_of(read_projection(std::vector<std::string>(257, "title"), {}).error()), "tooMany");
}

TEST(Email, TakesThePrimaryElseWorkElseTheFirst) {
    EXPECT_EQ(primary_email(object_of("{'emails':[{'value':'a','type':'work'},{'value':'b','primary':true}]}")), "b");
    EXPECT_EQ(primary_email(object_of("{'emails':[{'value':'a','type':'home'},{'value':'b','type':'work'}]}")), "b");
    EXPECT_EQ(primary_email(object_of("{'emails':[{'value':'a','type':'home'},{'value':'b'}]}")), "a");
    EXPECT_EQ(primary_email(object_of("{}")), "");
}

} // namespace
} // namespace idpsim::scim
