#pragma once
/// SQLite, held safely: a connection, its prepared statements, transactions. Errors of the database are ours: Failure.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace idpsim::scim_server {

struct CachedStatement;

/// A value to be bound: a number or text.
using SqlValue = std::variant<std::int64_t, std::string>;

/// One use of a prepared statement; parameters and columns count from 1 and 0 as in SQLite. It is given back to the
/// connection's cache at the end of its life.
class Statement {
public:
    Statement(sqlite3* connection, CachedStatement* cached) : connection_(connection), cached_(cached) {}
    Statement(Statement&& other) noexcept : connection_(other.connection_), cached_(other.cached_) {
        other.cached_ = nullptr;
    }
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::int64_t number);
    Statement& bind_optional(int parameter, const std::optional<std::string>& text);
    Statement& bind_value(int parameter, const SqlValue& value);
    /// One after the other, from the parameter `first` on.
    Statement& bind_all(int first, const std::vector<SqlValue>& values);
    Statement& bind_octets(int parameter, std::string_view octets);

    /// True with a row, false at the end.
    bool step();
    /// step() where no row is expected.
    void run();

    std::string text(int column) const;
    std::string_view view(int column) const; ///< valid until the next step()
    std::int64_t number(int column) const;
    bool is_null(int column) const;
    std::optional<SqlValue> value(int column) const; ///< nothing for NULL

private:
    sqlite3_stmt* handle() const;
    void check(int code) const;

    sqlite3* connection_;
    CachedStatement* cached_;
};

/// One connection, for one thread. Files are in WAL mode, so readers of another process do not block.
class Database {
public:
    /// ":memory:" or a file, which is created when missing.
    explicit Database(const std::string& path = ":memory:");
    /// A database in memory that begins as a copy of `image`: several times faster than running the same DDL again.
    static Database from_image(std::string_view image);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// The statement of this text, prepared at its first use and kept while it is among the last few hundred used.
    Statement prepare(std::string_view sql);
    /// Several statements without parameters.
    void execute(const std::string& script);
    /// The whole database as octets, for from_image.
    std::string image() const;
    /// Rows changed by the statement that ran last.
    std::int64_t changes() const;
    /// Within a Transaction.
    bool in_transaction() const;
    /// The number of the row that was inserted last.
    std::int64_t last_inserted() const;

private:
    friend class Transaction;
    void begin(bool guarded); ///< a savepoint, but for an unguarded one in memory
    void keep();              ///< what was done since
    void undo();              ///< the same, for one that is given up
    void commit_some();

    struct State;
    std::unique_ptr<State> state_;
};

/// All or nothing, nestable: what was done is undone at the end of its life unless it was committed.
class Transaction {
public:
    /// Within another one: `own` is undone by itself, at the price of a copy of every page it writes; `joined` leaves
    /// that to the other, which has to be given up when this one is not committed. Exceptions see to that. `unguarded`
    /// is `own` for who gives up only before anything is written: in memory it needs no copies. If the database itself
    /// fails half way, it is of no use from then on.
    enum class Nested { own, joined, unguarded };
    explicit Transaction(Database& database, Nested nested = Nested::own);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

} // namespace idpsim::scim_server
