/// Every writer's octets for one run, against files: IDPSIM_UPDATE_GOLDEN=1 rewrites them for review.
#include "tests/reports/sample_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace idpsim::test {
namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

class Golden : public testing::TestWithParam<std::size_t> {};

TEST_P(Golden, IsWhatTheFileHolds) {
    const auto [name, text] = all_reports(sample_run()).at(GetParam());
    const std::filesystem::path path = std::filesystem::path(IDPSIM_SOURCE_DIR) / "tests/golden/reports" / name;
    if (std::getenv("IDPSIM_UPDATE_GOLDEN")) {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    const std::string wanted = read_file(path);
    // Whole reports side by side help nobody: the first difference does.
    const auto [at, there] = std::mismatch(text.begin(), text.end(), wanted.begin(), wanted.end());
    const auto where = static_cast<std::size_t>(at - text.begin());
    const std::size_t from = where < 60 ? 0 : where - 60;
    EXPECT_TRUE(text == wanted) << path << " differs at octet " << where << "\nwritten: " << text.substr(from, 160)
                                << "\nwanted:  " << wanted.substr(std::min(from, wanted.size()), 160);
}

std::string test_name(const testing::TestParamInfo<std::size_t>& info) {
    static const char* const names[] = {"json", "junit", "markdown", "html", "page", "badge", "badge_json", "badge_claim", "matrix", "problems", "problems_colour"};
    return names[info.param];
}

INSTANTIATE_TEST_SUITE_P(Reports, Golden, testing::Range<std::size_t>(0, 11), test_name);

TEST(GoldenRun, TheSameRunGivesTheSameOctets) { EXPECT_EQ(all_reports(sample_run()), all_reports(sample_run())); }

} // namespace
} // namespace idpsim::test
