#pragma once
/// Every address of the product but SCIM's.
#include "simulator/sp/product.hpp"

#include <span>

namespace idpsim::sp {

/// All of them: what tests hold to `Route::access`.
std::span<const Route<Product>> all_routes();
/// Answers by the route that fits, and writes into the audit log what it says.
Reply serve_route(Product& product, const HttpRequest& request, const Url& url);

} // namespace idpsim::sp
