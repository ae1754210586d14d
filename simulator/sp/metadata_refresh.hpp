#pragma once
/// Metadata that is fetched from a URL: when, from where, and what its answer changes.
#include "simulator/sp/product.hpp"

#include <functional>
#include <string>

namespace idpsim::sp {

/// The fetch, without what comes then.
Errand metadata_errand(const std::string& url, const SpConfig& config);
/// The document of an answer to it; refused unless it is a 200.
Result<std::string> fetched_metadata(const Result<HttpResponse>& answer);

/// Fetches the metadata of the organisation's IdP anew. What cannot be fetched or taken changes nothing but the IdP's
/// `problem` and when it is tried again. `then` is told what went wrong, or "".
Reply refresh_metadata(Product& product, const std::string& org, const std::string& idp,
                       std::function<Reply(const std::string& problem)> then);

/// Goes on with `endpoint` once no metadata of the organisation in the URL is due.
Reply with_current_metadata(Product& product, const Call& call, Reply (*endpoint)(Product&, const Call&));

} // namespace idpsim::sp
