/// The exact shape of each vendor's messages, values abstracted. IDPSIM_UPDATE_GOLDEN=1 rewrites the files for review.
#include "tests/idp/vendor_messages.hpp"

#include "src/core/text.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace idpsim::idp::testing {
namespace {

/// Every match of `pattern` becomes what `say` makes of its first group; the rest stays.
template <class Say> std::string replace_matches(const std::string& text, const std::string& pattern, Say say) {
    const std::regex expression(pattern);
    std::string out;
    auto last = text.cbegin();
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
        out.append(last, text.cbegin() + at->position(1));
        out += say((*at)[1].str());
        last = text.cbegin() + at->position(1) + at->length(1);
    }
    return out.append(last, text.cend());
}

/// "{base64, 6 lines of 76, framed}": what stays of octets that differ with every key.
std::string describe_base64(const std::string& text) {
    if (text.find('{') != std::string::npos) return text;
    const auto lines = split(trim(text), '\n');
    std::string out = "{base64";
    if (lines.size() > 1) out += ", lines of " + std::to_string(trim(lines[0]).size());
    if (!text.empty() && text.front() == '\n') out += ", framed";
    return out + "}";
}

std::string describe_time(const std::string& text, Instant now) {
    const auto offset = parse_instant(text).value() - now;
    const bool with_millis = text.find('.') != std::string::npos;
    return "{" + std::to_string(offset.count()) + " ms" + (with_millis ? "" : ", whole seconds") + "}";
}

/// IDs are named after where they first stand, so that references to them show.
std::string name_ids(std::string text, const Read& read) {
    text = replace_all(std::move(text), read.response.id, "{response}");
    text = replace_all(std::move(text), request_id, "{request}");
    return read.assertion.id.empty() ? text : replace_all(std::move(text), read.assertion.id, "{assertion}");
}

/// IDs that may be anything, numbered in the order in which they stand; references to them show.
std::string number_ids(std::string text) {
    std::vector<std::string> seen;
    replace_matches(text, " I[Dd]=\"([^\"]+)\"", [&](const std::string& id) { return seen.push_back(id), id; });
    for (std::size_t i = 0; i < seen.size(); ++i)
        text = replace_all(std::move(text), seen[i], "{id " + std::to_string(i + 1) + "}");
    return text;
}

std::string abstracted(std::string text, const World& world) {
    text = replace_matches(text, "<(?:\\w+:)?(?:DigestValue|SignatureValue|X509Certificate|Modulus|CipherValue)>([^<]+)<",
                           describe_base64);
    text = replace_matches(text, "\"(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)\"",
                           [&](const std::string& time) { return describe_time(time, world.clock.now()); });
    text = replace_matches(text, " SessionIndex=\"([^\"{]+)\"",
                           [](const std::string& id) { return "{" + std::to_string(id.size()) + " characters}"; });
    for (const auto& [name, value] : world.idp.tenant().variables)
        if (value.size() > 5) text = replace_all(std::move(text), value, "{" + name + "}");
    text = replace_all(std::move(text), world.ada.id, "{person}");
    // A line for each element; line feeds of the vendor's own show as a mark.
    text = replace_all(std::move(text), "\n", "\u21b5");
    text = replace_all(std::move(text), "><", ">\n<");
    return std::regex_replace(text, std::regex("(\u21b5 *)<"), "$1\n<") + "\n";
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void expect_golden(const std::string& name, const std::string& text) {
    const std::filesystem::path file = std::filesystem::path(IDPSIM_SOURCE_DIR) / "tests/golden/saml" / name;
    if (std::getenv("IDPSIM_UPDATE_GOLDEN")) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }
    EXPECT_EQ(read_file(file), text) << file;
}

AttributeMapping mapping(const std::string& name, const std::string& value) {
    AttributeMapping out;
    out.name = name;
    out.value = value;
    return out;
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, Response) {
    World world(GetParam());
    world.idp.tenant().attributes = {mapping("email", "{person.email}"), mapping("groups", "{person.groups}"),
                                     mapping("title", "{person.title}")};
    const std::string xml = posted(world.login()).value().xml;
    const Read got = read(xml, world.idp.signing_key().certificate.public_key());
    expect_golden(GetParam() + ".xml", abstracted(name_ids(xml, got), world));
}

class GoldenBothSigned : public Golden {};

TEST_P(GoldenBothSigned, Response) {
    Tenant tenant;
    for (const ConsoleField& field : profile(GetParam()).saml.console)
        for (const auto& [word, value] : field.choices)
            if ((field.key == "sign" && value == "both") || (field.key.starts_with("sign.") && value == "true"))
                tenant.settings[field.name()] = word;
    ASSERT_FALSE(tenant.settings.empty());
    World world(GetParam(), tenant);
    const std::string xml = posted(world.initiate()).value().xml;
    const Read got = read(xml, world.idp.signing_key().certificate.public_key());
    EXPECT_TRUE(got.response_verified);
    EXPECT_TRUE(got.assertion_verified);
    expect_golden(GetParam() + "-both-signed.xml", abstracted(name_ids(xml, got), world));
}

TEST_P(Golden, Metadata) {
    World world(GetParam());
    const std::string xml = world.idp.metadata();
    const std::string id = saml::read_metadata(xml)->id.value_or(std::string(1, '\n'));
    expect_golden(
        GetParam() + "-metadata.xml",
        abstracted(replace_all(replace_all(xml, "\"#" + id, "\"#{metadata}"), "\"" + id, "\"{metadata}"), world));
}

/// Encrypted, refused, by artifact, about logout, with a second certificate; only the recipient's serial is drawn anew.
TEST_P(Golden, SpecialMessages) {
    for (const VendorMessage& one : special_messages(GetParam())) {
        const std::string named = replace_matches(number_ids(one.xml), "X509SerialNumber>(\\d+)<",
                                                  [](const std::string&) { return "{serial}"; });
        expect_golden(GetParam() + "-" + one.kind + ".xml", abstracted(named, *one.world));
    }
}

INSTANTIATE_TEST_SUITE_P(Profiles, Golden, ::testing::ValuesIn(profile_ids), [](const auto& one) { return one.param; });
// The other two sign both anyway, or never do.
INSTANTIATE_TEST_SUITE_P(Profiles, GoldenBothSigned,
                         ::testing::Values("entra", "jumpcloud", "onelogin", "pingfederate", "pingone", "generic"),
                         [](const auto& one) { return one.param; });

} // namespace
} // namespace idpsim::idp::testing
