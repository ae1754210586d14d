#include "simulator/scim/narrowing.hpp"

#include "simulator/scim/columns.hpp"
#include "src/core/instant.hpp"
#include "src/core/text.hpp"
#include "src/scim/resource.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace idpsim::scim_server {

namespace {

using scim::Filter;
using scim::Operator;
using UserNameKey = std::function<std::string(std::string_view)>;

/// SQL that is true for every match; where it is neither true nor false (NULL), it counts as false.
struct Term {
    std::string sql;
    bool exact = true;
};
using MaybeTerm = std::optional<Term>;

/// Where names are looked up: the resource's own columns, or those of a list's rows.
struct Scope {
    const scim::ResourceType* type;
    const ListColumns* list = nullptr;
    const scim::Attribute* elements = nullptr;
};

std::string_view sign(Operator op) {
    switch (op) {
    case Operator::gt: return ">";
    case Operator::ge: return ">=";
    case Operator::lt: return "<";
    case Operator::le: return "<=";
    case Operator::ne: return "<>";
    default: return "=";
    }
}

/// The least text that is greater than all that begin with `prefix`; nothing when there is none.
std::optional<std::string> after_prefix(std::string prefix) {
    while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
    if (prefix.empty()) return std::nullopt;
    prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
}

std::int64_t count_characters(std::string_view text) {
    return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

/// A complex attribute is compared by its `value`, as scim::matches does.
scim::Resolved at_value(scim::Resolved target) {
    if (!target.sub && target.attribute && target.attribute->type == scim::Type::complex)
        target.sub = target.attribute->find("value");
    return target;
}

class Writer {
public:
    Writer(std::vector<SqlValue>& values, const UserNameKey& user_name_key)
        : values_(values), user_name_key_(user_name_key) {}

    MaybeTerm write(const Filter& filter, const Scope& scope) {
        switch (filter.kind) {
        case Filter::Kind::compare: return scope.list ? in_element(filter, scope) : in_resource(filter, scope);
        case Filter::Kind::all_of: return all_of(filter, scope);
        case Filter::Kind::any_of: return any_of(filter, scope);
        case Filter::Kind::negate: return negated(filter, scope);
        case Filter::Kind::has_element: return has_element(filter, scope);
        }
        return std::nullopt;
    }

private:
    std::string bound(SqlValue value) {
        values_.push_back(std::move(value));
        return "?" + std::to_string(values_.size() + 1);   // ?1 is the organisation
    }

    MaybeTerm all_of(const Filter& filter, const Scope& scope) {
        Term all;
        for (const Filter& part : filter.parts) {
            const MaybeTerm term = write(part, scope);
            all.exact = all.exact && term && term->exact;
            if (term) all.sql += (all.sql.empty() ? "" : " AND ") + term->sql;
        }
        if (all.sql.empty()) return std::nullopt;
        all.sql = "(" + all.sql + ")";
        return all;
    }

    MaybeTerm any_of(const Filter& filter, const Scope& scope) {
        const std::size_t before = values_.size();
        Term any;
        for (const Filter& part : filter.parts) {
            const MaybeTerm term = write(part, scope);
            if (!term) return values_.resize(before), std::nullopt;
            any.exact = any.exact && term->exact;
            any.sql += (any.sql.empty() ? "(" : " OR ") + term->sql;
        }
        any.sql += ")";
        return any;
    }

    MaybeTerm negated(const Filter& filter, const Scope& scope) {
        const std::size_t before = values_.size();
        const MaybeTerm term = write(filter.parts.front(), scope);
        if (!term || !term->exact) return values_.resize(before), std::nullopt;
        return opposite(*term);
    }

    static Term opposite(const Term& term) { return {"((" + term.sql + ") IS NOT TRUE)", term.exact}; }

    MaybeTerm has_element(const Filter& filter, const Scope& scope) {
        const std::optional<scim::Resolved> target = scope.type->resolve(filter.path);
        const ListColumns* list = target ? find_list(*target, *scope.type) : nullptr;
        if (!list) return std::nullopt;
        const MaybeTerm inner = write(filter.parts.front(), Scope{scope.type, list, target->attribute});
        return inner ? MaybeTerm(in_rows(*list, *inner)) : std::nullopt;
    }

    static Term in_rows(const ListColumns& list, const Term& row) {
        return {std::string(list.rows) + row.sql + "))", row.exact};
    }

    MaybeTerm in_element(const Filter& filter, const Scope& scope) {
        const scim::Attribute* sub = scope.elements->find(filter.path.name);
        const bool plain = filter.path.urn.empty() && filter.path.sub.empty();
        const Column* column = sub && plain ? scope.list->find(*sub) : nullptr;
        return column ? compare(filter, *column) : std::nullopt;
    }

    MaybeTerm in_resource(const Filter& filter, const Scope& scope) {
        std::optional<scim::Resolved> target = scope.type->resolve(filter.path);
        if (!target) return std::nullopt;
        if (filter.op != Operator::pr) *target = at_value(*target);
        if (const Column* column = find_column(*target, *scope.type)) return compare(filter, *column);
        const ListColumns* list = target->sub ? find_list(*target, *scope.type) : nullptr;
        const Column* column = list ? list->find(*target->sub) : nullptr;
        return column ? in_list(filter, *list, *column) : std::nullopt;
    }

    /// Some value of the list compares. "ne" is also true of an empty list, and is left to scim::matches.
    MaybeTerm in_list(const Filter& filter, const ListColumns& list, const Column& column) {
        Filter row = filter;
        const bool about_nothing = filter.op == Operator::eq && filter.value.is_null();
        if (about_nothing) row.op = Operator::pr;
        if (row.op == Operator::ne && !row.value.is_null()) return std::nullopt;
        const MaybeTerm term = compare(row, column);
        if (!term) return std::nullopt;
        const Term rows = in_rows(list, *term);
        return about_nothing ? opposite(rows) : rows;
    }

    MaybeTerm compare(const Filter& filter, const Column& column) {
        if (filter.op == Operator::pr || filter.value.is_null()) {
            const MaybeTerm present = is_present(column);
            return present && filter.op == Operator::eq ? opposite(*present) : present;
        }
        if (column.kind == Column::Kind::flag) return compare_flag(filter, column);
        if (!filter.value.is_string()) return std::nullopt;
        const std::string_view given = scim::text_of(filter.value.get_string());
        if (column.kind == Column::Kind::time) return compare_time(filter.op, column, given);
        const std::string text = column.by_user_name_key ? user_name_key_(given)
                                 : column.case_exact     ? std::string(given)
                                                         : scim::fold(given);
        if (filter.op == Operator::ne) return opposite(equals(column, text));
        return filter.op == Operator::eq ? equals(column, text) : compare_text(filter.op, column, text);
    }

    static MaybeTerm is_present(const Column& column) {
        if (column.always) return Term{"1"};
        if (column.kind == Column::Kind::flag) return std::nullopt;   // 0 stands for no value, too
        return Term{std::string(column.sql) + "<>''"};
    }

    static MaybeTerm compare_flag(const Filter& filter, const Column& column) {
        const std::optional<bool> wanted = scim::read_boolean(filter.value);
        if (!wanted || (filter.op != Operator::eq && filter.op != Operator::ne)) return std::nullopt;
        // Written out, as an index for one value alone (WHERE active=0) is not used for a bound one.
        return Term{std::string(column.sql) + (*wanted == (filter.op == Operator::eq) ? "=1" : "=0")};
    }

    MaybeTerm compare_time(Operator op, const Column& column, std::string_view given) {
        const bool textual = op == Operator::co || op == Operator::sw || op == Operator::ew;
        const Result<Instant> at = parse_instant(given);
        if (textual || !at) return std::nullopt;
        const std::int64_t milliseconds = at->time_since_epoch().count();
        const std::string term = std::string(column.sql).append(sign(op)) + bound(milliseconds);
        const bool open_ended = op != Operator::eq && op != Operator::ne;
        return Term{open_ended ? "unlikely(" + term + ")" : term};   // a client asks for what is new since its last visit
    }

    /// Text that is empty is no value, and equal to nothing.
    Term equals(const Column& column, const std::string& text) {
        if (text.empty()) return {"0"};
        return {std::string(column.sql) + "=" + bound(text)};
    }

    Term compare_text(Operator op, const Column& column, const std::string& text) {
        const std::string name(column.sql);
        const std::string present = name + "<>''";
        if (op == Operator::sw || op == Operator::co || op == Operator::ew) {
            if (text.empty()) return {present};
        }
        if (op == Operator::co) return {"instr(" + name + "," + bound(text) + ")>0"};
        if (op == Operator::ew) {
            const std::string length = bound(-count_characters(text));
            return {"substr(" + name + "," + length + ")=" + bound(text)};
        }
        if (op == Operator::sw) {
            const std::string from = name + ">=" + bound(text);
            const std::optional<std::string> end = after_prefix(text);
            return {end ? "(" + from + " AND " + name + "<" + bound(*end) + ")" : from};
        }
        return {"(" + present + " AND " + name + std::string(sign(op)) + bound(text) + ")"};
    }

    std::vector<SqlValue>& values_;
    const UserNameKey& user_name_key_;
};

} // namespace

Narrowing narrow(const Filter* filter, const scim::ResourceType& type, const UserNameKey& user_name_key) {
    if (!filter) return {{}, true};
    Narrowing narrowing;
    const MaybeTerm term = Writer(narrowing.where.values, user_name_key).write(*filter, Scope{&type});
    if (!term) return {};
    narrowing.where.sql = term->sql;
    narrowing.exact = term->exact;
    return narrowing;
}

bool mentions(const Filter& filter, std::string_view attribute) {
    return equal_nocase(filter.path.name, attribute) ||
           std::any_of(filter.parts.begin(), filter.parts.end(),
                       [&](const Filter& part) { return mentions(part, attribute); });
}

} // namespace idpsim::scim_server
