/// Every fault makes a good workbook one that is refused.
#include "src/engine/workbook_faults.hpp"
#include "src/xlsx/workbook.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::engine {
namespace {

TEST(WorkbookFaults, AreFaults) {
    const std::string good =
        xlsx::write_workbook({"Sheet", {{{1, 1}, xlsx::Kind::text, "Field"}, {{3, 2}, xlsx::Kind::text, "mail"}}});
    ASSERT_TRUE(xlsx::read_workbook(good));
    std::set<std::string_view> ids;
    for (const WorkbookFault& fault : workbook_faults()) {
        EXPECT_TRUE(ids.insert(fault.id).second) << fault.id;
        EXPECT_FALSE(xlsx::read_workbook(fault.spoil(good))) << fault.id;
    }
}

} // namespace
} // namespace idpsim::engine
