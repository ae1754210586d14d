#include "src/core/file.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace idpsim {
namespace {

namespace fs = std::filesystem;

class File : public testing::Test {
protected:
    File() {
        const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::path(testing::TempDir()) / ("idpsim-file-" + std::string(test->name()));
        fs::create_directories(folder);
    }
    ~File() override { fs::remove_all(folder); }
    fs::path write(const std::string& text) const {
        std::ofstream(folder / "f", std::ios::binary) << text;
        return folder / "f";
    }
    fs::path folder;
};

TEST_F(File, IsReadOctetForOctet) {
    const std::string text = std::string("a\r\n\0\xff", 5) + std::string(40'000, 'x');
    EXPECT_EQ(read_file(write(text)).value(), text);
    EXPECT_EQ(read_file(write("")).value(), "");
}

TEST_F(File, ThatIsNoneIsNamed) {
    EXPECT_EQ(read_file(folder / "none").error().fault, Fault::io);
    EXPECT_EQ(read_file(folder / "none").error().where, (folder / "none").string());
    EXPECT_EQ(read_file(folder).error().detail, "is no file that can be read");
}

TEST_F(File, ThatIsTooLargeIsRefused) {
    EXPECT_TRUE(read_file(write(std::string(1 << 20, 'x')), 1 << 20));
    const auto more = read_file(write(std::string((1 << 20) + 1, 'x')), 1 << 20);
    EXPECT_EQ(more.error().fault, Fault::too_large);
    EXPECT_EQ(more.error().detail, "is larger than 1 MiB");
}

} // namespace
} // namespace idpsim
