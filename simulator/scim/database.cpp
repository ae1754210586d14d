#include "simulator/scim/database.hpp"

#include "src/core/result.hpp"

#include <sqlite3.h>

#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

namespace idpsim::scim_server {

namespace {

constexpr std::size_t most_statements = 300;

/// In memory nothing is lost by committing late, and a commit is dear there: once a B-tree page was split, SQLite looks
/// through all pages of its cache, which is the whole database. So that many transactions make one commit.
constexpr int transactions_per_commit = 256;

[[noreturn]] void fail(sqlite3* connection, int code) {
    const char* message = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    throw Failure(Error{Fault::io, "database", message});
}

/// Before SQLite's first use: without the tally of its memory each allocation takes no lock and does no sums.
void configure() {
    static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (once != SQLITE_OK) fail(nullptr, once);
}

struct Close {
    void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, Close>;
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

StatementHandle compile(sqlite3* connection, std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &raw, nullptr);
    if (code != SQLITE_OK) fail(connection, code);
    return StatementHandle(raw);
}

} // namespace

struct CachedStatement {
    StatementHandle handle;
    bool in_use = false;
    bool temporary = false; ///< made while the cached one was in use; its user owns it
    std::uint64_t used = 0; ///< when it was asked for last, counted in requests
};

/// So that a look-up needs no string of its own.
struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct Database::State {
    Connection connection;
    std::unordered_map<std::string, CachedStatement, HashText, std::equal_to<>> statements; // nodes stay where they are
    std::uint64_t requests = 0;
    bool in_memory = false;
    std::vector<std::optional<std::int64_t>>
        open; ///< Transactions: rows changed before an unguarded one; nothing for a savepoint
    bool is_broken = false;
    int uncommitted = 0; ///< Transactions that are over

    /// Filters become statements of as many kinds as clients can think of.
    void make_room() {
        if (statements.size() < most_statements) return;
        auto oldest = statements.end();
        for (auto each = statements.begin(); each != statements.end(); ++each) {
            const CachedStatement& one = each->second;
            if (!one.in_use && (oldest == statements.end() || one.used < oldest->second.used)) oldest = each;
        }
        if (oldest != statements.end()) statements.erase(oldest);
    }
};

Statement::~Statement() {
    if (!cached_) return;
    if (cached_->temporary) {
        delete cached_;
        return;
    }
    sqlite3_reset(cached_->handle.get());
    sqlite3_clear_bindings(cached_->handle.get());
    cached_->in_use = false;
}

sqlite3_stmt* Statement::handle() const { return cached_->handle.get(); }

void Statement::check(int code) const {
    if (code != SQLITE_OK) fail(connection_, code);
}

Statement& Statement::bind(int parameter, std::string_view text) {
    // An empty view may have no address, which SQLite would take for NULL.
    const char* octets = text.data() ? text.data() : "";
    check(sqlite3_bind_text64(handle(), parameter, octets, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
    check(sqlite3_bind_int64(handle(), parameter, number));
    return *this;
}

Statement& Statement::bind_optional(int parameter, const std::optional<std::string>& text) {
    if (text) return bind(parameter, std::string_view(*text));
    check(sqlite3_bind_null(handle(), parameter));
    return *this;
}

Statement& Statement::bind_value(int parameter, const SqlValue& value) {
    return std::visit([&](const auto& one) -> Statement& { return bind(parameter, one); }, value);
}

Statement& Statement::bind_all(int first, const std::vector<SqlValue>& values) {
    for (const SqlValue& value : values) bind_value(first++, value);
    return *this;
}

Statement& Statement::bind_octets(int parameter, std::string_view octets) {
    check(sqlite3_bind_blob64(handle(), parameter, octets.data(), octets.size(), SQLITE_TRANSIENT));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(connection_, code);
    return false;
}

void Statement::run() {
    while (step()) {
    }
}

std::string_view Statement::view(int column) const {
    const auto* octets = static_cast<const char*>(sqlite3_column_blob(handle(), column));
    return octets ? std::string_view(octets, static_cast<std::size_t>(sqlite3_column_bytes(handle(), column)))
                  : std::string_view();
}

std::string Statement::text(int column) const { return std::string(view(column)); }
std::int64_t Statement::number(int column) const { return sqlite3_column_int64(handle(), column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(handle(), column) == SQLITE_NULL; }

std::optional<SqlValue> Statement::value(int column) const {
    switch (sqlite3_column_type(handle(), column)) {
    case SQLITE_NULL:
        return std::nullopt;
    case SQLITE_INTEGER:
        return SqlValue(number(column));
    default:
        return SqlValue(text(column));
    }
}

Database::Database(const std::string& path) : state_(std::make_unique<State>()) {
    configure();
    sqlite3* raw = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    state_->connection.reset(raw);
    if (code != SQLITE_OK) fail(raw, code);
    state_->in_memory = path == ":memory:";
    if (state_->in_memory) return;
    sqlite3_busy_timeout(raw, 5'000);
    execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
}

Database Database::from_image(std::string_view image) {
    Database database;
    sqlite3* connection = database.state_->connection.get();
    const auto size = static_cast<sqlite3_int64>(image.size());
    auto* octets = static_cast<unsigned char*>(sqlite3_malloc64(image.size())); // SQLite frees it
    if (!octets) fail(nullptr, SQLITE_NOMEM);
    std::memcpy(octets, image.data(), image.size());
    const unsigned flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
    const int code = sqlite3_deserialize(connection, "main", octets, size, size, flags);
    if (code != SQLITE_OK) fail(connection, code);
    return database;
}

std::string Database::image() const {
    sqlite3* connection = state_->connection.get();
    if (!sqlite3_get_autocommit(connection) &&
        sqlite3_exec(connection, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(connection, SQLITE_ERROR);
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> octets(
        sqlite3_serialize(connection, "main", &size, 0), sqlite3_free);
    if (!octets) fail(nullptr, SQLITE_NOMEM);
    return std::string(octets.get(), octets.get() + size);
}

Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Statement Database::prepare(std::string_view sql) {
    if (state_->is_broken)
        throw Failure(Error{Fault::io, "database", "it failed in the midst of a change that cannot be undone"});
    sqlite3* connection = state_->connection.get();
    auto found = state_->statements.find(sql);
    if (found == state_->statements.end()) {
        state_->make_room();
        found = state_->statements.emplace(std::string(sql), CachedStatement{compile(connection, sql)}).first;
    } else if (found->second.in_use) {
        return {connection, new CachedStatement{compile(connection, sql), true, true}};
    }
    found->second.in_use = true;
    found->second.used = ++state_->requests;
    return {connection, &found->second};
}

void Database::execute(const std::string& script) {
    sqlite3* connection = state_->connection.get();
    const int code = sqlite3_exec(connection, script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(connection, code);
}

std::int64_t Database::changes() const { return sqlite3_changes64(state_->connection.get()); }
std::int64_t Database::last_inserted() const { return sqlite3_last_insert_rowid(state_->connection.get()); }

bool Database::in_transaction() const { return !state_->open.empty(); }

void Database::begin(bool guarded) {
    sqlite3* connection = state_->connection.get();
    if (state_->in_memory && sqlite3_get_autocommit(connection)) prepare("BEGIN").run();
    if (!guarded && state_->in_memory) {
        state_->open.emplace_back(sqlite3_total_changes64(connection));
        return;
    }
    prepare("SAVEPOINT work").run();
    state_->open.emplace_back();
}

void Database::keep() {
    if (!state_->open.back()) prepare("RELEASE work").run();
    state_->open.pop_back();
    commit_some();
}

void Database::undo() {
    const std::optional<std::int64_t> before = state_->open.back();
    state_->open.pop_back();
    if (before) {
        state_->is_broken = state_->is_broken || *before != sqlite3_total_changes64(state_->connection.get());
    } else {
        prepare("ROLLBACK TO work").run();
        prepare("RELEASE work").run();
    }
    commit_some();
}

/// A file's transaction was committed with its savepoint.
void Database::commit_some() {
    if (in_transaction() || sqlite3_get_autocommit(state_->connection.get()) ||
        ++state_->uncommitted < transactions_per_commit)
        return;
    state_->uncommitted = 0;
    prepare("COMMIT").run();
}

Transaction::Transaction(Database& database, Nested nested)
    : database_(database), open_(nested != Nested::joined || !database.in_transaction()) {
    if (open_) database_.begin(nested != Nested::unguarded);
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.undo();
    } catch (const Failure&) { // the connection is broken; whoever uses it next will be told
    }
}

void Transaction::commit() {
    if (!open_) return;
    database_.keep();
    open_ = false;
}

} // namespace idpsim::scim_server
