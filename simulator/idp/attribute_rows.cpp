#include "simulator/idp/attribute_rows.hpp"

#include "simulator/idp/expression_functions.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {
namespace {

/// What one cell is wrong about; ends the reading of the row.
[[noreturn]] void reject(const std::string& column, std::string why) { throw Failure(Error{Fault::invalid, column, std::move(why)}); }

/// A text as a pattern that expands to itself.
std::string literal_pattern(const std::string& text) { return replace_all(replace_all(text, "{", "{{"), "}", "}}"); }

bool is_attribute_name(const std::string& word) {
    return !word.empty() && word.find_first_of("{}\n") == std::string::npos;
}

/// A cell in our words.
std::string meaning(const ConsoleColumn& column, const std::string& word) {
    if (column.choices.empty()) return word;
    const auto word_of = [](const auto& choice) -> const std::string& { return choice.first; };
    const auto found = std::ranges::find(column.choices, word, word_of);
    if (found != column.choices.end()) return found->second;
    if (!column.open.empty() && is_attribute_name(word)) return replace_all(column.open, "*", word);
    reject(column.label, "\"" + word + "\" is none of its choices" + did_you_mean_or_list(word, names_of(column.choices, word_of)));
}

/// "{firstname}.{lastname}" with the vendor's names replaced by ours.
std::string macro_pattern(const ConsoleColumn& column, const std::string& text, const ExpressionLanguage& language) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at), close = text.find('}', at);
        out += literal_pattern(text.substr(at, open - at));
        if (open == std::string::npos) break;
        if (close == std::string::npos || close < open) reject(column.label, "a { is not closed");
        const std::string name = text.substr(open + 1, close - open - 1);
        const auto known = language.names.find(name);
        if (known == language.names.end())
            reject(column.label, "no macro is named \"" + name + "\"" + did_you_mean_or_list(name, names_of(language.names, [](const auto& one) { return one.first; })));
        out += "{" + known->second + "}";
        at = close + 1;
    }
    return out;
}

GroupFilter::Kind filter_kind(const std::string& word) {
    using Kind = GroupFilter::Kind;
    if (word == "starts_with") return Kind::starts_with;
    if (word == "ends_with") return Kind::ends_with;
    if (word == "equals") return Kind::equals;
    if (word == "contains") return Kind::contains;
    if (word == "matches") return Kind::matches;
    return Kind::all;
}

/// Fills one mapping cell by cell.
class RowReader {
public:
    RowReader(const ConsoleTable& table, const ExpressionLanguage& language) : table_(table), language_(language) {}

    std::optional<AttributeMapping> read(const ConsoleRow& row) {
        refuse_unknown(row);
        for (const ConsoleColumn& column : table_.columns) read_cell(column, row);
        if (left_out_) return std::nullopt;
        if (out_.name.empty()) reject("", "the row gives the attribute no name");
        if (!space_.empty()) out_.name = space_ + (space_.ends_with("/") ? "" : "/") + out_.name;
        if (!table_.value.empty() && sources_ == 0) out_.value = table_.value;
        else if (sources_ != 1) reject("", sources_ == 0 ? "the row gives the attribute no value" : "the row gives the attribute more than one value");
        finish_filter();
        return std::move(out_);
    }

private:
    void refuse_unknown(const ConsoleRow& row) const {
        const auto labels = names_of(table_.columns, &ConsoleColumn::label);
        for (const auto& [label, cells] : row)
            if (std::ranges::find(labels, label) == labels.end())
                reject(label, "\"" + table_.label + "\" has no such column" + did_you_mean_or_list(label, labels));
    }

    void read_cell(const ConsoleColumn& column, const ConsoleRow& row) {
        const auto cells = row.find(column.label);
        std::vector<std::string> words = cells == row.end() ? std::vector<std::string>() : cells->second;
        std::erase(words, "");
        if (words.empty() && !column.fallback.empty()) words.push_back(column.fallback);
        if (words.empty() && column.required) reject(column.label, "is missing");
        if (words.empty()) return;
        if (column.role == "groups") return read_groups(column, std::move(words));
        if (words.size() > 1) reject(column.label, "takes one value");
        apply(column, meaning(column, words.front()));
    }

    void read_groups(const ConsoleColumn& column, std::vector<std::string> names) {
        if (table_.most != 0 && names.size() > table_.most)
            reject(column.label, "at most " + std::to_string(table_.most) + " groups can be chosen, these are " + std::to_string(names.size()));
        filter_.kind = GroupFilter::Kind::listed;
        filter_.names = std::move(names);
        has_filter_ = true;
    }

    void apply(const ConsoleColumn& column, const std::string& value) {
        const std::string& role = column.role;
        if (role == "name") out_.name = value;
        else if (role == "namespace") space_ = value;
        else if (role == "name_format") out_.name_format = value.empty() ? std::nullopt : std::optional(value);
        else if (role == "friendly_name") out_.friendly_name = value;
        else if (role == "multi_value") out_.separate = value == "true";
        else if (role == "include") left_out_ = value == "false";
        else if (role == "required") out_.required = value == "true";
        else if (role == "filter") filter_.kind = filter_kind(value), has_filter_ = true, filter_column_ = column.label;
        else if (role == "filter_value") filter_.value = value;
        else if (role != "none") apply_source(column, value);
    }

    void apply_source(const ConsoleColumn& column, const std::string& value) {
        if (value.empty()) return; // a word that points to another column
        ++sources_;
        if (column.role == "value") out_.value = value;
        else if (column.role == "constant") out_.value = literal_pattern(value);
        else if (column.role == "macro") out_.value = macro_pattern(column, value, language_);
        else {
            auto parsed = Expression::parse(value, language_);
            if (!parsed) reject(column.label, parsed.error().detail);
            out_.expression = std::move(*parsed);
        }
    }

    void finish_filter() {
        filter_.assigned_only = table_.assigned_only;
        if (!has_filter_ && !filter_.assigned_only) return;
        if (filter_.kind == GroupFilter::Kind::matches) {
            try {
                check_pattern(filter_.value);
            } catch (const Failure& failure) {
                reject(filter_column_, "\"" + filter_.value + "\" is no regular expression: " + failure.error().detail);
            }
        }
        out_.groups = filter_;
    }

    const ConsoleTable& table_;
    const ExpressionLanguage& language_;
    AttributeMapping out_;
    GroupFilter filter_;
    std::string space_, filter_column_;
    int sources_ = 0;
    bool left_out_ = false, has_filter_ = false;
};

} // namespace

Result<std::optional<AttributeMapping>> mapping_of(const ConsoleTable& table, const ConsoleRow& row,
                                                   const ExpressionLanguage& language) {
    try {
        return RowReader(table, language).read(row);
    } catch (const Failure& failure) {
        return failure.error();
    }
}

} // namespace idpsim::idp
