#pragma once
/// Bulk: many operations in one request (RFC 7644 section 3.7).
#include "simulator/scim/collection.hpp"
#include "src/core/http.hpp"

#include <functional>
#include <string>
#include <vector>

namespace idpsim::scim_server {

/// Does one operation as if it had come alone, authorisation included; `path` as read_path() gives it.
using DoOne = std::function<HttpResponse(const HttpRequest&, const std::vector<std::string>& path)>;

/// Operations are done in their order, except that one waits for those whose bulkIds it refers to. Of operations that
/// refer to each other in a circle the first POST is done without what it cannot know yet, which is put in afterwards.
/// Each is atomic by itself. An answer has the results of all that were done, in the order they were asked for.
HttpResponse answer_bulk(const Call& call, const HttpRequest& request, const DoOne& do_one);

} // namespace idpsim::scim_server
