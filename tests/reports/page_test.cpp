/// report.html as a page: it stands alone, its links lead somewhere, and no text of a peer becomes markup.
#include "reports/page.hpp"
#include "reports/report.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/html.hpp"
#include "tests/reports/sample_run.hpp"

#include <gtest/gtest.h>

#include <zlib.h>

#include <map>
#include <regex>
#include <set>

namespace idpsim::test {
namespace {

using conformance::RunResult;

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

/// What the page holds packed in templates of that word, by its name: as a browser reads it.
std::map<std::string, std::string> unpacked(const std::string& page, const std::string& word) {
    std::map<std::string, std::string> out;
    const std::string begin = "<template id=\"" + word + ":";
    for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
        const std::size_t from = page.find('>', at) + 1;
        const std::string packed = crypto::base64_decode(page.substr(from, page.find('<', from) - from)).value();
        std::string text(16u << 20, '\0');
        z_stream stream{};
        EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream.avail_in = static_cast<uInt>(packed.size());
        stream.next_out = reinterpret_cast<Bytef*>(text.data());
        stream.avail_out = static_cast<uInt>(text.size());
        EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
        text.resize(stream.total_out);
        inflateEnd(&stream);
        for (const std::string_view entry : split(std::string_view(text).substr(1), reports::EvidencePack::entry_mark)) {
            const std::size_t mark = entry.find(reports::EvidencePack::name_mark);
            out.emplace(entry.substr(0, mark), entry.substr(mark + 1));
        }
    }
    return out;
}

/// The page as it is when everything packed has been opened.
std::string opened(const std::string& page) {
    std::string out = page;
    for (const char* word : {"bodies", "messages"})
        for (const auto& [name, html] : unpacked(page, word)) out += html;
    return out;
}

TEST(Page, PacksTheMessagesOfWhatPassedAndShowsTheOthersOpenly) {
    const std::string page = reports::write_html(sample_run());
    const auto packed = unpacked(page, "messages"), bodies = unpacked(page, "bodies");
    EXPECT_TRUE(packed.contains("alpha/sso/login"));
    EXPECT_TRUE(has(bodies.at("alpha/sso/login"), "saml.bearer.recipient"));
    EXPECT_FALSE(bodies.contains("beta/sso/login"));
    EXPECT_TRUE(packed.contains("packed-values")) << "certificates that packed messages name";
    EXPECT_FALSE(packed.contains("beta/sso/login")) << "it did not pass";
    EXPECT_TRUE(has(packed.at("alpha/sso/login"), "samlp:AuthnRequest"));
    EXPECT_TRUE(has(packed.at("alpha/sso/login"), "<span class=\"s\">")) << "the signed part is marked";
    EXPECT_TRUE(has(page, "samlp:AuthnRequest")) << "of the login that did not pass";
}

TEST(Page, WhatIsOpenRefersToNothingThatIsPacked) {
    const std::string page = reports::write_html(sample_run());
    const auto ids = attribute_values(page, "id");
    const std::set<std::string> known(ids.begin(), ids.end());
    const std::string begin = "<details class=\"messages\">";
    std::size_t seen = 0;
    for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1), ++seen)
        for (const std::string& link : attribute_values(page.substr(at, page.find("<details class=\"case\"", at) - at), "href"))
            EXPECT_TRUE(known.contains(link.substr(1))) << link;
    EXPECT_GE(seen, 3u);
}

TEST(Page, NamesNoOutsideResource) {
    const std::string page = opened(without_assets(reports::write_html(sample_run())));
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
    const std::string page = opened(reports::write_html(sample_run()));
    const auto ids = attribute_values(page, "id");
    const std::set<std::string> known(ids.begin(), ids.end());
    EXPECT_EQ(known.size(), ids.size()) << "an id stands twice";
    for (const std::string& link : attribute_values(page, "href")) EXPECT_TRUE(known.contains(link.substr(1))) << link;
}

TEST(Page, TextOfPeersNeverBecomesMarkup) {
    const std::string page = opened(reports::write_html(sample_run()));
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
    const std::string page = opened(reports::write_html(sample_run()));
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
    EXPECT_TRUE(has(page, "><a href=\"#beta/sso/login\""));
    EXPECT_TRUE(has(page, "><a href=\"#cell:saml-login/alpha\""));
    EXPECT_TRUE(has(page, "<tr id=\"cell:saml-login/alpha\">"));
    EXPECT_TRUE(has(page, "The run was interrupted"));
}

TEST(Page, SaysInWordsWhatColoursSay) {
    const auto read = xml::read_html(reports::write_html(sample_run())).value();
    for (const char* words : {"Product <b>&\"1\"", "not claimed", "unverified", "skipped", "FAILS", "known deviation", "not run",
                              "What did not pass", "2 cases: the target has no scim.base", "What to do", "until 2027-03-31"})
        EXPECT_TRUE(has(read.text, words)) << words;
}

TEST(Page, ShowsTheProductsOwnPage) {
    const std::string page = reports::write_html(sample_run());
    EXPECT_TRUE(has(page, "<th scope=\"col\">SAML &lt;2.0> | x</th>"));
    EXPECT_TRUE(has(page, "<span class=\"v no\">no</span>"));
    EXPECT_TRUE(has(page, "<li>Groups &lt;are> pushed by SCIM. <span class=\"v deviation\">known deviation with beta</span>"));
    RunResult run = sample_run();
    run.page = {};
    EXPECT_FALSE(has(reports::write_html(run), "id=\"page\""));
}

TEST(Page, WithoutClaimsSpeaksOfNoProduct) {
    RunResult run = sample_run();
    run.product.clear();
    run.claims.clear();
    run.matrix.clear();
    run.page = {};
    const std::string page = reports::write_html(run);
    EXPECT_TRUE(has(page, "<h1>Results for my `target` | &lt;b></h1>"));
    EXPECT_FALSE(has(page, "Compatibility"));
    EXPECT_FALSE(has(page, "does not apply\">&middot;</span></td></tr>\n</tbody></table></div>\n<ul class=\"legend\">")) << "no matrix of dots";
    EXPECT_TRUE(has(page, "href=\"#area:sso/alpha\""));
}

TEST(Page, AnEmptyRunIsAPageAsWell) {
    const std::string page = reports::write_html({});
    EXPECT_FALSE(has(page, "What did not pass"));
    EXPECT_TRUE(page.ends_with("</body></html>\n"));
}

} // namespace
} // namespace idpsim::test
