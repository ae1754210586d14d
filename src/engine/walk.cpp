#include "src/engine/walk.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/xml/html.hpp"

#include <algorithm>

namespace idpsim::engine {

bool at_idp(const Sides& sides, std::string_view url) {
    const auto parsed = parse_url(url);
    if (!parsed) return false;
    const auto origins = sides.idp->idp.origins();
    return std::ranges::find(origins, parsed->origin()) != origins.end();
}

std::string words_of(const browser::Page& page) {
    constexpr std::size_t longest = 300;
    const auto html = xml::read_html(page.body);
    std::string words = html ? (html->text.empty() ? html->title : html->text) : page.body;
    if (words.size() > longest) words = std::string(cut_utf8(words, longest)) + "...";
    return "HTTP " + std::to_string(page.status) + ": " + words;
}

const SamlFault& known_fault(const std::string& id, std::initializer_list<Bends> messages) {
    const SamlFault* fault = find_saml_fault(id);
    if (!fault) throw Failure(Error{Fault::script, "fault", "there is none named \"" + id + "\""});
    if (std::ranges::find(messages, fault->bends) == messages.end()) throw Failure(Error{Fault::script, "fault", "\"" + id + "\" is put into another message"});
    return *fault;
}

} // namespace idpsim::engine
