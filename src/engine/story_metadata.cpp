/// `t.idp.certificates`: the rollover of the IdP's keys; `t.idp.published`: the document at its metadata URL.
#include "src/engine/story.hpp"
#include "src/lua/bind.hpp"

#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// Places count from 1, as lists in Lua do.
std::size_t place_of(const StoryCertificates& self, std::int64_t place) {
    const std::size_t count = self.of.idp().certificates().size();
    if (place < 1 || static_cast<std::size_t>(place) > count)
        throw lua::ScriptError("there is no certificate " + std::to_string(place) + " of " + std::to_string(count));
    return static_cast<std::size_t>(place - 1);
}

const crypto::Certificate& at(const StoryCertificates& self, std::int64_t place) {
    return self.of.idp().certificates()[place_of(self, place)].signing.certificate;
}

/// How many the metadata document lists for signing.
std::size_t listed(const StoryCertificates& self) {
    std::string document = self.of.idp().metadata();
    std::erase_if(document, [](char c) { return c == '\n' || c == '\r' || c == ' '; }); // vendors break lines where they like
    const auto& all = self.of.idp().certificates();
    return static_cast<std::size_t>(std::ranges::count_if(all, [&](const idp::IdpCertificate& one) {
        return document.find(one.signing.certificate.base64()) != std::string::npos;
    }));
}

/// { document = text } or { status = 503 } or { location = url } or nil: the IdP's own again.
void publish(StoryPublished& self, lua::Value what) {
    std::optional<HttpResponse>& published = self.of.party->published;
    published.reset();
    if (what.is_nil()) return;
    const lua::Table* table = what.table();
    if (!table || table->fields.size() != 1) throw lua::ScriptError("one of document, status and location was expected");
    const auto& [name, value] = *table->fields.begin();
    if (name == "document" && value.text()) published = text_response(200, *value.text(), "application/samlmetadata+xml");
    else if (name == "location" && value.text()) published = HttpResponse{302, {{"Location", *value.text()}}, {}};
    else if (const auto* status = std::get_if<std::int64_t>(&value.data); name == "status" && status)
        published = text_response(static_cast<int>(*status), "Not now\n");
    else throw lua::ScriptError("one of document, status and location was expected");
}

StoryTrap trap(StoryPublished& self, std::string origin) {
    Universe& universe = self.of.story->universe();
    StoryTrap out{std::make_shared<std::size_t>(0)};
    if (!universe.catalogue().target.in_process) return out; // a real product's network is not ours to play
    universe.mount(parse_url(origin).value().origin(), [visits = out.visits, &idp = self.of.idp()](HttpRequest) -> asio::awaitable<HttpResponse> {
        ++*visits;
        co_return text_response(200, idp.metadata(), "application/samlmetadata+xml");
    });
    return out;
}

} // namespace

void register_story_metadata(lua::State& state) {
    lua::register_type<StoryCertificates>(
        state, "certificates", lua::field("count", [](const StoryCertificates& self) { return self.of.idp().certificates().size(); }),
        lua::field("listed", listed),
        lua::method("add", [](StoryCertificates& self) { return self.of.idp().add_certificate() + 1; }),
        lua::method("activate", [](StoryCertificates& self, std::int64_t place) { self.of.idp().activate_certificate(place_of(self, place)); }),
        lua::method("expire", [](StoryCertificates& self, std::int64_t place) { self.of.idp().expire_certificate(place_of(self, place)); }),
        lua::method("remove", [](StoryCertificates& self, std::int64_t place) { self.of.idp().remove_certificate(place_of(self, place)); }),
        lua::method("sha256", [](StoryCertificates& self, std::int64_t place) { return at(self, place).fingerprint(); }),
        lua::method("base64", [](StoryCertificates& self, std::int64_t place) { return at(self, place).base64(); }));
    lua::register_type<StoryTrap>(state, "trap", lua::field("visits", [](const StoryTrap& self) { return *self.visits; }));
    lua::register_type<StoryPublished>(
        state, "published", lua::method("become", publish), lua::method("trap", trap),
        lua::field("url", [](const StoryPublished& self) { return self.of.idp().metadata_url(); }),
        lua::field("fetched", [](const StoryPublished& self) { return self.of.party->fetched; }));
}

} // namespace idpsim::engine
