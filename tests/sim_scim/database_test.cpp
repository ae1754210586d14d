#include "simulator/scim/database.hpp"
#include "src/core/result.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include <unistd.h>

namespace idpsim::scim_server {
namespace {

std::int64_t count(Database& database) {
    Statement query = database.prepare("SELECT count(*) FROM t");
    query.step();
    return query.number(0);
}

void add(Database& database, std::string_view text) {
    database.prepare("INSERT INTO t VALUES(?1)").bind(1, text).run();
}

TEST(Database, BindsWhateverTextThereIs) {
    Database database;
    database.execute("CREATE TABLE t(a TEXT NOT NULL)");
    const std::string odd("'; DROP TABLE t; --\0 \xC3\xA9", 23);
    add(database, odd);
    add(database, std::string_view());
    Statement query = database.prepare("SELECT a FROM t ORDER BY rowid");
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.text(0), odd);
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.text(0), "");
    EXPECT_FALSE(query.is_null(0));
    EXPECT_FALSE(query.step());
}

TEST(Database, UndoesWhatWasNotCommittedAtAnyDepth) {
    Database database = Database::from_image([] {
        Database origin;
        origin.execute("CREATE TABLE t(a TEXT)");
        return origin.image();
    }());
    {
        Transaction outer(database);
        add(database, "a");
        {
            Transaction inner(database);
            add(database, "b");
        }
        {
            Transaction inner(database);
            add(database, "c");
            inner.commit();
        }
        EXPECT_EQ(count(database), 2);
        outer.commit();
    }
    {
        Transaction outer(database);
        Transaction inner(database);
        add(database, "d");
        inner.commit();
    }
    EXPECT_EQ(count(database), 2);
}

// In memory many transactions are one commit; each is undone by itself all the same.
TEST(Database, InMemoryEachTransactionStandsByItself) {
    Database database;
    database.execute("CREATE TABLE t(a TEXT UNIQUE)");
    for (int i = 0; i < 1'000; ++i) {
        Transaction transaction(database);
        add(database, std::to_string(i));
        if (i % 3 == 0) transaction.commit();
        if (i % 50 == 1) {
            EXPECT_THROW(add(database, "0"), Failure);
        }
    }
    EXPECT_EQ(count(database), 334);
    EXPECT_FALSE(database.in_transaction());
    add(database, "between two of them");
    {
        Transaction outer(database);
        Transaction inner(database);
        add(database, "undone");
        inner.commit();
    }
    EXPECT_EQ(count(database), 335);
    Database copy = Database::from_image(database.image());
    EXPECT_EQ(count(copy), 335);
    database.execute("CREATE TABLE later(a TEXT)");
    EXPECT_EQ(count(database), 335);
}

TEST(Database, UnguardedTransactionsAreForWhoWritesAtTheEnd) {
    Database database;
    database.execute("CREATE TABLE t(a TEXT UNIQUE)");
    {
        Transaction transaction(database, Transaction::Nested::unguarded);
        add(database, "kept");
        transaction.commit();
    }
    {
        Transaction refused(database, Transaction::Nested::unguarded);
        EXPECT_EQ(count(database), 1); // given up, with nothing written
    }
    {
        Transaction outer(database);
        Transaction inner(database, Transaction::Nested::unguarded);
        add(database, "undone with the outer one");
        inner.commit();
    }
    EXPECT_EQ(count(database), 1);
    EXPECT_FALSE(database.in_transaction());
    {
        Transaction half_way(database, Transaction::Nested::unguarded);
        add(database, "cannot be undone");
    }
    EXPECT_THROW(count(database), Failure);
}

TEST(Database, InAFileUnguardedTransactionsAreUndoneAsWell) {
    const auto path = std::filesystem::temp_directory_path() / ("idpsim-unguarded-" + std::to_string(getpid()) + ".db");
    {
        Database database(path.string());
        database.execute("CREATE TABLE t(a TEXT)");
        {
            Transaction transaction(database, Transaction::Nested::unguarded);
            add(database, "undone");
        }
        EXPECT_EQ(count(database), 0);
    }
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
}

TEST(Database, JoinedTransactionsEndWithTheOuterOne) {
    Database database;
    database.execute("CREATE TABLE t(a TEXT)");
    {
        Transaction alone(database, Transaction::Nested::joined);
        add(database, "undone");
    }
    EXPECT_EQ(count(database), 0);
    {
        Transaction outer(database);
        Transaction joined(database, Transaction::Nested::joined);
        add(database, "undone too");
        joined.commit();
    }
    EXPECT_EQ(count(database), 0);
    EXPECT_FALSE(database.in_transaction());
    {
        Transaction alone(database, Transaction::Nested::joined);
        add(database, "kept");
        alone.commit();
    }
    EXPECT_EQ(count(database), 1);
}

TEST(Database, GivesOneStatementToTwoUsers) {
    Database database;
    database.execute("CREATE TABLE t(a TEXT); INSERT INTO t VALUES('x'),('y')");
    Statement outer = database.prepare("SELECT a FROM t");
    int pairs = 0;
    while (outer.step()) {
        Statement inner = database.prepare("SELECT a FROM t");
        while (inner.step()) ++pairs;
    }
    EXPECT_EQ(pairs, 4);
}

TEST(Database, ImagesAreCopies) {
    Database origin;
    origin.execute("CREATE TABLE t(a TEXT)");
    const std::string image = origin.image();
    Database a = Database::from_image(image), b = Database::from_image(image);
    for (int i = 0; i < 2000; ++i) add(a, std::string(200, 'x'));
    EXPECT_EQ(count(a), 2000);
    EXPECT_EQ(count(b), 0);
}

TEST(Database, KeepsAFewHundredStatements) {
    Database database;
    database.execute("CREATE TABLE t(a TEXT); INSERT INTO t VALUES('x')");
    Statement held = database.prepare("SELECT a FROM t");
    for (int i = 0; i < 2000; ++i) {
        Statement query = database.prepare("SELECT a FROM t WHERE a<>'" + std::to_string(i) + "'");
        ASSERT_TRUE(query.step());
    }
    ASSERT_TRUE(held.step());
    EXPECT_EQ(held.text(0), "x");
}

TEST(Database, FailuresAreOurs) {
    Database database;
    EXPECT_THROW(database.prepare("SELECT nonsense"), Failure);
    EXPECT_THROW(database.execute("CREATE nonsense"), Failure);
    EXPECT_THROW(Database("/nonexistent/folder/x.db"), Failure);
}

} // namespace
} // namespace idpsim::scim_server
