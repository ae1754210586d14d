#pragma once
/// Which records of an organisation, in which order, and which page of them.
#include "simulator/scim/columns.hpp"
#include "simulator/scim/database.hpp"

#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim::scim_server {

constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

/// What rows have to be like; empty for all. The parameters count from ?2: ?1 is the organisation.
struct Condition {
    std::string sql;
    std::vector<SqlValue> values;
};

/// Where a record stands in an order, whatever is created or deleted around it.
struct Position {
    std::optional<SqlValue> key;   ///< its value in the order's column; nothing when it has none, or there is no column
    std::int64_t seq = 0;          ///< grows with each creation
};

struct Picking {
    Condition where;
    Order order;
    std::optional<Position> after;   ///< only what comes after it; found by an index, however deep
    std::int64_t skip = 0;           ///< matches before the page
    std::int64_t take = no_end;
    bool counted = true;   ///< false leaves `total` 0, and looks at no more than the page needs
};

template <class Record>
struct Selection : Picking {
    std::function<bool(const Record&)> keep;   ///< what `where` cannot tell; empty: nothing
    bool with_members = true;                  ///< of groups: false leaves `members` empty
};

template <class Record>
struct Page {
    std::int64_t total = 0;   ///< matches, on the page, before `after`, or elsewhere
    std::vector<Record> records;
    std::optional<Position> next;   ///< of the last record, when more come after it
};

/// The statements that a selection comes down to, on one table.
class PageQuery {
public:
    /// `columns`: what a record is read from, `count` of them.
    PageQuery(Database& database, std::string_view table, std::string_view columns, int count, std::string_view org,
              const Picking& picking)
        : database_(database), table_(table), columns_(columns), count_(count), org_(org), picking_(picking) {}

    /// Rows in order, beyond `after`; behind `columns` each has what position() reads.
    Statement rows(std::int64_t skip, std::int64_t take) const;
    /// All of them, before `after` as well.
    Statement all_rows() const;
    Position position(const Statement& row) const;
    /// How many all_rows() has.
    std::int64_t total() const;

private:
    std::string begin() const;
    std::string matching() const;
    std::string beyond(int parameter) const;
    std::string in_order() const;

    Database& database_;
    std::string_view table_, columns_;
    int count_;
    std::string_view org_;
    const Picking& picking_;
};

/// Where the database decides by itself: it cuts the page, and counts only when the page does not tell the total.
template <class Record, class Read>
Page<Record> page_of_all(const PageQuery& query, const Picking& picking, const Read& read) {
    Page<Record> page;
    if (picking.take > 0) {
        Statement rows = query.rows(picking.skip, picking.take == no_end ? no_end : picking.take + 1);
        Position last;
        while (rows.step()) {
            if (std::ssize(page.records) == picking.take) {
                page.next = last;
                break;
            }
            last = query.position(rows);
            page.records.push_back(read(rows));
        }
    }
    if (!picking.counted) return page;
    const bool has_end = picking.take > 0 && !page.next && !picking.after;
    const bool told = has_end && (picking.skip == 0 || !page.records.empty());
    page.total = told ? picking.skip + std::ssize(page.records) : query.total();
    return page;
}

/// Where each record has to be looked at.
template <class Record, class Read>
Page<Record> page_of_kept(const PageQuery& query, const Selection<Record>& selection, const Read& read) {
    Page<Record> page;
    std::int64_t matches = 0;
    Position last;
    Statement rows = query.rows(0, no_end);
    while (rows.step()) {
        Record record = read(rows);
        if (!selection.keep(record)) continue;
        const std::int64_t place = matches++ - selection.skip;
        if (place >= 0 && place < selection.take) {
            last = query.position(rows);
            page.records.push_back(std::move(record));
        } else if (place >= selection.take) {
            if (!page.next && selection.take > 0) page.next = last;
            if (!selection.counted || selection.after) break;
        }
    }
    if (!selection.counted) return page;
    if (!selection.after) return page.total = matches, page;
    Statement all = query.all_rows();
    while (all.step()) page.total += selection.keep(read(all)) ? 1 : 0;
    return page;
}

/// `read` makes a record of a row.
template <class Record, class Read>
Page<Record> select_page(const PageQuery& query, const Selection<Record>& selection, const Read& read) {
    return selection.keep ? page_of_kept(query, selection, read) : page_of_all<Record>(query, selection, read);
}

} // namespace idpsim::scim_server
