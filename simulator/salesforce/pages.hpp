#pragma once
/// Pages that only some endpoints show; those of everybody are in world.hpp.
#include "simulator/salesforce/world.hpp"

namespace idpsim::salesforce {

/// "Allow access?": the app, what it asks for, and as whom.
HttpResponse consent_page(World& world, const Visit& visit, const ConnectedApp& app, const Params& ask,
                          const Person& person, const std::vector<std::string>& scopes);
/// A refusal that the person reads, since it may not be told to whoever asked.
HttpResponse refusal_page(World& world, const Refusal& refusal);
/// Of a Response that was not accepted: it does not say why.
HttpResponse sso_error_page(World& world);

} // namespace idpsim::salesforce
