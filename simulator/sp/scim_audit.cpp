#include "simulator/sp/scim_audit.hpp"

namespace idpsim::sp {
using scim_server::UserRecord;

void watch_accounts(scim_server::ScimBehaviour& scim, const AuditLog& log, std::function<bool(const AuditEntry&)> audits, const Clock& clock) {
    const auto tell = [log, audits, &clock](const UserRecord& account, std::string action, std::string detail) {
        const AuditEntry entry{0, clock.now(), {ActorKind::scim, ""}, std::move(action), address_of(account), std::move(detail)};
        if (audits(entry)) log.add(account.org, entry);
    };
    scim.created = [tell](const UserRecord& created) {
        tell(created, "account_created", created.active ? "" : "disabled");
    };
    scim.updated = [tell](const UserRecord& before, const UserRecord& after) {
        if (before.active != after.active) tell(after, after.active ? "account_enabled" : "account_disabled", "");
        if (before.user_name != after.user_name || before.email != after.email) tell(after, "account_renamed", "from " + address_of(before));
    };
}

ScimAudit::ScimAudit(Product& product, const Organisation& org, const HttpRequest& request, std::string_view path)
    : product_(product), org_(org.id), method_(request.method) {
    if (method_ == "GET" || !path.starts_with('/')) return;
    const std::size_t slash = path.find('/', 1);
    kind_ = std::string(path.substr(1, slash == std::string_view::npos ? slash : slash - 1));
    if (slash != std::string_view::npos) id_ = std::string(path.substr(slash + 1));
    if (method_ != "DELETE" || id_.empty()) return;
    if (kind_ == "Groups") name_ = group_name(id_);
    if (kind_ != "Users") return;
    if (const auto account = product.directory.find_user_by_id(org_, id_)) name_ = address_of(*account);
}

std::string ScimAudit::group_name(std::string_view id) const {
    const auto group = product_.directory.find_group_by_id(org_, id, false);
    return group ? group->display_name : std::string(id);
}

void ScimAudit::tell(const HttpResponse& response) const {
    if (kind_.empty() || response.status >= 300) return;
    const Actor by{ActorKind::scim, ""};
    if (kind_ == "Bulk") audit(product_, org_, by, "bulk_provisioned");
    if (kind_ == "Users" && method_ == "DELETE") audit(product_, org_, by, "account_deleted", name_);
    if (kind_ != "Groups") return;
    if (method_ == "DELETE") return audit(product_, org_, by, "group_deleted", name_);
    const std::string location = find_header(response.headers, "Location").value_or("");
    if (method_ == "POST") {
        if (id_.empty()) audit(product_, org_, by, "group_created", group_name(location.substr(location.rfind('/') + 1)));
        return;
    }
    audit(product_, org_, by, "group_changed", group_name(id_));
}

} // namespace idpsim::sp
