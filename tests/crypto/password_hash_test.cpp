#include "src/crypto/password_hash.hpp"

#include "src/core/result.hpp"

#include <gtest/gtest.h>

namespace idpsim::crypto {
namespace {

TEST(PasswordHash, IsSaltedAndFitsOnePassword) {
    const std::string kept = hash_password("correct horse", 2);
    EXPECT_TRUE(kept.starts_with("scrypt$2$")) << kept;
    EXPECT_NE(hash_password("correct horse", 2), kept);
    EXPECT_TRUE(password_fits("correct horse", kept));
    for (const char* other : {"", "correct hors", "correct horse ", "Correct horse"}) EXPECT_FALSE(password_fits(other, kept));
    EXPECT_TRUE(password_fits(std::string_view("a\0b", 3), hash_password(std::string_view("a\0b", 3), 1)));
    EXPECT_FALSE(password_fits("a", hash_password(std::string_view("a\0b", 3), 1)));
}

TEST(PasswordHash, IsTheScryptOfRfc7914) {   // its third test vector: "pleaseletmein", N=16384, r=8, p=1
    EXPECT_FALSE(password_fits("pleaseletmein", "scrypt$14$U29kaXVtQ2hsb3JpZGU=$AAAA"));
    EXPECT_TRUE(password_fits("pleaseletmein", "scrypt$14$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="));
}

TEST(PasswordHash, RefusesWhatIsNone) {
    for (const char* kept : {"", "x", "scrypt$2$$", "scrypt$99$YQ==$YQ==", "scrypt$-1$YQ==$YQ==", "md5$2$YQ==$YQ=="}) {
        EXPECT_FALSE(password_fits("x", kept)) << kept;
    }
    EXPECT_THROW(hash_password("x", 0), Failure);
    EXPECT_THROW(hash_password("x", 21), Failure);
}

} // namespace
} // namespace idpsim::crypto
