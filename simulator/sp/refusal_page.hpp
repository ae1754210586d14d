#pragma once
/// How a refused message is explained to the support engineer who looks at it.
#include "simulator/sp/artifact.hpp"
#include "simulator/sp/logout.hpp"
#include "simulator/sp/rule.hpp"
#include "simulator/sp/salesforce_rules.hpp"
#include "src/core/http.hpp"

namespace idpsim::sp {

/// Names the rule, its clause, what was expected and what came: a page, or
/// {"error":"login_refused","detail","rule","clause","expected","actual"} when the client wants JSON.
HttpResponse refuse(const HttpRequest& request, const Judgement& judgement);
HttpResponse refuse_artifact(const HttpRequest& request, const ArtifactRefusal& refusal);
HttpResponse refuse_salesforce(const HttpRequest& request, const SalesforceRefusal& refusal);
/// The same with "logout_refused".
HttpResponse refuse_logout(const HttpRequest& request, const LogoutRefusal& refusal);

} // namespace idpsim::sp
