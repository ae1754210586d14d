#pragma once
/// How a refused login is explained to the support engineer who looks at it.
#include "simulator/sp/rule.hpp"
#include "src/core/http.hpp"

namespace idpsim::sp {

/// Names the rule, its clause, what was expected and what came: a page, or
/// {"error":"login_refused","detail","rule","clause","expected","actual"} when the client wants JSON.
HttpResponse refuse(const HttpRequest& request, const Judgement& judgement);

} // namespace idpsim::sp
