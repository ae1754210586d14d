#include "simulator/scim/bulk.hpp"

#include "simulator/scim/answers.hpp"
#include "simulator/scim/bulk_references.hpp"
#include "simulator/scim/endpoint.hpp"
#include "simulator/scim/request_path.hpp"
#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;
using scim::Outcome;
using scim::Refusal;

constexpr std::string_view request_urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
constexpr std::string_view response_urn = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

struct Operation {
    std::string method, path, bulk_id, version;
    json::value data;
    BulkReferences references;
    std::optional<Refusal> refused;      ///< cannot be done, whatever else is done
    std::optional<json::object> result;  ///< once it is done
    std::string created;                 ///< id, of a POST
    bool is_incomplete = false;          ///< created without what it refers to

    bool has_data() const { return method != "DELETE"; }
};

json::string text(std::string_view view) { return json::string(view.data(), view.size()); }

/// What is wrong with an operation by itself.
std::optional<Refusal> fault_of(const Operation& operation, const Call& call, const std::set<std::string, std::less<>>& taken) {
    const auto& schemas = *call.behaviour.schemas;
    const bool creates = operation.method == "POST";
    if (!creates && operation.method != "PUT" && operation.method != "PATCH" && operation.method != "DELETE") {
        return scim::invalid_value("'method' has to be POST, PUT, PATCH or DELETE, not " + scim::in_quotes(operation.method));
    }
    const bool has_query = operation.path.find_first_of("?#") != std::string::npos;
    const auto path = has_query ? std::nullopt : read_path(operation.path, "");
    if (!path || path->empty() || !schemas.find_endpoint(path->front()) || path->back() == ".search") {
        return scim::invalid_value("'path' has to lead to a resource or a resource type's endpoint, not " +
                                   scim::in_quotes(operation.path));
    }
    if (creates != (path->size() == 1)) return scim::invalid_value("POST goes to an endpoint, all else to a resource");
    if (creates && operation.bulk_id.empty()) return scim::invalid_value("POST needs a 'bulkId'");
    if (creates && taken.contains(operation.bulk_id)) {
        return scim::invalid_value("the bulkId " + scim::in_quotes(operation.bulk_id) + " is used twice");
    }
    if (operation.has_data() && !operation.data.is_object()) return scim::invalid_syntax("'data' has to be an object");
    return std::nullopt;
}

class BulkRun {
public:
    BulkRun(const Call& call, const DoOne& do_one) : call_(call), do_one_(do_one) {}

    Outcome<json::object> run(const json::object& body) {
        if (Outcome<void> read = this->read(body); !read) return read.error();
        while (!is_stopped()) {
            if (Operation* next = next_ready()) {
                perform(*next, false);
            } else if (Operation* circular = next_circular()) {
                perform(*circular, true);
            } else {
                break;
            }
        }
        complete();
        return write();
    }

private:
    Outcome<void> read(const json::object& body) {
        if (!scim::names_schema(body, request_urn)) {
            return scim::invalid_syntax("'schemas' has to name " + std::string(request_urn));
        }
        if (const json::value* most = scim::find_member(body, "failOnErrors"); most && !most->is_null()) {
            if (!most->is_int64() || most->get_int64() < 1) {
                return scim::invalid_value("'failOnErrors' has to be an integer of 1 or more");
            }
            most_errors_ = most->get_int64();
        }
        const json::value* given = scim::find_member(body, "Operations");
        if (!given || !given->is_array() || given->get_array().empty()) {
            return scim::invalid_syntax("'Operations' has to be a list that is not empty");
        }
        const std::int64_t most = call_.behaviour.bulk.operations;
        if (static_cast<std::int64_t>(given->get_array().size()) > most) {
            return Refusal{scim::ScimType::none, 413, "more than maxOperations, which is " + std::to_string(most)};
        }
        for (const json::value& one : given->get_array()) {
            if (!one.is_object()) return scim::invalid_syntax("an operation has to be an object");
            read_one(one.get_object());
        }
        if (call_.behaviour.bulk.resolves_references) read_references();
        return {};
    }

    void read_one(const json::object& given) {
        Operation operation;
        operation.method = scim::text_member(given, "method");
        operation.path = scim::text_member(given, "path");
        operation.bulk_id = scim::text_member(given, "bulkId");
        operation.version = scim::text_member(given, "version");
        if (const json::value* data = scim::find_member(given, "data")) operation.data = *data;
        operation.refused = fault_of(operation, call_, declared_);
        if (operation.method == "POST" && !operation.bulk_id.empty()) declared_.insert(operation.bulk_id);
        operations_.push_back(std::move(operation));
    }

    void read_references() {
        for (Operation& operation : operations_) {
            if (operation.refused) continue;
            operation.references = find_references(operation.path, operation.data, declared_);
            if (operation.references.undeclared.empty()) continue;
            operation.refused = scim::invalid_value("no operation has the bulkId of " +
                                                    scim::in_quotes(operation.references.undeclared));
        }
    }

    bool is_stopped() const { return most_errors_ && errors_ >= *most_errors_; }

    /// The first one left that waits for nothing.
    Operation* next_ready() {
        for (Operation& operation : operations_) {
            if (operation.result) continue;
            if (operation.refused) return &operation;
            bool waits = false;
            for (const std::string& name : operation.references.declared) {
                if (failed_.contains(name)) {
                    operation.refused = Refusal{scim::ScimType::none, 409,
                                                "the operation with the bulkId " + scim::in_quotes(name) + " failed"};
                    return &operation;
                }
                waits = waits || !ids_.contains(name);
            }
            if (!waits) return &operation;
        }
        return nullptr;
    }

    Operation* next_circular() {
        const auto found = std::find_if(operations_.begin(), operations_.end(), [](const Operation& operation) {
            return !operation.result && operation.method == "POST";
        });
        return found == operations_.end() ? nullptr : &*found;
    }

    void perform(Operation& operation, bool circular) {
        json::value data = operation.data;
        if (circular) data = without_unknown(std::move(data), declared_, ids_);
        const HttpResponse response = operation.refused ? error_response(*operation.refused)
                                                        : send(operation.method, operation, std::move(data));
        operation.is_incomplete = circular && response.status < 300;
        if (operation.method == "POST" && response.status < 300) {
            operation.created = scim::text_member(scim::json_or_null(response.body).as_object(), "id");
            if (call_.behaviour.bulk.resolves_references) ids_.emplace(operation.bulk_id, operation.created);
        }
        record(operation, response);
    }

    HttpResponse send(std::string method, const Operation& operation, json::value data) const {
        HttpRequest request;
        request.method = std::move(method);
        request.headers = {{"Content-Type", std::string(scim::media_type)}};
        if (!operation.version.empty()) request.headers.emplace_back("If-Match", operation.version);
        if (operation.has_data()) request.body = json::serialize(with_ids(std::move(data), ids_));
        return do_one_(request, path_of(operation));
    }

    std::vector<std::string> path_of(const Operation& operation) const {
        std::vector<std::string> path = read_path(operation.path, "").value();
        if (!operation.created.empty()) path.push_back(operation.created);
        for (std::string& part : path) part = scim::text_of(with_ids(text(part), ids_).as_string());
        return path;
    }

    void record(Operation& operation, const HttpResponse& response) {
        json::object result{{"method", operation.method}};
        if (!operation.bulk_id.empty()) result["bulkId"] = operation.bulk_id;
        if (const auto version = find_header(response.headers, "ETag")) result["version"] = *version;
        if (const auto location = find_header(response.headers, "Location")) {
            result["location"] = *location;
        } else if (!operation.refused && operation.method != "POST") {
            result["location"] = call_.base + "/" + join(path_of(operation), "/");
        }
        result["status"] = std::to_string(response.status);
        if (response.status >= 300) {
            result["response"] = scim::json_or_null(response.body);
            if (operation.method == "POST") failed_.insert(operation.bulk_id);
            ++errors_;
        }
        operation.result = std::move(result);
    }

    /// Puts in what a circle left out. Where that fails the resource goes again: half of it was not asked for.
    void complete() {
        for (Operation& operation : operations_) {
            if (!operation.is_incomplete) continue;
            const auto& names = operation.references.declared;
            const bool known = std::all_of(names.begin(), names.end(), [&](const std::string& name) { return ids_.contains(name); });
            HttpResponse response =
                known ? send("PUT", operation, operation.data)
                      : error_response({scim::ScimType::none, 409, "what it refers to was not created"});
            if (response.status < 300) {
                response.status = 201;
            } else {
                do_one_(HttpRequest{"DELETE", "", {}, ""}, path_of(operation));
                operation.created.clear();
            }
            record(operation, response);
        }
    }

    json::object write() const {
        json::array results;
        for (const Operation& operation : operations_) {
            if (operation.result) results.emplace_back(*operation.result);
        }
        json::object body;
        body["schemas"] = json::array{text(response_urn)};
        body["Operations"] = std::move(results);
        return body;
    }

    const Call& call_;
    const DoOne& do_one_;
    std::vector<Operation> operations_;
    std::set<std::string, std::less<>> declared_, failed_;
    BulkIds ids_;
    std::optional<std::int64_t> most_errors_;
    std::int64_t errors_ = 0;
};

} // namespace

HttpResponse answer_bulk(const Call& call, const HttpRequest& request, const DoOne& do_one) {
    const std::size_t most = call.behaviour.bulk.octets;
    if (request.body.size() > most) {
        return error_response(
            {scim::ScimType::none, 413, "the body is larger than maxPayloadSize, which is " + std::to_string(most)});
    }
    const Outcome<json::object> body = read_body(call, request);
    if (!body) return error_response(body.error());
    Transaction transaction(call.directory.database());   // one for all: each operation keeps a savepoint of its own
    const Outcome<json::object> answer = BulkRun(call, do_one).run(*body);
    transaction.commit();
    return answer ? scim_response(200, *answer) : error_response(answer.error());
}

} // namespace idpsim::scim_server
