#include "src/engine/guide_reader.hpp"

#include "simulator/idp/settings.hpp"
#include "src/core/text.hpp"
#include "src/engine/advice.hpp"
#include "src/engine/guide.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

const std::vector<std::string> states{"blank", "other", "hidden", "is"};
const std::vector<std::string> conditions{"start", "scim", "metadata"};

/// Every {place} in `text` is one that a guide fills.
void check_places(const Fields& from, const std::string& field, const std::string& text,
                  const std::vector<std::string>& more = {}) {
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        const std::size_t end = text.find('}', at);
        const std::string name = text.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        if (std::ranges::find(guide_places(), name) != guide_places().end() ||
            std::ranges::find(more, name) != more.end())
            continue;
        from.fail(field, "no guide fills in {" + name + "}" + did_you_mean(name, guide_places()));
    }
}

std::string read_condition(Fields& from) { return from.choice("when", conditions, ""); }

idp::GuideFieldRule read_field(Fields from, const std::string& page) {
    idp::GuideFieldRule out;
    out.page = from.text_or("page", page);
    out.label = from.text("label");
    out.value = from.text("value");
    out.note = from.text_or("note", "");
    out.is = from.choice("is", {"base", "token", "shown"}, "");
    out.when = read_condition(from);
    out.required = !from.flag("optional", false);
    check_places(from, "value", out.value);
    check_places(from, "note", out.note);
    from.finish();
    return out;
}

void check_saml_field(const Fields& from, const std::string& place, const idp::GuideFieldRule& field,
                      const idp::SamlProfile& saml) {
    try {
        const idp::ConsoleField& known =
            idp::field_named(saml, field.page.empty() ? field.label : field.page + " / " + field.label);
        if (field.value.find('{') == std::string::npos) idp::value_entered(known, field.value);
    } catch (const Failure& failure) {
        from.fail(place, failure.error().detail);
    }
}

void check_scim_field(const Fields& from, const std::string& place, const idp::GuideFieldRule& field,
                      const idp::Profile& profile) {
    if (!field.is.empty()) return;
    const idp::ScimProfile& client = profile.scim.at(profile.default_scim);
    const idp::ScimOption* option = idp::find_option(client, field.label);
    if (!option)
        from.fail(place, "the SCIM console has no field \"" + field.label + "\"" +
                             did_you_mean_or_list(field.label, names_of(client.options, &idp::ScimOption::label)));
    const bool fits =
        option->choices.empty() || std::ranges::find(option->choices, field.value) != option->choices.end();
    if (!fits)
        from.fail(place, "\"" + field.value + "\" is none of its choices" +
                             did_you_mean_or_list(field.value, option->choices));
}

idp::GuideRowRule read_row(Fields from, const idp::SamlProfile& saml) {
    idp::GuideRowRule out;
    out.table = from.text("table");
    const auto table = std::ranges::find(saml.tables, out.table, &idp::ConsoleTable::label);
    if (table == saml.tables.end())
        from.fail("table", "the console has no such table" +
                               did_you_mean_or_list(out.table, names_of(saml.tables, &idp::ConsoleTable::label)));
    const auto columns = names_of(table->columns, &idp::ConsoleColumn::label);
    for (const auto& [label, text] : from.text_map("cells")) {
        if (std::ranges::find(columns, label) == columns.end())
            from.fail("cells." + label, "the table has no such column" + did_you_mean_or_list(label, columns));
        check_places(from, "cells." + label, text, {"attribute", "word"});
        out.cells.emplace(label, text);
    }
    from.finish();
    return out;
}

std::vector<idp::GuideStepRule> read_steps(Fields& from, std::string_view name, const idp::Profile& profile,
                                           bool scim) {
    std::vector<idp::GuideStepRule> out;
    for (Fields& step : from.tables(name)) {
        idp::GuideStepRule& rule = out.emplace_back();
        rule.text = step.text("text");
        check_places(step, "text", rule.text);
        rule.when = read_condition(step);
        const std::string page = step.text_or("page", "");
        for (Fields& field : step.tables("fields")) {
            const Fields place = field;
            rule.fields.push_back(read_field(std::move(field), page));
            if (scim)
                check_scim_field(place, "label", rule.fields.back(), profile);
            else
                check_saml_field(place, "label", rule.fields.back(), profile.saml);
        }
        for (Fields& row : step.tables("rows")) rule.rows.push_back(read_row(std::move(row), profile.saml));
        step.finish();
    }
    return out;
}

void read_words(Fields& from, idp::GuideRules& out) {
    out.words = from.text_map("words");
    for (const char* needed : {"email", "given_name", "family_name", "display_name", "id", "username"})
        if (!out.words.contains(needed))
            from.fail("words", std::string("the table's word for a person's ") + needed + " is missing");
}

idp::AdviceRule read_advice(Fields from, const idp::SamlProfile& saml) {
    idp::AdviceRule out;
    out.id = from.text("id");
    out.field = from.text_or("field", "");
    out.state = from.choice("state", states, "");
    out.word = from.text_or("word", "");
    out.seen = from.texts("seen");
    out.says = from.text("says");
    out.source = from.text("source");
    for (const auto& [label, value] : from.text_map("mistake")) out.mistake.emplace(label, value);
    if (out.field.empty() != out.state.empty()) from.fail("state", "a field and its state go together");
    if (out.word.empty() != (out.state != "is")) from.fail("word", "is for the state \"is\", which needs it");
    if (out.state.empty() && out.seen.empty()) from.fail("seen", "advice without a condition would fit any login");
    for (const std::string& word : out.seen)
        if (std::ranges::find(seen_words(), word) == seen_words().end())
            from.fail("seen", "nothing is called \"" + word + "\"" + did_you_mean_or_list(word, seen_words()));
    if (out.mistake.empty()) from.fail("mistake", "is missing: the entries that make the mistake");
    check_places(from, "says", out.says, {"entered", "guided", "missing", "word"});
    const auto known = [&](const std::string& name, const std::string& label) {
        try {
            idp::field_named(saml, label);
        } catch (const Failure& failure) {
            from.fail(name, failure.error().detail);
        }
    };
    if (!out.field.empty()) known("field", out.field);
    for (const auto& [label, value] : out.mistake) known("mistake", label);
    from.finish();
    return out;
}

} // namespace

void read_guide(Fields& from, idp::Profile& out) {
    if (auto guide = from.optional_table("guide")) {
        out.guide.saml = read_steps(*guide, "saml", out, false);
        if (out.scim.empty() && guide->has("scim")) guide->fail("scim", "the vendor has no SCIM client");
        out.guide.scim = read_steps(*guide, "scim", out, true);
        read_words(*guide, out.guide);
        guide->finish();
    }
    for (Fields& advice : from.tables("advice")) {
        const Fields place = advice;
        out.advice.push_back(read_advice(std::move(advice), out.saml));
        if (std::ranges::count(out.advice, out.advice.back().id, &idp::AdviceRule::id) > 1)
            place.fail("id", "\"" + out.advice.back().id + "\" is there twice");
    }
}

} // namespace idpsim::engine
