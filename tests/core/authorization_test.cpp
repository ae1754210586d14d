#include "src/core/authorization.hpp"

#include <gtest/gtest.h>

namespace idpsim {
namespace {

std::optional<std::string> bearer(const char* value) {
    HttpRequest request;
    request.headers = {{"Authorization", value}};
    return authorization_of(request, "Bearer");
}

TEST(Authorization, IsReadByItsScheme) {
    EXPECT_EQ(bearer("Bearer abc"), "abc");
    EXPECT_EQ(bearer("bEARER   abc "), "abc");
    EXPECT_EQ(bearer("Bearer "), "");
    for (const char* other : {"", "Bearer", "Bearerabc", "Basic abc", " Bearer abc"}) EXPECT_EQ(bearer(other), std::nullopt) << other;
    EXPECT_EQ(authorization_of({}, "Bearer"), std::nullopt);
}

} // namespace
} // namespace idpsim
