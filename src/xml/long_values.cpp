#include "src/xml/long_values.hpp"

#include "src/core/octet_set.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace idpsim::xml {
namespace {

constexpr std::string_view stand_in = "idpsim-long-value-"; ///< and the run's number, and ";"
constexpr std::size_t shortest_run = 512;

/// What opens a run, which octets cannot stand in it, and what closes it.
struct Place {
    std::string_view opening;
    OctetSet end;
    char closing;
};
constexpr std::array places{
    Place{"value=\"", base64_digits.others(), '"'},
    Place{"<style>", OctetSet(std::string_view("<>&\"'`\0", 7)), '<'},
};

struct Run {
    std::size_t begin, end;
};

/// The first run of that place at or after `from`; one that begins at the page's end when there is none.
Run next_run(const Place& place, std::string_view html, std::size_t from) {
    for (std::size_t at = html.find(place.opening, from); at != std::string_view::npos; at = html.find(place.opening, at)) {
        at += place.opening.size();
        const std::size_t end = place.end.find(html, at);
        if (end - at >= shortest_run && end < html.size() && html[end] == place.closing) return {at, end};
    }
    return {html.size(), html.size()};
}

/// Every run of every place, in order. None lies in another: each place's runs hold no opening of the other.
std::vector<Run> runs_of(std::string_view html) {
    std::array<Run, places.size()> next{};
    std::vector<Run> out;
    for (std::size_t from = 0; from < html.size(); from = out.back().end) {
        for (std::size_t i = 0; i < places.size(); ++i)
            if (out.empty() || next[i].begin < from) next[i] = next_run(places[i], html, from);
        out.push_back(*std::ranges::min_element(next, {}, &Run::begin));
    }
    if (!out.empty()) out.pop_back(); // the page's end
    return out;
}

} // namespace

LongValues::LongValues(std::string_view html) : whole_(html) {
    if (html.size() < shortest_run || html.find(stand_in) != std::string_view::npos) return;
    std::size_t kept = 0;
    for (const Run& run : runs_of(html)) {
        shortened_ += html.substr(kept, run.begin - kept);
        shortened_ += stand_in;
        shortened_ += std::to_string(runs_.size()) + ";";
        runs_.push_back(html.substr(run.begin, run.end - run.begin));
        kept = run.end;
    }
    shortened_ += html.substr(kept);
}

void LongValues::restore(std::string& text) const {
    for (std::size_t at = text.find(stand_in); at != std::string::npos; at = text.find(stand_in, at)) {
        const char* const number = text.data() + at + stand_in.size();
        std::size_t run = 0;
        const auto [end, failed] = std::from_chars(number, text.data() + text.size(), run);
        if (failed != std::errc{} || run >= runs_.size()) return; // cut in two by a limit on texts
        const std::size_t length = static_cast<std::size_t>(end - (text.data() + at)) + 1;
        text.replace(at, length, runs_[run]);
        at += runs_[run].size();
    }
}

void LongValues::restore(HtmlPage& page) const {
    if (runs_.empty()) return;
    restore(page.title);
    restore(page.text);
    for (HtmlForm& form : page.forms) {
        for (std::string* const text : {&form.id, &form.name, &form.action}) restore(*text);
        for (HtmlInput& input : form.inputs)
            for (std::string* const text : {&input.name, &input.type, &input.value}) restore(*text);
    }
    for (HtmlLink& link : page.links) {
        restore(link.href);
        restore(link.text);
    }
}

} // namespace idpsim::xml
