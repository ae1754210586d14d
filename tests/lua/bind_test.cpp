#include "src/lua/bind.hpp"

#include <gtest/gtest.h>

namespace idpsim::lua {
namespace {

struct Person {
    std::string email;
    std::vector<std::string> groups;
    std::int64_t logins = 0;
    std::optional<std::string> title;
    void rename(const std::string& name) { email = name; }
    std::string domain() const { return email.substr(email.find('@') + 1); }
};

/// Counts live objects, to see that none is leaked by an error.
struct Counted {
    inline static int alive = 0;
    Counted() { ++alive; }
    Counted(const Counted&) { ++alive; }
    ~Counted() { --alive; }
};

/// A state that knows persons.
class Bind : public testing::Test {
protected:
    Bind() {
        register_type<Person>(
            state, "person", field("email", &Person::email), field("groups", &Person::groups),
            field("title", &Person::title), field("logins", &Person::logins), field("domain", &Person::domain),
            setter("logins", [](Person& person, std::int64_t count) { person.logins = count; }),
            method("rename", &Person::rename),
            function("polite", [](std::string name) { return "Dear " + name; }),
            method("same_domain", [](const Person& a, const Person& b) { return a.domain() == b.domain(); }),
            method("add_groups", [](Person& person, const Rest& rest) {
                for (const Value& value : rest.values) {
                    if (!value.text()) throw ScriptError("a group is a text, not " + std::string(type_name(value)));
                    person.groups.push_back(*value.text());
                }
                return person.groups.size();
            }));
        set_global(state, "person", [](std::map<std::string, Value> fields) {
            Person person;
            if (const auto email = fields.find("email"); email != fields.end() && email->second.text())
                person.email = *email->second.text();
            else
                throw ScriptError("a person needs an email");
            return person;
        });
    }

    /// The text the script returns, or "where: detail" behind "!".
    std::string eval(const std::string& text) {
        const auto result = state.run_text(text, "b.lua");
        if (result.has_error()) return "!" + describe(result.error());
        return result->text() ? *result->text() : std::string(type_name(*result));
    }

    State state;
};

TEST_F(Bind, FieldsMethodsAndSetters) {
    EXPECT_EQ(
        eval("local ada = person { email = 'ada@a.test' }\nada.logins = ada.logins + 2\nada:add_groups('eng', 'ops')\n"
             "return ada.email .. ' ' .. ada.domain .. ' ' .. ada.logins .. ' ' .. table.concat(ada.groups, ',')"
             " .. tostring(ada.title)"),
        "ada@a.test a.test 2 eng,opsnil");
    EXPECT_EQ(eval("local ada = person { email = 'ada@a.test' } ada:rename('x@b.test') return ada.email"), "x@b.test");
    EXPECT_EQ(eval("local a, b = person { email = 'a@a.test' }, person { email = 'b@a.test' }\n"
                   "return tostring(a:same_domain(b)) .. tostring(a == b) .. tostring(a == a)"),
              "truefalsetrue");
}

TEST_F(Bind, UnknownNamesAreErrorsWithTheNearestKnown) {
    EXPECT_EQ(eval("local ada = person { email = 'a@a' }\nreturn ada.emial"),
              "!b.lua:2: a person has no 'emial'; did you mean 'email'?");
    EXPECT_EQ(eval("local ada = person { email = 'a@a' }\nada:renam('x')"),
              "!b.lua:2: a person has no 'renam'; did you mean 'rename'?");
    EXPECT_EQ(eval("local ada = person { email = 'a@a' }\nada.email = 'x'"),
              "!b.lua:2: 'email' of a person cannot be set");
    EXPECT_EQ(eval("local ada = person { email = 'a@a' }\nada.loginz = 1"),
              "!b.lua:2: a person has no 'loginz'; did you mean 'logins'?");
}

TEST_F(Bind, MisuseNamesTheArgument) {
    const std::string ada = "local ada = person { email = 'a@a' }\n";
    EXPECT_EQ(eval(ada + "ada:rename(5)"),
              "!b.lua:2: person:rename: argument 1: a text was expected, an integer was found");
    EXPECT_EQ(eval(ada + "ada:rename()"), "!b.lua:2: person:rename: argument 1: a text was expected, nil was found");
    EXPECT_EQ(eval(ada + "ada:rename('a', 'b')"),
              "!b.lua:2: person:rename: at most 1 arguments are expected, 2 were given");
    EXPECT_EQ(
        eval(ada + "ada.rename('a')"),
        "!b.lua:2: person:rename: call it with a colon, object:method(...): a person was expected, a text was found");
    EXPECT_EQ(eval(ada + "ada:same_domain('x')"),
              "!b.lua:2: person:same_domain: argument 1: a person was expected, a text was found");
    EXPECT_EQ(eval(ada + "ada.logins = 1.5"), "!b.lua:2: argument 1: an integer was expected, a number was found");
    EXPECT_EQ(eval(ada + "ada:add_groups('a', {})"), "!b.lua:2: person:add_groups: a group is a text, not a table");
    EXPECT_EQ(eval("\nperson {}"), "!b.lua:2: person: a person needs an email");
}

TEST_F(Bind, MisuseCanBeCaught) {
    EXPECT_EQ(eval("local ok, message = pcall(person, {})\nreturn tostring(ok) .. message"),
              "falseperson: a person needs an email");
}

TEST_F(Bind, TypesGoInAndOut) {
    set_global(state, "integers", [](std::vector<std::uint16_t> list) { return list.size(); });
    set_global(state, "halves", [](double x) { return std::tuple(x / 2, std::string("half")); });
    set_global(state, "maybe", [](std::optional<bool> flag) { return flag; });
    set_global(state, "lengths", [](std::map<std::string, std::string> map) {
        std::map<std::string, std::size_t> out;
        for (const auto& [name, text] : map) out[name] = text.size();
        return out;
    });
    set_global(state, "echo", [](Value value) { return value; });
    set_global(state, "everyone", [](std::vector<std::shared_ptr<Person>> people) { return people; });
    EXPECT_EQ(eval("return tostring(integers { 1, 2, 65535 })"), "3");
    EXPECT_EQ(eval("integers { 1, -2 }"), "!b.lua:1: integers: argument 1: item 2: the number -2 is out of range");
    EXPECT_EQ(eval("integers { 1, '2' }"),
              "!b.lua:1: integers: argument 1: item 2: an integer was expected, a text was found");
    EXPECT_EQ(eval("local x, y = halves(3) return x .. y"), "1.5half");
    EXPECT_EQ(eval("return tostring(maybe()) .. tostring(maybe(false))"), "nilfalse");
    EXPECT_EQ(eval("local l = lengths { a = 'xyz' } return 'a' .. l.a"), "a3");
    EXPECT_EQ(eval("return echo({ 1, { b = 'deep' } })[2].b"), "deep");
    EXPECT_EQ(eval("local a = person { email = 'a@a' } return everyone({ a, a })[2].email"), "a@a");
    EXPECT_EQ(eval("local a = person { email = 'a@a' } return tostring(echo({ a })[1] == a)"), "true");
    EXPECT_EQ(eval("everyone { {} }"),
              "!b.lua:1: everyone: argument 1: item 1: a person was expected, a table was found");
}

TEST_F(Bind, ErrorsOfPeersKeepTheirFaultUnlessCaught) {
    set_global(state, "ask", []() -> Result<std::string> {
        return Error{Fault::peer_timeout, "https://x", "no answer"};
    });
    const auto result = state.run_text("\nask()", "b.lua");
    EXPECT_EQ(result.error().fault, Fault::peer_timeout);
    EXPECT_EQ(result.error().where, "b.lua:2");
    EXPECT_EQ(result.error().detail, "ask: https://x: no answer");
    EXPECT_EQ(eval("return select(2, pcall(ask))"), "ask: https://x: no answer");
}

TEST_F(Bind, OurOwnExceptionsPassThroughPcall) {
    set_global(state, "broken", [] { throw Failure({Fault::io, "disk", "full"}); });
    EXPECT_THROW(state.run_text("pcall(broken) return 1", "b.lua"), Failure);
    EXPECT_THROW(state.run_text("xpcall(broken, function() while true do end end) return 1", "b.lua"), Failure);
    EXPECT_EQ(eval("return 'goes on'"), "goes on");
}

TEST_F(Bind, NoErrorSkipsADestructor) {
    set_global(state, "fails", [] {
        const Counted local;
        throw ScriptError("no");
    });
    set_global(state, "big", [](std::string text) {
        const Counted local;
        return std::vector<std::string>(1000, text);
    });
    eval("pcall(fails) fails()");
    eval("local t = {} for i = 1, 1e6 do t[i] = big(('x'):rep(1000)) end");
    EXPECT_EQ(Counted::alive, 0);
}

TEST_F(Bind, ObjectsDieWithTheState) {
    const auto person = std::make_shared<Person>();
    {
        State other;
        register_type<Person>(other, "person", field("email", &Person::email));
        const auto function = other.run_text("return function(p) return function() return p end end", "b.lua");
        ASSERT_TRUE(function);
        const auto keeper = other.call(*function->function(), {object_value(other, person)});
        ASSERT_TRUE(keeper);
        EXPECT_EQ(other.call(*keeper->function())->object()->as<Person>(), person);
        EXPECT_GT(person.use_count(), 1);
    }
    EXPECT_EQ(person.use_count(), 1);
}

TEST_F(Bind, LooksUpNamesThatAreNoMembers) {
    struct Bag {
        std::int64_t size = 7;
    };
    register_type<Bag>(state, "bag", field("size", &Bag::size), lookup([](const Bag&, std::string name) {
                           return name == "none" ? std::optional<std::string>() : name + "!";
                       }));
    set_global(state, "bag", [] { return Bag{}; });
    EXPECT_EQ(eval("local b = bag() return b.size .. b['any thing'] .. tostring(b.none)"), "7any thing!nil");
    EXPECT_NE(eval("return bag()[1]").find("a field's name is a text"), std::string::npos);
}

TEST_F(Bind, CallsFunctionsOfATypeWithADot) {
    EXPECT_EQ(eval("return person{email='a@x'}.polite('Ada')"), "Dear Ada");
    EXPECT_NE(eval("return person{email='a@x'}.polite({})").find("person.polite: argument 1: a text was expected"), std::string::npos);
}

TEST_F(Bind, FunctionsAreBoundToTheirState) {
    const auto function = state.run_text("return function(a, b) return a + b end", "b.lua");
    const auto sum = state.call(*function->function(), {{std::int64_t{2}}, {std::int64_t{3}}});
    EXPECT_EQ(std::get<std::int64_t>(sum->data), 5);
    State other;
    EXPECT_THROW(other.call(*function->function()), std::logic_error);
}

TEST_F(Bind, FunctionsOutliveTheirStateHarmlessly) {
    Function function;
    {
        State other;
        function = *other.run_text("return function() end", "b.lua")->function();
    }
    EXPECT_THROW(state.call(function), std::logic_error);
}

TEST_F(Bind, BoundFunctionsMayCallBack) {
    set_global(state, "twice", [this](Function function) -> Result<Value> {
        const auto first = state.call(function);
        if (!first) return first.error();
        return state.call(function);
    });
    EXPECT_EQ(eval("local n = 0 return 'n=' .. twice(function() n = n + 1 return n end)"), "n=2");
    EXPECT_EQ(state.run_text("pcall(twice, function() while true do end end) return 1", "b.lua").error().fault,
              Fault::limit);
    EXPECT_EQ(eval("\ntwice(function() error('inside') end)"), "!b.lua:2: twice: b.lua:2: inside");
}

TEST_F(Bind, CallingBackWithoutEndIsStopped) {
    set_global(state, "again", [this](Function function) { return state.call(function, {{function}}); });
    const auto result = state.run_text("local function f() again(f) end\nf()", "b.lua");
    EXPECT_EQ(result.error().fault, Fault::limit);
    EXPECT_EQ(result.error().detail, "the script calls itself too deeply (stack overflow)");
}

int twice(int x) { return 2 * x; }

TEST_F(Bind, PlainFunctionsAsCFunctions) {
    lua_State* raw = state.core().state.get();
    const StackGuard guard(raw);
    lua_pushcfunction(raw, bound<&twice>);
    lua_pushinteger(raw, 21);
    ASSERT_EQ(lua_pcall(raw, 1, 1, 0), LUA_OK);
    EXPECT_EQ(lua_tointeger(raw, -1), 42);
    lua_pushcfunction(raw, bound<&twice>);
    lua_pushboolean(raw, 1);
    EXPECT_EQ(lua_pcall(raw, 1, 1, 0), LUA_ERRRUN);
}

// --- values copied out ---

TEST(Values, AreCopiedOut) {
    State state;
    const auto result = state.run_text(
        "local shared = { 'x' }\nreturn { 1, 2.5, true, shared, shared, name = 'n', f = print_ and 1 }", "v.lua");
    EXPECT_TRUE(result.has_error()); // an unknown global is an error even where its value would not matter
    const auto table =
        state.run_text("local shared = { 'x' }\nreturn { 1, 2.5, true, shared, shared, name = 'n' }", "v.lua");
    const Table& copy = *table->table();
    EXPECT_EQ(copy.items.size(), 5u);
    EXPECT_EQ(copy.items[3].table(), copy.items[4].table());
    EXPECT_EQ(*copy.fields.at("name").text(), "n");
}

TEST(Values, ThatCannotBeCopiedAreErrors) {
    State state;
    const auto detail = [&state](const char* text) {
        const auto result = state.run_text(text, "v.lua");
        return result.has_error() ? result.error().detail : "no error";
    };
    EXPECT_EQ(detail("local t = { a = {} } t.a.b = t return t"), "the table contains itself (at a.b)");
    EXPECT_EQ(detail("return { list = { 1, nil, 3 } }"),
              "the list's numbers do not run from 1 without a hole (at list)");
    EXPECT_EQ(detail("return { [true] = 1 }"), "a boolean cannot be a key");
    EXPECT_EQ(detail("return { [1.5] = 1 }"), "a number cannot be a key");
    EXPECT_EQ(detail("local t = {} for i = 1, 100 do t = { t } end return t").substr(0, 31),
              "tables are nested too deeply (a");
    // Shared tables must not add up to a nesting that only shows in the copy.
    EXPECT_EQ(detail("local all, t = {}, {} for i = 1, 5000 do t = { t } if i % 60 == 0 then all[#all + 1] = t end end "
                     "return all")
                  .substr(0, 28),
              "tables are nested too deeply");
}

} // namespace
} // namespace idpsim::lua
