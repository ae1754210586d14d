#include "simulator/sp/metadata_refresh.hpp"

namespace idpsim::sp {
namespace {

constexpr std::chrono::minutes retry_after{5};

/// A call that outlives the request it came with.
struct KeptCall {
    HttpRequest request;
    Url url;
    std::vector<std::string> path;

    explicit KeptCall(const Call& call) : request(call.request), url(call.url), path(call.path.begin(), call.path.end()) {}
    Call view() const { return Call{request, url, {path.begin(), path.end()}}; }
};

/// Takes what was fetched, or notes why not; returns the problem or "".
std::string absorb(Product& product, ConnectedIdp& idp, const Result<HttpResponse>& answer) {
    Result<std::string> document = fetched_metadata(answer);
    ConnectedIdp changed = idp;
    const Instant now = product.clock.now();
    const Result<void> taken =
        document ? product.behaviour.idp_metadata.take(changed, std::move(*document), now) : Result<void>(document.error());
    if (!taken) return idp.problem = printable(describe(taken.error()));
    changed.fetched = now;
    changed.problem.clear();
    changed.refresh_at = product.behaviour.idp_metadata.next_refresh(changed);
    idp = std::move(changed);
    return "";
}

const ConnectedIdp* first_due(const Organisation& org, Instant now) {
    for (const ConnectedIdp& idp : org.idps)
        if (idp.metadata_url && now >= idp.refresh_at) return &idp;
    return nullptr;
}

} // namespace

Errand metadata_errand(const std::string& url, const SpConfig& config) {
    Errand errand;
    errand.reach = config.allow_local_metadata ? Reach::anywhere : Reach::public_only;
    errand.request.url = url;
    errand.request.headers = {{"Accept", "application/samlmetadata+xml, application/xml;q=0.9, */*;q=0.1"}};
    return errand;
}

Result<std::string> fetched_metadata(const Result<HttpResponse>& answer) {
    if (!answer) return answer.error();
    if (answer->status != 200) return Error{Fault::refused, "IdP metadata", "its URL answered " + std::to_string(answer->status)};
    return answer->body;
}

Reply refresh_metadata(Product& product, const std::string& org, const std::string& idp,
                       std::function<Reply(const std::string&)> then) {
    ConnectedIdp& due = *find_idp(*product.organisations.find(org), idp);
    due.refresh_at = product.clock.now() + retry_after;   // others go on meanwhile with what is known
    Errand errand = metadata_errand(*due.metadata_url, product.config);
    errand.then = [&product, org, idp, then = std::move(then)](const Result<HttpResponse>& answer) {
        Organisation* organisation = product.organisations.find(org);
        ConnectedIdp* still = organisation ? find_idp(*organisation, idp) : nullptr;
        if (!still) return then("the identity provider was removed meanwhile");
        const std::string problem = absorb(product, *still, answer);
        if (problem.empty()) product.organisations.save(*organisation);
        return then(problem);
    };
    return errand;
}

Reply with_current_metadata(Product& product, const Call& call, Reply (*endpoint)(Product&, const Call&)) {
    const Organisation* org = product.organisations.find(call.path.at(0));
    const ConnectedIdp* due = org ? first_due(*org, product.clock.now()) : nullptr;
    if (!due) return endpoint(product, call);
    const auto kept = std::make_shared<const KeptCall>(call);
    return refresh_metadata(product, org->id, due->id, [&product, kept, endpoint](const std::string&) {
        return with_current_metadata(product, kept->view(), endpoint);
    });
}

} // namespace idpsim::sp
