#include "src/engine/parties.hpp"

#include "src/saml/reader.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;

HttpResponse IdpParty::answer(const HttpRequest& request) {
    if (!idp.is_metadata(request)) return idp.handle(request);
    ++fetched;
    return published ? *published : idp.handle(request);
}

void IdpHosts::mount(IdpParty& idp) {
    for (const std::string& origin : idp.idp.origins()) {
        auto& tenants = tenants_[origin];
        const bool known = tenants != nullptr;
        if (!known) tenants = std::make_shared<std::vector<IdpParty*>>();
        tenants->push_back(&idp);
        if (known) continue;
        const net::Handler handler = [tenants](HttpRequest request) -> asio::awaitable<HttpResponse> {
            const auto whose = std::ranges::find_if(*tenants, [&](const IdpParty* each) { return each->idp.is_for(request); });
            co_return (whose == tenants->end() ? tenants->front() : *whose)->answer(request);
        };
        network_.mount(origin, "idp", handler);
    }
}

Result<void> introduce(IdpParty& idp, SpParty& party) {
    const conformance::SpSide& side = party.side;
    saml::EntityDescriptor sp;
    if (auto described = saml::read_metadata(side.metadata); described && described->sp) sp = std::move(*described);
    if (sp.entity_id.empty()) sp.entity_id = side.entity_id;
    if (!sp.sp) sp.sp.emplace();
    // What the metadata lacks the admin enters by hand, as the target file says; the checks tell of the lack.
    if (!std::ranges::any_of(sp.sp->acs, [](const saml::Endpoint& one) { return one.binding == saml::binding_post; }))
        for (const std::string& acs : side.acs_urls) sp.sp->acs.push_back({saml::binding_post, acs, {}, 0, true});
    try {
        idp.idp.connect_sp(std::move(sp));
        idp.sp = &party;
        return {};
    } catch (const Failure& refused) { // metadata that the vendor's console refuses is the SP's fault, not ours
        return refused.error();
    }
}

asio::awaitable<Result<void>> meet_again(IdpParty& idp) {
    auto side = co_await idp.sp->session.sp_side();
    if (!side) co_return side.error();
    idp.sp->side = std::move(*side);
    co_return introduce(idp, *idp.sp);
}

asio::awaitable<Result<void>> open_organisation(SpParty& sp) {
    const auto started = co_await sp.session.set_up("start");
    if (!started) co_return started.error();
    const auto enabled = co_await sp.session.set_up("enable");
    if (!enabled) co_return enabled.error();
    if (!sp.session.target().sp.is_there()) co_return Result<void>();
    auto side = co_await sp.session.sp_side();
    if (!side) co_return side.error();
    sp.side = std::move(*side);
    co_return Result<void>();
}

asio::awaitable<Result<void>> connect_first(SpParty& sp, IdpParty& idp) {
    if (auto introduced = introduce(idp, sp); !introduced) co_return introduced.error();
    co_return co_await hand_over(sp, idp);
}

asio::awaitable<Result<void>> hand_over(SpParty& sp, IdpParty& idp) {
    sp.session.set("idp.metadata", idp.idp.metadata());
    sp.session.set("idp.entity_id", idp.idp.entity_id());
    sp.session.set("idp.sso_url", idp.idp.sso_url());
    const auto connected = co_await sp.session.set_up("idp");
    idp.connection = sp.session.value("idp");
    co_return connected;
}

asio::awaitable<Result<void>> connect_another(SpParty& sp, IdpParty& idp) {
    Values values;
    values["metadata"] = idp.idp.metadata();
    const auto added = co_await sp.session.act("add_idp", std::move(values));
    if (!added) co_return added.error();
    if (!added->ok())
        co_return Error{Fault::refused, "target: add_idp", "answered " + std::to_string(added->status)};
    if (const auto found = added->saved.find("idp"); found != added->saved.end()) idp.connection = found->second;
    sp.several_idps = true;
    co_return Result<void>();
}

} // namespace idpsim::engine
