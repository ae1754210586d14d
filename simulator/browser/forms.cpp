#include "simulator/browser/forms.hpp"

#include <algorithm>
#include <string>

namespace idpsim::browser {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_button(const xml::HtmlInput& input) { return is_one_of(input.type, {"submit", "button", "reset", "image"}); }
bool is_password(const xml::HtmlInput& input) { return input.type == "password"; }
bool takes_a_name(const xml::HtmlInput& input) { return is_one_of(input.type, {"text", "email", "tel"}); }

bool carries_saml(const xml::HtmlForm& form) {
    return std::ranges::any_of(form.inputs, [](const xml::HtmlInput& input) {
        return input.type == "hidden" && is_one_of(input.name, {"SAMLRequest", "SAMLResponse"}) && !input.value.empty();
    });
}

bool has_nothing_to_fill_in(const xml::HtmlForm& form) {
    return std::ranges::all_of(form.inputs,
                               [](const xml::HtmlInput& input) { return input.type == "hidden" || is_button(input); });
}

template <class Predicate> std::optional<std::size_t> first_form(const xml::HtmlPage& page, Predicate predicate) {
    const auto found = std::ranges::find_if(page.forms, predicate);
    if (found == page.forms.end()) return std::nullopt;
    return static_cast<std::size_t>(found - page.forms.begin());
}

void override_field(Params& fields, const std::string& name, const std::string& value) {
    const auto field = std::ranges::find_if(fields, [&](const auto& held) { return held.first == name; });
    if (field == fields.end())
        fields.emplace_back(name, value);
    else
        field->second = value;
}

} // namespace

std::optional<std::size_t> self_submitting_form(const xml::HtmlPage& page) {
    const auto saml = first_form(page, carries_saml);
    if (saml || !page.submits_itself || login_form(page)) return saml;
    return first_form(page, has_nothing_to_fill_in);
}

std::optional<std::size_t> login_form(const xml::HtmlPage& page) {
    return first_form(page, [](const xml::HtmlForm& form) { return std::ranges::any_of(form.inputs, is_password); });
}

std::optional<std::size_t> address_form(const xml::HtmlPage& page) {
    return first_form(page, [](const xml::HtmlForm& form) {
        const auto asks = [](const xml::HtmlInput& input) { return input.type == "email" && !input.name.empty(); };
        const auto asks_more = [&](const xml::HtmlInput& input) { return !asks(input) && input.type != "hidden" && !is_button(input); };
        return std::ranges::count_if(form.inputs, asks) == 1 && std::ranges::none_of(form.inputs, asks_more);
    });
}

Params address_fields(const xml::HtmlForm& form, std::string_view email) {
    const auto asked = std::ranges::find(form.inputs, "email", &xml::HtmlInput::type);
    return {{asked->name, std::string(email)}};
}

Params form_fields(const xml::HtmlForm& form, SentBy by, const Params& overrides) {
    Params fields;
    bool button_named = by == SentBy::script;
    for (const xml::HtmlInput& input : form.inputs) {
        const bool clicked = input.type == "submit" && !button_named;
        if (input.type == "submit") button_named = true;
        const bool sent = clicked || (!is_button(input) && input.type != "file");
        if (sent && !input.name.empty()) fields.emplace_back(input.name, input.value);
    }
    for (const auto& [name, value] : overrides) override_field(fields, name, value);
    return fields;
}

Params login_fields(const xml::HtmlForm& form, std::string_view username, std::string_view password) {
    Params typed;
    std::string name_field;
    for (const xml::HtmlInput& input : form.inputs) {
        if (takes_a_name(input) && !input.name.empty()) name_field = input.name;
        if (!is_password(input)) continue;
        if (!name_field.empty()) typed.emplace_back(name_field, username);
        if (!input.name.empty()) typed.emplace_back(input.name, password);
        break;
    }
    return typed;
}

} // namespace idpsim::browser
