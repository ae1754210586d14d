#pragma once
/// `--select EXPR`: which cases run.
///
///   jit/*              a case's scenario id, by glob
///   okta/jit/*         a whole case id, by glob
///   compat-saml        a claim id; compat-saml-okta: the claim for that IdP alone
///   tag:negative  claim:jit-*  idp:okta  scenario:sso/*    the same, said outright
///   and, or, not, ( )  boolean words; terms side by side are joined by `or`
#include "src/core/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// What an expression is asked about.
struct Selectable {
    std::string id, idp, scenario;
    std::vector<std::string> claims, tags;
};

class Selection {
public:
    /// Malformed with the place in the expression. "" selects everything.
    static Result<Selection> parse(std::string_view expression);
    bool matches(const Selectable& one) const;
    struct Node;

private:
    std::shared_ptr<const Node> root_;
};

} // namespace idpsim::engine
