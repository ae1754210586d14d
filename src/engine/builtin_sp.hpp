#pragma once
/// The built-in product, mounted in a network or behind a socket.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/service_provider.hpp"

#include <memory>
#include <string>

namespace idpsim::engine {

class BuiltinSp {
public:
    /// `file` "" keeps everything in memory. Throws Failure (io) when the file cannot be used.
    BuiltinSp(sp::SpConfig config, const std::string& file, const Clock& clock, Random& random, sp::SpBehaviour behaviour);
    HttpResponse handle(const HttpRequest& request) { return provider_->handle(request); }
    scim_server::Directory& directory() { return *directory_; }

private:
    std::unique_ptr<scim_server::Directory> directory_;
    std::unique_ptr<sp::ServiceProvider> provider_;
};

/// The product's words for the built-in SP, from the product file's names.
sp::ProductNames product_names(const std::map<std::string, std::string, std::less<>>& names);

} // namespace idpsim::engine
