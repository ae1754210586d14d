#include "src/engine/salesforce_walk.hpp"

#include "src/xml/html.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

constexpr int most_steps = 12;

std::string value_of(const xml::HtmlForm& form, std::string_view name) {
    const auto found = std::ranges::find(form.inputs, name, &xml::HtmlInput::name);
    return found == form.inputs.end() ? std::string() : found->value;
}

/// What the person does on a page.
struct Step {
    std::optional<std::size_t> form;                 ///< sends this one as it stands
    std::optional<browser::Credentials> credentials; ///< fills in the login form
};

bool asks_password(const xml::HtmlForm& form) {
    return std::ranges::any_of(form.inputs, [](const xml::HtmlInput& input) { return input.type == "password"; });
}

bool asks_salesforce_password(const xml::HtmlForm& form) {
    return std::ranges::any_of(
        form.inputs, [](const xml::HtmlInput& input) { return input.type == "password" && input.name == "pw"; });
}

std::vector<std::string> offers_of(const xml::HtmlPage& page) {
    std::vector<std::string> out;
    for (const xml::HtmlForm& form : page.forms)
        if (form.id == "saved") out.push_back(value_of(form, "saved"));
    return out;
}

/// A saved username first, then consent, then passwords, each at most once.
std::optional<Step> choose_step(const xml::HtmlPage& page, const SalesforcePerson& person, SalesforceWalk& walk,
                                bool& tried) {
    if (walk.offered.empty()) walk.offered = offers_of(page);
    for (std::size_t i = 0; i < page.forms.size(); ++i) {
        const xml::HtmlForm& form = page.forms[i];
        const bool saved = form.id == "saved" && value_of(form, "saved") == person.username && !walk.picked;
        const bool consent = form.id == "consent" && !walk.consented;
        walk.picked |= saved;
        walk.consented |= consent;
        if (saved || consent) return Step{i, std::nullopt};
    }
    if (std::ranges::none_of(page.forms, asks_password)) return std::nullopt;
    if (std::ranges::any_of(page.forms, asks_salesforce_password)) {
        walk.asked_password = true;
        if (person.password.empty() || tried) return std::nullopt;
        tried = true;
        return Step{std::nullopt, browser::Credentials{person.username, person.password}};
    }
    if (walk.asked_idp || person.idp_password.empty()) return std::nullopt;
    walk.asked_idp = true;
    return Step{std::nullopt, browser::Credentials{person.idp_username, person.idp_password}};
}

} // namespace

SalesforceApp::SalesforceApp(idp::Idp& idp, saml::EntityDescriptor org) : idp_(idp), before_(idp.tenant().sp) {
    idp_.connect_sp(std::move(org));
}

SalesforceApp::~SalesforceApp() { idp_.tenant().sp = before_; }

asio::awaitable<Result<SalesforceWalk>> walk_salesforce(std::shared_ptr<browser::Browser> browser, std::string start,
                                                        SalesforcePerson person, browser::StopBefore stop) {
    SalesforceWalk walk;
    bool tried = false;
    Result<browser::Captured> at = co_await browser->open_until(std::move(start), std::nullopt, stop);
    for (int step = 0; step < most_steps; ++step) {
        if (!at) co_return at.error();
        walk.page = at->page;
        walk.held = at->request;
        if (walk.held) break;
        const auto html = xml::read_html(walk.page.body);
        if (!html) break;
        std::optional<Step> next = choose_step(*html, person, walk, tried);
        if (!next) break;
        browser::Page page = walk.page;
        if (next->form) {
            auto sent = co_await browser->submit(std::move(page), *next->form, {});
            if (!sent) co_return sent.error();
            page = std::move(*sent);
        }
        at = co_await browser->proceed_until(std::move(page), std::move(next->credentials), stop);
    }
    co_return walk;
}

} // namespace idpsim::engine
