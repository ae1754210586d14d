/// The mapping workbook: what it shows, what is refused, what it changes.
#include "simulator/sp/mapping.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/organisation.hpp"
#include "src/core/text.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>
#include <gmock/gmock.h>

namespace idpsim::sp::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using xlsx::Kind;
using xlsx::Reference;

constexpr char file_name[] = "example-product-sso-attributes.xlsx";

Message message(std::string assertion_id, std::string name_id = "ada@example.test",
                std::map<std::string, std::string> attributes = {}) {
    Message out;
    out.assertion_id = std::move(assertion_id);
    out.name_id = std::move(name_id);
    out.attributes = std::move(attributes);
    return out;
}

class MappingTest : public testing::Test {
protected:
    std::string path() const { return "/api/orgs/" + bench.org + "/mapping"; }
    HttpResponse download() { return bench.api("GET", path()); }
    xlsx::Sheet sheet() { return xlsx::read_workbook(download().body).value(); }
    HttpResponse upload(const std::string& octets, const std::string& name = file_name) {
        return bench.send("PUT", path(),
                          {{"Authorization", "Bearer " + bench.admin_token},
                           {"Content-Disposition", "attachment; filename=\"" + name + "\""}},
                          octets);
    }
    HttpResponse upload(const xlsx::Sheet& edited) { return upload(xlsx::write_workbook(edited)); }
    /// The downloaded sheet with a cell changed, cleared by "".
    xlsx::Sheet edited(const char* at, const std::string& text, xlsx::Sheet from) {
        const Reference where = xlsx::parse_reference(at).value();
        std::erase_if(from.cells, [&](const xlsx::Cell& cell) { return cell.at == where; });
        if (!text.empty()) from.cells.push_back({where, Kind::text, text});
        return from;
    }
    xlsx::Sheet edited(const char* at, const std::string& text) { return edited(at, text, sheet()); }
    boost::json::object settings() { return json_of(bench.api("GET", "/api/orgs/" + bench.org + "/settings")); }
    boost::json::object scim(std::string method, const std::string& resource, std::string body) {
        const std::string token =
            text_of(json_of(bench.api("POST", "/api/orgs/" + bench.org + "/scim-token")), "token");
        return json_of(bench.send(std::move(method), "/scim/v2/" + bench.org + resource,
                                  {{"Authorization", "Bearer " + token}, {"Content-Type", "application/scim+json"}},
                                  std::move(body)));
    }
    void refused(const HttpResponse& answer, const std::string& where, const std::string& reason) {
        EXPECT_EQ(answer.status, 400) << answer.body;
        EXPECT_EQ(text_of(json_of(answer), "where"), where) << answer.body;
        EXPECT_THAT(text_of(json_of(answer), "detail"), HasSubstr(reason));
    }

    Bench bench;
};

TEST_F(MappingTest, TheFileIsNamedByTheProduct) {
    const HttpResponse answer = download();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(find_header(answer.headers, "Content-Disposition"),
              "attachment; filename=\"example-product-sso-attributes.xlsx\"");
    EXPECT_EQ(find_header(answer.headers, "Cache-Control"), "no-store");
    ProductNames names;
    names.company = "Ünï & Co. KG";
    EXPECT_EQ(mapping_file_name(names), "n-co-kg-sso-attributes.xlsx");
    names.company = "";
    EXPECT_EQ(mapping_file_name(names), "product-sso-attributes.xlsx");
}

TEST_F(MappingTest, UneditedItChangesNothing) {
    ASSERT_EQ(
        bench
            .settings(
                R"({"attributes":{"email":["a, b","mail"],"given_name":[],"family_name":["sn"],"email_attribute_first":false},
        "scim_attributes":{"email":"emails[type eq \"work\"].value","display_name":"nickName"}})")
            .status,
        200);
    const boost::json::object before = settings();
    EXPECT_EQ(upload(download().body).status, 200);
    EXPECT_EQ(settings(), before);
}

TEST_F(MappingTest, ShowsWhatIsInForce) {
    bench.settings(
        R"({"attributes":{"email":["work","mail"],"given_name":[]},"scim_attributes":{"email":"userName"}})");
    const xlsx::Sheet shown = sheet();
    EXPECT_EQ(shown.find({3, 2})->text, "work\nmail");
    EXPECT_EQ(shown.find({3, 3})->text, "-");
    EXPECT_EQ(shown.find({3, 4}), nullptr); // the usual names
    EXPECT_EQ(shown.find({3, 6})->text, "userName");
}

TEST_F(MappingTest, DrivesLogins) {
    ASSERT_EQ(upload(edited("C5", "card", edited("C2", "urn:example:office-mail\nother"))).status, 200);
    Browser browser;
    bench.login(message("_a1", "ada@example.test",
                        {{"urn:example:office-mail", "ada@office.example.test"}, {"card", "A. Byron"}}),
                browser);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@office.example.test");
    EXPECT_EQ(text_of(bench.whoami(browser), "display_name"), "A. Byron");
    // Emptied again, the usual names count, after the NameID.
    ASSERT_EQ(upload(edited("C2", "")).status, 200);
    Browser other;
    bench.login(message("_a2", "ada@example.test", {{"urn:example:office-mail", "ada@office.example.test"}}), other);
    EXPECT_EQ(text_of(bench.whoami(other), "email"), "ada@example.test");
}

TEST_F(MappingTest, DrivesScim) {
    scim(
        "POST", "/Users",
        R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada.login","nickName":"Countess","displayName":"Ada Byron","active":true,
        "name":{"givenName":"Ada","familyName":"Byron"},"emails":[{"value":"ada@home.example.test","type":"home","primary":true},{"value":"ada@work.example.test","type":"work"}]})");
    EXPECT_EQ(text_of(bench.account("ada@home.example.test"), "email"), "ada@home.example.test");
    ASSERT_EQ(upload(edited("C9", "nickName", edited("C6", "emails[type eq \"work\"].value"))).status, 200);
    const boost::json::object account = bench.account("ada@work.example.test");
    EXPECT_EQ(text_of(account, "email"), "ada@work.example.test");
    EXPECT_EQ(text_of(account, "display_name"), "Countess");
    EXPECT_EQ(text_of(account, "given_name"), "Ada");
    // A login with that address is hers.
    Browser browser;
    bench.login(message("_a1", "ada@work.example.test"), browser);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@work.example.test");
    EXPECT_EQ(bench.account_count(), 1u);
}

TEST_F(MappingTest, RenamedFilesAreRefused) {
    const std::string octets = download().body;
    for (const char* name : {"example-product-sso-attributes (1).xlsx", "mapping.xlsx",
                             "Example-Product-SSO-attributes.xlsx", "example-product-sso-attributes.xlsx.xls", ""})
        refused(upload(octets, name), "file name", file_name);
    EXPECT_EQ(upload(octets, "C:\\Users\\owner\\Downloads\\example-product-sso-attributes.xlsx").status, 200);
    EXPECT_EQ(bench
                  .send("POST", path() + "?file_name=example-product-sso-attributes.xlsx",
                        {{"Authorization", "Bearer " + bench.admin_token}}, octets)
                  .status,
              200);
    EXPECT_EQ(bench
                  .send("PUT", path(),
                        {{"Authorization", "Bearer " + bench.admin_token},
                         {"Content-Disposition", "attachment; filename*=UTF-8''example%2Dproduct-sso-attributes.xlsx"}},
                        octets)
                  .status,
              200);
    EXPECT_EQ(bench.send("PUT", path(), {{"Authorization", "Bearer " + bench.admin_token}}, octets).status, 400);
}

TEST_F(MappingTest, ColumnsAAndBStay) {
    refused(upload(edited("A3", "Vorname")), "A3", "Vorname");
    refused(upload(edited("B7", "")), "B7", "cleared");
    refused(upload(edited("C1", "Attribut")), "C1", "was changed");
    refused(upload(edited("D3", "a note")), "D3", "outside");
    refused(upload(edited("A10", "One more")), "A10", "outside");
    xlsx::Sheet sorted = sheet();
    for (xlsx::Cell& cell : sorted.cells)
        if (cell.at.column == 1 && cell.at.row > 1) cell.at.row = 11 - cell.at.row;
    refused(upload(sorted), "A2", "was changed");
}

TEST_F(MappingTest, ColumnCHoldsNames) {
    refused(upload(edited("C2", std::string(201, 'x'))), "C2", "200");
    refused(upload(edited("C2", " mail")), "C2", "space");
    refused(upload(edited("C2", "mail\xc2\xa0")), "C2", "nobody sees");
    refused(upload(edited("C2", "ma\til")), "C2", "control character");
    refused(upload(edited("C2", "mail; email")), "C2", "lines of their own");
    refused(upload(edited("C2", "mail\nmail")), "C2", "twice");
    refused(upload(edited("C2", "\n\n")), "C2", "empty lines");
    refused(upload(edited("C6", "emails[")), "C6", "no path");
    refused(upload(edited("C6", "emails.work")), "C6", "no attribute");
    refused(upload(edited("C6", "shoeSize")), "C6", "no attribute");
    refused(upload(edited("C6", "password")), "C6", "never shown");
    refused(upload(edited("C6", "name")), "C6", "several parts");
    refused(upload(edited("C6", "active")), "C6", "no text");
    refused(upload(edited("C6", "userName[value eq \"x\"]")), "C6", "one value");
    refused(upload(edited("C6", "emails[shoe eq \"x\"].value")), "C6", "filter");
    refused(upload(edited("C6", "emails[type eq \"work\"].shoe")), "C6", "part");
    for (const char* good :
         {"userName", "emails", "emails.value", "emails[type eq \"work\"]", "EMAILS[primary eq true].VALUE",
          "externalId", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"})
        EXPECT_EQ(upload(edited("C6", good)).status, 200) << good;
}

TEST_F(MappingTest, OtherKindsOfCells) {
    const std::string good = download().body;
    // A number in C2, as Excel makes one of digits.
    xlsx::Sheet given = sheet();
    given.cells.push_back({{3, 2}, Kind::number, "45000"});
    const auto read = read_mapping(given, {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().where, "C2");
    EXPECT_THAT(read.error().detail, AllOf(HasSubstr("a number"), HasSubstr("format Text")));
}

TEST_F(MappingTest, ARefusalChangesNothing) {
    ASSERT_EQ(upload(edited("C2", "first")).status, 200);
    const boost::json::object before = settings();
    const std::string good = xlsx::write_workbook(edited("C2", "second"));
    upload(edited("C6", "password", edited("C2", "second")));
    upload(good, "renamed.xlsx");
    upload(good.substr(0, good.size() - 30));
    upload("not a workbook");
    EXPECT_EQ(upload(std::string(2u << 20, 'x')).status, 413);
    EXPECT_EQ(settings(), before);
}

TEST_F(MappingTest, ForAdminsOfEnabledOrganisationsAlone) {
    const std::string octets = download().body;
    const auto put = [&](Headers headers) {
        headers.emplace_back("Content-Disposition", "attachment; filename=\"example-product-sso-attributes.xlsx\"");
        return bench.send("PUT", path(), std::move(headers), octets).status;
    };
    EXPECT_EQ(put({}), 401);
    EXPECT_EQ(put({{"Authorization", "Bearer nobody"}}), 401);
    EXPECT_EQ(put({{"Authorization", "Bearer " + std::string(staff_token)}}), 403);
    Browser browser;
    bench.login({}, browser);
    EXPECT_EQ(put({{"Cookie", browser.header()}}), 403); // a reader
    EXPECT_EQ(bench.get(path(), browser).status, 403);
    EXPECT_EQ(put({{"Authorization", "Bearer " + bench.admin_token}, {"Origin", "https://evil.example"}}), 403);
    EXPECT_EQ(bench.send("GET", path()).status, 401);
    bench.api("PUT", "/api/orgs/" + bench.org + "/enabled", R"({"enabled":false})", staff_token);
    EXPECT_EQ(put({{"Authorization", "Bearer " + bench.admin_token}}), 403);
    EXPECT_EQ(download().status, 403);
}

/// The page's form, sent by the browser of an admin.
class MappingFormTest : public MappingTest {
protected:
    MappingFormTest() {
        bench.login({}, browser);
        bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + text_of(bench.account("ada@example.test"), "id"),
                  R"({"role":"Owner"})");
    }
    HttpResponse submit(const std::string& octets, const std::string& name = file_name, Headers more = {}) {
        more.emplace_back("Cookie", browser.header());
        more.emplace_back("Content-Type", "multipart/form-data; boundary=----formBoundary7");
        return bench.send("POST", "/app/settings/connect/sso/mapping", std::move(more),
                          "------formBoundary7\r\nContent-Disposition: form-data; name=\"" + std::string(form_token_field) + "\"\r\n\r\n" + token() +
                              "\r\n------formBoundary7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                              "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + octets + "\r\n------formBoundary7--\r\n");
    }
    /// Of the forms of this session's pages.
    std::string token() const {
        const auto session = browser.cookies.find("__Host-session");
        return session == browser.cookies.end() ? "" : form_token(session->second);
    }
    Browser browser;
};

TEST_F(MappingFormTest, TakesTheFileAndLeadsBack) {
    const HttpResponse page = bench.get("/app/settings/connect/sso/mapping", browser);
    ASSERT_EQ(page.status, 200);
    const HttpResponse answer =
        submit(xlsx::write_workbook(edited("C2", "work", xlsx::read_workbook(page.body).value())));
    EXPECT_EQ(answer.status, 303) << answer.body;
    EXPECT_EQ(find_header(answer.headers, "Location"), "/app/settings/connect/sso");
    EXPECT_EQ(sheet().find({3, 2})->text, "work");
}

TEST_F(MappingFormTest, TellsCellAndReason) {
    const HttpResponse answer = submit(xlsx::write_workbook(edited("A3", "<script>")));
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body,
                AllOf(HasSubstr("Cell A3"), HasSubstr("&lt;script&gt;"), HasSubstr("The mapping is as it was")));
    EXPECT_THAT(submit("x", "other.xlsx").body, HasSubstr("must not be renamed"));
    EXPECT_THAT(submit("", "").body, HasSubstr("choose it first"));
    EXPECT_EQ(submit(std::string(3u << 20, 'x')).status, 413);
}

TEST_F(MappingFormTest, OfTheAdminsOwnBrowserAlone) {
    const std::string octets = download().body;
    EXPECT_EQ(submit(octets, file_name, {{"Origin", "https://evil.example"}}).status, 403);
    EXPECT_EQ(submit(octets, file_name, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    bench.login(message("_a3", "grace@example.test"), browser); // a reader
    EXPECT_EQ(submit(octets).status, 403);
    browser = {};
    EXPECT_EQ(find_header(submit(octets).headers, "Location"), "/sign-in");
}

} // namespace
} // namespace idpsim::sp::test
