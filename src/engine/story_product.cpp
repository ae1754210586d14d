#include "src/engine/story_product.hpp"

#include "simulator/browser/forms.hpp"
#include "simulator/browser/navigation.hpp"
#include "src/core/text.hpp"
#include "src/lua/bind.hpp"
#include "src/xml/html.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

using browser::Page;
using Texts = std::map<std::string, std::string>;

Result<xml::HtmlPage> html_of(const Page& page) { return xml::read_html(page.body); }

std::string text_of(const Page& page) {
    const auto html = html_of(page);
    return html ? html->text : page.body;
}

Result<std::string> href_of(const Page& page, const std::string& text) {
    const auto html = html_of(page);
    if (!html) return html.error();
    const auto found = std::ranges::find_if(html->links, [&](const xml::HtmlLink& link) { return link.text.starts_with(text); });
    if (found == html->links.end()) return Error{Fault::not_found, page.url, "no link there says \"" + text + "\""};
    return resolve_url(page.url, found->href);
}

/// The first form whose action has the text and that has all the fields.
Result<xml::HtmlForm> form_of(const Page& page, const std::string& action, const Texts& fields) {
    const auto html = html_of(page);
    if (!html) return html.error();
    for (const xml::HtmlForm& form : html->forms) {
        const auto has = [&](const auto& wanted) { return std::ranges::any_of(form.inputs, [&](const xml::HtmlInput& each) { return each.name == wanted.first; }); };
        if (form.action.find(action) != std::string::npos && std::ranges::all_of(fields, has)) return form;
    }
    return Error{Fault::not_found, page.url, "no form there leads to \"" + action + "\" with these fields"};
}

/// What the page's file is called, for saving it.
std::string file_name(const Page& page) {
    const std::string disposition = find_header(page.headers, "Content-Disposition").value_or("");
    const std::size_t at = disposition.find("filename=\"");
    if (at == std::string::npos) return "";
    return disposition.substr(at + 10, disposition.find('"', at + 10) - at - 10);
}

Universe& universe_of(const StoryPerson& person) { return person.story->universe(); }

/// Sends, and goes where redirects lead.
asio::awaitable<Result<Page>> walk(const StoryPerson& person, HttpRequest request) {
    return person.browser->send(std::move(request), std::nullopt);
}

// --- the organisation

asio::awaitable<Result<StoryProduct>> new_organisation(StoryProduct& self) {
    Universe& universe = self.story->universe();
    SpParty& party = universe.add_organisation(" " + std::to_string(universe.organisations() + 1));
    const std::shared_ptr<Story> story = self.story;
    const auto started = co_await party.session.set_up("start");
    if (!started) co_return started.error();
    auto side = co_await party.session.sp_side();
    if (!side) co_return side.error();
    party.side = std::move(*side);
    co_return StoryProduct{story, &party};
}

asio::awaitable<Result<void>> enable(StoryProduct& self) { return self.party->session.set_up("enable"); }

StoryPerson somebody(const StoryProduct& self, std::shared_ptr<browser::Browser> browser) {
    return {self.story, self.party, std::move(browser), "", "", ""};
}

/// { email =, role = }
asio::awaitable<Result<StoryPerson>> invite(StoryProduct& self, Texts who) {
    StoryPerson out = somebody(self, self.story->universe().new_browser());
    out.email = who["email"];
    out.password = "pass " + self.story->universe().random().hex(16);
    out.story->universe().transcript().masker().add(out.password);
    Values values;
    for (const auto& [name, value] : who) values[name] = value;
    const auto acted = co_await out.party->session.act("invite_person", std::move(values));
    if (!acted) co_return acted.error();
    if (!acted->ok()) co_return Error{Fault::refused, "invite_person", "answered " + std::to_string(acted->status)};
    const auto link = acted->saved.find("invitation_secret");
    if (link == acted->saved.end()) co_return Error{Fault::refused, "invite_person", "the answer has no invitation"};
    out.invitation = link->second;
    co_return out;
}

// --- people

asio::awaitable<Result<Page>> open_page(StoryPerson& self, std::string name) {
    auto request = name.starts_with("https://") || name.starts_with("http://") ? browser::typed_request(name) : Result<HttpRequest>(HttpRequest{});
    if (request && request->url.empty()) {
        const auto call = self.party->session.request_of(name, {});
        request = call ? browser::typed_request(call->url) : Result<HttpRequest>(call.error());
    }
    if (!request) co_return request.error();
    co_return co_await walk(self, std::move(*request));
}

asio::awaitable<Result<Page>> follow(StoryPerson& self, const Page& page, std::string text) {
    const auto url = href_of(page, text);
    if (!url) co_return url.error();
    auto request = browser::form_request(page.url, *url, "get", {});   // a link tells where it stood, as a form does
    if (!request) co_return request.error();
    request->url = *url;
    co_return co_await walk(self, std::move(*request));
}

/// As a page of a neighbouring host of the same site would have sent it: the browser still brings the cookies along.
void come_from_sibling(HttpRequest& request) {
    const auto url = parse_url(request.url);
    if (!url) return;
    const std::string neighbour = url->scheme + "://neighbour" + url->host.substr(std::min(url->host.size(), url->host.find('.')));
    set_header(request.headers, "Origin", neighbour);
    set_header(request.headers, "Referer", neighbour + "/");
    set_header(request.headers, "Sec-Fetch-Site", "same-site");
}

asio::awaitable<Result<Page>> submit(StoryPerson& self, const Page& page, std::string action, std::optional<Texts> given, std::optional<Texts> options) {
    const Texts fields = given.value_or(Texts());
    const auto form = form_of(page, action, fields);
    if (!form) co_return form.error();
    Params overrides(fields.begin(), fields.end());
    Params sent = browser::form_fields(*form, browser::SentBy::click, overrides);
    bool from_sibling = false;
    for (const auto& [name, value] : options.value_or(Texts())) {
        if (name == "forget") std::erase_if(sent, [&](const auto& field) { return field.first == value; });
        else if (name == "from" && value == "sibling") from_sibling = true;
        else throw lua::ScriptError("a form is sent with forget = a field, from = \"sibling\"; \"" + name + "\" does not fit");
    }
    auto request = browser::form_request(page.url, form->action, form->method, sent);
    if (!request) co_return request.error();
    if (from_sibling) come_from_sibling(*request);
    co_return co_await walk(self, std::move(*request));
}

std::string multipart(const Params& fields, const Texts& file, const std::string& boundary) {
    std::string out;
    const auto begin = [&](const std::string& name) { return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\""; };
    for (const auto& [name, value] : fields) out += begin(name) + "\r\n\r\n" + value + "\r\n";
    const auto part = [&](const char* name) { return file.contains(name) ? file.at(name) : std::string(); };
    out += begin(part("field")) + "; filename=\"" + part("name") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + part("content") + "\r\n";
    return out + "--" + boundary + "--\r\n";
}

asio::awaitable<Result<Page>> upload(StoryPerson& self, const Page& page, std::string action, Texts file) {
    const auto form = form_of(page, action, {});
    if (!form) co_return form.error();
    auto request = browser::form_request(page.url, form->action, "post", {});
    if (!request) co_return request.error();
    if (!file.contains("field")) {   // the form's only place for a file
        const auto place = std::ranges::find(form->inputs, "file", &xml::HtmlInput::type);
        if (place == form->inputs.end()) co_return Error{Fault::not_found, page.url, "the form takes no file"};
        file["field"] = place->name;
    }
    const std::string boundary = "----idpsim" + universe_of(self).random().hex(16);
    request->body = multipart(browser::form_fields(*form, browser::SentBy::click), file, boundary);
    set_header(request->headers, "Content-Type", "multipart/form-data; boundary=" + boundary);
    co_return co_await walk(self, std::move(*request));
}

asio::awaitable<Result<Page>> act(StoryPerson& self, std::string name, std::optional<Texts> given) {
    Values values;
    for (const auto& [key, value] : given.value_or(Texts())) values[key] = value;
    auto request = self.party->session.request_of(name, values);
    if (!request) co_return request.error();
    std::erase_if(request->headers, [](const auto& header) { return header.first != "Accept" && header.first != "Content-Type"; });
    auto page = co_await walk(self, std::move(*request));
    co_return page;
}

bool asks_password(const Page& page) {
    const Texts wanted{{"password", ""}};
    return form_of(page, "", wanted).has_value();
}

asio::awaitable<Result<Page>> accept(StoryPerson& self) {
    universe_of(self).transcript().masker().add(self.invitation);
    auto page = co_await open_page(self, self.invitation);
    if (!page || !asks_password(*page)) co_return page;   // no form: the page says why
    Texts fields;
    fields["password"] = fields["again"] = self.password;
    auto done = co_await submit(self, *page, "", fields, std::nullopt);
    co_return done;
}

/// { password = } tries another one.
asio::awaitable<Result<Page>> sign_in(StoryPerson& self, std::optional<Texts> given) {
    const Texts options = given.value_or(Texts());
    const std::string password = options.contains("password") ? options.at("password") : self.password;
    auto page = co_await open_page(self, "page_sign_in");
    if (!page) co_return page;
    Texts fields;
    fields["email"] = self.email;
    auto asked = co_await submit(self, *page, "sign-in", fields, std::nullopt);
    if (!asked) co_return asked;
    if (!asks_password(*asked)) {   // to SSO, with a way back for who may
        auto other = co_await follow(self, *asked, "sign in with a password");
        if (!other) co_return asked;
        asked = std::move(other);
    }
    fields["password"] = password;
    auto done = co_await submit(self, *asked, "", fields, std::nullopt);
    co_return done;
}

void take_cookies(StoryPerson& self, const StoryPerson& other) { self.browser->cookies() = other.browser->cookies(); }

} // namespace

void register_story_product(lua::State& state) {
    lua::register_type<Page>(state, "page", lua::field("status", &Page::status), lua::field("url", &Page::url), lua::field("body", &Page::body),
                             lua::field("text", text_of), lua::method("file_name", file_name),
                             lua::field("title", [](const Page& page) {
                                 const auto html = html_of(page);
                                 return html ? html->title : std::string();
                             }),
                             lua::method("has", [](const Page& page, std::string text) { return text_of(page).find(text) != std::string::npos; }),
                             lua::method("has_link", [](const Page& page, std::string text) { return href_of(page, text).has_value(); }),
                             lua::method("has_form", [](const Page& page, std::string action) { return form_of(page, action, {}).has_value(); }));
    lua::register_type<StoryPerson>(state, "person_at_pages", lua::waits("open", open_page), lua::waits("follow", follow), lua::waits("submit", submit),
                                    lua::waits("upload", upload), lua::waits("act", act), lua::waits("accept", accept), lua::waits("sign_in", sign_in),
                                    lua::method("take_cookies", take_cookies), lua::field("email", &StoryPerson::email));
    lua::register_type<StoryProduct>(state, "product", lua::waits("new_organisation", new_organisation), lua::waits("enable", enable),
                                     lua::waits("invite", invite),
                                     lua::method("of", [](StoryProduct& self, const Login& login) { return somebody(self, login.browser); }),
                                     lua::method("nobody", [](StoryProduct& self) { return somebody(self, self.story->universe().new_browser()); }),
                                     lua::field("sp", [](const StoryProduct& self) { return StorySp{self.story, self.party}; }));
}

} // namespace idpsim::engine
