#include "src/engine/builtin_sp.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine {

BuiltinSp::BuiltinSp(sp::SpConfig config, const std::string& file, const Clock& clock, Random& random, sp::SpBehaviour behaviour) {
    directory_ = std::make_unique<scim_server::Directory>(random, scim_server::Database(file.empty() ? ":memory:" : file));
    provider_ = std::make_unique<sp::ServiceProvider>(std::move(config), *directory_, clock, random, std::move(behaviour));
}

boost::asio::awaitable<HttpResponse> BuiltinSp::answer(HttpRequest request, BackChannel back_channel) {
    sp::Reply reply = provider_->begin(request);
    while (reply.errand) {
        const std::shared_ptr<sp::Errand> errand = reply.errand;
        Result<HttpResponse> fetched = co_await back_channel(errand->request, errand->limit, errand->reach);
        reply = errand->then(std::move(fetched));
    }
    co_return std::move(reply.response);
}

sp::ProductNames product_names(const std::map<std::string, std::string, std::less<>>& names) {
    const auto name = [&](std::string_view key) {
        const auto found = names.find(key);
        return found == names.end() ? std::string() : found->second;
    };
    sp::ProductNames out;
    out.company = name("company");
    out.default_team = name("default_team");
    out.default_role = name("default_role");
    out.admin_role = name("admin_role");
    out.operator_domain = name("operator_domain");
    out.extension_redirect = name("extension_redirect");
    out.start_path = name("start_path");
    const std::string roles = name("roles");   // outlives the views that split() gives
    for (const auto role : split(roles, ','))
        if (!trim(role).empty()) out.roles.emplace_back(trim(role));
    return out;
}

} // namespace idpsim::engine
