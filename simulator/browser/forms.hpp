#pragma once
/// Which form of a page a browser or a person sends next, and with what in it.
#include "src/core/url.hpp"
#include "src/xml/html.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace idpsim::browser {

/// The form that goes out without anybody's doing: one with a hidden SAMLRequest or SAMLResponse, else, on a page that
/// submits itself, the first one with nothing to fill in.
std::optional<std::size_t> self_submitting_form(const xml::HtmlPage& page);
/// The first form with a password field.
std::optional<std::size_t> login_form(const xml::HtmlPage& page);

/// The first form that asks for a mail address and for nothing else: where its owner signs in is found out by it.
std::optional<std::size_t> address_form(const xml::HtmlPage& page);

/// How a form is sent: a script's submit() names no button, a click names it.
enum class SentBy { script, click };

/// The form's fields in order (HTML Standard, "constructing the entry list"; src/xml/html.hpp has left out what is
/// disabled or not ticked): no button but the first submit one on a click, and no file. `overrides` replace the first
/// field of their name, or are added at the end.
Params form_fields(const xml::HtmlForm& form, SentBy by, const Params& overrides = {});
/// The overrides that type `username` and `password`: the name goes into the last text or email field before the
/// password. Fields without a name are left alone.
Params login_fields(const xml::HtmlForm& form, std::string_view username, std::string_view password);
/// The override that types the address into an address_form().
Params address_fields(const xml::HtmlForm& form, std::string_view email);

} // namespace idpsim::browser
