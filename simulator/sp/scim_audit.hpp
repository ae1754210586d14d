#pragma once
/// What SCIM clients do, told in the audit log: accounts and groups that come, go and change what matters.
#include "simulator/sp/product.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace idpsim::sp {

/// Has every account that SCIM creates, renames, disables or enables told, within the transaction that does it.
void watch_accounts(scim_server::ScimBehaviour& scim, const AuditLog& log, std::function<bool(const AuditEntry&)> audits, const Clock& clock);

/// One request, for what watch_accounts() does not see: groups, and accounts that are deleted.
class ScimAudit {
public:
    /// `path`: behind the organisation's SCIM base, "/Users/123".
    ScimAudit(Product& product, const Organisation& org, const HttpRequest& request, std::string_view path);
    void tell(const HttpResponse& response) const;

private:
    std::string group_name(std::string_view id) const;

    Product& product_;
    const std::string org_;
    const std::string method_;
    std::string kind_, id_, name_;   ///< "Users", "Groups"; of the path; what it was called before
};

} // namespace idpsim::sp
