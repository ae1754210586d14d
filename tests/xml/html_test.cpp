#include "src/xml/html.hpp"

#include "src/core/http.hpp"
#include "src/core/random.hpp"
#include "tests/xml/messages.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace idpsim::xml {
namespace {

HtmlPage page(std::string_view html) { return read_html(html).value(); }

TEST(Html, AutoPostPageOfOurOwn) {
    const HtmlPage read = page(
        auto_post_page("https://sp.example.test/acs?a=1&b=2", {{"SAMLResponse", "PHg+\"<&"}, {"RelayState", "/home"}}));
    ASSERT_EQ(read.forms.size(), 1u);
    EXPECT_EQ(read.forms[0].action, "https://sp.example.test/acs?a=1&b=2");
    EXPECT_EQ(read.forms[0].method, "post");
    ASSERT_GE(read.forms[0].inputs.size(), 2u);
    EXPECT_EQ(read.forms[0].inputs[0].name, "SAMLResponse");
    EXPECT_EQ(read.forms[0].inputs[0].value, "PHg+\"<&");
    EXPECT_EQ(read.forms[0].inputs[1].value, "/home");
    EXPECT_TRUE(read.submits_itself);
}

TEST(Html, EntitiesInAttributesAreDecoded) {
    const HtmlPage read = page("<form action=\"https&#x3a;&#x2f;&#x2f;sp.example&#46;test&#x2f;acs\" METHOD=' PoSt '>"
                               "<input type=HIDDEN name=SAMLResponse value=\"PHNh&#x2b;bA&#x3d;&#x3d;\"></form>");
    ASSERT_EQ(read.forms.size(), 1u);
    EXPECT_EQ(read.forms[0].action, "https://sp.example.test/acs");
    EXPECT_EQ(read.forms[0].method, "post");
    ASSERT_EQ(read.forms[0].inputs.size(), 1u);
    EXPECT_EQ(read.forms[0].inputs[0].type, "hidden");
    EXPECT_EQ(read.forms[0].inputs[0].value, "PHNh+bA==");
}

TEST(Html, ControlsAsABrowserWouldSubmitThem) {
    const HtmlPage read = page(R"(<form id="f" name="login"><input name="user"><input type="password" name="pw">
        <input type="checkbox" name="no"><input type="checkbox" name="yes" checked><input type="radio" name="r" value="1">
        <input type="radio" name="r" value="2" checked><input name="off" value="x" disabled>
        <select name="one"><option value="a">A</option><option value="b" selected>B</option></select>
        <select name="first"><option> Text </option><option>B</option></select>
        <select name="many" multiple><option selected>x</option><option>y</option><option selected>z</option></select>
        <textarea name="t">some
text</textarea><button name="go" value="1">Go</button><button type="button" name="b">B</button>
        <input type="submit" value="Log in"></form><input form="f" name="outside" value="o"><input name="lost">)");
    ASSERT_EQ(read.forms.size(), 1u);
    EXPECT_EQ(read.forms[0].id, "f");
    EXPECT_EQ(read.forms[0].name, "login");
    EXPECT_EQ(read.forms[0].action, "");
    EXPECT_EQ(read.forms[0].method, "get");
    std::string seen;
    for (const HtmlInput& input : read.forms[0].inputs) seen += input.name + "/" + input.type + "/" + input.value + ";";
    EXPECT_EQ(seen, "user/text/;pw/password/;yes/checkbox/on;r/radio/2;one/select/b;first/select/Text;many/select/x;"
                    "many/select/z;t/textarea/some\ntext;go/submit/1;b/button/;/submit/Log in;outside/text/o;");
}

TEST(Html, TitleTextAndLinks) {
    const HtmlPage read =
        page("<html><head><title> Welcome\n back </title><style>p{}</style></head><body>"
             "<script>var x = '<p>not text</p>';</script><p>Hello <b>A</b>da</p><p>Bye&nbsp;&nbsp;now</p>"
             "<ul><li>one<li>two</ul>a<br>b<a href=' /apps?a=1&amp;b=2 '>My <i>apps</i></a><a>none</a>"
             "<noscript>Press the button</noscript></body></html>");
    EXPECT_EQ(read.title, "Welcome back");
    EXPECT_EQ(read.text, "Hello Ada Bye now one two a bMy appsnone Press the button");
    ASSERT_EQ(read.links.size(), 1u);
    EXPECT_EQ(read.links[0].href, "/apps?a=1&b=2");
    EXPECT_EQ(read.links[0].text, "My apps");
}

TEST(Html, ScriptsThatSubmit) {
    for (const char* body :
         {"<body onload='document.forms[0].submit()'>", "<body><script>document.getElementById('f').submit();</script>",
          "<body><script>HTMLFormElement.prototype.submit.call(document.forms[0])</script>",
          "<body><script>window.onload = () => document.forms[0].requestSubmit ( )</script>",
          "<body><form></form><script>\n<!--\ndocument.forms[0].submit( );\n//-->\n</script>"})
        EXPECT_TRUE(page(body).submits_itself) << body;
    for (const char* body : {"<body>submit()", "<body><script>$('form').submit(function () {})</script>",
                             "<body><script>form.onsubmit()</script>", "<body><script>submitForm()</script>",
                             "<body><input type=submit>", "<body onclick='document.forms[0].submit()'>"})
        EXPECT_FALSE(page(body).submits_itself) << body;
}

TEST(Html, Utf8WithoutDeclarationAndAWrongOne) {
    EXPECT_EQ(page("<p>Z\xC3\xBCrich \xE2\x82\xAC</p>").text, "Z\xC3\xBCrich \xE2\x82\xAC");
    EXPECT_EQ(page("\xEF\xBB\xBF<p>Z\xC3\xBCrich</p>").text, "Z\xC3\xBCrich");
    EXPECT_EQ(page("<meta charset=iso-8859-1><p>Z\xC3\xBCrich</p>").text, "Z\xC3\xBCrich");
    EXPECT_EQ(page("<html><head><meta charset=iso-8859-1></head><p>Z\xFCrich</p>").text, "Z\xC3\xBCrich");
}

TEST(Html, TagSoupNeverFails) {
    for (const char* soup : {"",
                             " ",
                             "<",
                             "<>",
                             "</",
                             "<!",
                             "<!--",
                             "<![CDATA[",
                             "<?php",
                             "plain",
                             "<form",
                             "<form><input",
                             "<form><form><input name=a>",
                             "<table><form><tr><input name=a></table>",
                             "</form></p>",
                             "<a href=",
                             "<a href='x",
                             "<script>",
                             "<script>submit()",
                             "&",
                             "&#",
                             "&#x110000;",
                             "&bogus;",
                             "<p/><br/>",
                             "<select><option>",
                             "\xFF\xFE",
                             "<html><body><html><head><title>t"})
        EXPECT_TRUE(read_html(soup)) << soup;
    EXPECT_TRUE(read_html(std::string_view("<p>a\0b</p>", 10)));
    EXPECT_EQ(page("<form action=/x><table><tr><td><input name=a value=1></table>").forms.at(0).inputs.at(0).value,
              "1");
    EXPECT_EQ(page("text <b>bold").text, "text bold");
}

TEST(Html, RandomSoupNeverFails) {
    Random random(7, "soup");
    constexpr const char* pieces[] = {"<form action=x>",
                                      "</form>",
                                      "<input name=a>",
                                      "<",
                                      ">",
                                      "\"",
                                      "'",
                                      "=",
                                      "<a href=",
                                      "&amp;",
                                      "&#x",
                                      ";",
                                      "<script>",
                                      "</script>",
                                      "<!--",
                                      "-->",
                                      "<select>",
                                      "<option>",
                                      "<p>",
                                      "</div>",
                                      "\xC3",
                                      "text ",
                                      "<title>",
                                      "<![CDATA[",
                                      "]]>",
                                      "/",
                                      "\0x"};
    for (int round = 0; round < 2000; ++round) {
        std::string soup;
        for (std::uint64_t i = random.below(30); i > 0; --i) soup += pieces[random.below(std::size(pieces))];
        EXPECT_TRUE(read_html(soup));
    }
}

TEST(Html, LongValuesComeBackWhole) {
    const std::string first(600, 'A'), second = std::string(5000, 'b') + "/+==", style(700, '*');
    const auto page = read_html("<html><head><title>t</title><style>" + style + "</style></head><body><form action=/acs method=post>"
                                "<input name=SAMLResponse value=\"" + first + "\"><input name=RelayState value=\"" + second +
                                "\"></form><p>value=\"" + first + "\"</p><textarea name=n>value=\"" + second + "\"</textarea></body>").value();
    ASSERT_EQ(page.forms.size(), 1u);
    ASSERT_EQ(page.forms[0].inputs.size(), 2u);
    EXPECT_EQ(page.forms[0].inputs[0].value, first);
    EXPECT_EQ(page.forms[0].inputs[1].value, second);
    EXPECT_EQ(page.text, "value=\"" + first + "\"");
}

TEST(Html, AStandInOfThePagesOwnIsLeftAlone) {
    const std::string run(600, 'A');
    const auto page = read_html("<form><input name=a value=\"idpsim-long-value-0;\"><input name=b value=\"" + run + "\"></form>").value();
    EXPECT_EQ(page.forms.at(0).inputs.at(0).value, "idpsim-long-value-0;");
    EXPECT_EQ(page.forms.at(0).inputs.at(1).value, run);
}

TEST(Html, ManyLongValuesTakeNoLonger) {
    std::string page;
    while (page.size() < (3u << 20)) page += "<style>" + std::string(512, '*') + "</style>";
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(read_html(page + "<form action=/last></form>"));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Html, MayHoldAForm) {
    EXPECT_TRUE(may_hold_form("<p><FORM action=x>"));
    EXPECT_TRUE(may_hold_form(std::string_view("<\0f\0o\0r\0m\0", 10)));
    EXPECT_FALSE(may_hold_form("<p>no < form, no <for"));
    EXPECT_FALSE(may_hold_form(""));
}

TEST(Html, LimitsHold) {
    EXPECT_EQ(read_html(std::string((4u << 20) + 1, 'x')).error().fault, Fault::too_large);
    std::string nested = "<form action=/first></form>";
    for (int i = 0; i < 600'000; ++i) nested += "<b>";
    for (int i = 0; i < 400'000; ++i) nested += "</i>";
    std::string crowded = "<form action=/first></form><p a\"=\" x";
    for (int i = 0; i < 500'000; ++i) crowded += " a" + std::to_string(i);
    std::string links = "<form action=/first></form>";
    for (int i = 0; i < 200; ++i) links += "<a href=x><div>";
    links += std::string(3u << 20, 'x');
    for (const std::string& hostile : {nested, crowded, links}) {
        const auto start = std::chrono::steady_clock::now();
        const auto read = read_html(hostile);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->forms.at(0).action, "/first");
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
    }
}

} // namespace
} // namespace idpsim::xml
