/// report.html as a page: it stands alone, its links lead somewhere, and no text of a peer becomes markup.
#include "reports/page.hpp"
#include "reports/report.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/html.hpp"
#include "tests/reports/sample_run.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace idpsim::test {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Every start tag of the page.
std::vector<std::string> tags(const std::string& page) {
    static const std::regex tag("<[a-zA-Z][^<>]*>");
    std::vector<std::string> out;
    for (auto i = std::sregex_iterator(page.begin(), page.end(), tag); i != std::sregex_iterator(); ++i)
        out.push_back(i->str());
    return out;
}

/// The page without its own style and script.
std::string without_assets(std::string page) {
    for (const std::string_view asset : {reports::page_style, reports::page_script})
        page.replace(page.find(asset), asset.size(), "");
    return page;
}

std::vector<std::string> attribute_values(const std::string& page, const std::string& name) {
    const std::regex attribute(" " + name + "=\"([^\"]*)\"");
    std::vector<std::string> out;
    for (const std::string& tag : tags(page))
        for (auto i = std::sregex_iterator(tag.begin(), tag.end(), attribute); i != std::sregex_iterator(); ++i)
            out.push_back((*i)[1]);
    return out;
}

TEST(Page, NamesNoOutsideResource) {
    const std::string page = without_assets(reports::write_html(sample_run()));
    for (const std::string& link : attribute_values(page, "href")) EXPECT_EQ(link[0], '#') << link;
    for (const std::string& tag : tags(page)) {
        EXPECT_FALSE(has(tag, " src=") || has(tag, " srcset=") || has(tag, " action=") || has(tag, " data=")) << tag;
        for (const char* name :
             {"<link", "<img", "<iframe", "<object", "<embed", "<base", "<image", "<audio", "<video"})
            EXPECT_FALSE(tag.starts_with(name)) << tag;
    }
    for (const std::string_view asset : {reports::page_style, reports::page_script})
        for (const char* part : {"url(", "@import", "http:", "https:", "fetch(", "import("})
            EXPECT_FALSE(has(std::string(asset), part)) << part;
}

TEST(Page, EveryLinkHasItsTarget) {
    const std::string page = reports::write_html(sample_run());
    const auto ids = attribute_values(page, "id");
    const std::set<std::string> known(ids.begin(), ids.end());
    EXPECT_EQ(known.size(), ids.size()) << "an id stands twice";
    for (const std::string& link : attribute_values(page, "href")) EXPECT_TRUE(known.contains(link.substr(1))) << link;
}

TEST(Page, TextOfPeersNeverBecomesMarkup) {
    const std::string page = reports::write_html(sample_run());
    std::size_t scripts = 0;
    for (const std::string& tag : tags(page)) scripts += tag.starts_with("<script");
    EXPECT_EQ(scripts, 1u);
    EXPECT_FALSE(has(page, "<script>alert"));
    for (const std::string& tag : tags(without_assets(page)))
        EXPECT_FALSE(std::regex_search(tag, std::regex(" on[a-z]+=|style="))) << tag;
    EXPECT_EQ(page.find('\0'), std::string::npos);
    EXPECT_EQ(page.find('\x1b'), std::string::npos);
}

TEST(Page, ItsPolicyAdmitsItsOwnScriptAndStyleAlone) {
    const std::string page = reports::write_html(sample_run());
    for (const std::string_view asset : {reports::page_style, reports::page_script})
        EXPECT_TRUE(has(page, "'sha256-" + crypto::base64_encode(crypto::digest(crypto::Hash::sha256, asset)) + "'"));
    EXPECT_TRUE(has(page, "content=\"default-src 'none'; "));
    EXPECT_FALSE(has(page, "unsafe-inline"));
}

TEST(Page, DetailsAreBalanced) {
    const std::string page = reports::write_html(sample_run());
    std::ptrdiff_t open = 0;
    static const std::regex block("<(/?)details");
    for (auto i = std::sregex_iterator(page.begin(), page.end(), block); i != std::sregex_iterator(); ++i) {
        open += (*i)[1].length() ? -1 : 1;
        EXPECT_GE(open, 0);
    }
    EXPECT_EQ(open, 0);
}

TEST(Page, ACellLeadsToItsCaseOrItsCases) {
    const std::string page = reports::write_html(sample_run());
    EXPECT_TRUE(has(page, "<td><a href=\"#beta/sso/login\""));
    EXPECT_TRUE(has(page, "<td><a href=\"#cell:saml-login/alpha\""));
    EXPECT_TRUE(has(page, "<tr id=\"cell:saml-login/alpha\">"));
    EXPECT_TRUE(has(page, "The run was interrupted"));
}

TEST(Page, SaysInWordsWhatColoursSay) {
    const auto read = xml::read_html(reports::write_html(sample_run())).value();
    for (const char* words : {"Product <b>&\"1\"", "not claimed", "unverified", "skipped", "NO", "What did not pass",
                              "2 cases: the target has no scim.base"})
        EXPECT_TRUE(has(read.text, words)) << words;
}

TEST(Page, AnEmptyRunIsAPageAsWell) {
    const std::string page = reports::write_html({});
    EXPECT_FALSE(has(page, "What did not pass"));
    EXPECT_TRUE(page.ends_with("</body></html>\n"));
}

} // namespace
} // namespace idpsim::test
