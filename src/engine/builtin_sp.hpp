#pragma once
/// The built-in product, mounted in a network or behind a socket.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/service_provider.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <string>

namespace idpsim::engine {

/// How the product reaches other parties, and how far: artifact resolution, metadata by URL.
using BackChannel = std::function<boost::asio::awaitable<Result<HttpResponse>>(HttpRequest, Millis limit, sp::Reach)>;

class BuiltinSp {
public:
    /// `file` "" keeps everything in memory. Throws Failure (io) when the file cannot be used.
    BuiltinSp(sp::SpConfig config, const std::string& file, const Clock& clock, Random& random, sp::SpBehaviour behaviour);
    /// Answers at once; what would need another party is refused.
    HttpResponse handle(const HttpRequest& request) { return provider_->handle(request); }
    /// Answers when the other parties have. Others may be answered meanwhile. This must outlive it.
    boost::asio::awaitable<HttpResponse> answer(HttpRequest request, BackChannel back_channel);
    scim_server::Directory& directory() { return *directory_; }

private:
    std::unique_ptr<scim_server::Directory> directory_;
    std::unique_ptr<sp::ServiceProvider> provider_;
};

/// The product's words for the built-in SP, from the product file's names.
sp::ProductNames product_names(const std::map<std::string, std::string, std::less<>>& names);

} // namespace idpsim::engine
