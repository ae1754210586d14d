#include "simulator/scim/selection.hpp"

namespace idpsim::scim_server {

namespace {

std::string parameter_name(int number) { return "?" + std::to_string(number); }

} // namespace

std::string PageQuery::begin() const {
    const Column* column = picking_.order.column;
    return "SELECT " + std::string(columns_) + ", seq, " + (column ? std::string(column->sql) : "NULL") + " FROM " +
           std::string(table_);
}

std::string PageQuery::matching() const {
    return " WHERE org=?1" + (picking_.where.sql.empty() ? "" : " AND (" + picking_.where.sql + ")");
}

/// What comes after the position, whose key is bound to `parameter` and whose seq to the one after it.
std::string PageQuery::beyond(int parameter) const {
    if (!picking_.after) return "";
    const Column* column = picking_.order.column;
    const bool down = picking_.order.descending;
    const std::string further = down ? "<" : ">";
    const std::string key = parameter_name(parameter), seq = parameter_name(parameter + 1);
    const std::string same_key = "seq" + further + seq;
    if (!column) return " AND " + same_key;
    const std::string name(column->sql);
    if (column->always) return " AND (" + name + ",seq)" + further + "(" + key + "," + seq + ")";
    // What has no value is last, and first when descending.
    if (!picking_.after->key) return " AND (" + name + " IS NULL AND " + same_key + (down ? " OR " + name + " IS NOT NULL)" : ")");
    return " AND ((" + name + ",seq)" + further + "(" + key + "," + seq + ")" + (down ? ")" : " OR " + name + " IS NULL)");
}

std::string PageQuery::in_order() const {
    const Column* column = picking_.order.column;
    const std::string seq = picking_.order.descending ? "seq DESC" : "seq";
    if (!column) return " ORDER BY " + seq;
    const char* nulls = picking_.order.descending ? " DESC NULLS FIRST" : " NULLS LAST";
    return " ORDER BY " + std::string(column->sql) + (column->always ? (picking_.order.descending ? " DESC" : "") : nulls) + ", " + seq;
}

Statement PageQuery::rows(std::int64_t skip, std::int64_t take) const {
    const int next = 2 + static_cast<int>(picking_.where.values.size());
    const bool cut = skip > 0 || take != no_end;
    // The position's parameters have their numbers, bound or not.
    const std::string cutting = cut ? " LIMIT " + parameter_name(next + 2) + " OFFSET " + parameter_name(next + 3) : "";
    Statement query = database_.prepare(begin() + matching() + beyond(next) + in_order() + cutting);
    query.bind(1, org_).bind_all(2, picking_.where.values);
    if (picking_.after) {
        if (picking_.order.column && picking_.after->key) query.bind_value(next, *picking_.after->key);
        query.bind(next + 1, picking_.after->seq);
    }
    if (cut) query.bind(next + 2, take).bind(next + 3, skip);
    return query;
}

Statement PageQuery::all_rows() const {
    Statement query = database_.prepare(begin() + matching());
    query.bind(1, org_).bind_all(2, picking_.where.values);
    return query;
}

Position PageQuery::position(const Statement& row) const { return {row.value(count_ + 1), row.number(count_)}; }

std::int64_t PageQuery::total() const {
    if (picking_.where.sql.empty()) {
        Statement tally = database_.prepare("SELECT n FROM tallies WHERE org=?1 AND of=?2");
        return tally.bind(1, org_).bind(2, table_).step() ? tally.number(0) : 0;
    }
    Statement query = database_.prepare("SELECT count(*) FROM " + std::string(table_) + matching());
    query.bind(1, org_).bind_all(2, picking_.where.values);
    return query.step() ? query.number(0) : 0;
}

} // namespace idpsim::scim_server
