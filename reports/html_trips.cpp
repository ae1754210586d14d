/// The part of report.html that answers which IdP trips over it.
#include "reports/page.hpp"
#include "reports/text.hpp"
#include "reports/trips.hpp"

#include <fmt/format.h>

namespace idpsim::reports {

std::string trips_html(const conformance::RunResult& run) {
    std::string out;
    for (const auto& [idp, trips] : trips_by_idp(run)) {
        out += fmt::format("<section class=\"trips\"><h3>{}</h3>\n<ul class=\"problems\">\n", html(idp));
        for (const TripTold& trip : trips) {
            out += fmt::format("<li>{} <i>{}</i>", html(trip.sentence), html(trip.source));
            for (const std::string& id : trip.cases) out += fmt::format(" <a href=\"#{0}\">{0}</a>", html(id));
            out += "</li>\n";
        }
        out += "</ul></section>\n";
    }
    return out;
}

} // namespace idpsim::reports
