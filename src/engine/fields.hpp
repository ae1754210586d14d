#pragma once
/// Reads a file's table field by field and says exactly what is wrong with it.
///
/// Every error is a Failure whose text is "file:line: path.to.field: what was expected, what was found"; the line is
/// the one where the field's name stands in the file (the file's first line when it cannot be found).
#include "src/lua/value.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

class Fields {
public:
    /// `file` is the path as the user knows it; `source` its text, for line numbers.
    Fields(const lua::Value& value, std::string file, std::shared_ptr<const std::string> source, std::string path = {});
    /// The whole file's text.
    const std::shared_ptr<const std::string>& source() const { return source_; }

    bool has(std::string_view name) const;
    /// Mandatory and optional scalars. An empty text is refused by text(), admitted by text_or().
    std::string text(std::string_view name);
    std::string text_or(std::string_view name, std::string fallback);
    std::optional<std::string> optional_text(std::string_view name);
    bool flag(std::string_view name, bool fallback);
    std::int64_t integer(std::string_view name, std::int64_t fallback, std::int64_t least, std::int64_t most);
    /// One of `choices`; the nearest is suggested when it is none.
    std::string choice(std::string_view name, const std::vector<std::string>& choices, std::string fallback);
    /// A list of texts; absent gives {}. A single text is a list of one.
    std::vector<std::string> texts(std::string_view name);
    /// name -> text; absent gives {}.
    std::map<std::string, std::string, std::less<>> text_map(std::string_view name);
    /// A sub-table: mandatory, or nothing.
    Fields table(std::string_view name);
    std::optional<Fields> optional_table(std::string_view name);
    /// A list of tables; absent gives {}.
    std::vector<Fields> tables(std::string_view name);
    /// A map from names to tables; absent gives {}.
    std::vector<std::pair<std::string, Fields>> named_tables(std::string_view name);
    std::optional<lua::Function> function(std::string_view name);
    /// The value as it is; counts as read.
    lua::Value raw(std::string_view name);

    /// Call last: a field that nobody read is an error, with the nearest known name.
    void finish() const;
    /// An error about this table's field `name` ("" for the table itself).
    [[noreturn]] void fail(std::string_view name, std::string_view why) const;
    const std::string& path() const { return path_; }
    const std::string& file() const { return file_; }

private:
    const lua::Value& look_up(std::string_view name) const;
    lua::Value value_;
    std::string file_;
    std::shared_ptr<const std::string> source_;
    std::string path_;
    std::set<std::string, std::less<>> known_;   ///< names asked for so far
};

} // namespace idpsim::engine
