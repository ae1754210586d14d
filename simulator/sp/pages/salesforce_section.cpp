/// Salesforce on the pages: a way in, and a connection.
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "simulator/sp/salesforce.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

/// A handful, as a person at a test bench has; a product with many customers would ask for the address first.
constexpr std::size_t most_organisations = 25;

std::string entry(const SignInLink& to, const Organisation& org, std::string_view next) {
    const std::string url = next.empty() ? to.url : with_param(to.url, "relay_state", std::string(next));
    return "<li><a href=\"" + escape_html(url) + "\">" + escape_html(to.text) + "<small>" + escape_html(org.name) + "</small></a></li>";
}

} // namespace

std::string other_ways_in(Product& product, std::string_view next) {
    std::string entries;
    std::size_t count = 0;
    for (const auto& [id, org] : product.organisations.all()) {
        const std::vector<SignInLink> links = salesforce_links(product, org);
        if (links.empty()) continue;
        if (++count > most_organisations) break;
        for (const SignInLink& each : links) entries += entry(each, org, next);
    }
    return entries.empty() ? "" : "<section class=\"card\"><ul class=\"menu\">" + entries + "</ul></section>";
}

std::string other_connections(Product& product, const Organisation& org) {
    const std::vector<SignInLink> links = salesforce_links(product, org);
    if (links.empty()) return "";
    std::string names;
    for (const SignInLink& each : links) names += (names.empty() ? "" : ", ") + each.text;
    return "<li><span>Salesforce<small>" + escape_html(names) + "</small></span></li>";
}

} // namespace idpsim::sp
