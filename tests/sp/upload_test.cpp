/// Forms with files, as browsers send them and as nobody should.
#include "simulator/sp/upload.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::sp {
namespace {

using testing::HasSubstr;

constexpr char type[] = "multipart/form-data; boundary=XX";
std::string part(const std::string& header, const std::string& content) {
    return "--XX\r\n" + header + "\r\n\r\n" + content + "\r\n";
}
std::string named(const std::string& name, const std::string& content) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"", content);
}
std::string why(const std::string& body, const char* content_type = type) {
    const auto read = read_multipart(content_type, body);
    return read ? "read" : read.error().detail;
}

TEST(Multipart, FieldsAndFiles) {
    const auto form = read_multipart(
        "multipart/form-data; boundary=\"XX\"",
        named("note", "a\r\nb") +
            part(
                "content-disposition: form-data; name=\"file\"; filename=\"C:\\x\\y.xlsx\"\r\nContent-Type: text/plain",
                std::string("\0\r\n--X\r\n", 8)) +
            "--XX--\r\n");
    ASSERT_TRUE(form);
    ASSERT_EQ(form->size(), 2u);
    EXPECT_EQ(form->at(0).name, "note");
    EXPECT_EQ(form->at(0).content, "a\r\nb");
    EXPECT_FALSE(form->at(0).file_name);
    EXPECT_EQ(form->at(1).file_name, "y.xlsx");
    EXPECT_EQ(form->at(1).content, std::string("\0\r\n--X\r\n", 8));
    EXPECT_EQ(why("--XX--"), "read");
}

TEST(Multipart, WhatTwoReadersCouldSeeDifferently) {
    const std::string good = named("a", "x");
    EXPECT_THAT(why(good + "--XX--\r\n", "application/x-www-form-urlencoded"), HasSubstr("not sent as"));
    EXPECT_THAT(why(good + "--XX--", "multipart/form-data"), HasSubstr("boundary"));
    EXPECT_THAT(why(good + "--XX--", "multipart/form-data; boundary=XX; boundary=YY"), HasSubstr("boundary"));
    EXPECT_THAT(why(good + "--XX--", ("multipart/form-data; boundary=" + std::string(71, 'X')).c_str()),
                HasSubstr("boundary"));
    EXPECT_THAT(why("preamble\r\n" + good + "--XX--"), HasSubstr("begin"));
    EXPECT_THAT(why(good + "--XX--\r\nepilogue"), HasSubstr("end"));
    EXPECT_THAT(why(good), HasSubstr("cut off"));
    EXPECT_THAT(why("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"), HasSubstr("cut off"));
    EXPECT_THAT(why(good + good + "--XX--"), HasSubstr("twice"));
    EXPECT_THAT(why(part("Content-Type: text/plain", "x") + "--XX--"), HasSubstr("which field"));
    EXPECT_THAT(why(part("Content-Disposition: attachment; name=\"a\"", "x") + "--XX--"), HasSubstr("which field"));
    EXPECT_THAT(
        why(part("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "x") +
            "--XX--"),
        HasSubstr("which field"));
    EXPECT_THAT(why(part("Content-Disposition: form-data; name=\"a", "x") + "--XX--"), HasSubstr("which field"));
    EXPECT_THAT(
        why(part("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "x") + "--XX--"),
        HasSubstr("transfer encoding"));
    EXPECT_THAT(why(part("X: y\r\n z\r\nContent-Disposition: form-data; name=\"a\"", "x") + "--XX--"),
                HasSubstr("header"));
    EXPECT_THAT(why(part("Content-Disposition: form-data; name=\"a\"\r\nX: " + std::string(3000, 'x'), "x") + "--XX--"),
                HasSubstr("header"));
    std::string many;
    for (int i = 0; i < 30; ++i) many += named(std::to_string(i), "x");
    EXPECT_THAT(why(many + "--XX--"), HasSubstr("more than 20"));
}

TEST(FileName, OfContentDisposition) {
    EXPECT_EQ(file_name_in("attachment; filename=\"a b.xlsx\""), "a b.xlsx");
    EXPECT_EQ(file_name_in("attachment; filename=a.xlsx"), "a.xlsx");
    EXPECT_EQ(file_name_in("attachment; filename=\"x.txt\"; filename*=UTF-8''%C3%A9.xlsx"), "\xc3\xa9.xlsx");
    EXPECT_EQ(file_name_in("attachment; filename=\"../../etc/a.xlsx\""), "a.xlsx");
    EXPECT_EQ(file_name_in("attachment; filename=\"say \\\"hi\\\".xlsx\""), "say \"hi\".xlsx");
    EXPECT_EQ(file_name_in("attachment"), std::nullopt);
    EXPECT_EQ(file_name_in("attachment; filename=\"a"), std::nullopt);
    EXPECT_EQ(file_name_in("attachment; filename=\"a\"; filename=\"b\""), std::nullopt);
    EXPECT_EQ(file_name_in("attachment; filename*=latin1''a"), std::nullopt);
}

} // namespace
} // namespace idpsim::sp
